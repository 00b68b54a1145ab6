"""Why no text could be drawn. Each docstring is the message: what is wrong and what to do."""


class Unreadable(Exception):
    """No text can be drawn from this file."""

    def __init__(self, detail: str = "") -> None:
        self.reason = " ".join(part for part in (" ".join((self.__doc__ or "").split()), detail) if part)
        super().__init__(self.reason)


class EmptyFile(Unreadable):
    """This file is empty. Save it again, or ask whoever sent it for another copy."""


class NoText(Unreadable):
    """This file holds no words. If the page shows some, copy them and import them by paste."""


class BinaryFile(Unreadable):
    """This file is of no kind that is read here. Save it as PDF, Word (.docx), HTML or plain text."""


class UnsupportedType(Unreadable):
    """No kind that is read here. Save it as PDF, Word (.docx), HTML or plain text, or paste its words."""


class Undecodable(Unreadable):
    """The characters of this file can't be told from its bytes. Save it again as UTF-8."""


class CouldNotRead(Unreadable):
    """This file is of a kind that is read here, and yet no text could be drawn from it. Its bytes are kept."""


class Encrypted(CouldNotRead):
    """This file is protected by a password. Its bytes are kept; save a copy without the password and import that."""


class Damaged(CouldNotRead):
    """This file is damaged or incomplete. Its bytes are kept; ask whoever sent it for another copy."""


class NestedTooDeep(CouldNotRead):
    """This file is nested too deep, or has parts too large, to be read safely. Paste its words instead."""


class TookTooLong(CouldNotRead):
    """Reading this file took too long and was stopped. Its bytes are kept; try another reader, or paste its words."""


class TookTooMuchMemory(CouldNotRead):
    """Reading this file took too much memory and was stopped. Its bytes are kept; try another, simpler copy."""


class ReaderBroke(CouldNotRead):
    """The reader broke on this file. Its bytes are kept; try another reader, or another copy of the file."""
