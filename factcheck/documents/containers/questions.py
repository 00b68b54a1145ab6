"""JSONL of questions to the desk: one object to a line. The first bad line ends it, with its number.

What is asked goes to an index, to the database and back to whoever asked, none of which takes half a character.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from .rows import RowError, lines, parsed, problem_of

_HALVES = re.compile("[\ud800-\udfff]")
_SHOWN = 60


def questions(file: BinaryIO, limit: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and object of each line that is not blank. `limit`: bytes of a line.

    Raises RowError, which says the number of the line, and CouldNotRead for a file that is not UTF-8.
    """
    for line in lines(file, limit):
        if line.problem:
            raise RowError(line.problem)
        try:
            found = parsed(line.data)
            _check(found)
        except RowError as error:
            raise RowError(problem_of(line.number, error)) from None
        yield line.number, found


def unsound(text: str) -> str:
    """Why a text can't be asked, to follow its name; "" if it can."""
    if _HALVES.search(text):
        return _("holds half a character (\\ud800 to \\udfff).")
    return _("holds a NUL character.") if "\0" in text else ""


def _check(found: dict[str, Any]) -> None:
    for name, value in found.items():
        if isinstance(value, str) and (why := unsound(value)):
            raise RowError(_("“%(name)s” %(why)s") % {"name": _HALVES.sub("?", name[:_SHOWN]), "why": why})
