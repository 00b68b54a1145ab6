"""What people call the place of a passage: a cell, a page, the time in a recording."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from factcheck.documents.extraction.cells import cells
from factcheck.documents.extraction.values import Block


def place_of(text: str, blocks: Iterable[Mapping[str, Any]], start: int, end: int, page: int | None = None) -> str:
    """ "Sheet1!B4", "00:01:02", "page 3"; "" where the document has no such names. `blocks` as stored."""
    # Only the block that holds the words is looked at: a text may have thousands.
    holding = next((row for row in blocks if row["start"] <= start and end <= row["end"]), None)
    label = str(holding.get("label", "")) if holding else ""
    if holding and label:
        block = Block(holding["kind"], holding["start"], holding["end"], label=label)
        inside = (cell.name for cell in cells(text, block) if cell.start <= start and end <= cell.end)
        label = next(inside, label)
    on_page = _("page %(number)s") % {"number": page} if page else ""
    return ", ".join(filter(None, (on_page, label)))
