"""The few messages that go out by mail, where mail is configured."""

import logging
from smtplib import SMTPException
from typing import Literal

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk, Invitation

logger = logging.getLogger(__name__)

#: Not configured; handed to the mail server; refused by it.
type Mailed = Literal["", "sent", "failed"]


def send_invitation(invitation: Invitation, link: str) -> Mailed:
    """Mail the link to the person invited. A mail server that is away does not undo the invitation."""
    if not settings.EMAIL_URL:
        return ""
    desk = Desk.objects.filter(pk=1).first() or Desk()
    context = {"invitation": invitation, "link": link, "desk": desk}
    try:
        send_mail(
            _("Your invitation to %(desk)s") % {"desk": desk},
            render_to_string("accounts/mail/invitation.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [invitation.email],
        )
    except (SMTPException, OSError):
        logger.warning("The invitation %s could not be mailed", invitation.public_id, exc_info=True)
        return "failed"
    return "sent"
