"""What a person answered to words that a program proposed: what the stages' answers have in common.

Proposals themselves are found anew whenever a page asks; what was answered is remembered, with the score and the
reasons that the program had given then.
"""

from typing import Self

from django.db import models
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.database.objects import Identified
from factcheck.documents.models import Document, Extraction


class SuggestedQuerySet[Row: Suggested](models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """As visible as the document of the words."""
        return self.filter(extraction__capture__document__in=Document.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class Suggested(Identified):
    """An answer to proposed words. What could be answered, and what came of it, each stage adds."""

    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="+")
    # The span that was proposed, of the extraction's text in code points, as of a passage.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # Name and version of the program; its score; its reasons, as that program writes them.
    detector = models.TextField()
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SuggestedQuerySet.as_manager()

    class Meta:
        abstract = True
