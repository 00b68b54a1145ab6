"""Making and changing sources. The list and the page of a source are in `desk`, since they show other stages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, editor_required, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.audit.context import name_action
from factcheck.database.objects import StaleVersion
from factcheck.sources import actions
from factcheck.sources.actions import SourceError
from factcheck.sources.exporting import export_sources
from factcheck.sources.forms import (
    DomainForm,
    EditSourceForm,
    MergeForm,
    NewSourceForm,
    ReasonForm,
    RelationForm,
    SourceFilter,
)
from factcheck.sources.lists import filtered_sources
from factcheck.sources.models import Source, SourceDomain, SourceRelation
from factcheck.web.conflict import render_conflict

form_page = require_http_methods(["GET", "POST"])


@form_page
@reviewer_required
def new_source(request: SignedInRequest) -> HttpResponse:
    form = NewSourceForm(request.POST or None, may_grade=may_grade(request))
    if form.is_valid():
        try:
            source = actions.create_source(**form.cleaned_data)
        except SourceError as error:
            form.add_error("domains", str(error))
        else:
            messages.success(request, _("%(name)s is on the list of sources.") % {"name": source})
            return to_source(source)
    return _form_page(request, "sources/new.html", form)


@form_page
@reviewer_required
def edit_source(request: SignedInRequest, key: int) -> HttpResponse:
    source = visible_source(request, key)
    form = EditSourceForm(request.POST or None, source=source, may_grade=may_grade(request))
    context = {"source": source, "section": "sources", "form": form}
    if form.is_valid():
        try:
            actions.change_source(
                source=source,
                expected=form.cleaned_data["version"],
                reason=form.cleaned_data.get("reason", ""),
                **form.values,
            )
        except StaleVersion as stale:
            return render_conflict(request, "sources/edit.html", context, form=form, current=stale.current)
        return to_source(source)
    return _form_page(request, "sources/edit.html", form, source=source)


@form_page
@editor_required
def merge_source(request: SignedInRequest, key: int) -> HttpResponse:
    source = visible_source(request, key)
    form = MergeForm(request.POST or None)
    if form.is_valid():
        try:
            standing = actions.merge_sources(source=source, **form.cleaned_data)
        except SourceError as error:
            form.add_error("into", str(error))
        else:
            text = _("%(source)s is now part of %(standing)s. Its documents stayed where they are.")
            messages.success(request, text % {"source": source, "standing": standing})
            return to_source(standing)
    return _form_page(request, "sources/merge.html", form, source=source)


@form_page
@editor_required
def unmerge_source(request: SignedInRequest, key: int) -> HttpResponse:
    source = visible_source(request, key)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.unmerge_source(source=source, reason=form.cleaned_data["reason"])
        return to_source(source)
    return _form_page(request, "sources/unmerge.html", form, source=source)


@form_page
@editor_required
def retract_source(request: SignedInRequest, key: int) -> HttpResponse:
    """Rely on the source no longer; where that was said, rely on it again."""
    source = visible_source(request, key)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        name_action("sources:reinstate" if source.retracted_at else "sources:retract")
        act = actions.reinstate_source if source.retracted_at else actions.retract_source
        try:
            act(source=source, reason=form.cleaned_data["reason"])
        except SourceError as error:
            form.add_error(None, str(error))
        else:
            return to_source(source)
    return _form_page(request, "sources/retract.html", form, source=source)


@form_page
@reviewer_required
def add_domain(request: SignedInRequest, key: int) -> HttpResponse:
    source = visible_source(request, key)
    form = DomainForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_domain(source=source, domain=form.cleaned_data["domain"])
        except SourceError as error:
            form.add_error("domain", str(error))
        else:
            return to_source(source, "domains")
    return _form_page(request, "sources/domain.html", form, source=source)


@require_POST
@reviewer_required
def remove_domain(request: SignedInRequest, key: int, domain_key: int) -> HttpResponse:
    source = visible_source(request, key)
    domain = get_object_or_404(SourceDomain, pk=domain_key, source=source)
    actions.remove_domain(domain=domain)
    messages.info(request, _("Pages of %(domain)s no longer find this source.") % {"domain": domain})
    return to_source(source, "domains")


@form_page
@reviewer_required
def relate(request: SignedInRequest, key: int) -> HttpResponse:
    source = visible_source(request, key)
    form = RelationForm(request.POST or None)
    if form.is_valid():
        try:
            actions.relate(source=source, **form.cleaned_data)
        except SourceError as error:
            form.add_error("other", str(error))
        else:
            return to_source(source, "relations")
    return _form_page(request, "sources/relate.html", form, source=source)


@require_POST
@reviewer_required
def unrelate(request: SignedInRequest, key: int, relation_key: int) -> HttpResponse:
    source = visible_source(request, key)
    relation = get_object_or_404(SourceRelation, pk=relation_key, source=source)
    actions.unrelate(relation=relation)
    return to_source(source, "relations")


@require_POST
def export(request: SignedInRequest) -> HttpResponse:
    """The sources that the list's filters, in the address, show, as the table that the import reads."""
    form = SourceFilter(request.GET)
    sources = filtered_sources(request.user, form).prefetch_related("domains")
    return export_sources(list(sources), request.user)


def visible_source(request: SignedInRequest, key: int) -> Source:
    """The source, or 404."""
    sources = Source.objects.visible_to(request.user).select_related("merged_into")
    return get_object_or_404(sources, pk=key)


def may_grade(request: SignedInRequest) -> bool:
    return request.user.has_role(Role.EDITOR)


def to_source(source: Source, part: str = "") -> HttpResponseRedirect:
    url = reverse("sources:detail", args=[source.pk])
    return HttpResponseRedirect(f"{url}#{part}" if part else url)


def _form_page(request: SignedInRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "section": "sources", **context}, status=status)
