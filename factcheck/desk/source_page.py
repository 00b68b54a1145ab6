"""The list of sources, and the page of one: who it is, its documents, what its passages were used for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.audit.models import Entry
from factcheck.documents.models import Document
from factcheck.evidence.models import Evidence, Stance
from factcheck.sources.forms import DomainForm, SourceFilter
from factcheck.sources.lists import filtered_sources, sort_order
from factcheck.sources.models import Source, SourceQuerySet
from factcheck.sources.views import visible_source
from factcheck.web.htmx import render_page_or_fragment

PER_PAGE = 50
DOCUMENTS_PER_PAGE = 25
#: Of each stance; a source used more often than that is read by its claims.
EVIDENCE_SHOWN = 30
GRADES_SHOWN = 20


@require_safe
def source_list(request: SignedInRequest) -> HttpResponse:
    form = SourceFilter(request.GET)
    sources = with_document_counts(filtered_sources(request.user, form), request.user)
    page = Paginator(sources.order_by(*sort_order(form)).prefetch_related("domains"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "section": "sources",
        "form": form,
        "page": page,
        "is_filtered": any(form.cleaned_data.get(name) for name in ("q", "reliability", "affiliation")),
        "may_edit": request.user.has_role(Role.REVIEWER),
        "may_import": request.user.has_role(Role.EDITOR),
    }
    return render_page_or_fragment(request, "desk/source_list.html", context, "sources")


@require_safe
def source_detail(request: SignedInRequest, key: int) -> HttpResponse:
    source = visible_source(request, key)
    family = list(Source.objects.family(source)) if source.merged_into is None else [source]
    documents = Document.objects.visible_to(request.user).standing().filter(source__in=family)
    page = Paginator(documents.order_by("-id"), DOCUMENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "sources",
        "source": source,
        "merged": [other for other in family if other != source],
        "page": page,
        "uses": uses_of(family, request.user),
        "grades": grade_history(source),
        "relations": source.relations.select_related("other"),
        "relations_to_it": source.relations_to_it.select_related("source"),
        "domain_form": DomainForm(),
        "may_edit": request.user.has_role(Role.REVIEWER),
        "may_merge": request.user.has_role(Role.EDITOR),
    }
    return render(request, "desk/source.html", context)


def with_document_counts(sources: SourceQuerySet, user: User) -> SourceQuerySet:
    """Each source with `document_count`: its documents and those of sources merged into it."""
    counted = (
        Document.objects.visible_to(user)
        .standing()
        .filter(Q(source=OuterRef("pk")) | Q(source__merged_into=OuterRef("pk")))
        # Without a group per row there is one group: all of them.
        .order_by()
        .values(all=Value(1))
        .annotate(n=Count("pk"))
        .values("n")
    )
    return sources.annotate(document_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


@dataclass(frozen=True)
class Use:
    """Evidence of one stance that rests on a source's passages; `more` is how many are not shown."""

    stance: str
    evidence: Sequence[Evidence]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.evidence)


def uses_of(family: Sequence[Source], user: User) -> list[Use]:
    """What the passages of these sources have been used for, by stance, newest first."""
    standing = _evidence_of(family, user)
    counts = dict(standing.order_by().values_list("stance").annotate(Count("pk")))
    return [
        Use(
            stance,
            list(
                standing.filter(stance=stance)
                .select_related("claim", "passage", "passage__document")
                .order_by("-id")[:EVIDENCE_SHOWN]
            ),
            counts[stance],
        )
        for stance in Stance.values
        if stance in counts
    ]


def _evidence_of(family: Sequence[Source], user: User) -> QuerySet[Evidence]:
    return Evidence.objects.visible_to(user).standing().filter(passage__document__source__in=family)


@dataclass(frozen=True)
class Grading:
    """One change of a source's grade, as the audit trail has it."""

    at: datetime
    who: str
    before: str
    after: str
    reason: str


def grade_history(source: Source) -> list[Grading]:
    """When the grade was given or changed, by whom and why, newest first."""
    entries = list(
        Entry.objects.about(source.public_id)
        .filter(table_name=Source._meta.db_table, object_id=source.pk, after__has_key="reliability")
        .newest_first()[: GRADES_SHOWN + 1]
    )
    people = User.objects.in_bulk([entry.actor_id for entry in entries if entry.actor_id])
    return [
        Grading(entry.at, str(people.get(entry.actor_id or 0) or entry.actor), was, now, entry.reason)
        for entry in entries[:GRADES_SHOWN]
        for was, now in [(_grade(entry.before), _grade(entry.after))]
        if was != now
    ]


def _grade(row: dict[str, Any] | None) -> str:
    return str((row or {}).get("reliability", ""))
