"""Plain text to blocks. The text itself is not touched: blocks are found in it.

Two conventions occur in the wild: a blank line between paragraphs, with lines wrapped at some width, and one
paragraph a line. A line break is taken as wrapping only where the next word would not have fitted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .head import read_head
from .values import Block, Drawing, Kind, Link


@dataclass(frozen=True)
class _Line:
    start: int
    words: str  # without white space at either end
    indent: int
    bullet: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def draw(text: str) -> Drawing:
    """Blocks and statements of a plain text."""
    blocks = tuple(block for group in _groups(text) for block in _blocks(text, group))
    blocks, says = read_head(text, blocks)
    return Drawing(text, blocks, says)


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines between blank lines."""
    group: list[_Line] = []
    for line in _with_bullets(list(_lines(text))):
        if line.words:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        yield _Line(position + indent, line.strip(), indent)
        position += len(line) + 1


_SURE_BULLET = re.compile(r"[•‣▪◦●]\s*\S")
#: A dash, star or number begins an item only beside another of its kind: alone it may be speech, or a year.
_PERHAPS_BULLET = re.compile(r"(?P<mark>[*·-]|–)\s+\S|(?P<number>\d{1,3}[.)])\s+\S")  # noqa: RUF001


def _with_bullets(lines: list[_Line]) -> list[_Line]:
    marks = [_mark(line.words) if line.words else None for line in lines]
    written = [index for index, line in enumerate(lines) if line.words]
    for place, index in enumerate(written):
        beside = [marks[i] for i in (*written[max(0, place - 1) : place], *written[place + 1 : place + 2])]
        if marks[index] and (marks[index] == "sure" or marks[index] in beside):
            line = lines[index]
            lines[index] = _Line(line.start, line.words, line.indent, bullet=True)
    return lines


def _mark(words: str) -> str:
    """What kind of bullet a line may begin with: "sure", a character, "number", or nothing."""
    if _SURE_BULLET.match(words):
        return "sure"
    match = _PERHAPS_BULLET.match(words)
    return (match["mark"] or "number") if match else ""


def _blocks(text: str, group: list[_Line]) -> Iterator[Block]:
    width = _width(group)
    current = [group[0]]
    for line in group[1:]:
        if _goes_on(current, line, width):
            current.append(line)
        else:
            yield _block(text, current)
            current = [line]
    yield _block(text, current)


_FINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")  # noqa: RUF001


def _width(group: list[_Line]) -> int:
    """The width at which this group is wrapped, in characters; 0 when it has one paragraph a line."""
    width = max(len(line.words) + line.indent for line in group)
    # Wrapped lines end a sentence now and then; paragraphs nearly always do.
    ends = sum(bool(_FINAL.search(line.words)) for line in group[:-1])
    return width if 40 <= width <= 120 and ends * 2 < len(group) - 1 else 0


def _goes_on(current: list[_Line], line: _Line, width: int) -> bool:
    first, last = current[0], current[-1]
    if line.bullet or (first.words.startswith(">") != line.words.startswith(">")):
        return False
    if first.bullet and line.indent > first.indent:
        return True
    word = re.match(r"\S+", line.words)
    return bool(word and width and last.indent + len(last.words) + 1 + len(word[0]) > width)


def _block(text: str, lines: list[_Line]) -> Block:
    first, start, end = lines[0], lines[0].start, lines[-1].end
    kind: Kind = "list_item" if first.bullet else "quote" if first.words.startswith(">") else "paragraph"
    return Block(kind, start, end, 0 if kind == "paragraph" else 1, _links(text, start, end))


_URL = re.compile(r"https?://[^\s<>\"“”«»]+")


def _links(text: str, start: int, end: int) -> tuple[Link, ...]:
    """Addresses written out, without the punctuation of the sentence around them."""
    found = []
    for match in _URL.finditer(text, start, end):
        url = match[0].rstrip(".,;:!?'’)]…")  # noqa: RUF001
        found.append((match.start(), match.start() + len(url), url))
    return tuple(found)
