"""A desk's archive as CSV: which column holds which field, guessed from the heads of the columns, and the rows.

Plain values in and out. Comma, semicolon or tab between the cells; UTF-8, or what spreadsheets write else.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from factcheck.claims.earlier.rows import FIELDS, Row, row_of
from factcheck.search.words import fold
from factcheck.web.spreadsheets import UnreadableTable, csv_plain


def _heads(*words: str) -> tuple[str, ...]:
    return tuple(fold(word) for some in words for word in some.split())


#: How archives head their columns, in English, German, French, Spanish and Russian; small letters without accents,
#: and digits. The first field that fits takes the column. A running number is no id: another archive has the same.
HEADS: Mapping[str, tuple[str, ...]] = {
    "id": _heads("id key identifier uid slug kennung identifiant identificador"),
    "statement": _heads(
        "statement claim claimreviewed claimtext whatwaschecked whatwassaid quote text",
        "behauptung aussage affirmation declaration afirmacion declaracion утверждение заявление",
    ),
    "title": _heads("title headline heading name titel uberschrift titre titulo titular заголовок название"),
    "subtitle": _heads(
        "subtitle description summary dek deck standfirst teaser lead",
        "untertitel zusammenfassung soustitre resume subtitulo resumen описание подзаголовок",
    ),
    "claimant": _heads(
        "claimant speaker claimedby whoclaimsit whoclaimedit whosaidit whosaidthis whosaid saidby who person",
        "sprecher sprecherin wer urheber auteurdelaffirmation quiladit declarant quienlodijo quien declarante",
        "автор ктосказал спикер",
    ),
    "claimed_on": _heads("claimedon claimdate dateofclaim saidon whenwasitsaid claimed gesagtam ditle dichoel"),
    "published_on": _heads(
        "publishedon datepublished published publicationdate publishdate dateofpublication date",
        "veroffentlicht veroffentlichtam datum publiele publie datedepublication datepublication",
        "publicado publicadoel fechadepublicacion fechapublicacion fecha опубликовано датапубликации дата",
    ),
    "rating": _heads(
        "rating verdict label ratingname conclusion result judgement judgment textualrating ruling finding",
        "bewertung urteil ergebnis evaluation calificacion veredicto оценка вердикт вывод",
    ),
    "publisher": _heads(
        "publisher organisation organization outlet site publishedby",
        "herausgeber medium editeur media editor medio издание издатель",
    ),
    "url": _heads(
        "url link address permalink webaddress href articleurl articlelink linktoarticle linktothearticle",
        "adresse lien enlace direccion ссылка адрес",
    ),
    "language": _heads("language lang languagecode inlanguage sprache langue idioma lengua язык"),
}
#: Words of a head that say little: "Our rating", "URL of the check".
_FILLING = frozenset(
    _heads("our the a an their its of factcheck check unsere unser der die das notre le la les el los")
)
#: Rows that a page of mapping shows.
PREVIEWED = 5
#: Columns of a table. An archive has a few dozen; a page can't ask for the meaning of thousands.
MOST_COLUMNS = 200
_DELIMITERS = ",;\t"
#: Halves of characters, which some encodings give.
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Table:
    """The heads of the columns, and the cells of all rows beneath with the row's number, the heads' being 1."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(text: str) -> Table:
    """Raises UnreadableTable if there are no rows or too many columns, or the quotation marks don't fit."""
    if "\0" in text or _HALVES.search(text):
        raise UnreadableTable(_("This is not a text file. Save the table as CSV."))
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    found: list[tuple[int, tuple[str, ...]]] = []
    number, line = 0, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            line = reader.line_num
            if any(cell.strip() for cell in cells):
                found.append((number, tuple(csv_plain(cell).strip() for cell in cells)))
    except csv.Error as error:
        # A row ends where its quotation marks are closed: the one that can't be read is where they were opened.
        raise UnreadableTable(
            _(
                "The quotation marks of row %(row)s (line %(line)s of the file) don't fit: one is opened there and not "
                'closed, or stands within a cell and is not written twice (""). Mend that row, or save the table '
                "again as CSV."
            )
            % {"row": number + 1, "line": line + 1}
        ) from error
    if not found:
        raise UnreadableTable(_("The file holds no rows."))
    if len(found[0][1]) > MOST_COLUMNS:
        raise UnreadableTable(
            _("The first row has %(columns)s columns; %(most)s are the most. Take out those that are not needed.")
            % {"columns": f"{len(found[0][1]):,}", "most": MOST_COLUMNS}
        )
    return Table(found[0][1], tuple(found[1:]))


def guessed(heads: Sequence[str]) -> tuple[str, ...]:
    """For each column the field that its head names, else "". No field is given twice."""
    fields = [""] * len(heads)
    for leave_out in (frozenset[str](), _FILLING):
        names = [_squeezed(head, leave_out) for head in heads]
        for field, known in HEADS.items():
            fitting = [(known.index(name), at) for at, name in enumerate(names) if name in known and not fields[at]]
            if fitting and field not in fields:
                fields[min(fitting)[1]] = field
    return tuple(fields)


def _squeezed(head: str, leave_out: Collection[str]) -> str:
    """The letters and digits of the head, without accents, brackets and what they hold, and words that say little."""
    words = re.split(r"[\W_]+", fold(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", head) if leave_out else head))
    return "".join(word for word in words if word not in leave_out)


def rows_of_table(table: Table, fields: Sequence[str]) -> Iterator[Row]:
    """A row for each beneath the heads. `fields`: for each column its field, or "" to leave it out.

    Raises UnreadableTable if no column is the statement, or a field stands twice.
    """
    check_fields(fields)
    heads = {name: head for name, head in zip(fields, table.heads, strict=False) if name}
    for number, cells in table.rows:
        if len(cells) > len(table.heads):
            yield Row(number, problem=_("it has more cells than the first row has columns. Check its quotation marks."))
        else:
            given = {name: cell for name, cell in zip(fields, cells, strict=False) if name}
            yield row_of(number, given, heads)


def check_fields(fields: Sequence[str]) -> None:
    """Raises UnreadableTable if the columns so named would not give checks."""
    if "statement" not in fields:
        raise UnreadableTable(_("No column is the claim that was checked. Say which one is."))
    twice = sorted({name for name in fields if name and fields.count(name) > 1})
    if twice:
        raise UnreadableTable(_("Several columns are the same: %(names)s. Keep one.") % {"names": ", ".join(twice)})
    if unknown := sorted(set(fields) - {"", *FIELDS}):
        raise UnreadableTable(_("There is no field “%(name)s”.") % {"name": unknown[0][:60]})
