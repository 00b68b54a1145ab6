"""The lists of the desk: each a kind of work, with what waits longest or is due first at its head.

A list asks for the rows it shows and, where there are more, how many: whatever there is, the desk costs the same
queries. One without words for when it is empty is one that only some people have now and then.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim, ClaimQuerySet
from factcheck.desk.claim_filters import SOON_DAYS
from factcheck.desk.claim_stages import SETTLED, Stage, in_stage, staged, still_open
from factcheck.desk.task_lists import SHOWN, Row, Tasks
from factcheck.evidence.models import Enquiry
from factcheck.reports.models import Complaint
from factcheck.verdicts.models import Opinion, OpinionRound, StaleItem, State, Verdict, VerdictQuerySet


def assigned(user: User) -> Tasks:
    """What the person took or was given: what is due first, then what is urgent."""
    claims = still_open(Claim.objects.visible_to(user).filter(assignee=user))
    order = (F("due_on").asc(nulls_last=True), "priority", "created_at")
    title, empty = _("Assigned to you"), _("Nothing is assigned to you.")
    return _claims("assigned", title, claims, empty, "assignee=me&stage=open&sort=due", order)


def unassigned(user: User) -> Tasks:
    # Whoever writes a verdict works on its claim, assigned or not.
    claims = in_stage(Claim.objects.visible_to(user).filter(assignee=None), Stage.NEW, Stage.TRIAGED, Stage.RESEARCHING)
    title, empty = _("Nobody works on these yet"), _("Every open claim has somebody.")
    return _claims("unassigned", title, claims, empty, "assignee=nobody&stage=open", ("priority", "-updated_at"))


def due(user: User) -> Tasks:
    """What others have to do within a week, or should have done; one's own stands in one's own list."""
    by = timezone.localdate() + timedelta(days=SOON_DAYS)
    claims = still_open(Claim.objects.visible_to(user).filter(due_on__lte=by)).exclude(assignee=user)
    title, empty = _("Due within a week, or late"), _("Nothing of others is due.")
    return _claims("due", title, claims, empty, "due=soon&sort=due", ("due_on", "priority"))


def returned(user: User) -> Tasks:
    """Returned verdicts that the person wrote, or whose claim is theirs."""
    theirs = Q(authors__user=user) | Q(created_by=user) | Q(claim__assignee=user)
    verdicts = Verdict.objects.visible_to(user).filter(theirs, state=State.RETURNED).distinct()
    return _verdicts("returned", _("Returned to you"), verdicts, _("Nothing has come back to you."), Stage.RETURNED)


def waiting_for_review(user: User) -> Tasks:
    """What waits for a second person; what one has written oneself waits for somebody else."""
    verdicts = Verdict.objects.visible_to(user).awaiting_review().exclude(authors__user=user)
    return _verdicts("review", _("Waiting for your review"), verdicts, _("Nothing waits for you."), Stage.IN_REVIEW)


def published(user: User) -> Tasks:
    verdicts = Verdict.objects.visible_to(user).filter(state=State.PUBLISHED)
    title, empty = _("Published last"), _("Nothing has been published yet.")
    return _verdicts("published", title, verdicts, empty, Stage.PUBLISHED, newest_first=True)


def may_be_stale(user: User) -> Tasks:
    """Verdicts beneath which the ground has moved, until somebody says what that means; the oldest first."""
    items = StaleItem.objects.open().filter(verdict__in=Verdict.objects.visible_to(user))
    rows = [
        Row(
            item.verdict.claim,
            reverse("verdicts:stale", args=[item.pk]),
            Stage(item.verdict.state),
            item.get_cause_display(),
            item.raised_at,
        )
        for item in items.select_related("verdict__claim").order_by("raised_at", "pk")[:SHOWN]
    ]
    empty = _("Nothing has moved beneath a verdict.")
    return Tasks("stale", _("May be stale"), rows, _count(items, rows), empty, reverse("verdicts:stale_list"))


def drafts(user: User) -> Tasks:
    """Verdicts that the person writes and that nobody waits for yet: a correction begun and left, for instance."""
    theirs = Q(authors__user=user) | Q(created_by=user)
    verdicts = Verdict.objects.visible_to(user).filter(theirs, state=State.DRAFT).distinct()
    return _verdicts("drafts", _("Drafts of yours"), verdicts, "", Stage.DRAFT)


def to_settle(user: User) -> Tasks:
    """Claims that two people have rated apart from each other, and that a third person settles."""
    rounds = OpinionRound.objects.visible_to(user).open().annotate(given=Count("opinions")).filter(given=2)
    rounds = rounds.exclude(Q(first=user) | Q(second=user))
    rows = [
        Row(one.claim, reverse("verdicts:opinion_round", args=[one.pk]), None, one.asked_by, one.asked_at)
        for one in rounds.select_related("claim", "asked_by").order_by("asked_at")[:SHOWN]
    ]
    return Tasks("settle", _("Opinions to settle"), rows, _count(rounds, rows), "")


def complaints(user: User) -> Tasks:
    """Complaints that nobody has decided, on verdicts that the person did not write."""
    waiting = Complaint.objects.filter(decision="", verdict__in=Verdict.objects.visible_to(user))
    waiting = waiting.exclude(verdict__authors__user=user)
    rows = [
        Row(one.verdict.claim, reverse("reports:complaint", args=[one.pk]), None, one.point, one.recorded_at)
        for one in waiting.select_related("verdict__claim").order_by("received_on", "pk")[:SHOWN]
    ]
    title = _("Complaints to decide")
    return Tasks("complaints", title, rows, _count(waiting, rows), "", reverse("reports:complaints"))


def to_publish(user: User) -> Tasks:
    verdicts = Verdict.objects.visible_to(user).filter(state=State.APPROVED)
    return _verdicts("publish", _("Approved, not published"), verdicts, "", Stage.APPROVED)


def opinions(user: User) -> Tasks:
    """Claims that the person was asked to rate apart from somebody else, and has not rated yet."""
    rated = Opinion.objects.filter(person=user).values("round")
    rounds = OpinionRound.objects.visible_to(user).open().filter(Q(first=user) | Q(second=user)).exclude(pk__in=rated)
    rows = [
        Row(one.claim, reverse("verdicts:opinion_round", args=[one.pk]), None, one.asked_by, one.asked_at)
        for one in rounds.select_related("claim", "asked_by").order_by("asked_at")[:SHOWN]
    ]
    return Tasks("opinions", _("Your opinion is asked for"), rows, _count(rounds, rows), "")


def unanswered(user: User) -> Tasks:
    """Enquiries of the person, or on their claims, whose deadline has passed without an answer."""
    waiting = Enquiry.objects.filter(
        Q(enquired_by=user) | Q(claim__assignee=user),
        withdrawn_at=None,
        answer="",
        answer_document=None,
        deadline__lt=timezone.localdate(),
    )
    rows = [
        Row(one.claim, reverse("claims:detail", args=[one.claim_id]), None, one.asked, one.created_at, one.deadline)
        for one in waiting.select_related("claim").order_by("deadline", "pk")[:SHOWN]
    ]
    return Tasks("enquiries", _("Enquiries waiting for an answer"), rows, _count(waiting, rows), "")


def _claims(name: str, title: str, claims: ClaimQuerySet, empty: str, query: str, order: Iterable[Any]) -> Tasks:
    first = list(claims.select_related("claimant", "assignee").order_by(*order, "pk")[:SHOWN])
    stages = staged(first)
    rows = [
        Row(
            claim,
            reverse("claims:detail", args=[claim.pk]),
            stages[claim.pk],
            # Who has it, where that is what one asks; else who made the claim.
            (claim.assignee if name == "due" else claim.claimant) or "",
            claim.created_at,
            claim.due_on,
        )
        for claim in first
    ]
    return Tasks(name, title, rows, _count(claims, rows), empty, f"{reverse('claims:list')}?{query}")


def _verdicts(
    name: str, title: str, verdicts: VerdictQuerySet, empty: str, stage: Stage, *, newest_first: bool = False
) -> Tasks:
    order = "-updated_at" if newest_first else "updated_at"
    first = verdicts.select_related("claim", "rating").order_by(order)[:SHOWN]
    rows = [
        Row(
            verdict.claim,
            _page_of(verdict, stage),
            stage,
            verdict.rating or "",
            verdict.updated_at,
            None if stage in SETTLED else verdict.claim.due_on,
        )
        for verdict in first
    ]
    return Tasks(name, title, rows, _count(verdicts, rows), empty, f"{reverse('claims:list')}?stage={stage.value}")


def _page_of(verdict: Verdict, stage: Stage) -> str:
    """Where one does what is to be done: decides, publishes; all else on the page of the claim."""
    page = {Stage.IN_REVIEW: "verdicts:detail", Stage.APPROVED: "reports:detail"}.get(stage)
    return reverse(page, args=[verdict.pk]) if page else reverse("claims:detail", args=[verdict.claim_id])


def _count(found: Any, rows: list[Row]) -> int:
    """How many there are; asked only when not all of them are shown."""
    return len(rows) if len(rows) < SHOWN else int(found.count())
