"""Paragraphs, headings, list items, page headers and footers, told from where lines stand and how high they are."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .paged import Line, Piece

#: A heading is at least this much higher than the words of the text, and not longer than a few lines.
_LARGER = 1.15
_LONGEST_HEADING = 250
#: Lines that tell where a paragraph's edges are.
_RECENT = 40
_BULLET = re.compile(r"[•●▪■◦‣∙·*–\uf0b7\uf0a7-]\s+\S")  # noqa: RUF001
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")  # noqa: RUF001


@dataclass(frozen=True)
class Style:
    """How the running text of a document is set: the height of its letters, and its leading in such heights."""

    size: float
    bold: bool
    leading: float
    headings: tuple[float, ...]


def style_of(pages: Sequence[Sequence[Line]]) -> Style:
    """The style most characters have."""
    sizes: Counter[tuple[float, bool]] = Counter()
    leadings: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[_rounded(line.size), line.bold] += len(line.text)
        for upper, lower in pairwise(lines):
            leading = (lower.y1 - upper.y1) / lower.size
            if _same_size(upper, lower) and 0.7 < leading < 3.5:
                leadings[round(leading * 10) / 10] += 1
    size, bold = max(sizes, key=lambda key: sizes[key], default=(0.0, False))
    larger = sorted({other for other, _ in sizes if other >= size * _LARGER}, reverse=True)
    return Style(size, bold, _leading(leadings), tuple(larger))


def _leading(leadings: Counter[float]) -> float:
    """The least distance that many lines have: the greater ones are those between paragraphs."""
    total = leadings.total()
    return min((leading for leading, count in leadings.items() if count >= total * 0.15), default=1.2)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.12 * max(one.size, other.size)


def pieces_of(lines: Sequence[Line], labels: Sequence[str], style: Style) -> Iterator[Piece]:
    """The blocks of one page, in order. `labels` says which lines are page headers and footers."""
    group: list[Line] = []
    label = ""
    for line, its_label in zip(lines, labels, strict=True):
        if group and (its_label != label or _begins(line, group, style)):
            yield _piece(group, label, style)
            group = []
        group.append(line)
        label = its_label
    if group:
        yield _piece(group, label, style)


def _begins(line: Line, group: list[Line], style: Style) -> bool:
    """Whether this line begins a block of its own below those of `group`."""
    above = group[-1]
    if not _same_size(line, above) or line.upright != above.upright:
        return True
    if not line.upright:
        return False
    if _is_bold_line(line, style) != _is_bold_line(above, style):
        return True
    distance = line.y1 - above.y1
    beside = abs(distance) < 0.4 * line.size
    if not beside and not 0 < distance <= style.leading * line.size * 1.25 + 1:
        return True
    return not beside and (_is_item(line, above) or _is_set_off(line, group))


def _is_item(line: Line, above: Line) -> bool:
    """Whether a list item begins here. "2." may stand at the beginning of a line by chance."""
    if _BULLET.match(line.text):
        return True
    return bool(_NUMBER.match(line.text) and (_SENTENCE_END.search(above.text) or _NUMBER.match(above.text)))


def _is_set_off(line: Line, group: list[Line]) -> bool:
    """Whether the line is indented, or the one above ends short of the edge with the end of a sentence."""
    above, recent = group[-1], group[-_RECENT:]
    left, right = min(each.x0 for each in recent), max(each.x1 for each in recent)
    if abs((line.x0 + line.x1) / 2 - (above.x0 + above.x1) / 2) < 0.5 * line.size:
        return False
    indented = 0.9 * line.size < line.x0 - left < 8 * line.size
    if indented and not _BULLET.match(group[0].text) and not _NUMBER.match(group[0].text):
        return True
    right = max(right, line.x1)
    short = above.x1 < right - 0.2 * (right - left)
    return bool(short and _SENTENCE_END.search(above.text) and not line.text[0].islower())


def _is_bold_line(line: Line, style: Style) -> bool:
    return line.bold and not style.bold


def _piece(lines: list[Line], label: str, style: Style) -> Piece:
    if label:
        return Piece("boilerplate", 0, label, lines)
    if level := _heading_level(lines, style):
        return Piece("heading", level, "", lines)
    item = _BULLET.match(lines[0].text) or _NUMBER.match(lines[0].text)
    return Piece("list_item", 1, "", lines) if item else Piece("paragraph", 0, "", lines)


def _heading_level(lines: list[Line], style: Style) -> int:
    """1 for the largest letters in the document, up to 6; 0 if this is no heading."""
    length = sum(len(line.text) for line in lines)
    if length > _LONGEST_HEADING or not any(character.isalpha() for line in lines for character in line.text):
        return 0
    size = _rounded(max(line.size for line in lines))
    if size in style.headings and size >= style.size * _LARGER and lines[0].upright:
        return min(style.headings.index(size) + 1, 6)
    bold = all(_is_bold_line(line, style) for line in lines)
    if bold and len(lines) <= 2 and not lines[-1].text.endswith((".", ",", ";", ":")):
        return min(len(style.headings) + 1, 6)
    return 0
