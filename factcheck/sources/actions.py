"""Every write to sources, their domains and relations."""

from contextlib import nullcontext
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.audit.context import because
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion, key_of
from factcheck.sources import ground
from factcheck.sources.domains import domain_of, parents_of, readable
from factcheck.sources.grades import is_lower
from factcheck.sources.ground import Moved, What
from factcheck.sources.models import Source, SourceDomain, SourceRelation
from factcheck.web.words import says_something


class SourceError(Refused):
    """What the desk refuses to do with a source; the message says why, to the person who asked."""


@transaction.atomic
def create_source(*, name: str, domains: tuple[str, ...] = (), **values: Any) -> Source:
    """A new source with its domains. Raises SourceError if one of them is taken or no domain at all."""
    if not says_something(name):
        raise SourceError(_("A source needs a name."))
    source = Source.objects.create(name=name.strip(), **values)
    for domain in domains:
        add_domain(source=source, domain=domain)
    return source


@transaction.atomic
def change_source(*, source: Source, expected: int | None = None, reason: str = "", **values: Any) -> Source:
    """Write `values` if the source is still at version `expected`. Without a difference nothing is written.

    Raises SourceError for a new grade without a reason, StaleVersion if somebody else was quicker.
    """
    if expected not in (None, source.version):
        raise StaleVersion(Source.objects.get(pk=source.pk))
    reason = reason.strip()
    regraded = values.get("reliability", source.reliability) != source.reliability
    if regraded and not reason:
        raise SourceError(_("Say why: changing a grade needs a reason."))
    if not any(getattr(source, name) != value for name, value in values.items()):
        return source
    before = source.reliability
    with because(reason) if reason else nullcontext():
        source = source.change(**values)
    # Of a source that was merged, the grade of the one that stands is the one that counts.
    if source.merged_into_id is None and is_lower(source.reliability, than=before):
        ground.tell(Moved(What.REGRADED, source.public_id, _change_of_grade(before, source.reliability)))
    return source


def _change_of_grade(before: str, after: str) -> str:
    return f"{before or _('not graded')} → {after or _('not graded')}"


@transaction.atomic
def retract_source(*, source: Source, reason: str) -> Source:
    """Say that the desk relies on the source no longer; what rests on it is looked at again.

    Raises SourceError without a reason, for a source that was merged, or if it was said before.
    """
    if not says_something(reason):
        raise SourceError(_("Say why the desk relies on it no longer."))
    source = _locked(source.pk).get()
    if source.merged_into_id:
        raise SourceError(_("This source was merged. Say it of the one that stands for it."))
    if source.retracted_at:
        raise SourceError(_("The desk relies on this source no longer already."))
    with because(reason.strip()):
        source.change(retracted_at=timezone.now(), retracted_reason=reason.strip())
    ground.tell(Moved(What.RETRACTED, source.public_id, source.retracted_reason.rstrip(".")))
    return source


@transaction.atomic
def reinstate_source(*, source: Source, reason: str) -> Source:
    """Let the desk rely on the source again. What was opened for its sake stays open: a person answers it.

    Raises SourceError without a reason, or if it is relied on.
    """
    if not says_something(reason):
        raise SourceError(_("Say why the desk relies on it again."))
    source = _locked(source.pk).get()
    if not source.retracted_at:
        raise SourceError(_("The desk relies on this source."))
    with because(reason.strip()):
        return source.change(retracted_at=None, retracted_reason="")


@transaction.atomic
def add_domain(*, source: Source, domain: str) -> SourceDomain:
    """Let addresses of the domain find the source. Raises SourceError if it is none, or another's."""
    normal = domain_of(domain)
    if normal is None:
        raise SourceError(_("“%(domain)s” is not a domain.") % {"domain": domain})
    taken = SourceDomain.objects.select_related("source").filter(domain=normal).first()
    if taken and taken.source_id != source.pk:
        raise SourceError(
            _("%(domain)s belongs to %(name)s (%(id)s).")
            % {"domain": normal, "name": taken.source, "id": taken.source.public_id}
        )
    if taken:
        return taken
    try:
        with transaction.atomic():
            return SourceDomain.objects.create(source=source, domain=normal)
    except IntegrityError as error:
        # Between the look and the write somebody else added it.
        raise SourceError(
            _("Somebody else has just added %(domain)s. Look at the list of sources again.") % {"domain": normal}
        ) from error


def remove_domain(*, domain: SourceDomain) -> None:
    """Addresses of the domain no longer find the source; documents keep theirs."""
    domain.delete()


@transaction.atomic
def relate(*, source: Source, kind: str, other: Source, note: str = "") -> SourceRelation:
    """State what one source has to do with another. Said twice it is one relation, with the later note."""
    if source.pk == other.pk:
        raise SourceError(_("A source has no relation to itself. Choose another one."))
    relation, made = SourceRelation.objects.get_or_create(
        source=source, kind=kind, other=other, defaults={"note": note}
    )
    if not made and note and note != relation.note:
        relation.note = note
        relation.save(update_fields=["note"])
    return relation


def unrelate(*, relation: SourceRelation) -> None:
    relation.delete()


@transaction.atomic
def merge_sources(*, source: Source, into: Source, reason: str) -> Source:
    """Let `into` stand for `source`; documents and domains stay where they are, look-ups follow.

    What was merged into `source` before goes along, so that every merge is one step deep. Returns the source
    that stands. Raises SourceError without a reason, or if the two are one already.
    """
    if not says_something(reason):
        raise SourceError(_("Say why: merging sources needs a reason."))
    standing = into.standing
    # Locked in one order, so that two people who merge the same two find out instead of waiting on each other.
    rows = {row.pk: row for row in _locked(source.pk, standing.pk)}
    source, standing = rows[source.pk], rows[standing.pk]
    if standing.pk == source.pk:
        raise SourceError(_("A source cannot be merged into itself, or into one that it stands for."))
    if source.merged_into_id or standing.merged_into_id:
        raise SourceError(_("One of the two has been merged already. Look at both again."))
    # Told before: only while it stands for itself are its documents told apart from the other's.
    if standing.retracted_at and not source.retracted_at:
        ground.tell(Moved(What.RETRACTED, source.public_id, standing.retracted_reason.rstrip(".")))
    elif is_lower(standing.reliability, than=source.reliability):
        ground.tell(Moved(What.REGRADED, source.public_id, _change_of_grade(source.reliability, standing.reliability)))
    with because(reason.strip()):
        for earlier in list(source.merged.all()):
            earlier.change(merged_into=standing)
        source.change(merged_into=standing)
    return standing


@transaction.atomic
def unmerge_source(*, source: Source, reason: str) -> Source:
    """Let a merged source stand for itself again."""
    if not says_something(reason):
        raise SourceError(_("Say why: undoing a merge needs a reason."))
    with because(reason.strip()):
        return _locked(source.pk).get().change(merged_into=None)


def source_for_url(url: str) -> Source | None:
    """The source that stands for the address's domain or the nearest parent of it; None if unknown."""
    domain = domain_of(url)
    if domain is None:
        return None
    candidates = parents_of(domain)
    found = {
        row.domain: row.source
        for row in SourceDomain.objects.filter(domain__in=candidates).select_related("source__merged_into")
    }
    return next((found[name].standing for name in candidates if name in found), None)


def ensure_source_for_url(url: str) -> Source | None:
    """The source of the address; an unknown domain makes one, named by it and not graded.

    None if the address names no domain (`file:///...`).
    """
    if known := source_for_url(url):
        return known
    domain = domain_of(url)
    if domain is None:
        return None
    try:
        with transaction.atomic():
            source = Source.objects.create(name=readable(domain))
            SourceDomain.objects.create(source=source, domain=domain)
            return source
    except IntegrityError:
        # Another import met the same domain at the same moment.
        return SourceDomain.objects.select_related("source__merged_into").get(domain=domain).source.standing


def source_named(text: str) -> Source | None:
    """The source that a file names by number (S-0009), domain or name; a name that is new makes one, not graded.

    None for no text.
    """
    if known := known_source_named(text):
        return known
    name = text.strip()
    if not name:
        return None
    return (ensure_source_for_url(name) if _is_domain(name) else None) or create_source(name=name)


def known_source_named(text: str) -> Source | None:
    """The same, of those that are here; none is made."""
    name = text.strip()
    if not name:
        return None
    key = key_of(name, Source.KIND)
    if key is not None and (numbered := Source.objects.filter(pk=key).select_related("merged_into").first()):
        return numbered.standing
    if by_name := Source.objects.filter(name__iexact=name).select_related("merged_into").order_by("pk").first():
        return by_name.standing
    return source_for_url(name) if _is_domain(name) else None


def _is_domain(name: str) -> bool:
    return " " not in name and "." in name


def _locked(*keys: int) -> QuerySet[Source]:
    return Source.objects.select_for_update().filter(pk__in=keys).order_by("pk")
