"""Where words stand on their page: one box for each line that they run over."""

from collections.abc import Iterable

from factcheck.documents.extraction.values import Page, Word

#: page, x0, y0, x1, y1 in the unit of the page, origin at the top left.
Box = tuple[int, float, float, float, float]

#: Of two words on one line: at least this share of the lower one's height is beside the other, and the gap between
#: them is at most so many times that height, beyond which they stand in two columns.
_BESIDE, _GAP = 0.5, 4.0


def boxes_of(pages: Iterable[Page], start: int, end: int) -> list[Box]:
    """The boxes of every word that `[start, end)` touches, in order, those of one line as one."""
    boxes: list[Box] = []
    for page in pages:
        if page.start < end and start < page.end:
            for word in page.words:
                if word[0] < end and start < word[1]:
                    _add(boxes, page.number, word)
    return [(number, *(round(edge, 1) for edge in edges)) for number, *edges in boxes]  # type: ignore[misc]


def _add(boxes: list[Box], number: int, word: Word) -> None:
    _, _, x0, y0, x1, y1 = word
    if boxes and boxes[-1][0] == number and _on_one_line(boxes[-1], word):
        _, left, top, right, bottom = boxes[-1]
        boxes[-1] = (number, min(left, x0), min(top, y0), max(right, x1), max(bottom, y1))
    else:
        boxes.append((number, x0, y0, x1, y1))


def _on_one_line(box: Box, word: Word) -> bool:
    _, left, top, right, bottom = box
    _, _, x0, y0, x1, y1 = word
    lower = min(bottom - top, y1 - y0)
    beside = min(bottom, y1) - max(top, y0)
    gap = max(x0 - right, left - x1)
    return beside >= _BESIDE * lower and gap <= _GAP * max(lower, 1.0)
