"""Where and when a page was saved, as the program that saved it noted in a comment.

Browsers write "saved from url=(0026)https://..."; the SingleFile extension writes address and date, and puts every
picture and font into the page as a data: address.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from .values import Found

_NAME = "SingleFile"
_BROWSER = re.compile(r"\s*saved from url=\(\d+\)(https?://\S+)")
_SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\b")
_URL = re.compile(r"^\s*url:[ \t]*(https?://\S+)", re.MULTILINE)
_DATE = re.compile(r"^\s*saved date:[ \t]*(\S.{0,98}\S)[ \t]*$", re.MULTILINE)
#: As JavaScript writes a date: "Tue Mar 05 2024 10:12:13 GMT+0100 (Central European Standard Time)".
_SCRIPT_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})\b")
#: Characters from the top in which SingleFile's comment stands.
_TOP = 4_000
#: Characters. A shorter data: address costs nothing.
_DATA = re.compile(r"(?<=[\"'(=])data:[^\"'()<>\s]{200,}", re.IGNORECASE)


@dataclass(frozen=True)
class Saved:
    """What a comment says about the saving. `date.value` is ISO 8601 where it could be read, else as it stands."""

    url: Found | None = None
    date: Found | None = None

    @property
    def by_single_file(self) -> bool:
        return any(found is not None and found.where == _NAME for found in (self.url, self.date))


def without_data(source: str) -> str:
    """A page saved by SingleFile without the bytes of its pictures, which hold no words; any other as it is."""
    return _DATA.sub("data:,", source) if "Page saved with SingleFile" in source[:_TOP] else source


def read_saved(root: etree._Element) -> Saved:
    """What the first such comment says."""
    before = root.itersiblings(etree.Comment, preceding=True)
    for comment in (*before, *root.iter(etree.Comment)):
        note = comment.text or ""
        if match := _BROWSER.match(note):
            return Saved(url=Found(match[1], "metadata", "comment “saved from url”"))
        if _SINGLE_FILE.match(note):
            url, date = _URL.search(note), _DATE.search(note)
            return Saved(
                url=Found(url[1], "metadata", _NAME) if url else None,
                date=Found(_iso(date[1]), "metadata", _NAME) if date else None,
            )
    return Saved()


def _iso(date: str) -> str:
    if match := _SCRIPT_DATE.match(date):
        try:
            return datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z").isoformat()
        except ValueError:
            return date
    return date
