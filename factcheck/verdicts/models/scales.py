"""Scales of ratings, which are data and versioned."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.audit.triggers import Audited, Immutable
from factcheck.database.objects import Identified


class RatingScale(Identified):
    """One version of a scale of ratings. Never changed: an edit makes the next version."""

    KIND = "G"

    name = models.TextField(_("name"))
    number = models.PositiveIntegerField(_("version"))
    is_current = models.BooleanField(_("offered for new verdicts"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating scale")
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="verdicts_scale_version_unique"),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="verdicts_one_current_scale"
            ),
        ]
        triggers = [Audited("G"), Immutable(allowed=["is_current"])]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class Rating(Identified):
    """A label of a scale. Without a value it lies outside the range: "Unproven" is not in the middle."""

    KIND = "GR"

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings")
    label = models.TextField(_("label"))
    value = models.SmallIntegerField(_("value"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    meaning = models.TextField(_("meaning"), blank=True)

    class Meta:
        verbose_name = _("rating")
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "label"], name="verdicts_rating_label_unique"),
            models.UniqueConstraint(fields=["scale", "position"], name="verdicts_rating_position_unique"),
        ]
        triggers = [Audited("GR", parents=["scale_id:G"]), Immutable()]

    def __str__(self) -> str:
        return self.label
