"""After a correction: which versions there were, what differs between them, and who took the earlier one out."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.context import acting_person
from factcheck.database.objects import key_of
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.reports.models import Export
from factcheck.reports.notices import lift_for_replaced
from factcheck.reports.reading import REPORTED, approved_submission, versions_before
from factcheck.sources.ground import Moved, What
from factcheck.verdicts.changes import Changes, changes_between
from factcheck.verdicts.models import FrozenEvidence, Submission, Verdict


def exports_of(verdicts: Iterable[Verdict]) -> "QuerySet[Export]":
    """Who took any of these versions out of the desk, the latest first."""
    held = Q()
    for verdict in verdicts:
        held |= Q(verdicts__contains=[verdict.public_id])
    return Export.objects.filter(held).select_related("exported_by") if held else Export.objects.none()


def tell_of_correction(*, verdict: Verdict) -> None:
    """Tell all who exported an earlier version that this one took its place."""
    earlier = list(versions_before(verdict))
    words = _("%(old)s, which you exported, was changed: %(kind)s. Now it is %(new)s.")
    if earlier:
        text = words % {
            "old": earlier[0].public_id,
            "kind": verdict.get_kind_of_change_display(),
            "new": verdict.public_id,
        }
        _tell(earlier, verdict, text)


def hear(moved: Moved) -> None:
    """A verdict was withdrawn: tell all who exported it, or a version before it."""
    if moved.what == What.VERDICT_WITHDRAWN:
        verdict = Verdict.objects.get(pk=key_of(moved.about, Verdict.KIND) or 0)
        lift_for_replaced(verdict=verdict, by=_actor())
        words = _("%(id)s, which you exported, was withdrawn.")
        _tell([verdict, *versions_before(verdict)], verdict, words % {"id": verdict.public_id})


def _tell(exported: list[Verdict], verdict: Verdict, text: str) -> None:
    people = {export.exported_by for export in exports_of(exported) if export.exported_by}
    tell(
        users=people,
        topic=Topic.CORRECTION,
        about=verdict.public_id,
        text=text,
        url=reverse("reports:versions", args=[verdict.pk]),
        actor=_actor(),
    )


def _actor() -> User | None:
    return User.objects.filter(pk=acting_person() or 0).first()


def versions_of(verdict: Verdict, user: User) -> "QuerySet[Verdict]":
    """All versions of the verdict on this claim that have a report, the latest first."""
    versions = Verdict.objects.visible_to(user).filter(claim=verdict.claim_id, state__in=REPORTED)
    return versions.select_related("rating", "publication", "revises").order_by("-number")


def changes_in(verdict: Verdict) -> Changes | None:
    """What this version changed in the one that it revises; None for a first one."""
    if verdict.revises is None:
        return None
    before, after = (_with_evidence(one) for one in (verdict.revises, verdict))
    return changes_between(before, after)


def _with_evidence(verdict: Verdict) -> Submission:
    in_order = Prefetch("evidence", FrozenEvidence.objects.order_by("id"))
    return Submission.objects.prefetch_related(in_order).get(pk=approved_submission(verdict).pk)


def each_with_changes(versions: Iterable[Verdict]) -> Iterator[tuple[Verdict, Changes | None]]:
    for version in versions:
        yield version, changes_in(version)
