"""A table of sources as CSV: read into rows, each with what is wrong with it; and written back out.

Plain values in and out. The columns that are written are those that are read, so that an export can be edited
and imported again. An empty cell says nothing: it leaves what is there. `-` empties a cell.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _

from factcheck.sources.domains import domain_of
from factcheck.web.spreadsheets import UnreadableTable, csv_plain, decoded
from factcheck.web.words import says_something

COLUMNS = (
    *("name", "domains", "homepage", "reliability", "reliability_note"),
    *("state_affiliation", "state_affiliation_note", "description"),
)
#: Read besides: why a grade changes; and, of an export, the public id, which is ignored.
READ_BESIDES = ("reason", "source")
MAX_ROWS = 5_000
#: Characters, wherever a source is written down: what the index of names and the column of home pages hold.
MAX_NAME, MAX_HOMEPAGE = 300, 200
EMPTIED = "-"


@dataclass(frozen=True)
class Row:
    """One row. `number` is as a spreadsheet counts, the header being 1; `values` holds what it says."""

    number: int
    name: str = ""
    domains: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    errors: tuple[str, ...] = ()


def read_rows(data: bytes, *, reliabilities: Iterable[str], affiliations: Mapping[str, str]) -> list[Row]:
    """The rows of a CSV file. `affiliations` maps keys to labels; either may stand in the file.

    Raises UnreadableTable if there is no table, no column `name`, or a column that we do not know.
    """
    table = [(number, cells) for number, cells in _numbered(data) if any(map(str.strip, cells))]
    if not table:
        raise UnreadableTable(_("The file holds no rows."))
    if len(table) > MAX_ROWS + 1:
        raise UnreadableTable(_("The file holds more than %(n)s rows. Split it.") % {"n": MAX_ROWS})
    header = [cell.strip().lower().replace(" ", "_") for cell in table[0][1]]
    _check_header(header)
    reader = _RowReader(header, set(reliabilities), _by_either_name(affiliations))
    return [reader.read(number, cells) for number, cells in table[1:]]


def _numbered(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """All rows, the first being 1."""
    text = decoded(data)
    if "\0" in text:
        raise UnreadableTable(_("This is not a text file. Save the table as CSV."))
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise UnreadableTable(_("Row %(row)s is not CSV: %(error)s.") % {"row": number + 1, "error": error}) from error


def _check_header(header: Sequence[str]) -> None:
    known = {*COLUMNS, *READ_BESIDES}
    if "name" not in header:
        raise UnreadableTable(_("There is no column “name” in the first row."))
    if unknown := [name for name in header if name and name not in known]:
        raise UnreadableTable(
            _("Columns that we do not know: %(unknown)s. We know: %(known)s.")
            % {"unknown": ", ".join(unknown), "known": ", ".join((*COLUMNS, "reason"))}
        )
    if twice := {name for name in header if name and header.count(name) > 1}:
        raise UnreadableTable(_("Columns that stand twice: %(names)s.") % {"names": ", ".join(sorted(twice))})


def _by_either_name(affiliations: Mapping[str, str]) -> dict[str, str]:
    return {str(name).casefold(): key for key, label in affiliations.items() for name in (key, label)}


class _RowReader:
    def __init__(self, header: Sequence[str], reliabilities: set[str], affiliations: dict[str, str]) -> None:
        self.header, self.reliabilities, self.affiliations = header, reliabilities, affiliations
        self.is_url = URLValidator(schemes=["http", "https"])

    def read(self, number: int, cells: Sequence[str]) -> Row:
        if len(cells) > len(self.header):
            return Row(number, cells[0], errors=(_("More cells than the first row has columns."),))
        said = {
            name: csv_plain(cell).strip()
            for name, cell in zip(self.header, cells, strict=False)
            if cell.strip() and name
        }
        errors: list[str] = []
        domains = self._domains(said.get("domains", ""), errors)
        if not says_something(said.get("name", "")):
            errors.append(_("The name is missing."))
        if len(said.get("name", "")) > MAX_NAME:
            errors.append(_("The name is longer than %(limit)s characters.") % {"limit": MAX_NAME})
        values = {name: said[name] for name in COLUMNS[2:] if name in said}
        values = {name: "" if value == EMPTIED else value for name, value in values.items()}
        self._check(values, errors)
        return Row(number, said.get("name", ""), domains, values, said.get("reason", ""), tuple(errors))

    def _domains(self, cell: str, errors: list[str]) -> tuple[str, ...]:
        found = []
        for word in cell.replace(",", " ").split():
            domain = domain_of(word)
            if domain is None:
                errors.append(_("“%(domain)s” is not a domain.") % {"domain": word})
            elif domain not in found:
                found.append(domain)
        return tuple(found)

    def _check(self, values: dict[str, str], errors: list[str]) -> None:
        """Bring grades, affiliations to their keys, in place; what is none is an error."""
        if grade := values.get("reliability", ""):
            values["reliability"] = grade.upper()
            if grade.upper() not in self.reliabilities:
                errors.append(_("Reliability is one of A to F, not “%(value)s”.") % {"value": grade})
        if affiliation := values.get("state_affiliation", ""):
            values["state_affiliation"] = self.affiliations.get(affiliation.casefold(), affiliation)
            if affiliation.casefold() not in self.affiliations:
                errors.append(
                    _("State affiliation is one of %(known)s, not “%(value)s”.")
                    % {"known": ", ".join(dict.fromkeys(self.affiliations.values())), "value": affiliation}
                )
        if homepage := values.get("homepage", ""):
            try:
                self.is_url(homepage)
                MaxLengthValidator(MAX_HOMEPAGE)(homepage)
            except ValidationError:
                errors.append(_("“%(value)s” is not the address of a home page.") % {"value": homepage})
