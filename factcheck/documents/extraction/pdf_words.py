"""The words of one PDF page as pdfium draws them, in lines, with a box around each.

The characters are kept as drawn, with these exceptions, because pdfium gives signs that no reader sees:
- A hyphen at the end of a line comes as U+0002, without a line end after it: it becomes "-" and a line end.
- A character that the font gives no meaning, and one that can't be stored, becomes U+FFFD and is counted.
- Words outside the visible page are left out and counted.
"""

import re
import unicodedata
from collections.abc import Generator, Iterator
from ctypes import byref, create_string_buffer
from math import hypot
from typing import Any

import pypdfium2.raw as raw

from .paged import Box, Line

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
#: A box this many times as high as the letters comes from a font with wild measures.
_TOO_HIGH = 2.5
#: Words this many times the letters' height apart are not on one line, whatever pdfium says.
_FAR = 1.5
_BOLD = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy", re.IGNORECASE)


class Visible:
    """The part of a page that is shown: from pdfium's coordinates to points from its top left corner."""

    def __init__(self, page: Any) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turned = page.get_rotation()
        self.width, self.height = page.get_size()

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box, turned as the page is. It may lie outside the page."""
        if self.turned == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turned == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        if self.turned == 270:
            return self.top - y1, self.right - x1, self.top - y0, self.right - x0
        return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0

    def holds(self, box: Box) -> bool:
        return box[0] < self.width and box[1] < self.height and box[2] > 0 and box[3] > 0

    def cut(self, box: Box) -> Box:
        """The part of the box on the page, to 1/100 point."""
        x0, y0, x1, y1 = box
        width, height = self.width, self.height
        return (
            min(max(round(x0, 2), 0.0), width),
            min(max(round(y0, 2), 0.0), height),
            min(max(round(x1, 2), 0.0), width),
            min(max(round(y1, 2), 0.0), height),
        )


class _Growing:
    """A line while its characters come. `word` is the one at its end: characters `first` to `last` of the page."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.words: list[tuple[int, int, Box]] = []
        self.styles: list[tuple[float, bool]] = []
        self.word: list[str] = []
        self.first = self.last = 0

    def finished(self) -> Iterator[Line]:
        """The line, if it has words."""
        if self.words:
            self.styles.sort()
            size = self.styles[len(self.styles) // 2][0]
            text = "".join(self.pieces)[: self.words[-1][1]]
            yield Line(text, self.words, size, all(bold for _, bold in self.styles))


class PageReader:
    """Reads the lines of one page. `unknown` and `outside` count what was replaced and left out."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self.visible = Visible(page)
        self.unknown = 0
        self.outside = 0
        self._text = textpage.raw
        self._count = textpage.count_chars()
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._name = create_string_buffer(128)

    def lines(self) -> Iterator[Line]:
        line = _Growing()
        for index, character in self._characters():
            if not character.isspace():
                line.first = line.first if line.word else index
                line.last = index
                line.word.append(character)
                continue
            line = yield from self._end_word(line)
            if character == "\n":
                yield from line.finished()
                line = _Growing()
            elif line.pieces:
                line.pieces.append(character)
                line.length += 1
        line = yield from self._end_word(line)
        yield from line.finished()

    def _characters(self) -> Iterator[tuple[int, str]]:
        text, unicode_of, is_guessed = self._text, raw.FPDFText_GetUnicode, raw.FPDFText_HasUnicodeMapError
        high = 0
        for index in range(self._count):
            code = unicode_of(text, index)
            if 0x20 < code < 0x7F:
                high = 0
                yield index, chr(code) if is_guessed(text, index) != 1 else self._unknown()
            elif code == 0x20 or code == 0x0A:
                yield index, chr(code)
            elif code == 0x02 and raw.FPDFText_IsHyphen(text, index) == 1:
                yield index, "-"
                yield index, "\n"
            elif 0xD800 <= code < 0xDC00:
                high = code
            elif code != 0x0D:
                if high and 0xDC00 <= code < 0xE000:
                    code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
                high = 0
                yield index, self._kept(code, index)

    def _kept(self, code: int, index: int) -> str:
        """A character that is neither a plain letter nor pdfium's own sign."""
        character = chr(code) if code <= 0x10FFFF else _UNKNOWN
        category = unicodedata.category(character)
        if character.isspace():
            return character if category == "Zs" else " "
        guessed = raw.FPDFText_HasUnicodeMapError(self._text, index) == 1
        return self._unknown() if guessed or category in ("Cc", "Cs", "Cn") else character

    def _unknown(self) -> str:
        self.unknown += 1
        return _UNKNOWN

    def _end_word(self, line: _Growing) -> Generator[Line, None, _Growing]:
        """Put the word into the line, unless nobody sees it. A word far above or below begins another line."""
        if not line.word:
            return line
        word, line.word = line.word, []
        size, bold = self._style(line.first)
        box = self._box(line.first, line.last, size)
        if not self.visible.holds(box):
            self.outside += 1
            return line
        box = self.visible.cut(box)
        if line.words and _apart(line.words[-1][2], box) > _FAR * size:
            yield from line.finished()
            line = _Growing()
        line.pieces.append("".join(word))
        line.words.append((line.length, line.length + len(word), box))
        line.styles += [(size, bold)] * len(word)
        line.length += len(word)
        return line

    def _style(self, index: int) -> tuple[float, bool]:
        """How high this character's font is drawn, and whether it is bold."""
        size = raw.FPDFText_GetFontSize(self._text, index)
        if raw.FPDFText_GetMatrix(self._text, index, byref(self._matrix)):
            size *= hypot(self._matrix.c, self._matrix.d)
        return max(abs(size), 0.1), raw.FPDFText_GetFontWeight(self._text, index) >= _BOLD or self._named_bold(index)

    def _named_bold(self, index: int) -> bool:
        """Whether the font is called so. The standard fonts, and others without measures, state no weight."""
        raw.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), None)
        return bool(_BOLD_NAME.search(self._name.value))

    def _box(self, first: int, last: int, size: float) -> Box:
        """Around the characters, as high as their font; tight where the font's own measures are wild."""
        # The ends of a word reach as far as the word: asking for every character takes twice as long.
        box = _around([self._loose(first), self._loose(last)])
        if min(box[2] - box[0], box[3] - box[1]) > _TOO_HIGH * size or box[0] >= box[2] or box[1] >= box[3]:
            box = _around([self._tight(index) for index in range(first, last + 1)])
        return self.visible.box(*box)

    def _loose(self, index: int) -> Box:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._text, index, byref(rect))
        return rect.left, rect.bottom, rect.right, rect.top

    def _tight(self, index: int) -> Box:
        left, right, bottom, top = (raw.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._text, index, byref(left), byref(right), byref(bottom), byref(top))
        return left.value, bottom.value, right.value, top.value


def _around(boxes: list[Box]) -> Box:
    """The smallest box around those of `boxes` that have an area, or around all of them."""
    real = [box for box in boxes if box[2] > box[0] and box[3] > box[1]] or boxes
    left, bottom, right, top = zip(*real, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _apart(one: Box, other: Box) -> float:
    """How far one box is above or below the other; below zero if they overlap in height."""
    return max(one[1], other[1]) - min(one[3], other[3])
