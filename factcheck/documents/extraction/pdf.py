"""PDF: the words of each page in reading order, where they stand, and what the file says about itself.

The text is kept as drawn: a word cut by a hyphen at the end of a line stays cut. Paragraphs end with the page,
so that each page is a range of the text. A page without words is a page all the same; a document without any is
a scan, whose text comes later by OCR or typing.
"""

from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium

from .errors import CouldNotRead, Damaged
from .paged import Line, Sheet, assembled
from .pdf_blocks import pieces_of, style_of
from .pdf_columns import in_reading_order
from .pdf_file import opened, page_as_shown
from .pdf_margins import labels
from .pdf_says import read_statements
from .pdf_words import PageReader
from .values import Drawing
from .words import gettext as _
from .words import ngettext

#: Of all pages together. More is a collection, whose words and boxes would take gigabytes.
MAX_CHARACTERS = 5_000_000


@dataclass
class _Read:
    """One page as read, before its text has a place. `failed`: pdfium could not read it."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    unknown: int = 0
    outside: int = 0
    failed: bool = False


def draw(data: bytes) -> Drawing:
    """Text, blocks and pages of a PDF. Raises Encrypted, Damaged, or CouldNotRead when it is too large."""
    with opened(data) as document:
        sheets = _sheets(document)
        if all(sheet.failed for sheet in sheets):
            raise Damaged
        text, blocks, pages = assembled(_in_blocks(sheets))
        first = [block for block in blocks if block.end <= pages[0].end]
        says = read_statements(document, text, first)
    return Drawing(text, blocks, replace(says, messages=says.messages + _messages(sheets)), pages)


def _sheets(document: Any) -> list[_Read]:
    sheets: list[_Read] = []
    characters = 0
    for index in range(len(document)):
        sheet = _sheet(document, index, MAX_CHARACTERS - characters)
        characters += sum(len(line.text) for line in sheet.lines)
        sheets.append(sheet)
    return sheets


def _sheet(document: Any, index: int, most: int) -> _Read:
    """One page. Raises CouldNotRead if it holds more than `most` characters."""
    try:
        with closing(page_as_shown(document, index)) as page, closing(page.get_textpage()) as textpage:
            if textpage.count_chars() > most:
                raise CouldNotRead(_("It has more than %(most)s characters. Split it.", most=f"{MAX_CHARACTERS:,}"))
            reader = PageReader(page, textpage)
            lines = in_reading_order(list(reader.lines()))
    except pdfium.PdfiumError:
        return _Read(0.0, 0.0, failed=True)
    visible = reader.visible
    return _Read(visible.width, visible.height, lines, reader.unknown, reader.outside)


def _in_blocks(sheets: list[_Read]) -> list[Sheet]:
    style = style_of([sheet.lines for sheet in sheets])
    margins = labels([(sheet.height, sheet.lines) for sheet in sheets])
    return [
        Sheet(sheet.width, sheet.height, list(pieces_of(sheet.lines, margin, style)))
        for sheet, margin in zip(sheets, margins, strict=True)
    ]


def _messages(sheets: list[_Read]) -> tuple[str, ...]:
    messages = []
    empty = [number for number, sheet in enumerate(sheets, start=1) if not sheet.lines and not sheet.failed]
    failed = [number for number, sheet in enumerate(sheets, start=1) if sheet.failed]
    if len(empty) + len(failed) == len(sheets):
        messages.append(
            ngettext(
                "This is a scan of 1 page: pictures without text. Text can come by OCR or by typing it.",
                "This is a scan of %(count)s pages: pictures without text. Text can come by OCR or by typing it.",
                len(sheets),
                count=len(sheets),
            )
        )
    elif empty:
        messages.append(
            ngettext(
                "Page %(pages)s is without text: a picture or blank. Text can come by OCR or by typing it.",
                "Pages %(pages)s are without text: a picture or blank. Text can come by OCR or by typing it.",
                len(empty),
                pages=_pages(empty),
            )
        )
    if failed:
        messages.append(
            ngettext(
                "Page %(pages)s is damaged and could not be read.",
                "Pages %(pages)s are damaged and could not be read.",
                len(failed),
                pages=_pages(failed),
            )
        )
    if unknown := sum(sheet.unknown for sheet in sheets):
        messages.append(
            _("Characters whose meaning the fonts don't tell are shown as U+FFFD: %(count)s.", count=f"{unknown:,}")
        )
    if outside := sum(sheet.outside for sheet in sheets):
        messages.append(
            _("Words outside the visible part of the pages were left out: %(count)s.", count=f"{outside:,}")
        )
    return tuple(messages)


def _pages(numbers: list[int]) -> str:
    """Their numbers: "3", or "3, 4 and 9 more"."""
    named = ", ".join(str(number) for number in numbers[:10])
    more = len(numbers) - 10
    return _("%(pages)s and %(count)s more", pages=named, count=more) if more > 0 else named
