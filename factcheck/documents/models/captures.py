from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable
from factcheck.audit.triggers_in_bulk import audited_in_bulk
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Identified
from factcheck.database.partial_dates import PartialDate
from factcheck.documents.extraction.values import Block, Page
from factcheck.documents.models.takes_nothing import OF_CAPTURE, OF_EXTRACTION, takes_nothing
from factcheck.documents.models.works import Document


class Received(models.TextChoices):
    """How bytes came to the desk."""

    FILE = "file", _("file received")
    PASTE = "paste", _("pasted by hand, not compared with the page")
    FETCHED = "fetched", _("fetched from the web by this desk")


class Receipted(Identified):
    """What is asked once of everything that is received, and shown wherever it is."""

    filename = models.TextField(blank=True)
    received_how = models.TextField(choices=Received)
    received_from = models.TextField(_("received from"), blank=True)
    copied = PartialDateField(verbose_name=_("copied from the page on"))
    copied_text = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def copied_on(self) -> PartialDate | None:
        return read_partial_date(self.copied, self.copied_text)


def _hex(name: str, field: str = "sha256") -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": r"^[0-9a-f]{64}$"}), name=name)


class ContainerQuerySet(models.QuerySet["Container"]):
    def visible_to(self, user: User) -> "ContainerQuerySet":
        """All but those that hold something sealed to others: their names would tell."""
        hidden = Document.objects.sealed_to_others(user)
        holding = Capture.objects.filter(document__in=hidden, container__isnull=False)
        return self.exclude(pk__in=holding.values("container")).exclude(fetches__document__in=hidden)


class Container(Receipted):
    """One file received that holds several documents: an archive, a mail with attachments, rows of JSON, a WARC.

    Its bytes are one blob, in which those of its members lie.
    """

    KIND = "B"

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.TextField()
    # What was found wrong with it as a whole, such as a digest that does not agree. For people.
    messages = models.JSONField(default=list)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)

    objects = ContainerQuerySet.as_manager()

    class Meta:
        verbose_name = _("container")
        # Are these bytes here already? Asked at every import; `doctor` compares with the blob store.
        indexes = [models.Index(fields=["sha256"], name="documents_container_sha256")]
        constraints = [_hex("documents_container_sha256_is_hex")]
        triggers = [Audited("B"), Immutable()]

    def __str__(self) -> str:
        return self.filename or self.public_id


class Capture(Receipted):
    """One receipt of bytes for a document. Never changed; the number may change when documents become one.

    The bytes are a blob of their own, or lie inside a container's: `member` names them there, each step of a
    container in a container joined by "!/"; `offset` and `length` say where, when the format has no names.
    """

    KIND = "K"

    document = models.ForeignKey(Document, models.PROTECT, related_name="captures")
    # 1, 2, ... within the document, in the order received.
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    container = models.ForeignKey(Container, models.PROTECT, null=True, related_name="captures")
    member = models.TextField(blank=True)
    offset = models.PositiveBigIntegerField(null=True)
    length = models.PositiveBigIntegerField(null=True)
    media_type = models.TextField()
    encoding = models.TextField(blank=True)
    # The moment at which the page was fetched by whoever made the archive file, as that file states it.
    recorded_at = models.DateTimeField(null=True)
    # What was found on receipt, such as a digest that does not agree. For people.
    messages = models.JSONField(default=list)
    captured_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    captured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("capture")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="documents_capture_once_per_bytes"),
            models.UniqueConstraint(fields=["document", "number"], name="documents_capture_number_unique"),
            _hex("documents_capture_sha256_is_hex"),
            models.CheckConstraint(
                condition=Q(offset=None, length=None) | Q(offset__isnull=False, length__isnull=False),
                name="documents_capture_offset_with_length",
            ),
            models.CheckConstraint(
                condition=Q(container__isnull=False) | Q(member="", offset=None),
                name="documents_capture_place_in_a_container",
            ),
        ]
        # Have we these bytes already? Asked at every import; `doctor` compares with the blob store.
        indexes = [models.Index(fields=["sha256"], name="documents_capture_sha256")]
        triggers = [
            *audited_in_bulk("K", parents=["document_id:D", "container_id:B"]),
            # Where two documents turn out to be one work, captures move over; the bytes stay what they are.
            Immutable(allowed=["document_id", "number"]),
            takes_nothing("NEW.document_id"),
        ]

    def __str__(self) -> str:
        return f"{self.document.public_id}, capture {self.number}"


class Retrieval(Receipted):
    """The same bytes met again, later."""

    KIND = "RT"

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="retrievals")
    retrieved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retrieved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("retrieval")
        ordering = ["-id"]
        triggers = [
            Audited("RT", parents=["capture_id:K", "capture_id:D:documents_capture:document_id"]),
            Immutable(),
            takes_nothing(OF_CAPTURE),
        ]

    def __str__(self) -> str:
        return f"{self.capture} met again"


class Extraction(Identified):
    """Text and blocks that one extractor, or one person, drew from a capture.

    `text` is exactly what the extractor gave, line ends as "\\n" and NUL replaced, both recorded: passages count
    code points of it. `blocks` is a list of {kind, start, end, level, links: [[start, end, href]], label?}, in
    order, offsets `[start, end)` in code points.
    """

    KIND = "X"

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="extractions")
    extractor = models.TextField()
    extractor_version = models.TextField()
    text = models.TextField()
    blocks = models.JSONField()
    line_ends = models.TextField()
    nul_count = models.PositiveIntegerField(default=0)
    messages = models.JSONField(default=list)
    # The person who typed it, where no program drew it.
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("extraction")
        ordering = ["id"]
        triggers = [
            *audited_in_bulk(
                "X",
                parents=["capture_id:K", "capture_id:D:documents_capture:document_id"],
                digest=["text", "blocks"],
            ),
            Immutable(),
            takes_nothing(OF_CAPTURE),
        ]

    def __str__(self) -> str:
        return f"{self.capture}, by {self.extractor} {self.extractor_version}"

    @property
    def parsed_blocks(self) -> tuple[Block, ...]:
        """The blocks as values."""
        return tuple(
            Block(
                row["kind"],
                row["start"],
                row["end"],
                row["level"],
                tuple((start, end, href) for start, end, href in row["links"]),
                row.get("label", ""),
            )
            for row in self.blocks
        )


class PageLayout(models.Model):
    """One page of a paged capture, or a picture, and where the words of an extraction stand on it.

    `width` and `height` are points (1/72 inch) of a page, pixels of a picture. `words` is a list of
    [start, end, x0, y0, x1, y1]: offsets into the extraction's text, a box in the unit of the page, origin top left.
    """

    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="pages")
    # From 1, as printed in a viewer rather than on the page.
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.JSONField(default=list)

    class Meta:
        verbose_name = _("page")
        ordering = ["extraction", "number"]
        constraints = [
            models.UniqueConstraint(fields=["extraction", "number"], name="documents_page_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="documents_page_ends_after_its_start"),
            models.CheckConstraint(
                condition=Q(number__gt=0, width__gt=0, height__gt=0), name="documents_page_has_size"
            ),
        ]
        triggers = [Immutable(), takes_nothing(OF_EXTRACTION)]

    def __str__(self) -> str:
        return f"{self.extraction}, page {self.number}"

    @property
    def as_value(self) -> Page:
        return Page(self.number, self.width, self.height, self.start, self.end, tuple(map(tuple, self.words)))


class ReadingFailure(Identified):
    """An extractor could draw no text from a capture, and why: its bytes are kept all the same."""

    KIND = "XF"

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="failures")
    extractor = models.TextField()
    extractor_version = models.TextField(blank=True)
    # In words for people: what is wrong and what to do.
    reason = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("failed reading")
        ordering = ["id"]
        triggers = [
            Audited("XF", parents=["capture_id:K", "capture_id:D:documents_capture:document_id"]),
            Immutable(),
            takes_nothing(OF_CAPTURE),
        ]

    def __str__(self) -> str:
        return f"{self.capture} not read by {self.extractor}"
