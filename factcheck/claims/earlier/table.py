"""A desk's archive as CSV: which column holds which field, guessed from the heads of the columns, and the rows.

Plain values in and out. Comma, semicolon or tab between the cells; UTF-8, or what spreadsheets write else.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from factcheck.claims.earlier.rows import FIELDS, Row, row_of
from factcheck.web.spreadsheets import csv_plain

#: How archives head their columns; letters and digits only. The first field that fits takes the column. A running
#: number is no id: another archive has the same ones.
HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "key", "identifier", "uid", "slug"),
    "statement": ("statement", "claim", "claimreviewed", "claimtext", "whatwaschecked", "quote", "text"),
    "title": ("title", "headline", "heading", "name"),
    "subtitle": ("subtitle", "description", "summary", "dek", "deck", "standfirst", "teaser", "lead"),
    "claimant": ("claimant", "speaker", "claimedby", "whoclaimsit", "saidby", "who", "person"),
    "claimed_on": ("claimedon", "claimdate", "dateofclaim", "saidon", "claimed"),
    "published_on": ("publishedon", "datepublished", "published", "publicationdate", "date"),
    "rating": ("rating", "verdict", "label", "ratingname", "conclusion", "result", "judgement", "textualrating"),
    "publisher": ("publisher", "organisation", "organization", "outlet", "site", "publishedby"),
    "url": ("url", "link", "address", "permalink", "webaddress", "href"),
    "language": ("language", "lang", "languagecode", "inlanguage"),
}
#: Rows that a page of mapping shows.
PREVIEWED = 5
_DELIMITERS = ",;\t"


class UnreadableTable(ValueError):
    """The file as a whole can't be read as a table; the message says why and what to do."""


@dataclass(frozen=True)
class Table:
    """The heads of the columns, and the cells of all rows beneath with the row's number, the heads' being 1."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(text: str) -> Table:
    """Raises UnreadableTable if there are no rows or the quotation marks don't fit."""
    if "\0" in text:
        raise UnreadableTable(_("This is not a text file. Save the table as CSV."))
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    found: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if any(cell.strip() for cell in cells):
                found.append((number, tuple(csv_plain(cell).strip() for cell in cells)))
    except csv.Error as error:
        raise UnreadableTable(
            _("Row %(row)s is not CSV: %(error)s. Save the table again as CSV.") % {"row": number + 1, "error": error}
        ) from error
    if not found:
        raise UnreadableTable(_("The file holds no rows."))
    return Table(found[0][1], tuple(found[1:]))


def guessed(heads: Sequence[str]) -> tuple[str, ...]:
    """For each column the field that its head names, else "". No field is given twice."""
    names = ["".join(letter for letter in head.casefold() if letter.isalnum()) for head in heads]
    fields = [""] * len(heads)
    for field, known in HEADS.items():
        fitting = [(known.index(name), at) for at, name in enumerate(names) if name in known and not fields[at]]
        if fitting:
            fields[min(fitting)[1]] = field
    return tuple(fields)


def rows_of_table(table: Table, fields: Sequence[str]) -> Iterator[Row]:
    """A row for each beneath the heads. `fields`: for each column its field, or "" to leave it out.

    Raises UnreadableTable if no column is the statement, or a field stands twice.
    """
    check_fields(fields)
    for number, cells in table.rows:
        if len(cells) > len(table.heads):
            yield Row(number, problem=_("it has more cells than the first row has columns. Check its quotation marks."))
        else:
            given = {name: cell for name, cell in zip(fields, cells, strict=False) if name}
            yield row_of(number, given)


def check_fields(fields: Sequence[str]) -> None:
    """Raises UnreadableTable if the columns so named would not give checks."""
    if "statement" not in fields:
        raise UnreadableTable(_("No column is the claim that was checked. Say which one is."))
    twice = sorted({name for name in fields if name and fields.count(name) > 1})
    if twice:
        raise UnreadableTable(_("Several columns are the same: %(names)s. Keep one.") % {"names": ", ".join(twice)})
    if unknown := sorted(set(fields) - {"", *FIELDS}):
        raise UnreadableTable(_("There is no field “%(name)s”.") % {"name": unknown[0][:60]})
