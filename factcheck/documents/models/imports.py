"""Work that brings files in: what was handed over, how far it has come, what became of each piece."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, NeverDeleted
from factcheck.documents.models.captures import Capture, Container, Receipted
from factcheck.documents.models.seals import Seal
from factcheck.documents.models.works import Document
from factcheck.sources.models import Source


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> "ImportQuerySet":
        """All but those that brought in, or are to bring in, something sealed to others: their names would tell."""
        hidden = Document.objects.sealed_to_others(user)
        # Of bulk files no outcome is noted row by row: the rows lie in a container of the same bytes.
        containers = Container.objects.filter(captures__document__in=hidden)
        outcomes = ImportOutcome.objects.filter(capture__document__in=hidden)
        # Who brings in the same bytes without knowing of the others has a container of their own.
        own = containers.filter(Q(received_by=OuterRef("part_of__started_by")) | Q(received_by=None))
        rows = Q(sha256__in=containers.values("sha256")) & Exists(own.filter(sha256=OuterRef("sha256")))
        files = ImportFile.objects.filter(Q(pk__in=outcomes.values("file")) | rows)
        open_ones = Q(seal=None) | Q(seal__in=Seal.objects.open_to(user))
        return self.filter(open_ones).exclude(pk__in=files.values("part_of"))


class Import(Receipted):
    """One handing over of files, and what was said of them. A job works through it; killed, it goes on from there.

    `filename` is what the list calls it: the file's name, or that of the first of several.
    """

    KIND = "IM"

    # What the person states beside the files.
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    url = models.TextField(blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # When a worker took it up first, and when nothing was left to do.
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    # Who alone may see what it brings in, from the moment it was handed over; None: the desk.
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="imports")

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        triggers = [Audited("IM"), NeverDeleted()]

    def __str__(self) -> str:
        return self.filename or self.public_id

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None or self.cancelled_at is not None


class ImportFile(models.Model):
    """One file of an import. Its bytes are a blob from the moment it is here, so a killed job can go on.

    `position` counts the documents in it that are done, of `total`; a plain file is one of one.
    """

    part_of = models.ForeignKey(Import, models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    name = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    # Null until it has been looked into.
    total = models.PositiveBigIntegerField(null=True)
    position = models.PositiveBigIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file of an import")
        ordering = ["part_of", "number"]
        constraints = [models.UniqueConstraint(fields=["part_of", "number"], name="documents_importfile_number_unique")]

    def __str__(self) -> str:
        return self.name


class ImportOutcome(models.Model):
    """What became of a file, or of one member of a container.

    Of a bulk file (JSON lines) only those that need a look are noted: each row written would cost as much again.
    """

    class Status(models.TextChoices):
        IMPORTED = "imported", _("imported")
        UNREAD = "unread", _("kept, could not be read")
        UNCHANGED = "unchanged", _("here already")
        FAILED = "failed", _("failed")

    file = models.ForeignKey(ImportFile, models.PROTECT, related_name="outcomes")
    # Its place among the documents of the file, from 1.
    number = models.PositiveBigIntegerField()
    name = models.TextField(blank=True)
    status = models.TextField(choices=Status)
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    message = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("outcome of an import")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="documents_importoutcome_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.status}"
