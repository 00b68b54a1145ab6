"""What people call the place of a passage: a cell, a page, the time in a recording."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from factcheck.documents.extraction.cells import cells
from factcheck.documents.extraction.values import Block


def place_of(text: str, blocks: Sequence[Mapping[str, Any]], start: int, end: int, page: int | None = None) -> str:
    """ "Sheet1!B4", "00:01:02", "page 3"; "" where the document has no such names. `blocks` as stored."""
    # Blocks are in order, and a text may have thousands.
    before = bisect_right(blocks, start, key=lambda row: int(row["start"]))
    holding = blocks[before - 1] if before and end <= blocks[before - 1]["end"] else {}
    label = str(holding.get("label", ""))
    if label:
        block = Block(holding["kind"], holding["start"], holding["end"], label=label)
        inside = (cell.name for cell in cells(text, block) if cell.start <= start and end <= cell.end)
        label = next(inside, label)
    on_page = _("page %(number)s") % {"number": page} if page else ""
    return ", ".join(filter(None, (on_page, label)))
