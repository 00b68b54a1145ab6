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
    """This file is not text. This version reads plain text, Markdown and HTML: save it as one of these."""


class UnsupportedType(Unreadable):
    """This version reads plain text, Markdown and HTML. Save the file as one of these, or paste its words."""


class Undecodable(Unreadable):
    """The characters of this file can't be told from its bytes. Save it again as UTF-8."""


class NestedTooDeep(Unreadable):
    """This page is nested too deep, or has parts too large, to be read safely. Paste its words instead."""


class CouldNotRead(Unreadable):
    """This file is of a kind that is read here, and yet no text could be drawn from it. Its bytes are kept."""


class Encrypted(CouldNotRead):
    """This file is protected by a password. Its bytes are kept; save a copy without the password and import that."""


class Damaged(CouldNotRead):
    """This file is damaged or incomplete. Its bytes are kept; ask whoever sent it for another copy."""
