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
    except Unreadable as unreadable:
        return Outcome(name, "failed", message=unreadable.reason)
    except Refused as refused:
        return Outcome(name, "failed", message=str(refused))
    except BlobError as error:
        return Outcome(name, "failed", message=str(error))
    except PermissionError:
        return Outcome(name, "failed", message=_("This file may not be read. Change its permissions, or copy it."))
    except FileNotFoundError:
        return Outcome(name, "failed", message=_("There is no such file. Check the path."))
    except (OperationalError, InterfaceError):
        return Outcome(name, "failed", message=_("The database did not answer. Import this file again later."))
    except OSError as error:
        reason = error.strerror or str(error)
        return Outcome(name, "failed", message=_("This file could not be read: %(reason)s.") % {"reason": reason})
    return Outcome(name, imported.status, imported.document, imported.capture, " ".join(imported.messages))
