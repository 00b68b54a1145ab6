from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import NeverDeleted, Rule, refuse
from factcheck.audit.triggers_in_bulk import audited_in_bulk
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Versioned, key_of
from factcheck.database.partial_dates import PartialDate
from factcheck.documents.models.seals import OpenTo, Seal
from factcheck.documents.web.normal_url import normal_url
from factcheck.sources.models import Source

#: SQL in a trigger: whether somebody else than the owner of the table is connected.
IS_NOT_OWNER = "session_user <> (SELECT pg_get_userbyid(t.relowner) FROM pg_class t WHERE t.oid = TG_RELID)"
_AFTERWARDS = ("seal_id", "source_id", "version")
#: Emptied by the owner alone, and for good.
_STAYS_REDACTED = Rule(
    name="stays_redacted",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NOT NULL"),
    func=refuse(
        "Redacting is left to the command that the owner of the tables runs",
        when=f"NEW.redacted_at IS DISTINCT FROM OLD.redacted_at AND {IS_NOT_OWNER}",
    )
    + refuse(
        "A redacted document changes no more",
        when=f"{IS_NOT_OWNER} AND to_jsonb(NEW) - ARRAY{list(_AFTERWARDS)!r}"
        f" IS DISTINCT FROM to_jsonb(OLD) - ARRAY{list(_AFTERWARDS)!r}",
    )
    + " RETURN NEW;",
)


class Basis(models.TextChoices):
    """Where a fact about a document stands."""

    CONTENT = "content", _("stands in the document")
    METADATA = "metadata", _("in its metadata")
    DESK = "desk", _("established by the desk")


def page_key(url: str | None) -> str:
    """The form that all addresses of a page share; "" for what is no address of a web page."""
    key = normal_url(url or "")
    return key if key.startswith("https://") else ""


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> "DocumentQuerySet":
        """All but those that are sealed to others: the role does not matter, administrators are not exempt."""
        return self.filter(OpenTo(F("seal"), user.pk))

    def sealed_to_others(self, user: User) -> "DocumentQuerySet":
        """Those that this person may not know of: few, and found by an index."""
        return self.filter(seal__isnull=False).exclude(OpenTo(F("seal"), user.pk))

    def standing(self) -> "DocumentQuerySet":
        """Without those that turned out to be the same work as another."""
        return self.filter(merged_into=None)

    def listed(self) -> "DocumentQuerySet":
        """Without pages that were asked for under seal and that nothing came of: the visits to them tell of those.

        Asked for again, they become what they were meant to be.
        """
        asked = Document.objects.filter(seal__isnull=False, captures=None, fetches__isnull=False).order_by()
        return self.standing().exclude(pk__in=asked.exclude(fetches__outcome="").values("pk"))

    def of_works(self, *keys: int) -> "DocumentQuerySet":
        """The works with these keys, and all that became part of them."""
        return self.filter(Q(pk__in=keys) | Q(merged_into__in=keys))

    def of_page(self, url: str) -> "DocumentQuerySet":
        """Documents that came from this page, by whichever of its addresses."""
        key = page_key(url)
        return self.filter(url_key=key) if key else self.none()

    def containing(self, text: str) -> "DocumentQuerySet":
        """Documents with `text` in title, first words, file name, address or source's name, or with that public id."""
        key = key_of(text, Document.KIND)
        found = Q(pk=key) if key is not None else Q()
        if page := page_key(text):
            found |= Q(url_key=page)
        for field in ("title", "first_words", "filename", "url", "source__name"):
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
    # The form that all addresses of the page share (`web.normal_url`): written wherever `url` is.
    url_key = models.TextField(blank=True, default="")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="documents")
    source_basis = models.TextField(choices=Basis, blank=True)
    source_how = models.TextField(blank=True)

    # The first words of its text, for naming a document that has no title; the name of its file, if it has no text.
    first_words = models.TextField(blank=True)
    filename = models.TextField(blank=True)
    # The id that it has outside, given when it came in with many others; not unique, since nobody here gave it.
    outside_key = models.TextField(_("outside id"), blank=True, default="")
    # A document that turned out to be the same work as another: its captures moved there.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    # Who alone may see it, and all that was drawn from it; None: the desk.
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, blank=True, related_name="documents")
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)
    # Who last compared the facts with the document.
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by"))
    confirmed_at = models.DateTimeField(_("checked"), null=True)
    # When all that it held was taken out of the database and the store, and the reason as it is printed.
    redacted_at = models.DateTimeField(_("redacted"), null=True)
    redacted_reason = models.TextField(_("reason of the redaction"), blank=True, default="")

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
            # Is this page here already, whichever of its addresses was given?
            HashIndex(fields=["url_key"], condition=~Q(url_key=""), name="documents_document_url_key"),
            # Which document is it that a list made elsewhere calls so?
            HashIndex(fields=["outside_key"], condition=~Q(outside_key=""), name="documents_document_outside_key"),
            # Which were redacted? Asked by every report; few are.
            models.Index(
                fields=["redacted_at"], condition=Q(redacted_at__isnull=False), name="documents_document_redacted"
            ),
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
            models.CheckConstraint(
                condition=Q(redacted_at=None, redacted_reason="")
                | Q(redacted_at__isnull=False) & ~Q(redacted_reason=""),
                name="documents_document_redacted_for_a_reason",
            ),
        ]
        triggers = [
            *audited_in_bulk("D", parents=["source_id:S", "merged_into_id:D"]),
            NeverDeleted(),
            _STAYS_REDACTED,
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title, else the first words in quotation marks, else the file's name: never an invented title.

        The first words of a table are the heads of its columns, which say less than the file's name.
        """
        if self.redacted_at:
            return gettext("Redacted document")
        if not self.title and self.filename.lower().endswith((".csv", ".tsv")):
            return self.filename
        return self.title or (f"“{self.first_words}…”" if self.first_words else self.filename or self.public_id)

    @property
    def redacted(self) -> str:
        """What is told in place of its words: "Redacted on 2026-11-22: a court ordered it."; "" of any other."""
        if self.redacted_at is None:
            return ""
        return gettext("Redacted on %(day)s: %(reason)s") % {
            "day": f"{self.redacted_at:%Y-%m-%d}",
            "reason": self.redacted_reason,
        }

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
