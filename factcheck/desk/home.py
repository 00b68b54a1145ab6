"""The desk: what needs the person who looks at it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.desk import waiting
from factcheck.desk.changed import changed_pages
from factcheck.desk.questions import asked
from factcheck.desk.task_lists import Tasks, each_claim_once, in_columns
from factcheck.documents.models import RelationSuggestion

#: The lists and the least role that has each, the most pressing first: what others wait for, one's own, the desk's.
LISTS: tuple[tuple[Callable[[User], Tasks], Role], ...] = (
    (asked, Role.VIEWER),
    (waiting.complaints, Role.EDITOR),
    (waiting.waiting_for_review, Role.EDITOR),
    (waiting.returned, Role.REVIEWER),
    (waiting.opinions, Role.REVIEWER),
    (waiting.may_be_stale, Role.REVIEWER),
    (waiting.unanswered, Role.REVIEWER),
    (waiting.to_settle, Role.EDITOR),
    (waiting.drafts, Role.REVIEWER),
    (waiting.assigned, Role.REVIEWER),
    (waiting.to_publish, Role.EDITOR),
    (waiting.due, Role.REVIEWER),
    (waiting.unassigned, Role.VIEWER),
    (waiting.published, Role.VIEWER),
)


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    user, may_write = request.user, request.user.has_role(Role.REVIEWER)
    lists = [ask(user) for ask, least in LISTS if user.has_role(least)]
    # Without words for when there is nothing, a list is there only when there is something.
    lists = each_claim_once(tasks for tasks in lists if tasks.rows or tasks.empty)
    context = {"section": "desk", "columns": in_columns(lists), "may_write": may_write}
    context["changed"] = changed_pages(user)
    context["sharing"] = RelationSuggestion.objects.visible_to(user).open().count() if may_write else 0
    return render(request, "desk/home.html", context)
