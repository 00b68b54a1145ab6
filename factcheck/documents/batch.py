"""Bringing in several files, one after the other: each wholly or not at all, and what each came to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from factcheck.database.errors import Refused
from factcheck.documents.actions import Imported
from factcheck.documents.blobs import BlobError
from factcheck.documents.extraction import Unreadable
from factcheck.documents.models import Capture, Document


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `status`: as `Imported`'s, or failed; `message` says what to do."""

    name: str
    status: str
    document: Document | None = None
    capture: Capture | None = None
    message: str = ""

    @property
    def failed(self) -> bool:
        return self.status == "failed"


def outcome_of(name: str, receive: Callable[[], Imported]) -> Outcome:
    """Bring in one file by calling `receive`. A file that cannot be read is an outcome, not an error."""
    try:
        imported = receive()
    except CAUGHT as error:
        return Outcome(name, "failed", message=reason_of(error))
    return Outcome(name, imported.status, imported.document, imported.capture, " ".join(imported.messages))


#: What keeps a file out, and nothing else that is done.
CAUGHT = (Unreadable, Refused, BlobError, OSError, OperationalError, InterfaceError)


def reason_of(error: Exception) -> str:
    """What one of `CAUGHT` says to whoever brought the file."""
    match error:
        case Unreadable():
            return error.reason
        case Refused() | BlobError():
            return str(error)
        case PermissionError():
            return _("This file may not be read. Change its permissions, or copy it.")
        case FileNotFoundError():
            return _("There is no such file. Check the path.")
        case OperationalError() | InterfaceError():
            return _("The database did not answer. Import this file again later.")
        case OSError():
            return _("This file could not be read: %(reason)s.") % {"reason": error.strerror or str(error)}
    raise AssertionError("one of CAUGHT")
