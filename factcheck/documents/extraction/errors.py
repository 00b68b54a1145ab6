"""Why no text could be drawn. Each message says what is wrong and what to do."""

from .words import gettext as _
from .words import gettext_noop, joined


class Unreadable(Exception):
    """No text can be drawn from a file. `reason` is for people: the message of its kind, and details."""

    message = gettext_noop("No text can be drawn from this file.")

    def __init__(self, detail: str = "") -> None:
        self.reason = joined(_(self.message), detail)
        super().__init__(self.reason)


class EmptyFile(Unreadable):
    """There is nothing in it, or white space alone."""

    message = gettext_noop("This file is empty. Save it again, or ask whoever sent it for another copy.")


class NoText(Unreadable):
    """It is of a kind that is read here, and no reader of it would see a word."""

    message = gettext_noop("This file holds no words. If the page shows some, copy them and import them by paste.")


class BinaryFile(Unreadable):
    """Its bytes are no text, and of no format that is known here."""

    message = gettext_noop(
        "This file is of no kind that is read here. Save it as PDF, Word (.docx), HTML or plain text."
    )


class UnsupportedType(Unreadable):
    """Its format is known, and has no reader."""

    message = gettext_noop(
        "No kind that is read here. Save it as PDF, Word (.docx), HTML or plain text, or paste its words."
    )


class Undecodable(Unreadable):
    """It is text, in none of the encodings that it may be in."""

    message = gettext_noop("The characters of this file can't be told from its bytes. Save it again as UTF-8.")


class CouldNotRead(Unreadable):
    """It is of a kind that is read here: its bytes are kept with the reason."""

    message = gettext_noop(
        "This file is of a kind that is read here, and yet no text could be drawn from it. Its bytes are kept."
    )


class Encrypted(CouldNotRead):
    """It asks for a password."""

    message = gettext_noop(
        "This file is protected by a password. Its bytes are kept; save a copy without the password and import that."
    )


class Damaged(CouldNotRead):
    """Its bytes are not as its format has them."""

    message = gettext_noop(
        "This file is damaged or incomplete. Its bytes are kept; ask whoever sent it for another copy."
    )


class NestedTooDeep(CouldNotRead):
    """Reading on would exhaust the reader."""

    message = gettext_noop(
        "This file is nested too deep, or has parts too large, to be read safely. Paste its words instead."
    )


class TookTooLong(CouldNotRead):
    """Its reader hit the limit of time."""

    message = gettext_noop(
        "Reading this file took too long and was stopped. Its bytes are kept; try another reader, or paste its words."
    )


class TookTooMuchMemory(CouldNotRead):
    """Its reader hit the limit of memory."""

    message = gettext_noop(
        "Reading this file took too much memory and was stopped. Its bytes are kept; try another, simpler copy."
    )


class ReaderBroke(CouldNotRead):
    """Its reader ended in an error that was not foreseen."""

    message = gettext_noop(
        "The reader broke on this file. Its bytes are kept; try another reader, or another copy of the file."
    )
