"""The desk: what needs the person who looks at it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim, ClaimQuerySet
from factcheck.desk.changed import changed_pages
from factcheck.desk.claim_stages import Stage, in_stage, stages_of, still_open
from factcheck.documents.models import RelationSuggestion
from factcheck.verdicts.models import State, Verdict, VerdictQuerySet

#: Rows shown of each list; the rest is one link away.
SHOWN = 8


@dataclass(frozen=True)
class Row:
    """One thing to do: the claim, and what is said beside it."""

    claim: Claim
    url: str
    stage: Stage
    note: Any = ""


@dataclass(frozen=True)
class Tasks:
    """One list of the desk. `url` leads to all of it, where there is a page for that."""

    name: str
    title: str
    rows: list[Row]
    count: int
    empty: str
    url: str = ""


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    user = request.user
    mine = [returned(user), assigned(user)] if user.has_role(Role.REVIEWER) else []
    review = [waiting_for_review(user)] if user.has_role(Role.EDITOR) else []
    # One's own work beside that of the desk; who only reads has the desk's alone.
    columns = [mine, [*review, unassigned(user), published(user)]] if mine else [[unassigned(user)], [published(user)]]
    context = {"section": "desk", "columns": columns, "may_write": bool(mine)}
    context["changed"] = changed_pages(user)
    context["sharing"] = RelationSuggestion.objects.visible_to(user).open().count() if mine else 0
    return render(request, "desk/home.html", context)


def assigned(user: User) -> Tasks:
    claims = still_open(Claim.objects.visible_to(user).filter(assignee=user))
    return _claims("assigned", _("Assigned to you"), claims, _("Nothing is assigned to you."), "assignee=me&stage=open")


def unassigned(user: User) -> Tasks:
    # Whoever writes a verdict works on its claim, assigned or not.
    claims = in_stage(Claim.objects.visible_to(user).filter(assignee=None), Stage.NEW, Stage.RESEARCHING)
    empty = _("Every open claim has somebody.")
    return _claims("unassigned", _("Nobody works on these yet"), claims, empty, "assignee=nobody&stage=open")


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


def _claims(name: str, title: str, claims: ClaimQuerySet, empty: str, query: str) -> Tasks:
    first = list(claims.select_related("claimant").order_by("priority", "-updated_at")[:SHOWN])
    stages = stages_of([claim.pk for claim in first])
    rows = [
        Row(claim, reverse("claims:detail", args=[claim.pk]), stages[claim.pk], claim.claimant or "") for claim in first
    ]
    return Tasks(name, title, rows, _count(claims, rows), empty, f"{reverse('claims:list')}?{query}")


def _verdicts(
    name: str, title: str, verdicts: VerdictQuerySet, empty: str, stage: Stage, *, newest_first: bool = False
) -> Tasks:
    order = "-updated_at" if newest_first else "updated_at"
    first = verdicts.select_related("claim", "rating").order_by(order)[:SHOWN]
    # An editor decides on the review page; everybody else goes to the claim.
    page = "verdicts:detail" if stage == Stage.IN_REVIEW else "claims:detail"
    rows = [
        Row(
            verdict.claim,
            reverse(page, args=[verdict.pk if stage == Stage.IN_REVIEW else verdict.claim_id]),
            stage,
            verdict.rating or "",
        )
        for verdict in first
    ]
    return Tasks(name, title, rows, _count(verdicts, rows), empty, f"{reverse('claims:list')}?stage={stage.value}")


def _count(found: Any, rows: list[Row]) -> int:
    """How many there are; asked only when not all of them are shown."""
    return len(rows) if len(rows) < SHOWN else int(found.count())
