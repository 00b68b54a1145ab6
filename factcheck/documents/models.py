from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Identified, Versioned, key_of
from factcheck.database.partial_dates import PartialDate
from factcheck.documents.extraction.values import Block
from factcheck.sources.models import Source


class Basis(models.TextChoices):
    """Where a fact about a document stands."""

    CONTENT = "content", _("stands in the document")
    METADATA = "metadata", _("in its metadata")
    DESK = "desk", _("established by the desk")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> "DocumentQuerySet":
        """Everybody of the desk sees all documents; sealed ones will be left out here."""
        return self

    def standing(self) -> "DocumentQuerySet":
        """Without those that turned out to be the same work as another."""
        return self.filter(merged_into=None)

    def containing(self, text: str) -> "DocumentQuerySet":
        """Documents with `text` in title, first words, address or source's name, or with that public id."""
        key = key_of(text, Document.KIND)
        found = Q(pk=key) if key is not None else Q()
        for field in ("title", "first_words", "url", "source__name"):
            found |= Q(**{f"{field}__icontains": text})
        return self.filter(found)


def _basis_rules(fact: str) -> list[models.CheckConstraint]:
    """A fact has a basis exactly when it is there, and what the desk established says how."""
    absent = Q(**{f"{fact}__isnull": True})
    return [
        models.CheckConstraint(
            condition=(absent & Q(**{f"{fact}_basis": ""})) | (~absent & ~Q(**{f"{fact}_basis": ""})),
            name=f"documents_{fact}_has_a_basis",
        ),
        models.CheckConstraint(
            condition=~Q(**{f"{fact}_basis": Basis.DESK}) | ~Q(**{f"{fact}_how": ""}),
            name=f"documents_{fact}_by_the_desk_says_how",
        ),
    ]


class Document(Versioned):
    """One work by a source. What is not known of it is null until the desk establishes it and says how."""

    KIND = "D"
    #: The facts that carry a basis.
    FACTS = ("title", "author", "published", "language", "url", "source")

    title = models.TextField(_("title"), null=True, blank=True)
    title_basis = models.TextField(choices=Basis, blank=True)
    title_how = models.TextField(blank=True)
    author = models.TextField(_("author"), null=True, blank=True)
    author_basis = models.TextField(choices=Basis, blank=True)
    author_how = models.TextField(blank=True)
    published = PartialDateField(verbose_name=_("published"))
    published_text = models.TextField(blank=True)
    published_basis = models.TextField(choices=Basis, blank=True)
    published_how = models.TextField(blank=True)
    language = models.TextField(_("language"), null=True, blank=True)
    language_basis = models.TextField(choices=Basis, blank=True)
    language_how = models.TextField(blank=True)
    url = models.TextField(_("original address"), null=True, blank=True)
    url_basis = models.TextField(choices=Basis, blank=True)
    url_how = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="documents")
    source_basis = models.TextField(choices=Basis, blank=True)
    source_how = models.TextField(blank=True)

    # The first words of its text, for naming a document that has no title.
    first_words = models.TextField()
    # A document that turned out to be the same work as another: its captures moved there.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)
    # Who last compared the facts with the document.
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by"))
    confirmed_at = models.DateTimeField(_("checked"), null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-id"]
        indexes = [
            # The list of documents sorted by when they were published.
            models.Index(fields=["published", "id"], name="documents_document_published"),
            # Is this address here already? Asked at every import. Of a hash, since a tree refuses a long address.
            HashIndex(fields=["url"], name="documents_document_url"),
        ]
        constraints = [
            *_basis_rules("title"),
            *_basis_rules("author"),
            *_basis_rules("published"),
            *_basis_rules("language"),
            *_basis_rules("url"),
            *_basis_rules("source"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="documents_document_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="documents_document_confirmed_by_somebody",
            ),
        ]
        triggers = [Audited("D", parents=["source_id:S", "merged_into_id:D"]), NeverDeleted()]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title, else the first words in quotation marks: never an invented title."""
        return self.title or f"“{self.first_words}…”"

    @property
    def standing_document(self) -> "Document":
        """The work that this became part of; itself, if it stands alone. Always one step away."""
        return self.merged_into or self

    @property
    def published_on(self) -> PartialDate | None:
        return read_partial_date(self.published, self.published_text)

    @classmethod
    def fact_label(cls, name: str) -> str:
        """What people call one of FACTS."""
        field = cls._meta.get_field(name)
        return str(getattr(field, "verbose_name", name))

    def fact(self, name: str) -> dict[str, Any]:
        """One of FACTS with its basis, for pages."""
        value = self.published_on if name == "published" else getattr(self, name)
        return {
            "name": name,
            "value": value,
            "basis": getattr(self, f"{name}_basis"),
            "how": getattr(self, f"{name}_how"),
        }


class Capture(Identified):
    """One receipt of bytes for a document. Never changed; the number may change when documents become one."""

    KIND = "K"

    class Received(models.TextChoices):
        FILE = "file", _("file received")
        PASTE = "paste", _("pasted by hand, not compared with the page")

    document = models.ForeignKey(Document, models.PROTECT, related_name="captures")
    # 1, 2, ... within the document, in the order received.
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.TextField()
    encoding = models.TextField(blank=True)
    filename = models.TextField(blank=True)
    received_how = models.TextField(choices=Received)
    received_from = models.TextField(_("received from"), blank=True)
    copied = PartialDateField(verbose_name=_("copied from the page on"))
    copied_text = models.TextField(blank=True)
    captured_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    captured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("capture")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="documents_capture_once_per_bytes"),
            models.UniqueConstraint(fields=["document", "number"], name="documents_capture_number_unique"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_capture_sha256_is_hex"
            ),
        ]
        # Have we these bytes already? Asked at every import; `doctor` compares with the blob store.
        indexes = [models.Index(fields=["sha256"], name="documents_capture_sha256")]
        triggers = [
            Audited("K", parents=["document_id:D"]),
            # Where two documents turn out to be one work, captures move over; the bytes stay what they are.
            Immutable(allowed=["document_id", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.document.public_id}, capture {self.number}"

    @property
    def copied_on(self) -> PartialDate | None:
        return read_partial_date(self.copied, self.copied_text)


class Retrieval(Identified):
    """The same bytes met again, later."""

    KIND = "RT"

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="retrievals")
    filename = models.TextField(blank=True)
    received_how = models.TextField(choices=Capture.Received)
    received_from = models.TextField(blank=True)
    copied = PartialDateField(verbose_name=_("copied from the page on"))
    copied_text = models.TextField(blank=True)
    retrieved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retrieved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("retrieval")
        ordering = ["-id"]
        triggers = [
            Audited("RT", parents=["capture_id:K", "capture_id:D:documents_capture:document_id"]),
            Immutable(),
        ]

    def __str__(self) -> str:
        return f"{self.capture} met again"

    @property
    def copied_on(self) -> PartialDate | None:
        return read_partial_date(self.copied, self.copied_text)


class Extraction(Identified):
    """Text and blocks that one extractor drew from a capture.

    `text` is exactly what the extractor gave, line ends as "\\n" and NUL replaced, both recorded: passages count
    code points of it. `blocks` is a list of {kind, start, end, level, links: [[start, end, href]]}, in order,
    offsets `[start, end)` in code points.
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
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("extraction")
        ordering = ["id"]
        triggers = [
            Audited(
                "X",
                parents=["capture_id:K", "capture_id:D:documents_capture:document_id"],
                digest=["text", "blocks"],
            ),
            Immutable(),
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
            )
            for row in self.blocks
        )


class DocumentRelationQuerySet(models.QuerySet["DocumentRelation"]):
    def standing(self) -> "DocumentRelationQuerySet":
        return self.filter(withdrawn_at=None)

    def between(self, document: Document) -> "DocumentRelationQuerySet":
        """Those that have `document` at either end."""
        return self.filter(Q(document=document) | Q(other=document))


class DocumentRelation(Identified):
    """What one document has to do with another; read as a sentence: `document` is a copy of `other`."""

    KIND = "DR"

    class Kind(models.TextChoices):
        COPY = "copy", _("is a copy of")
        SYNDICATION = "syndication", _("is syndicated from")
        EXCERPT = "excerpt", _("is an excerpt of")
        TRANSLATION = "translation", _("is a translation of")

    document = models.ForeignKey(Document, models.PROTECT, related_name="relations")
    kind = models.TextField(_("relation"), choices=Kind)
    other = models.ForeignKey(Document, models.PROTECT, related_name="relations_to_it")
    note = models.TextField(_("how we know"), blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = DocumentRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation between documents")
        constraints = [
            models.CheckConstraint(condition=~Q(document=F("other")), name="documents_relation_is_between_two"),
            models.UniqueConstraint(
                fields=["document", "other"],
                condition=Q(withdrawn_at=None),
                name="documents_relation_stands_once",
            ),
        ]
        triggers = [
            Audited("DR", parents=["document_id:D", "other_id:D"]),
            NeverDeleted(),
            Rule(
                name="withdrawn_has_reason",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=refuse(
                    "Withdrawing a relation needs a reason",
                    when="NEW.withdrawn_at IS NOT NULL AND NEW.withdrawn_reason = ''",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.public_id} {self.get_kind_display()} {self.other.public_id}"
