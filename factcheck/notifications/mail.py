"""A notification as one plain letter: what is told, and where it leads. Nothing else leaves the desk."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from factcheck.accounts.models import Desk
from factcheck.notifications.models import Notification


@transaction.atomic
def mail_notification(key: int) -> None:
    """Send it, once. Raises what the mail server raises: the job is then tried again.

    Nothing is sent to whoever may no longer sign in, nor after mail was switched off.
    """
    rows = Notification.objects.select_for_update(of=("self",)).select_related("user")
    notification = rows.filter(pk=key, mailed_at=None, user__is_active=True).first()
    if notification is None or not settings.EMAIL_URL:
        return
    Notification.objects.filter(pk=key).update(mailed_at=timezone.now())
    desk = Desk.objects.filter(pk=1).first() or Desk()
    context = {"text": notification.text, "link": _address() + notification.url, "desk": desk}
    EmailMessage(
        subject=" ".join(notification.text.split())[:150],
        body=render_to_string("notifications/mail.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notification.user.email],
        # Cut off between sending and noting it, the letter goes out again: programs for mail then show one.
        headers={"Message-ID": f"<notification-{key}@{_host()}>"},
    ).send()


def _address() -> str:
    """Where this site answers: as the proxy's setting names it, else as `serve` noted; else "": the path remains."""
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        if "*" not in origin:
            return str(origin)
    try:
        return str(settings.ADDRESS_FILE.read_text()).strip()
    except OSError:
        return ""


def _host() -> str:
    return _address().partition("://")[2].partition(":")[0] or "localhost"
