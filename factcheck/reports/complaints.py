"""Complaints about what the desk published: received, decided by somebody who wrote none of it, answered, mended.

Who complained, and their words, are kept apart from the point in the desk's words: they can be erased, the audit
trail never held them, and nothing that is told to people repeats them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.database.errors import Refused
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.reports.models import Complaint
from factcheck.verdicts.errors import NeedsEditor, SomebodyWasFaster
from factcheck.verdicts.models import Author, StaleItem, State, Verdict
from factcheck.verdicts.resting import IN_FORCE
from factcheck.verdicts.staleness import raise_stale
from factcheck.web.words import says_something

Decision = Complaint.Decision

#: What went out: only of these can somebody complain.
PUBLISHED = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)


class NothingWasPublished(Refused):
    message = gettext_noop("This version was never published, so nobody can have read it.")


class PointMissing(Refused):
    message = gettext_noop("Say in your own words what is held against the verdict.")


class ReasonMissing(Refused):
    message = gettext_noop("Say why you decide so.")


class WroteItThemselves(Refused):
    message = gettext_noop(
        "You wrote part of this verdict or of a later version, so somebody else decides on the complaint."
    )


class NotDecidedYet(Refused):
    message = gettext_noop("Decide on the complaint first.")


class OfAnotherClaim(Refused):
    message = gettext_noop("A complaint is mended by a later version of the same verdict.")


class ErasedAlready(Refused):
    message = gettext_noop("Name and text were erased already.")


@transaction.atomic
def record_complaint(
    *, verdict: Verdict, received_on: date, channel: str, point: str, by: User, complainant: str = "", text: str = ""
) -> Complaint:
    """Record what came in about that version. Raises NothingWasPublished, PointMissing."""
    if verdict.state not in PUBLISHED:
        raise NothingWasPublished
    if not says_something(point):
        raise PointMissing
    complaint = Complaint.objects.create(
        verdict=verdict,
        received_on=received_on,
        channel=channel,
        point=point.strip(),
        complainant=complainant.strip(),
        text=text.strip(),
        recorded_by=by,
    )
    editors = User.objects.filter(is_active=True, role__in=[Role.EDITOR, Role.ADMIN])
    editors = editors.exclude(pk__in=written_by(verdict).values("user"))
    _tell(complaint, editors, _("%(id)s: a complaint about %(verdict)s waits for a decision"), by)
    return complaint


@transaction.atomic
def decide_complaint(*, complaint: Complaint, expected: int, decision: str, reason: str, by: User) -> Complaint:
    """Uphold, wholly or in part, or reject it. What readers have is then looked at again by a person.

    Raises ReasonMissing, NeedsEditor, WroteItThemselves, SomebodyWasFaster, StaleVersion.
    """
    if not says_something(reason):
        raise ReasonMissing
    # As it is now: the role may have been taken away since the page was opened.
    if not User.objects.get(pk=by.pk).has_role(Role.EDITOR):
        raise NeedsEditor
    if written_by(complaint.verdict).filter(user=by).exists():
        raise WroteItThemselves
    if complaint.decision:
        raise SomebodyWasFaster
    complaint = complaint.change(
        expected=expected, decision=decision, reason=reason.strip(), decided_by=by, decided_at=timezone.now()
    )
    if decision != Decision.REJECTED:
        _look_again(complaint)
    authors = User.objects.filter(pk__in=written_by(complaint.verdict).values("user"))
    _tell(complaint, [complaint.recorded_by, *authors], _("%(id)s: the complaint about %(verdict)s was decided"), by)
    return complaint


def written_by(verdict: Verdict) -> QuerySet[Author]:
    """Who wrote that version or a later one, which may be what readers have now: they don't judge complaints."""
    return Author.objects.filter(verdict__claim=verdict.claim_id, verdict__number__gte=verdict.number)


def _look_again(complaint: Complaint) -> None:
    """At the version that readers have now, which may be a later one than the complaint is about."""
    in_force = Verdict.objects.filter(claim=complaint.verdict.claim_id, state__in=IN_FORCE)
    raise_stale(
        verdicts=in_force, cause=StaleItem.Cause.COMPLAINT, about=complaint.public_id, detail=complaint.point[:200]
    )


@transaction.atomic
def answer_complaint(*, complaint: Complaint, expected: int, answered_on: date) -> Complaint:
    """Note the day on which whoever complained was answered. Raises NotDecidedYet, StaleVersion."""
    if not complaint.decision:
        raise NotDecidedYet
    return complaint.change(expected=expected, answered_on=answered_on)


@transaction.atomic
def link_correction(*, complaint: Complaint, expected: int, correction: Verdict | None) -> Complaint:
    """Name the version that mended it; None takes the link back.

    Raises NotDecidedYet, OfAnotherClaim, StaleVersion.
    """
    if not complaint.decision:
        raise NotDecidedYet
    about = complaint.verdict
    if correction and (correction.claim_id != about.claim_id or correction.number <= about.number):
        raise OfAnotherClaim
    return complaint.change(expected=expected, correction=correction)


@transaction.atomic
def erase_complainant(*, complaint: Complaint, by: User) -> Complaint:
    """Empty the name and the words of who complained; point, decision and reason stay. Raises ErasedAlready,
    NeedsEditor."""
    if not User.objects.get(pk=by.pk).has_role(Role.EDITOR):
        raise NeedsEditor
    if complaint.erased_at:
        raise ErasedAlready
    return complaint.change(complainant="", text="", erased_at=timezone.now(), erased_by=by)


def _tell(complaint: Complaint, users: Iterable[User], words: str, actor: User) -> None:
    text: dict[str, Any] = {"id": complaint.public_id, "verdict": complaint.verdict.public_id}
    tell(
        users=users,
        topic=Topic.COMPLAINT,
        about=complaint.public_id,
        text=words % text,
        url=reverse("reports:complaint", args=[complaint.pk]),
        actor=actor,
    )
