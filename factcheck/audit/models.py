from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.database.fields import Xid8Field


class Operation(models.TextChoices):
    INSERT = "insert", _("added")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("removed")


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, *public_ids: str) -> "EntryQuerySet":
        """Entries on these objects or their children."""
        return self.filter(about__overlap=list(public_ids))

    def newest_first(self) -> "EntryQuerySet":
        return self.order_by("-id")

    def before(self, key: int | None) -> "EntryQuerySet":
        """The page after the entry with that id, going back in time."""
        return self if key is None else self.filter(id__lt=key)


class Entry(models.Model):
    """One row changed by one action of one actor for one reason.

    Written by the trigger function `audit_record` alone: the app's role may only read. `before` and `after` hold
    the whole row where it was added or removed, and the changed columns where it was changed.
    """

    at = models.DateTimeField()
    xid = Xid8Field()
    table_name = models.TextField()
    object_id = models.BigIntegerField(null=True)
    operation = models.TextField(choices=Operation)
    about = ArrayField(models.TextField())
    action = models.TextField()
    # As it will be read years later: an address, a program, a database role.
    actor = models.TextField()
    # The key of the user, a bare number: an entry is written under whatever name it was given and never fails
    # on it, and this app's first migration, which makes the functions, comes before the table of users.
    actor_id = models.BigIntegerField(null=True)
    role = models.TextField()
    reason = models.TextField()
    request = models.TextField()
    # So that an entry's hash, once published, does not give its content away to a guess.
    salt = models.BinaryField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            # The history tab of any object: `about && ARRAY['C-0017']`. fastupdate off, so that a read never
            # has to go through a pending list.
            GinIndex(fields=["about"], name="audit_entry_about", fastupdate=False),
            # /audit/ filtered by who and by what was done, newest first, a page at a time.
            models.Index(fields=["actor_id", "-id"], name="audit_entry_actor"),
            models.Index(fields=["action", "-id"], name="audit_entry_action"),
            # /audit/ between two days: finds the first and last id of the span.
            models.Index(fields=["at"], name="audit_entry_at"),
            # A reader of new entries goes by (xid, id) below the snapshot's horizon: id order is not commit order.
            models.Index(fields=["xid", "id"], name="audit_entry_commit_order"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {' '.join(self.about)}"

    @property
    def outside_the_application(self) -> bool:
        """Whether the change came in without the application saying who acts: raw SQL, as a rule."""
        return not self.action

    @property
    def content(self) -> dict[str, Any]:
        return self.after or self.before or {}
