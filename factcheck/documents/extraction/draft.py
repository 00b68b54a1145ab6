"""Text under construction: runs of characters and links go in, text and blocks with exact offsets come out.

Readers of marked-up formats add what they meet; blocks are trimmed and separated here, in one place, so that
the rule "every character that is not white space lies in exactly one block" holds by construction.
"""

import re
from urllib.parse import urlsplit

from .values import Block, Kind, Link

_SEPARATOR = "\n\n"
_REPLACED = re.compile("[\x00\ud800-\udfff]")
_SCHEMES = frozenset({"", "http", "https", "mailto"})


class Draft:
    """Collects blocks in reading order. `nul_count` counts the characters that could not be stored."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nul_count = 0
        self._pieces: list[str] = []
        self._length = 0
        self._kind: Kind = "paragraph"
        self._level = 0
        self._label = ""
        self._run: list[str] = []
        self._run_length = 0
        self._links: list[Link] = []
        self._open_link: tuple[int, str] | None = None

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def in_block(self) -> bool:
        """Whether the current block has any characters yet."""
        return self._run_length > 0

    def begin(self, kind: Kind, level: int = 0, label: str = "") -> None:
        """End the current block, if it has words, and begin one of `kind`. An open link goes on in it."""
        self._finish()
        self._kind, self._level, self._label = kind, level, label

    def add(self, characters: str) -> None:
        self._run.append(characters)
        self._run_length += len(characters)

    def open_link(self, href: str) -> None:
        self.close_link()
        self._open_link = (self._run_length, href)

    def close_link(self) -> None:
        if self._open_link:
            start, href = self._open_link
            self._links.append((start, self._run_length, href))
            self._open_link = None

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The whole text and its blocks."""
        self._finish()
        return self.text, tuple(self.blocks)

    def _finish(self) -> None:
        href = self._open_link[1] if self._open_link else None
        self.close_link()
        raw, links = "".join(self._run), self._links
        self._run, self._run_length, self._links = [], 0, []
        if href is not None:
            self.open_link(href)
        words = raw.strip()
        if not words:
            return
        words, replaced = _REPLACED.subn("\N{REPLACEMENT CHARACTER}", words)
        self.nul_count += replaced
        if self._length:
            self._push(_SEPARATOR)
        start, trimmed = self._length, len(raw) - len(raw.lstrip())
        self._push(words)
        placed = _placed(links, start - trimmed, start, self._length)
        self.blocks.append(Block(self._kind, start, self._length, self._level, placed, self._label))

    def _push(self, characters: str) -> None:
        self._pieces.append(characters)
        self._length += len(characters)


def _placed(links: list[Link], shift: int, low: int, high: int) -> tuple[Link, ...]:
    """Links moved to their place in the text, cut to the block; those without words or a safe address go."""
    moved = ((max(start + shift, low), min(end + shift, high), href.strip()) for start, end, href in links)
    return tuple(link for link in moved if link[0] < link[1] and _harmless(link[2]))


def _harmless(href: str) -> bool:
    """Whether an address could ever be shown as a link: never javascript: or data:."""
    try:
        return bool(href) and urlsplit(href).scheme in _SCHEMES
    except ValueError:
        return False
