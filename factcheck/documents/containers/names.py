"""Names of files in archives, made safe to show, to keep and to look up. Nothing is ever written under them."""

import re
import unicodedata

#: Longest step, in characters. A ZIP's name can have 65,535 bytes.
_LONGEST = 1000
_FILENAME = 255
#: The step to what has no name at all; a step is never empty.
NAMELESS = "(no name)"
_DRIVE = re.compile(r"^([A-Za-z]):")
_DOTTED = re.compile(r"\.[^.]")
_HIDDEN = {"thumbs.db", "desktop.ini", "__macosx"}


def shown(name: str) -> str:
    """`name` with all that misleads an eye or a file system as an escape: "\\u202e", "\\x2e\\x2e/etc".

    Control and invisible characters, backslashes, the sign that parts steps, a leading slash or drive, parts "..".
    """
    text = "".join(_escaped(character) for character in name[:_LONGEST])
    text = _DRIVE.sub(r"\1\\x3a", text.replace("!/", "!\\x2f"))
    if text.startswith("/"):
        text = "\\x2f" + text[1:]
    return "/".join("\\x2e\\x2e" if part == ".." else part for part in text.split("/"))


def _escaped(character: str) -> str:
    if character == "\\" or (character != " " and unicodedata.category(character)[0] in "CZ"):
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:  # a byte that is no text, as "surrogateescape" holds it
            code -= 0xDC00
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    return character


def unique(step: str, taken: dict[str, int]) -> str:
    """`step`, or with a number where an earlier one has it. The same sequence always gives the same steps.

    `taken` holds the steps given out, each with the last number tried for it: many of one name stay quick.
    """
    found, number = step, taken.get(step, 1)
    while found in taken:
        number += 1
        found = f"{step} ({number})"
    taken[step] = number
    taken.setdefault(found, 1)
    return found


def last_part(step: str) -> str:
    """What a file of this name would be called, cut so that its ending stays."""
    name = step.rsplit("/", 1)[-1]
    return name if len(name) <= _FILENAME else name[: _FILENAME - 20] + name[-20:]


def is_hidden(step: str) -> bool:
    """Whether an operating system made it, not a person: "__MACOSX/", "._x", ".DS_Store", "Thumbs.db"."""
    return any(part.lower() in _HIDDEN or _DOTTED.match(part) for part in step.split("/"))
