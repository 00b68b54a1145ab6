"""Files on disk on their way in."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck.documents.actions import Imported, Receipt, import_document
from factcheck.documents.actions.errors import refuse_larger
from factcheck.documents.models import Received
from factcheck.documents.patience import patiently


def files_under(paths: Iterable[str]) -> Iterator[str]:
    """Each path that is no folder, and all files in those that are, in the order of their names.

    Hidden files in folders are left out. What cannot be opened is given too: reading it then says why.
    """
    for path in paths:
        if os.path.isdir(path):
            yield from _walk(path)
        else:
            yield path


def _walk(path: str) -> Iterator[str]:
    closed: list[str] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))
    yield from closed


def receive_path(path: str, *, received_from: str, **beside: Any) -> Imported:
    """Bring in one file. Raises OSError, or what `import_document` raises."""
    data = _read(Path(path))
    receipt = Receipt(Received.FILE, received_from, filename=name_of(path))
    return patiently(lambda: import_document(data=data, receipt=receipt, **beside))


def _read(path: Path) -> bytes:
    """The bytes, unless there are more than the desk takes."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(0, _("it is not a regular file"))
    refuse_larger(found.st_size, settings.MAX_DOCUMENT_BYTES)
    return path.read_bytes()


def name_of(path: str) -> str:
    """The file's own name; bytes that are no UTF-8 escaped, since the database takes none."""
    return os.path.basename(path).encode(errors="backslashreplace").decode()
