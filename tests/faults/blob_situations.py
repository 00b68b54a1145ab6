"""The situations in which bytes come into the blob store, and what must hold after each: shared by the fault tests."""

import hashlib
import io
import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from factcheck.audit.context import acting
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.actions.readings import Reading
from factcheck.documents.doctor import blob_checks
from factcheck.documents.extraction import extract_text
from factcheck.documents.importing import work
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.models import Capture, Import, ImportFile
from factcheck.documents.stored import bytes_of

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Situation:
    """`prepare` makes the store what it is before `data` comes in; `bring_in` is tried, and again after the fault."""

    name: str
    prepare: Callable[[bytes], object]
    bring_in: Callable[[bytes], object]


def new_data() -> bytes:
    """A document that was never here."""
    return f"Report {next(_numbers)}: the bridge was closed on Monday.".encode()


def _import_one(data: bytes) -> object:
    text = data.decode()
    with acting(None, actor="fault test", action="test"):
        return import_document(
            data=data,
            receipt=Receipt(filename="report.txt"),
            by=None,
            reading=Reading("text/plain", extract_text(text)),
            look_for_copies=False,
        )


def _hand_over(data: bytes) -> object:
    """As a person does who uploads: a worker goes on from there. Raises BlobNotStored where an outcome says so."""
    with acting(None, actor="fault test", action="test"):
        started = start_import(files=[Handed("report.txt", io.BytesIO(data))], receipt=Receipt(), by=None)
        row = started.files.get()
        if not row.sha256:
            raise blobs.BlobNotStored("none", row.outcomes.get().message)
    return started


def _nothing(data: bytes) -> None:
    """The desk's first file."""


def _another_folder(data: bytes) -> None:
    other = next(text for n in range(999) if _folder(text := b"other %d" % n) != _folder(data))
    blobs.store(other)


def _same_folder(data: bytes) -> None:
    blobs.store(next(text for n in range(99_999) if _folder(text := b"other %d" % n) == _folder(data)))


def _same_bytes(data: bytes) -> None:
    """As somebody left them who was killed before the row was written."""
    blobs.store(data)


def _folder(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:2]


SITUATIONS = [
    Situation(f"{way}, {where}", prepare, bring_in)
    for way, bring_in in (("import", _import_one), ("upload", _hand_over))
    for where, prepare in (
        ("no store yet", _nothing),
        ("folder still to be made", _another_folder),
        ("folder there", _same_folder),
        ("bytes there", _same_bytes),
    )
]


class FreshStore:
    """A store of its own for one point, joined afterwards with what was there: rows of earlier points name it."""

    def __enter__(self) -> "FreshStore":
        self._store = Path(settings.BLOBS_DIR)
        self._aside = self._store.with_name("aside")
        if self._store.exists():
            self._store.rename(self._aside)
        return self

    def join(self) -> None:
        if not self._aside.exists():
            return
        for path in self._aside.glob("??/*"):
            target = self._store / path.parent.name / path.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.replace(target)
        shutil.rmtree(self._aside)

    def __exit__(self, *error: object) -> None:
        self.join()


def disagreements() -> list[str]:
    """What `doctor --deep` finds wrong between bytes and rows."""
    return [str(check) for check in blob_checks(deep=True) if not check.ok]


def rerun(situation: Situation, data: bytes) -> list[str]:
    """Bring it in again, let a worker finish, and say what is not as it must be."""
    situation.bring_in(data)
    for key in Import.objects.filter(finished_at=None).values_list("pk", flat=True):
        work.work_through(key)
    captures = list(Capture.objects.filter(sha256=hashlib.sha256(data).hexdigest()))
    wrong = disagreements()
    if len(captures) != 1:
        wrong.append(f"{len(captures)} captures after the rerun")
    elif bytes_of(captures[0]) != data:
        wrong.append("other bytes after the rerun")
    if ImportFile.objects.filter(done_at=None).exists():
        wrong.append("the rerun left work undone")
    return wrong
