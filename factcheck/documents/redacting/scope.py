"""What a redaction takes out, and what keeps it from being carried out: bytes that can't be taken apart."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from factcheck.database.errors import Refused
from factcheck.documents.models import Capture, Container, Document, DocumentQuerySet, Fetch, ImportFile, Redaction

#: Documents that a message names; of more it says how many.
_NAMED = 5


class CannotRedact(Refused):
    """Something has to be seen to first."""


def blobs_of(redactions: Collection[Redaction]) -> frozenset[str]:
    """Hashes of the bytes in which all lies that these take out together. Raises CannotRedact."""
    for one in redactions:
        _refuse_undecided(one)
    family = Document.objects.of_works(*(one.document_id for one in redactions))
    documents = frozenset(family.values_list("pk", flat=True))
    _refuse_on_its_way(documents)
    captures = Capture.objects.filter(document__in=documents)
    containers = containers_of(documents)
    _refuse_others_inside(containers, documents)
    blobs = frozenset(captures.filter(container=None).values_list("sha256", flat=True))
    blobs |= frozenset(containers.values_list("sha256", flat=True))
    if waiting := ImportFile.objects.filter(done_at=None, sha256__in=blobs).select_related("part_of").first():
        message = _("%(id)s has not brought in these bytes yet. Wait until it is over, or cancel it.")
        raise CannotRedact(message, id=waiting.part_of.public_id)
    return blobs


def containers_of(documents: Collection[int]) -> QuerySet[Container]:
    """Files in which the documents lie, or that prove how they came; a letter is one for what was attached to it."""
    captures = Capture.objects.filter(document__in=documents)
    visits = Fetch.objects.filter(document__in=documents, container__isnull=False)
    return Container.objects.filter(
        Q(pk__in=captures.filter(container__isnull=False).values("container"))
        | Q(pk__in=visits.values("container"))
        | Q(sha256__in=captures.filter(container=None).values("sha256"))
    )


def others_inside(documents: Collection[int]) -> DocumentQuerySet:
    """Documents whose bytes lie in the same files as those of these."""
    inside = Capture.objects.filter(container__in=containers_of(documents)).exclude(document__in=documents)
    return Document.objects.filter(pk__in=inside.values("document")).order_by("pk")


def same_bytes(blobs: Collection[str], documents: Collection[int]) -> DocumentQuerySet:
    """Other documents that have some of these bytes as well: with them, the bytes stay."""
    captures = Capture.objects.filter(Q(sha256__in=blobs, container=None) | Q(container__sha256__in=blobs))
    visits = Fetch.objects.filter(container__sha256__in=blobs, document__isnull=False)
    having = Q(pk__in=captures.values("document")) | Q(pk__in=visits.values("document"))
    return Document.objects.filter(having).exclude(pk__in=documents).order_by("pk")


def named(documents: "QuerySet[Document]") -> str:
    """Public ids: "D-0001, D-0002 and 7 more"."""
    first = ", ".join(one.public_id for one in documents[:_NAMED])
    more = documents.count() - _NAMED
    return _("%(ids)s and %(n)d more") % {"ids": first, "n": more} if more > 0 else first


def _refuse_undecided(one: Redaction) -> None:
    ids = {"id": one.public_id, "document": one.document.public_id}
    if one.closed_at:
        raise CannotRedact(_("%(id)s was declined or taken back."), **ids)
    if one.agreed_at is None:
        raise CannotRedact(_("%(id)s waits for a second person to agree, on the page of %(document)s."), **ids)
    if one.document.merged_into_id:
        message = _("%(document)s has become part of another document. Take %(id)s back and ask for that one.")
        raise CannotRedact(message, **ids)


def _refuse_on_its_way(documents: Collection[int]) -> None:
    fetch = Fetch.objects.filter(document__in=documents, outcome="").first()
    if fetch:
        message = _("%(id)s is on its way and would bring the page back. Run this again when it is over.")
        raise CannotRedact(message, id=fetch.public_id)


def _refuse_others_inside(containers: "QuerySet[Container]", documents: Collection[int]) -> None:
    others = others_inside(documents)
    if not others.exists():
        return
    shared = containers.filter(captures__document__in=others).distinct().first()
    message = _(
        "The bytes lie in one file (%(container)s) with those of %(others)s, and can't be taken out of it. Ask for "
        "those documents to be redacted as well, and name all redactions in one command."
    )
    raise CannotRedact(message, container=shared.public_id if shared else "", others=named(others))
