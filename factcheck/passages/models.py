import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.database.fields import CurrentXid, Xid8Field
from factcheck.database.objects import Identified, Versioned
from factcheck.documents.extraction.heads import Heads, heads_of
from factcheck.documents.models import Document, Extraction
from factcheck.documents.models.takes_nothing import OF_PASSAGE, takes_nothing
from factcheck.passages.places import place_of

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
    # Of paged media: the page on which it begins, and a list of [page, x0, y0, x1, y1] in the unit of that page.
    page = models.PositiveIntegerField(null=True)
    boxes = models.JSONField(default=list)
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
            takes_nothing("NEW.document_id"),
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

    @property
    def words(self) -> str:
        """The quote; of a document that was redacted, when and why. Needs its document."""
        return self.document.redacted or self.quote

    @property
    def quoted(self) -> str:
        """The same, the quote between quotation marks."""
        return self.document.redacted or f"“{self.quote}”"

    @property
    def place(self) -> str:
        """What people call where it stands: "Sheet1!B4", "page 3"; "" if nothing. Needs its extraction."""
        return place_of(self.extraction.text, self.extraction.blocks, self.start, self.end, self.page)

    @property
    def heads(self) -> Heads | None:
        """What stands over and beside its cells, where it stands in a table. Needs its extraction."""
        return heads_of(self.extraction.text, self.extraction.blocks, self.start, self.end)


#: Words said to stand somewhere do stand there, and the extraction is one of the passage's own document.
_ANCHOR_HOLDS = (
    """
    SELECT c.document_id, x.text INTO found
    FROM documents_extraction x JOIN documents_capture c ON c.id = x.capture_id WHERE x.id = NEW.extraction_id;
    SELECT p.document_id, p.quote INTO passage FROM passages_passage p WHERE p.id = NEW.passage_id;
    """
    + refuse("The anchor names another document", when="found.document_id IS DISTINCT FROM passage.document_id")
    + refuse(
        "The quote does not stand at the anchor",
        # White space apart: a line broken elsewhere changes no word.
        when="NEW.status IN ('exact', 'moved') AND"
        " regexp_replace(substr(found.text, NEW.start + 1, NEW.\"end\" - NEW.start), '\\s+', ' ', 'g')"
        " IS DISTINCT FROM regexp_replace(passage.quote, '\\s+', ' ', 'g')",
    )
    + " RETURN NEW;"
)


class Anchor(Identified):
    """Where the words of a passage stand in another extraction of the same document, or that they are gone.

    `score` is 0 to 1, `method` says how they were found; see `anchoring.locate`.
    """

    KIND = "AN"

    class Status(models.TextChoices):
        EXACT = "exact", _("stands as it was")
        MOVED = "moved", _("stands elsewhere")
        ALTERED = "altered", _("altered")
        LOST = "lost", _("gone")

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="anchors")
    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="anchors")
    status = models.TextField(choices=Status)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    score = models.FloatField(default=0.0)
    method = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("anchor")
        ordering = ["extraction", "passage"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "extraction"], name="passages_anchor_once"),
            models.CheckConstraint(
                condition=Q(status="lost", start=None, end=None) | ~Q(status="lost") & Q(end__gt=F("start")),
                name="passages_anchor_stands_or_is_lost",
            ),
        ]
        triggers = [
            Audited("AN", parents=["passage_id:P", "passage_id:D:passages_passage:document_id"]),
            Immutable(),
            Rule(
                name="anchor_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("found", "record"), ("passage", "record")],
                func=_ANCHOR_HOLDS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage.public_id}: {self.get_status_display()}"


class Translation(Versioned):
    """A passage in the desk's words of another language: beside the original, never instead of it.

    Made by a person, or by a program whose words a person brought in; `program` then names it.
    """

    KIND = "TR"

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="translations")
    language = models.TextField(_("language"))
    text = models.TextField(_("translation"))
    program = models.TextField(_("program"), blank=True)
    translated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    translated_at = models.DateTimeField(default=timezone.now)
    # Who compared it with the original: somebody else. A change of the words asks for it anew.
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["passage", "language"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "language"], name="passages_translation_once_per_language"),
            models.CheckConstraint(condition=~Q(text=""), name="passages_translation_has_words"),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("translated_by")),
                name="passages_translation_checked_by_another",
            ),
        ]
        triggers = [
            Audited("TR", parents=["passage_id:P", "passage_id:D:passages_passage:document_id"]),
            NeverDeleted(),
            takes_nothing(OF_PASSAGE, words=["text", "program"]),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Segment(models.Model):
    """A unit for search: one or a few sentences of one block, about 40 words and at most 80. See `segments.py`.

    Derived from the text and never changed: the index holds nothing of it that can change elsewhere.
    """

    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="segments")
    # Counts from 0 in the order of the text.
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    boilerplate = models.BooleanField()
    # The language of the document when it was cut: its words are stemmed so in every index. "" is not known.
    language = models.TextField(blank=True)
    # Indexes follow by (xid, id) below the snapshot's horizon: ids alone are not in the order of commits.
    xid = Xid8Field(db_default=CurrentXid(), editable=False)

    class Meta:
        verbose_name = _("segment")
        ordering = ["extraction", "number"]
        constraints = [
            models.UniqueConstraint(fields=["extraction", "number"], name="passages_segment_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passages_segment_is_not_empty"),
        ]
        # What has come in since an index last looked?
        indexes = [models.Index(fields=["xid", "id"], name="passages_segment_arrival")]

    def __str__(self) -> str:
        return f"{self.extraction_id}: {self.start} to {self.end}"


class Segmenting(models.Model):
    """How far the texts have been cut into segments: the one row is both the place in the trail and the lock.

    `xid` and `entry` name the last audit entry whose extraction was cut, `method` the way of cutting.
    """

    method = models.TextField()
    xid = Xid8Field(default=0)
    entry = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("progress of cutting texts into segments")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="passages_segmenting_is_one_row")]

    def __str__(self) -> str:
        return f"{self.method}: {self.xid}, {self.entry}"
