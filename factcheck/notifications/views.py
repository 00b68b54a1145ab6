"""One's own notifications, and how one wants to hear of what. Those of others answer 404."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest
from factcheck.audit.history import visible_among
from factcheck.notifications import actions
from factcheck.notifications.forms import PreferencesForm, SeenForm, held_choices
from factcheck.notifications.models import Notification, NotificationQuerySet, Preference
from factcheck.notifications.paging import page_of
from factcheck.notifications.subjects import words_of


def _shown_to(request: SignedInRequest) -> NotificationQuerySet:
    return Notification.objects.of(request.user).filter(in_app=True)


@require_GET
def notification_list(request: SignedInRequest) -> HttpResponse:
    """What was told to this person, newest first."""
    page = page_of(_shown_to(request), request.GET)
    for row in page.rows:
        # A reminder is told once for each day: the id is what stands before it.
        row.about = row.about.partition(" ")[0]
    seen = visible_among((row.about for row in page.rows), request.user)
    words = words_of(seen)
    lines = []
    for row in page.rows:
        # Of what was sealed since, the words that were told once are not told again.
        if row.about and row.about not in seen:
            row.text, row.about = _("About something that is sealed now."), ""
        said = words.get(row.about, "")
        lines.append((row, "" if said in row.text else said))
    newest = _shown_to(request).unread().order_by("-pk").first()
    return render(request, "notifications/list.html", {"page": page, "lines": lines, "newest_unread": newest})


@require_GET
def open_notification(request: SignedInRequest, key: int) -> HttpResponse:
    """Lead to what it is about; it counts as read from then on."""
    notification = get_object_or_404(Notification.objects.of(request.user), pk=key)
    actions.mark_read(notification=notification)
    return redirect(notification.url)


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark as read all that the page showed as unread."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return redirect("notifications:list")
    actions.mark_all_read(user=request.user, up_to=form.cleaned_data["up_to"])
    messages.success(request, _("All are marked as read."))
    return redirect("notifications:list")


@require_http_methods(["GET", "POST"])
def preferences(request: SignedInRequest) -> HttpResponse:
    """Which topics to hear of, in the app and by mail."""
    has_mail = bool(settings.EMAIL_URL)
    held = held_choices(list(Preference.objects.filter(user=request.user)))
    form = PreferencesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.choose_how_to_be_told(user=request.user, choices=form.chosen(held, has_mail=has_mail))
        messages.success(request, _("Kept."))
        return redirect("notifications:preferences")
    rows = [(topic, in_app, by_mail) for topic, (in_app, by_mail) in held.items()]
    context = {"rows": rows, "has_mail": has_mail, "form": form}
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)
