"""Once a day: who has a claim that is due, or an enquiry whose deadline has passed, hears of it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.desk.claim_stages import still_open
from factcheck.evidence.models import Enquiry
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Notification, Topic


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Tell each person once of each thing, however often this runs; how many were told.

    today: the day it is at the desk.
    """
    day = today or timezone.localdate()
    return _tell(Topic.DUE, _claims(day)) + _tell(Topic.ENQUIRY, _enquiries(day))


#: Whom, what about, in which words, at which address.
type Reminder = tuple[User, str, str, str]


def _claims(day: date) -> Iterable[Reminder]:
    """Claims that are due today or late; given another day, they are told anew."""
    for claim in still_open(Claim.objects.filter(due_on__lte=day)).select_related("assignee"):
        if claim.assignee:
            text = _("%(claim)s is due on %(day)s.") % {"claim": claim.public_id, "day": claim.due_on}
            about = f"{claim.public_id} {claim.due_on}"
            yield claim.assignee, about, text, reverse("claims:detail", args=[claim.pk])


def _enquiries(day: date) -> Iterable[Reminder]:
    late = Enquiry.objects.filter(withdrawn_at=None, answer="", answer_document=None, deadline__lt=day)
    for enquiry in late.select_related("enquired_by"):
        if enquiry.enquired_by:
            text = _("No answer by the deadline to %(enquiry)s.") % {"enquiry": enquiry.public_id}
            url = f"{reverse('claims:detail', args=[enquiry.claim_id])}#{enquiry.public_id}"
            yield enquiry.enquired_by, enquiry.public_id, text, url


def _tell(topic: Topic, reminders: Iterable[Reminder]) -> int:
    wanted = list(reminders)
    told = set(
        Notification.objects.filter(topic=topic, about__in=[about for _user, about, _text, _url in wanted])
        .values_list("user", "about")
        .order_by()
    )
    fresh = [reminder for reminder in wanted if (reminder[0].pk, reminder[1]) not in told]
    for user, about, text, url in fresh:
        tell(users=[user], topic=topic, about=about, text=text, url=url)
    return len(fresh)
