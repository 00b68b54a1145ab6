"""Threads: each as a page of its own, and as a fragment beneath what it is about."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion
from factcheck.discussion import actions
from factcheck.discussion.forms import CommentForm, EditForm
from factcheck.discussion.models import Comment, Thread
from factcheck.discussion.people import callable_people
from factcheck.discussion.reading import threads_on
from factcheck.discussion.showing import of_claim, shown
from factcheck.discussion.subjects import Subject, subject_url, subject_words, visible_subject
from factcheck.web.conflict import render_conflict
from factcheck.web.htmx import announce, render_page_or_fragment, wants_fragment


def _thread(request: SignedInRequest, key: int) -> Thread:
    return get_object_or_404(Thread.objects.visible_to(request.user), pk=key)


def _subject(request: SignedInRequest, public_id: str) -> Subject:
    subject = visible_subject(public_id, request.user)
    if subject is None:
        raise Http404
    return subject


# --- one thread ----------------------------------------------------------------------------------
@require_GET
def thread_detail(request: SignedInRequest, key: int) -> HttpResponse:
    return _thread_page(request, _thread(request, key))


def _thread_page(
    request: SignedInRequest,
    thread: Thread,
    *,
    status: int = 200,
    form: CommentForm | None = None,
    problem: str = "",
    focus: bool = False,
) -> HttpResponse:
    """The page of a thread, or for htmx the thread alone."""
    context = {
        "section": "claims",
        "shown": shown(Thread.objects.filter(pk=thread.pk), request.user)[0],
        "may_write": request.user.has_role(Role.REVIEWER),
        "reply_form": form,
        "people": callable_people(),
        "problem": problem,
        "focus": focus,
    }
    template = "discussion/thread.html" if wants_fragment(request) else "discussion/detail.html"
    return render_page_or_fragment(request, template, context, status=status)


def _changed(request: SignedInRequest, thread: Thread, said: str, anchor: str = "") -> HttpResponseBase:
    """The thread as it is now, in place; without htmx its page."""
    if not wants_fragment(request):
        return redirect(reverse("discussion:detail", args=[thread.pk]) + (f"#{anchor}" if anchor else ""))
    response = _thread_page(request, _thread(request, thread.pk), focus=True)
    trigger_client_event(response, "discussion-changed", after="settle")
    return announce(response, said)


@require_POST
@reviewer_required
def write(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Say something in the thread."""
    thread = _thread(request, key)
    form = CommentForm(request.POST, about=thread.public_id)
    if form.is_valid():
        try:
            comment = actions.write_comment(thread=thread, text=form.cleaned_data["text"], by=request.user)
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            return _changed(request, thread, _("Your comment is there."), comment.public_id)
    return _thread_page(request, thread, status=422, form=form)


@require_POST
@reviewer_required
def resolve(request: SignedInRequest, key: int) -> HttpResponseBase:
    thread = _thread(request, key)
    try:
        actions.resolve_thread(thread=thread, by=request.user)
    except Refused as refused:
        return _thread_page(request, thread, status=409, problem=str(refused))
    return _changed(request, thread, _("Resolved."))


@require_POST
@reviewer_required
def reopen(request: SignedInRequest, key: int) -> HttpResponseBase:
    thread = _thread(request, key)
    try:
        actions.reopen_thread(thread=thread, by=request.user)
    except Refused as refused:
        return _thread_page(request, thread, status=409, problem=str(refused))
    return _changed(request, thread, _("Open again."))


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Change one's own words; of others' there is no such page."""
    own = Comment.objects.visible_to(request.user).select_related("thread").filter(author=request.user)
    comment = get_object_or_404(own, pk=key)
    initial = {"text": comment.text, "version": comment.version}
    form = EditForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {"section": "claims", "comment": comment, "thread": comment.thread, "form": form}
    if form.is_valid():
        try:
            actions.edit_comment(
                comment=comment, expected=form.cleaned_data["version"], text=form.cleaned_data["text"], by=request.user
            )
        except StaleVersion as stale:
            return render_conflict(
                request, "discussion/edit.html", context, form=form, current=stale.current, fragment="edit"
            )
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            response = _changed(request, comment.thread, _("Changed."), comment.public_id)
            return reswap(retarget(response, f"#{comment.thread.public_id}"), "outerHTML")
    return render_page_or_fragment(request, "discussion/edit.html", context, "edit", 422 if form.errors else 200)


# --- the threads on one object -------------------------------------------------------------------
@require_GET
def about(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The threads on a claim, a piece of evidence or a passage; for the number on a claim's page, that alone."""
    subject = _subject(request, public_id)
    if request.headers.get("HX-Target") == "unresolved" and isinstance(subject, Claim):
        context = {"discussion": of_claim(subject, request.user), "claim": subject}
        return render_page_or_fragment(request, "discussion/unresolved.html", context)
    return _about_page(request, subject)


def _about_page(
    request: SignedInRequest,
    subject: Subject,
    *,
    status: int = 200,
    form: CommentForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "claims",
        "subject_id": subject.public_id,
        "subject_words": subject_words(subject),
        "subject_url": subject_url(subject),
        "threads": shown(threads_on(subject, request.user), request.user),
        "focus_list": form is None,
        "may_write": request.user.has_role(Role.REVIEWER),
        "new_form": form,
        "people": callable_people(),
    }
    template = "discussion/thread_list.html" if wants_fragment(request) else "discussion/about.html"
    return render_page_or_fragment(request, template, context, status=status)


@require_POST
@reviewer_required
def open_on(request: SignedInRequest, public_id: str) -> HttpResponseBase:
    """Open a thread on the object."""
    subject = _subject(request, public_id)
    form = CommentForm(request.POST, about=subject.public_id)
    if form.is_valid():
        try:
            thread = actions.open_thread(about=subject, text=form.cleaned_data["text"], by=request.user)
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            if not wants_fragment(request):
                return redirect("discussion:detail", thread.pk)
            response = _about_page(request, subject)
            trigger_client_event(response, "discussion-changed", after="settle")
            return announce(response, _("The thread is open."))
    return _about_page(request, subject, status=422, form=form)
