"""CSV and TSV: each row a block. Which character parts the cells is told from the first rows.

The standard library's sniffer is not used: its patterns take minutes on text that they do not fit.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice

from .cells import Rows
from .draft import Draft
from .values import Drawing, Statements
from .words import gettext as _

#: In the order in which they are preferred: a comma may also stand inside numbers.
_DELIMITERS = "\t;|,"
#: Rows, and characters, by which the delimiter is told.
_SAMPLE_ROWS = 200
_SAMPLE = 200_000
#: Characters of one cell. The library's own limit, 131,072, is less than an article in a corpus may have.
_LONGEST_CELL = 20_000_000
#: Excel's way to name the delimiter, in a first line of its own.
_STATED = re.compile(r"\s*sep=(\t|[^\w\s\"])[ \t]*(?:\n|$)")
#: Added as a last row: if it does not come out as one, a quote before it was never closed.
_END = "end of the file"


def draw(text: str) -> Drawing:
    """Rows and what was done to them. Raises CouldNotRead above the limits of `cells`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    delimiter = stated[1] if stated else _delimiter(body[:_SAMPLE])
    draft, messages = Draft(), []
    quoted = _quotes_pair(body, delimiter)
    if not quoted:
        messages.append(_("A quotation mark is never closed: each line was taken as a row, with its marks."))
    rows = Rows(draft)
    for number, values in enumerate(_rows(body, delimiter, quoted=quoted), 1):
        rows.add(f"row {number}", values)
    drawn, blocks = draft.finish()
    if draft.nul_count:
        messages.append(
            _(
                "Characters that can't be stored were replaced by U+FFFD (in all: %(count)s).",
                count=draft.nul_count,
            )
        )
    return Drawing(drawn, blocks, Statements(messages=(*messages, *rows.messages())))


def _rows(text: str, delimiter: str, *, quoted: bool) -> Iterator[list[str]]:
    if not quoted:
        return (line.removesuffix("\n").split(delimiter) for line in _lines(text))
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=delimiter != "\t")


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _quotes_pair(text: str, delimiter: str) -> bool:
    if '"' not in text:
        return True
    try:
        last = deque(_rows(f"{text}\n{_END}", delimiter, quoted=True), maxlen=1)
    except csv.Error:
        return False
    return last[0] == [_END]


def _delimiter(sample: str) -> str:
    """The one that gives most rows the same number of cells, and more than one."""
    fits = {one: _fit(sample, one) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda one: fits[one])
    return best if fits[best] else ","


def _fit(sample: str, delimiter: str) -> float:
    try:
        widths = [len(row) for row in islice(_rows(sample, delimiter, quoted=True), _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0
    if not widths:
        return 0
    width, count = Counter(widths).most_common(1)[0]
    return count / len(widths) if width > 1 else 0
