"""The list of claims: what there is, how far each has come, and what is on its board."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Func, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import push_url

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim, ClaimQuerySet, Kind, Priority
from factcheck.desk.claim_filters import ME, NOBODY, OPEN, SORTS, ClaimFilters
from factcheck.desk.claim_stages import Stage, stage_of, with_stage
from factcheck.evidence.models import Evidence, Stance, Weight
from factcheck.verdicts.models import State, Verdict
from factcheck.web.htmx import render_page_or_fragment, wants_fragment

PER_PAGE = 50
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
    claims = filters.apply(Claim.objects.visible_to(request.user), request.user)
    page = Paginator(claims.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "section": "claims",
        "page": page,
        "rows": [(claim, stage_of(claim)) for claim in rows_of(list(page))],
        "filters": filters,
        "may_write": request.user.has_role(Role.REVIEWER),
    }
    if not wants_fragment(request):
        context |= {"facets": facets(filters), "sorts": [(name, label) for name, (label, _columns) in SORTS.items()]}
    response = render_page_or_fragment(request, "desk/claim_list.html", context, fragment="results")
    return push_url(response, _address(request, filters)) if wants_fragment(request) else response


def _address(request: SignedInRequest, filters: ClaimFilters) -> str:
    return f"{request.path}?{filters.query}" if filters.query else request.path


def rows_of(keys: list[int]) -> list[Claim]:
    """The claims of one page, in its order, with what their rows show. Only they pay for it, whatever the page."""
    rows = with_row_columns(Claim.objects.filter(pk__in=keys))
    return sorted(rows, key=lambda claim: keys.index(claim.pk))


def with_row_columns(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Claims with their stage, the rating that readers have, and how much stands on either side."""
    rating = Verdict.objects.filter(claim=OuterRef("pk"), state=State.PUBLISHED).values("rating__label")[:1]
    return (
        with_stage(claims)
        .annotate(
            rating_label=Subquery(rating),
            corroborating=_central(Stance.CORROBORATES),
            contradicting=_central(Stance.CONTRADICTS),
        )
        .select_related("claimant", "assignee")
    )


def _central(stance: Stance) -> Coalesce:
    pieces = Evidence.objects.filter(claim=OuterRef("pk"), withdrawn_at=None, stance=stance, weight=Weight.CENTRAL)
    count = pieces.order_by().values("claim").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def facets(filters: ClaimFilters) -> list[Facet]:
    """The facets, with what is chosen."""
    kinds = [(value, capfirst(str(label))) for value, label in Kind.choices]
    stages = [(OPEN, _("All that are open")), *((value, capfirst(str(label))) for value, label in Stage.choices)]
    priorities = [(str(value), capfirst(str(label))) for value, label in Priority.choices]
    people = [(person.public_id, str(person)) for person in User.objects.can_review()]
    return [
        Facet("stage", _("Stage"), filters.stage, stages),
        Facet("kind", _("Kind"), filters.kind, kinds),
        Facet("assignee", _("Assigned to"), filters.assignee, [(ME, _("Me")), (NOBODY, _("Nobody yet")), *people]),
        Facet("priority", _("Priority"), filters.priority, priorities),
        Facet("claimant", _("Claimant"), filters.claimant, [], is_typed=True),
        Facet("tag", _("Tag"), filters.tag, [(tag, tag) for tag in _remembered(tags_in_use)], is_typed=True),
        Facet("language", _("Language"), filters.language, [(code, code) for code in _remembered(languages_in_use)]),
    ]


def _remembered(ask: Callable[[], list[str]]) -> list[str]:
    """What a look at every claim gave less than a minute ago; a new tag can be typed before it is offered."""
    answer: list[str] | None = caches["local"].get_or_set(f"claim list {ask.__name__}", ask, FACETS_KEPT)
    return answer or []


def tags_in_use() -> list[str]:
    """The most used tags, in alphabetical order."""
    tag = Func(F("tags"), function="unnest", output_field=CharField())
    used = Claim.objects.order_by().annotate(tag=tag).values("tag").annotate(n=Count("pk"))
    return sorted(used.order_by("-n", "tag").values_list("tag", flat=True)[:TAGS_OFFERED])


def languages_in_use() -> list[str]:
    return list(Claim.objects.exclude(language="").order_by("language").values_list("language", flat=True).distinct())
