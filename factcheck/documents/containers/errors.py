"""Why a container, or part of it, is left unread. Each message says what to do, where anything can be done."""

from ..extraction.errors import CouldNotRead
from ..extraction.words import gettext as _
from ..extraction.words import gettext_noop


class TooMuch(CouldNotRead):
    """All of it together unpacks to more than the limit."""

    message = gettext_noop(
        "This file unpacks to more than is read at once. Its bytes are kept; split it and import the parts."
    )


class TooLarge(CouldNotRead):
    """One member does."""

    message = gettext_noop(
        "This document is larger than is read, or grows far beyond its packed size. Its bytes are kept."
    )


class Overlapping(CouldNotRead):
    """Two members lie on the same bytes."""

    message = gettext_noop(
        "Parts of this archive share the same bytes, as in files made to exhaust a reader. Nothing in it was read."
    )


class TooDeep(CouldNotRead):
    """More archives lie in one another than are opened."""

    message = gettext_noop(
        "Archives lie in archives in archives here. Take the inner ones out and import them on their own."
    )


class NotThere(CouldNotRead):
    """The place that a row names holds no member."""

    message = gettext_noop("The file that should hold this document has nothing at the place that was noted.")


def too_large(size: int, limit: int) -> str:
    """Why it is too large, in bytes."""
    return _("It has %(size)s bytes; %(limit)s are read.", size=f"{size:,}", limit=f"{limit:,}")


def grown(packed: int, size: int) -> str:
    """How far it grows, in bytes."""
    return _("It grows from %(packed)s to %(size)s bytes or more.", packed=f"{packed:,}", size=f"{size:,}")
