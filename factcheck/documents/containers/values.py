"""What a container is made of, and how much of one is read. Sizes are bytes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from ..extraction.words import gettext as _
from .errors import TooMuch

Kind = Literal["zip", "warc", "wacz", "jsonl", "eml"]
#: Takes what is to be said about the container as a whole.
Note = Callable[[str], None]

_MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How much is read before a container is refused. `total` and `members` include what lies nested.

    `ratio`: unpacked to packed size, minded from `ratio_from` unpacked bytes on. `depth`: how many containers may
    lie in one another, the outermost included. `members` does not bound rows, which cost no memory.
    """

    members: int = 100_000
    member: int = 256 * _MIB
    total: int = 16 * 1024 * _MIB
    ratio: int = 200
    ratio_from: int = 16 * _MIB
    depth: int = 3
    row: int = 16 * _MIB
    head: int = _MIB // 4


@dataclass
class Job:
    """One reading of one container: its limits, what was used of them, and where to say what."""

    limits: Limits = field(default_factory=Limits)
    note: Note = lambda message: None
    members: int = 0
    unpacked: int = 0

    def count_member(self) -> None:
        """Raises TooMuch for the first member above the limit."""
        self.members += 1
        if self.members > self.limits.members:
            raise TooMuch(_("It holds more than %(count)s documents.", count=f"{self.limits.members:,}"))

    def spend(self, size: int) -> None:
        """Raises TooMuch once all that was unpacked passes the limit."""
        self.unpacked += size
        if self.unpacked > self.limits.total:
            raise TooMuch(_("Unpacked, it has more than %(size)s bytes.", size=f"{self.limits.total:,}"))

    def is_bomb(self, packed: int, unpacked: int) -> bool:
        return unpacked > self.limits.ratio_from and unpacked > packed * self.limits.ratio


@dataclass(frozen=True)
class Member:
    """One document in a container, or the reason why it could not be read (`problem`, then `data` is empty).

    `path` names the way in from the outermost container, steps joined by "!/"; with `offset` and `length` (in
    the innermost container, as it is packed) it addresses the member for good. `number` counts from 1 what people
    count: lines of a JSONL, entries of a ZIP, pages of a WARC. `data` are the document's bytes, HTTP's
    encodings undone; of a row, the line. `says` are a row's fields, `messages` are for people.
    """

    path: str
    offset: int | None = None
    length: int | None = None
    number: int = 0
    filename: str = ""
    declared_type: str = ""
    data: bytes = field(default=b"", repr=False)
    url: str | None = None
    captured_at: datetime | None = None
    title: str | None = None
    says: dict[str, Any] | None = field(default=None, repr=False)
    messages: tuple[str, ...] = ()
    problem: str = ""

    @property
    def size(self) -> int:
        return len(self.data)

    @cached_property
    def sha256(self) -> str:
        """Of `data`, in lower-case hex."""
        return hashlib.sha256(self.data).hexdigest()


def joined(*steps: str) -> str:
    """A path of those steps that are not empty."""
    return "!/".join(step for step in steps if step)
