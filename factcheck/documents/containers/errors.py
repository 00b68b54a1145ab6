"""Why a container, or part of it, is left unread. Each docstring is the message."""

from ..extraction.errors import CouldNotRead


class TooMuch(CouldNotRead):
    """This file unpacks to more than is read at once. Its bytes are kept; split it and import the parts."""


class TooLarge(CouldNotRead):
    """This document is larger than is read, or grows far beyond its packed size. Its bytes are kept."""


class Overlapping(CouldNotRead):
    """Parts of this archive share the same bytes, as in files made to exhaust a reader. Nothing in it was read."""


class TooDeep(CouldNotRead):
    """Archives lie in archives in archives here. Take the inner ones out and import them on their own."""


class NotThere(CouldNotRead):
    """The file that should hold this document has nothing at the place that was noted."""
