"""The doctor's checks of documents: stored bytes and rows agree, and somebody sees each that is sealed."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from factcheck.database.checkup import Check
from factcheck.documents import blobs
from factcheck.documents.extraction import ocr
from factcheck.documents.models import Capture, Container, Document, ImportFile, Redaction, Seal, SealAccess


def blob_checks(deep: bool) -> Iterator[Check]:
    """The bytes of every capture and container are stored, in the size noted, and, when `deep`, hash to their name.

    A blob without a row is no fault: whoever was killed between writing bytes and row left it. It is counted.
    """
    # Of what was redacted a salted hash is noted, and no bytes are kept.
    gone = Document.objects.filter(redacted_at__isnull=False)
    noted = dict(Capture.objects.filter(container=None).exclude(document__in=gone).values_list("sha256", "size"))
    noted |= dict(Container.objects.exclude(size=0).values_list("sha256", "size"))
    stored = {blob.sha256: blob.size for blob in blobs.all_blobs()}
    missing = [sha256 for sha256 in noted if sha256 not in stored]
    cut = [sha256 for sha256, size in noted.items() if stored.get(sha256, size) != size]
    altered = [sha256 for sha256 in stored if deep and not _is_intact(sha256)]
    waiting = set(ImportFile.objects.filter(done_at=None).values_list("sha256", flat=True))
    extra = len(stored.keys() - noted.keys() - waiting)
    found = f"{len(noted)} captured, {len(missing)} missing, {len(cut)} of another size"
    found += f", {len(altered)} altered" if deep else ", contents not read (--deep does)"
    found += f", {extra} stored without a row (harmless)" if extra else ""
    first = next(iter([*missing, *cut, *altered]), None)
    yield Check("blobs", first is None, found, f"Restore the blob folder from a backup; the first is {first}.")


def _is_intact(sha256: str) -> bool:
    try:
        blobs.read(sha256)
    except blobs.BlobError:
        return False
    return True


def reading_checks() -> Iterator[Check]:
    """Whether text can be read from scans and pictures. It is no fault if not: what they say can be typed."""
    version = ocr.available()
    found = f"{version}, languages: {', '.join(ocr.languages())}" if version else "not installed; scans can be typed"
    yield Check("tesseract (OCR)", True, found)


def redaction_checks() -> Iterator[Check]:
    """What was begun to be redacted is gone: a run that was killed is finished by the next."""
    agreed = Redaction.objects.filter(agreed_at__isnull=False, closed_at=None)
    waiting = agreed.filter(carried_out_at=None).count()
    begun = agreed.filter(carried_out_at__isnull=False, finished_at=None).order_by("pk")
    found = f"{agreed.filter(finished_at__isnull=False).count()} carried out, {waiting} agreed to and waiting"
    names = " ".join(one.public_id for one in begun)
    yield Check(
        "redactions", not names, f"{found}, {len(begun)} not finished", f"Run `manage.py redact {names}` again."
    )


def seal_checks() -> Iterator[Check]:
    """Each sealed document is seen by somebody who can sign in.

    Whoever deactivates an account can't be told that it was the last: that something is sealed is not theirs to know.
    """
    sees = SealAccess.objects.filter(seal=OuterRef("pk"), ended_at=None, user__is_active=True)
    # Of what was redacted there is nothing left to see.
    used = Seal.objects.filter(Exists(Document.objects.filter(seal=OuterRef("pk"), redacted_at=None)))
    lost = used.filter(~Exists(sees)).order_by("pk")
    found = f"{used.count()} in use, {lost.count()} whose documents nobody can see"
    named = SealAccess.objects.filter(seal=lost.first(), ended_at=None).order_by("pk").select_related("user").first()
    who = named.user.email if named else "whoever sealed it"
    yield Check("seals", not lost, found, f"Reactivate {who}, who can name others, or unseal.")
