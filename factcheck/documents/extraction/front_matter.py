"""The "---" header that site generators put above Markdown, read as `key: value` lines and never as YAML."""

import re

from factcheck.database.partial_dates import PartialDateError, parse

from .values import Found, Statements
from .words import gettext as _

_HEADER = re.compile(
    r"\s*---[ \t]*\n((?:[A-Za-z_][\w-]{0,40}:[^\n]{0,2000}\n|[ \t][^\n]{0,2000}\n|- [^\n]{0,2000}\n){1,100}?)"
    r"---[ \t]*(?:\n|$)"
)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(\S[^\n]*)$", re.MULTILINE)


def split_front_matter(text: str) -> tuple[Statements, str]:
    """What the header says, and the text below it. Without a header: nothing, and the text."""
    header = _HEADER.match(text)
    if not header:
        return Statements(), text
    fields = {key.lower(): value.strip().strip("\"'") for key, value in _FIELD.findall(header[1])}
    says = Statements(
        title=_first(fields, "title"),
        author=_first(fields, "author", "authors"),
        published=_dated(_first(fields, "date", "published")),
        language=_first(fields, "lang", "language"),
        url=_address(_first(fields, "url", "canonical_url", "link")),
    )
    return says, text[header.end() :]


def _first(fields: dict[str, str], *names: str) -> Found | None:
    name = next((name for name in names if fields.get(name)), None)
    return Found(fields[name], "metadata", _("front matter “%(name)s”", name=name)) if name else None


def _address(found: Found | None) -> Found | None:
    return found if found and found.value.startswith(("https://", "http://")) else None


def _dated(found: Found | None) -> Found | None:
    """A date only if it can be read as one."""
    if found:
        try:
            parse(found.value)
        except PartialDateError:
            return None
    return found
