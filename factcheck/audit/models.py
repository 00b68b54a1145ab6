from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connections, models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.audit.registry import Viewer, security_tables
from factcheck.database.fields import Xid8Field


class Operation(models.TextChoices):
    INSERT = "insert", _("added")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("removed")


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, *public_ids: str) -> "EntryQuerySet":
        """Entries on these objects or their children; order them `by="moment"`.

        `moment` is `at`, said so that no index has it in order: else PostgreSQL, counting on finding a page's
        worth soon, may walk back through the entries of everybody for an object with three.
        """
        moment = ExpressionWrapper(F("at") + timedelta(0), output_field=models.DateTimeField())
        return self.filter(about__overlap=list(public_ids)).alias(moment=moment)

    def readable_by(self, user: Viewer) -> "EntryQuerySet":
        """Without how other people sign in; admins read all. Objects out of sight are left out in `history.py`."""
        if user.is_staff:
            return self
        how_others_sign_in = Q(table_name__in=security_tables()) & ~Q(about__contains=[user.public_id])
        return self.exclude(how_others_sign_in)

    def outside_the_application(self) -> "EntryQuerySet":
        return self.filter(action="")

    def by_no_person(self) -> "EntryQuerySet":
        """By a program, on the command line, or outside the application."""
        return self.filter(actor_id=None)

    def between(self, first: date | None, last: date | None) -> "EntryQuerySet":
        """Entries of these days and all between, in UTC; None is no limit."""
        found = self
        if first:
            found = found.filter(at__gte=_start_of(first))
        if last and last < date.max:
            found = found.filter(at__lt=_start_of(last + timedelta(days=1)))
        return found

    def newest_first(self, by: str = "at") -> "EntryQuerySet":
        return self.order_by(f"-{by}", "-id")

    def oldest_first(self, by: str = "at") -> "EntryQuerySet":
        return self.order_by(by, "id")

    def before(self, key: int | None) -> "EntryQuerySet":
        """What is older than the entry with that id."""
        # `at <=` bounds the index scan, the rest decides among entries of one moment.
        return self._beside(key, lambda at: self.filter(at__lte=at).exclude(at=at, id__gte=key))

    def after(self, key: int | None) -> "EntryQuerySet":
        """What is newer than the entry with that id."""
        return self._beside(key, lambda at: self.filter(at__gte=at).exclude(at=at, id__lte=key))

    def _beside(self, key: int | None, cut: "Callable[[datetime], EntryQuerySet]") -> "EntryQuerySet":
        if key is None:
            return self
        at = Entry.objects.filter(id=key).values_list("at", flat=True).first()
        return cut(at) if at else self.none()

    def distinct_actions(self) -> list[str]:
        """Every action ever recorded, without reading every entry: steps from one to the next in the index."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                "WITH RECURSIVE found AS (SELECT min(action) AS action FROM audit_entry UNION ALL"
                " SELECT (SELECT min(e.action) FROM audit_entry e WHERE e.action > found.action)"
                " FROM found WHERE found.action IS NOT NULL)"
                " SELECT action FROM found WHERE action IS NOT NULL"
            )
            return [action for (action,) in cursor.fetchall()]


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


class Entry(models.Model):
    """One row changed by one action of one actor for one reason.

    Written by the triggers alone: the app's role may only read. `before` and `after` hold
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
            # /audit/ newest first, also between two days. By time and not by id alone, so that a span of days is
            # one stretch of this index and of the two below; the id decides within one moment.
            models.Index(fields=["at", "id"], name="audit_entry_at"),
            # /audit/ filtered by who and by what was done, newest first, a page at a time; also between two days.
            # The second finds the list of all actions, too.
            models.Index(fields=["actor_id", "at", "id"], name="audit_entry_actor"),
            models.Index(fields=["action", "at", "id"], name="audit_entry_action"),
            # What no person did: a scan for NULL in the index of actors would not come in order.
            models.Index(fields=["at", "id"], condition=Q(actor_id=None), name="audit_entry_no_person"),
            # What has come in since somebody last looked, in an order that no late commit can slip under.
            models.Index(fields=["xid", "id"], name="audit_entry_arrival"),
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
