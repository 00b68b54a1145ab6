"""Which sources a list shows, and in what order: read from the filters in its address."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Lower, NullIf

from factcheck.accounts.models import User
from factcheck.sources.forms import SourceFilter
from factcheck.sources.models import Source, SourceQuerySet


def filtered_sources(user: User, form: SourceFilter) -> SourceQuerySet:
    """The standing sources that the filters let through. A filter that makes no sense is as if not given."""
    form.is_valid()
    chosen: dict[str, Any] = form.cleaned_data
    sources = Source.objects.visible_to(user).unmerged()
    if text := chosen.get("q"):
        sources = sources.containing(text)
    if reliability := chosen.get("reliability"):
        sources = sources.filter(reliability="" if reliability == "not-graded" else reliability)
    if affiliation := chosen.get("affiliation"):
        sources = sources.filter(state_affiliation="" if affiliation == "not-stated" else affiliation)
    return sources


def sort_order(form: SourceFilter) -> list[Any]:
    """The order chosen, ties by name. Sorting by documents wants an annotation `document_count`."""
    by_name = [Lower("name"), F("id")]
    match form.cleaned_data.get("sort"):
        case "-documents":
            return [F("document_count").desc(), *by_name]
        case "reliability":
            # Not graded comes last: it is not better than A.
            return [NullIf("reliability", Value("")).asc(nulls_last=True), *by_name]
        case "-created_at":
            return [F("created_at").desc(), F("id").desc()]
        case _:
            return by_name
