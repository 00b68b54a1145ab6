from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.accounts.moves import ACTOR
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.database.objects import Identified
from factcheck.database.readable import can_be_read


class SealQuerySet(models.QuerySet["Seal"]):
    def open_to(self, user: User) -> "SealQuerySet":
        """Those whose documents are named to this person."""
        return self.filter(pk__in=SealAccess.objects.filter(user=user, ended_at=None).values("seal"))


def open_to(seal: str) -> str:
    """SQL: whether a document with the seal in that column is named to the person whose key is given for %s."""
    given = "SELECT a.seal_id FROM documents_sealaccess a WHERE a.user_id = %s AND a.ended_at IS NULL"
    return f"({seal} IS NULL OR {seal} IN ({given}))"


class OpenTo(models.Lookup):
    """Whether a document with this seal is named to a person: `filter(OpenTo(F("seal"), user.pk))`. No seal hides none.

    Written out, since every page asks it: in conditions inside conditions Django takes longer to write it than
    PostgreSQL to answer.
    """

    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        seal, params = self.process_lhs(compiler, connection)
        return open_to(seal), (*params, *params, self.rhs)


class Seal(Identified):
    """Who alone may see some documents, whatever their role: administrators are not exempt.

    `description` is what the desk tells everybody else of them. `salt` makes the commitment to their bytes
    (`documents/sealing.py`) one that a leaked file can't be tried against.
    """

    KIND = "SL"

    description = models.TextField(_("what others are told"))
    salt = models.BinaryField()
    sealed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(default=timezone.now)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        constraints = [models.CheckConstraint(condition=can_be_read("description"), name="documents_seal_is_described")]
        triggers = [Audited("SL", secret=["salt"]), Immutable(allowed=["description"])]

    def __str__(self) -> str:
        return self.description


class SealAccess(Identified):
    """One person to whom the documents of a seal are named. Taken back, never deleted."""

    KIND = "SX"

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="access")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("access to sealed documents")
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "user"], condition=Q(ended_at=None), name="documents_seal_access_once"
            )
        ]
        indexes = [models.Index(fields=["user"], condition=Q(ended_at=None), name="documents_seal_access_of")]
        triggers = [
            Audited("SX", parents=["seal_id:SL"]),
            NeverDeleted(),
            Rule(
                name="given_by_who_has_it",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refuse(
                    "Only who may see what is sealed lets others see it",
                    when=f"NEW.given_by_id IS DISTINCT FROM {ACTOR}"
                    " OR NOT EXISTS (SELECT FROM documents_seal s WHERE s.id = NEW.seal_id"
                    " AND s.sealed_by_id = NEW.given_by_id)"
                    " AND NOT EXISTS (SELECT FROM documents_sealaccess a WHERE a.seal_id = NEW.seal_id"
                    " AND a.user_id = NEW.given_by_id AND a.ended_at IS NULL)",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.seal}"
