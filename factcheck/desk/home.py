"""The desk: what needs the person who looks at it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.desk import waiting
from factcheck.desk.changed import changed_pages
from factcheck.documents.models import RelationSuggestion


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    user = request.user
    writes, decides = user.has_role(Role.REVIEWER), user.has_role(Role.EDITOR)
    mine = [waiting.returned(user), waiting.assigned(user), *waiting.asked_of(user)] if writes else []
    desk = [waiting.unassigned(user), waiting.published(user)]
    if writes:
        desk = [waiting.may_be_stale(user), waiting.due(user), *desk]
    if decides:
        desk = [waiting.waiting_for_review(user), *desk]
    # One's own work beside that of the desk; who only reads has the desk's alone.
    columns = [mine, desk] if mine else [[one] for one in desk]
    context = {"section": "desk", "columns": columns, "may_write": writes}
    context["changed"] = changed_pages(user)
    context["sharing"] = RelationSuggestion.objects.visible_to(user).open().count() if mine else 0
    return render(request, "desk/home.html", context)
