import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, Rule, refuse
from factcheck.database.objects import Identified
from factcheck.documents.models import Document, Extraction

_QUOTE_STANDS = (
    """
    SELECT c.document_id, x.text INTO found
    FROM documents_extraction x JOIN documents_capture c ON c.id = x.capture_id WHERE x.id = NEW.extraction_id;
    """
    + refuse(
        "The quote does not stand at its span",
        when='substr(found.text, NEW.start + 1, NEW."end" - NEW.start) IS DISTINCT FROM NEW.quote'
        " OR substr(found.text, greatest(NEW.start - length(NEW.prefix), 0) + 1,"
        " least(length(NEW.prefix), NEW.start)) IS DISTINCT FROM NEW.prefix"
        ' OR substr(found.text, NEW."end" + 1, length(NEW.suffix)) IS DISTINCT FROM NEW.suffix',
    )
    + refuse("The passage names another document", when="found.document_id IS DISTINCT FROM NEW.document_id")
    + " RETURN NEW;"
)


class PassageQuerySet(models.QuerySet["Passage"]):
    def visible_to(self, user: User) -> "PassageQuerySet":
        """A passage is as visible as its document."""
        return self.filter(document__in=Document.objects.visible_to(user))


class Passage(Identified):
    """A span `[start, end)` of an extraction's text in code points, with its exact quote.

    The quote with up to 32 characters before and after makes a W3C TextQuoteSelector, the span a
    TextPositionSelector (https://www.w3.org/TR/annotation-model/#selectors). The database refuses a passage whose
    quote is not what stands there.
    """

    KIND = "P"

    # The same as extraction.capture.document, kept here for visibility and lists; the rule below holds it.
    document = models.ForeignKey(Document, models.PROTECT, related_name="passages")
    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["extraction", "start", "end"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passages_passage_is_not_empty"),
            models.UniqueConstraint(fields=["extraction", "start", "end"], name="passages_passage_once_per_span"),
        ]
        triggers = [
            Audited("P", parents=["document_id:D"]),
            Immutable(allowed=["document_id"]),
            Rule(
                name="quote_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("found", "record")],
                func=_QUOTE_STANDS,
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.quote[:80]}”"
