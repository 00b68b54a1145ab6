"""The doctor's check that stored bytes and rows agree."""

from collections.abc import Iterator

from factcheck.database.checkup import Check
from factcheck.documents import blobs
from factcheck.documents.extraction import ocr
from factcheck.documents.models import Capture, Container, ImportFile


def blob_checks(deep: bool) -> Iterator[Check]:
    """The bytes of every capture and container are stored, in the size noted, and, when `deep`, hash to their name.

    A blob without a row is no fault: whoever was killed between writing bytes and row left it. It is counted.
    """
    noted = dict(Capture.objects.filter(container=None).values_list("sha256", "size"))
    noted |= dict(Container.objects.values_list("sha256", "size"))
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
