"""What somebody should hear of, and how each person wants to hear it.

Knows no stage: whoever tells names the object by its public id and gives the address of its page. Of a document
that not everybody may see, nothing is told but its public id.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited


class Topic(models.TextChoices):
    """Why somebody hears of it."""

    ASSIGNED = "assigned", _("a claim is assigned to you")
    DUE = "due", _("a claim of yours is due")
    MENTIONED = "mentioned", _("somebody mentions you")
    COMMENTED = "commented", _("somebody writes in a thread you are in")
    REVIEW = "review", _("a verdict waits for your review")
    RETURNED = "returned", _("a verdict of yours is returned")
    APPROVED = "approved", _("a verdict of yours is approved")
    OPINION = "opinion", _("your second opinion is asked for, or both are in")
    STALE = "stale", _("a verdict of yours may be stale")
    CORRECTION = "correction", _("what you exported was corrected")
    COMPLAINT = "complaint", _("a complaint came in, or was decided")
    ENQUIRY = "enquiry", _("the deadline of an enquiry of yours has passed")
    REDACTION = "redaction", _("somebody asks to redact a document")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, user: User) -> "NotificationQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing told to one person. `text` is in the desk's language; `url` leads to the page, within this site."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    topic = models.TextField(choices=Topic)
    about = models.TextField()
    text = models.TextField()
    url = models.TextField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    # Shown in the app; False: the person wants it by mail alone, or not at all.
    in_app = models.BooleanField(default=True)
    # None: by no mail, or not yet. So that a job that runs twice sends one mail.
    mailed_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        ordering = ["-id"]
        indexes = [
            # The number in the bar of every page.
            models.Index(fields=["user"], condition=Q(read_at=None, in_app=True), name="notifications_unread"),
            models.Index(fields=["user", "-id"], name="notifications_of"),
        ]

    def __str__(self) -> str:
        return self.text


class Preference(models.Model):
    """How a person wants to hear of a topic. Without one: in the app, and not by mail."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    topic = models.TextField(choices=Topic)
    in_app = models.BooleanField(_("in the app"), default=True)
    by_mail = models.BooleanField(_("by mail"), default=False)

    class Meta:
        verbose_name = _("how to be told")
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="notifications_preference_once")]
        triggers = [Audited(parents=["user_id:U"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.topic}"
