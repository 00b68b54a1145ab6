from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited
from factcheck.database.objects import Identified


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> "SavedViewQuerySet":
        """One's own, and those that others share with the desk."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class SavedView(Identified):
    """Filters of the claim list under a name. `query` is the query string of the list, without `?`."""

    KIND = "VW"

    name = models.TextField(_("name"))
    query = models.TextField(_("filters"), blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_shared = models.BooleanField(_("shared with the desk"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="claims_view_has_a_name"),
            models.UniqueConstraint("owner", Lower("name"), name="claims_view_name_unique"),
        ]
        triggers = [Audited("VW")]

    def __str__(self) -> str:
        return self.name
