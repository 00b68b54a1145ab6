"""What a new document is known to be: what it says of itself, each with its basis, and what was stated beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDateError
from factcheck.database.partial_dates import parse as parse_date
from factcheck.documents.extraction import Extracted, Found
from factcheck.documents.models import Basis
from factcheck.documents.models.works import page_key
from factcheck.sources.actions import SourceError, ensure_source_for_url, source_for_url
from factcheck.sources.models import Source

#: Characters, as in the form in which a person gives an address.
MAX_ADDRESS = 2000
_ENDS_AN_ADDRESS = re.compile(r"[\s<>\"\x00-\x1f\x7f]")
_NAMES = ("title", "author", "published", "language", "url")


@dataclass(frozen=True)
class Stated:
    """What is said of a document beside its bytes.

    `source` and `url` by the person who brings it in; `found` by the container in which it lies, by names of facts:
    these stand before what the document says. Among them may be its outside id, `outside_key`. `is_sealed`: it is
    brought in under seal, so no source is made of its address: everybody would read it in the list of sources.
    """

    source: Source | None = None
    url: str = ""
    found: Mapping[str, Found] = field(default_factory=dict)
    is_sealed: bool = False


def facts_of(extracted: Extracted | None, stated: Stated) -> dict[str, Any]:
    """The columns of a document's facts; what is not known stays null."""
    columns = said_facts(extracted, stated)
    address = columns.get("url")
    find = known_source_of_address if stated.is_sealed else source_of_address
    by_domain = find(address) if address and not stated.source else None
    return columns | source_columns(columns, stated.source, by_domain)


def said_facts(extracted: Extracted | None, stated: Stated) -> dict[str, Any]:
    """As `facts_of`, without the source, for which the database is asked."""
    found = {name: stated.found.get(name) or (getattr(extracted, name) if extracted else None) for name in _NAMES}
    published = found.pop("published")
    columns: dict[str, Any] = {}
    for name, fact in found.items():
        if fact and (name != "url" or _can_be_an_address(fact.value)):
            columns |= {name: fact.value, f"{name}_basis": fact.basis, f"{name}_how": fact.where}
    columns |= _published(published)
    if stated.url:
        columns |= {"url": stated.url, "url_basis": Basis.DESK, "url_how": _("given at import")}
    columns["url_key"] = page_key(columns.get("url"))
    if outside := stated.found.get("outside_key"):
        columns["outside_key"] = outside.value
    return columns


def source_columns(columns: Mapping[str, Any], given: Source | None, by_domain: Source | None) -> dict[str, Any]:
    """The source that was `given`, else the one of the address in `columns`."""
    if given:
        return {"source": given, "source_basis": Basis.DESK, "source_how": _("given at import")}
    if by_domain:
        return {
            "source": by_domain,
            "source_basis": columns["url_basis"],
            "source_how": _("by the domain of the address"),
        }
    return {}


def _can_be_an_address(text: str) -> bool:
    """Whether this is as long as addresses get, and free of what would end one where it is printed."""
    return len(text) <= MAX_ADDRESS and not _ENDS_AN_ADDRESS.search(text)


def source_of_address(address: str) -> Source | None:
    """The source by the address's domain. Some addresses name none (`mailto:`): then it is not known."""
    try:
        return ensure_source_for_url(address)
    except SourceError:
        return None


def known_source_of_address(address: str) -> Source | None:
    """The same, of those that are here; none is made."""
    try:
        return source_for_url(address)
    except SourceError:
        return None


def _published(fact: Found | None) -> dict[str, Any]:
    if fact is None:
        return {}
    try:
        day = parse_date(fact.value)
    except PartialDateError:
        return {}
    return partial_date_columns("published", day) | {
        "published_basis": fact.basis,
        "published_how": fact.where,
    }
