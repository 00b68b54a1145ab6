"""The list of claims: what there is, how far each has come, and what is on its board."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, Func, Window
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import push_url

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim, Kind, Priority, SavedView
from factcheck.database.lookups import OneOf
from factcheck.database.objects import public_id
from factcheck.desk.bulk_form import BulkForm
from factcheck.desk.claim_filters import DATED, LATE, ME, NOBODY, OPEN, SOON, SORTS, ClaimFilters
from factcheck.desk.claim_stages import SETTLED, Stage
from factcheck.documents.models import Document
from factcheck.evidence.models import Evidence, Stance, Weight
from factcheck.verdicts.models import State, Verdict
from factcheck.web.htmx import render_page_or_fragment, wants_fragment

PER_PAGE = 50
#: The columns that a row needs.
SHOWN = (
    *("statement", "reading", "kind", "made", "made_text", "priority", "state", "due_on"),
    *("claimant__name", "assignee__name", "assignee__email"),
)
#: The most used ones; any other tag is found by typing it.
TAGS_OFFERED = 100
#: Seconds that tags and languages on offer may be old.
FACETS_KEPT = 60


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list: a select, or, where there may be thousands, a field with suggestions."""

    name: str
    label: str
    chosen: str
    options: list[tuple[str, str]]
    is_typed: bool = False


@require_GET
def claim_list(request: SignedInRequest) -> HttpResponse:
    filters = ClaimFilters.read(request.GET.dict())
    may_write = request.user.has_role(Role.REVIEWER)
    whole = not wants_fragment(request)
    people = list(User.objects.can_review()) if whole or may_write else []
    page = _page(filters, request.user, request.GET.get("page", ""))
    context: dict[str, Any] = {
        "section": "claims",
        "page": page,
        "rows": rows_of(_claims_of(page), request.user),
        "filters": filters,
        "may_write": may_write,
        "bulk": BulkForm(people=people) if may_write else None,
        "views": list(SavedView.objects.visible_to(request.user).select_related("owner")),
    }
    if whole:
        sorts = [(name, label) for name, (label, _columns) in SORTS.items()]
        context |= {"facets": facets(filters, people), "sorts": sorts}
    response = render_page_or_fragment(request, "desk/claim_list.html", context, fragment="results")
    return response if whole else push_url(response, _address(request, filters))


def _page(filters: ClaimFilters, user: User, wanted: str) -> Page[Any]:
    """The keys of a page; the first, or the last, where there is none of that number.

    With words to look for, the claims are counted in the statement that finds the page: PostgreSQL looks for them in
    every claim, so twice would cost twice. Of all else many claims are found, which it counts quicker apart.
    """
    found = _Found(filters, user)
    paginator: Paginator[Any] = Paginator(found, PER_PAGE)
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    if filters.q and number:
        counted = filters.apply(found.claims, user).annotate(total=Window(Count("*"))).values_list("pk", "total")
        rows = list(counted[(number - 1) * PER_PAGE : number * PER_PAGE])
        # No first page: no claim. A later one may be missing because there are fewer.
        if rows or number == 1:
            paginator.count = rows[0][1] if rows else 0
            return Page([key for key, _total in rows], number, paginator)
    return paginator.get_page(wanted)


class _Found:
    """The keys of the claims that were asked for, as a paginator takes them: however many, it reads those of a page."""

    def __init__(self, filters: ClaimFilters, user: User) -> None:
        self.filters, self.user = filters, user
        self.claims = Claim.objects.visible_to(user)

    def count(self) -> int:
        return self.filters.narrow(self.claims, self.user).count()

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def __getitem__(self, part: Any) -> list[int]:
        return self.filters.keys(self.claims, self.user, part)


def _claims_of(page: Page[Any]) -> list[Claim]:
    """The claims of the page, by their keys: what is shown is not joined to the pages that are skipped."""
    keys = list(page.object_list)
    found = Claim.objects.filter(OneOf(F("pk"), keys)).order_by().select_related("claimant", "assignee").only(*SHOWN)
    shown = {claim.pk: claim for claim in found}
    return [shown[key] for key in keys if key in shown]


def _address(request: SignedInRequest, filters: ClaimFilters) -> str:
    return f"{request.path}?{filters.query}" if filters.query else request.path


@dataclass(frozen=True)
class Row:
    """A claim as the list shows it, in words: its stage, the rating that readers have, what stands on either side."""

    number: str
    url: str
    statement: str
    #: Of a claim that is one way of reading another: which. Three rows would say the same without it.
    reading: str
    claimant: str
    made: str
    kind: str
    stage: str
    tone: str
    rating: str
    corroborating: int
    contradicting: int
    priority: str
    assignee: str
    due: date | None
    is_late: bool


def rows_of(claims: list[Claim], user: User | None) -> list[Row]:
    """The rows of one page, in its order. Only they pay for what they show, whatever the page.

    Of evidence only what this person may see is counted, as on the page of the claim; None: where no count is shown.

    What stands on either side and the rating are asked for apart: as subqueries of one statement they took the
    ORM longer to write than PostgreSQL to answer.
    """
    keys = [claim.pk for claim in claims]
    evidence = Evidence.objects.filter(OneOf(F("claim"), keys), withdrawn_at=None, weight=Weight.CENTRAL).order_by()
    # Said the other way round, since few are sealed: a list of some thousand claims reads no document.
    evidence = (
        evidence.exclude(passage__document__in=Document.objects.sealed_to_others(user)) if user else evidence.none()
    )
    pieces = evidence.values_list("claim", "stance").annotate(n=Count("pk"))
    counts = Counter({(claim, stance): count for claim, stance, count in pieces})
    states = {claim.pk: claim.state for claim in claims}
    ratings: dict[int, str] = {}
    verdicts = Verdict.objects.filter(OneOf(F("claim"), keys)).order_by("number")
    for claim, state, rating in verdicts.values_list("claim", "state", "rating__label"):
        states[claim] = state
        if state == State.PUBLISHED:
            ratings[claim] = rating or ""
    # Only the newest state is a stage: of those before it, one may be superseded.
    stages = {claim: Stage(state) for claim, state in states.items()}
    return _in_words(claims, stages, ratings, counts)


def _in_words(
    claims: list[Claim], stages: Mapping[int, Stage], ratings: Mapping[int, str], counts: Counter[tuple[int, str]]
) -> list[Row]:
    # Each is looked up in the reader's language: once a page, rather than once a row.
    stage_words = {stage: capfirst(str(stage.label)) for stage in Stage}
    kind_words = {kind.value: kind.in_short for kind in Kind}
    today = timezone.localdate()
    priority_words = {priority.value: str(priority.label) for priority in Priority}
    address, number_of_none = reverse("claims:detail", args=[0]), public_id(Claim.KIND, 0)
    return [
        Row(
            number=claim.public_id,
            url=address.replace(number_of_none, claim.public_id),
            statement=claim.statement,
            reading=claim.reading,
            claimant=claim.claimant.name if claim.claimant else "",
            made=made.iso if (made := claim.made_on) else "",
            kind=kind_words[claim.kind],
            stage=stage_words[stages[claim.pk]],
            tone=stages[claim.pk].tone,
            rating=ratings.get(claim.pk, ""),
            corroborating=counts[claim.pk, Stance.CORROBORATES],
            contradicting=counts[claim.pk, Stance.CONTRADICTS],
            priority=priority_words[claim.priority],
            assignee=str(claim.assignee or ""),
            due=claim.due_on,
            is_late=claim.due_on is not None and claim.due_on < today and stages[claim.pk] not in SETTLED,
        )
        for claim in claims
    ]


def facets(filters: ClaimFilters, reviewers: Iterable[User]) -> list[Facet]:
    """The facets, with what is chosen. `reviewers`: who may have a claim."""
    kinds = [(value, capfirst(str(label))) for value, label in Kind.choices]
    stages = [(OPEN, _("All that are open")), *((value, capfirst(str(label))) for value, label in Stage.choices)]
    priorities = [(str(value), capfirst(str(label))) for value, label in Priority.choices]
    dues = [(LATE, _("Late")), (SOON, _("Within a week, or late")), (DATED, _("On some day"))]
    people = [(person.public_id, str(person)) for person in reviewers]
    return [
        Facet("stage", _("Stage"), filters.stage, stages),
        Facet("kind", _("Kind"), filters.kind, kinds),
        Facet("assignee", _("Assigned to"), filters.assignee, [(ME, _("Me")), (NOBODY, _("Nobody yet")), *people]),
        Facet("priority", _("Priority"), filters.priority, priorities),
        Facet("due", _("Due"), filters.due, dues),
        Facet("claimant", _("Claimant"), filters.claimant, [], is_typed=True),
        Facet("tag", _("Tag"), filters.tag, [(tag, tag) for tag in _remembered(tags_in_use)], is_typed=True),
        Facet("language", _("Language"), filters.language, [(code, code) for code in _remembered(languages_in_use)]),
    ]


def _remembered(ask: Callable[[], list[str]]) -> list[str]:
    """What a look at every claim gave less than a minute ago; a new tag can be typed before it is offered."""
    answer: list[str] | None = caches["local"].get_or_set(f"claim-list:{ask.__name__}", ask, FACETS_KEPT)
    return answer or []


def tags_in_use() -> list[str]:
    """The most used tags, in alphabetical order."""
    tag = Func(F("tags"), function="unnest", output_field=CharField())
    used = Claim.objects.order_by().annotate(tag=tag).values("tag").annotate(n=Count("pk"))
    return sorted(used.order_by("-n", "tag").values_list("tag", flat=True)[:TAGS_OFFERED])


def languages_in_use() -> list[str]:
    return list(Claim.objects.exclude(language="").order_by("language").values_list("language", flat=True).distinct())
