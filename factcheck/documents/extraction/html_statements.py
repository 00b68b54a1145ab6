"""What a page says about itself to machines: meta elements, JSON-LD, <time>, <title>, the canonical address.

Only explicit statements, each with its place. Guesses from the look of the page (as metadata libraries make
them) are left out: they cannot say where the value stands.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml import etree

from factcheck.database.partial_dates import PartialDateError, parse

from .html_saved import Saved, read_saved
from .values import Found, Statements
from .words import gettext as _

_TITLE = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHOR = ("author", "article:author", "dc.creator", "citation_author", "parsely-author")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "publish-date",
    "pubdate",
    "citation_publication_date",
    "parsely-pub-date",
)
_URL = ("og:url",)


def read_statements(root: etree._Element) -> Statements:
    """What the page's metadata states. None: it does not."""
    metas, linked, saved = _metas(root), _linked_data(root), read_saved(root)
    messages = _saved_when(saved.date) if saved.date else ()
    return Statements(
        title=_meta(metas, _TITLE) or _json(linked, "headline") or _element(root, "title"),
        author=_name(_json_person(linked) or _meta(metas, _AUTHOR)),
        published=_dated(_json(linked, "datePublished"), _meta(metas, _PUBLISHED), _time(root)),
        language=_language(root, metas),
        url=_address(_visited(saved), _canonical(root), _meta(metas, _URL), saved.url, _json(linked, "url")),
        messages=messages,
    )


def _saved_when(date: Found) -> tuple[str, ...]:
    return (_("The page was saved with %(program)s on %(day)s.", program=date.where, day=date.value),)


def _metas(root: etree._Element) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for node in root.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name, value = node.get(attribute), " ".join((node.get("content") or "").split())
            if name and value:
                found.setdefault(name.lower(), Found(value, "metadata", f"<meta {attribute}={name[:60]}>"))
    return found


def _meta(metas: dict[str, Found], names: tuple[str, ...]) -> Found | None:
    return next((metas[name] for name in names if name in metas), None)


def _linked_data(root: etree._Element) -> list[dict[str, Any]]:
    """The objects in the page's JSON-LD with a headline: articles, not the organisations beside them."""
    objects: list[dict[str, Any]] = []
    for node in root.iter("script"):
        if (node.get("type") or "").strip().lower() == "application/ld+json":
            try:
                value = json.loads(node.text or "", strict=False)
            except (ValueError, RecursionError):
                continue  # broken or hostile: the page states nothing here
            objects += [one for one in _objects(value) if one.get("headline")]
    return objects


def _objects(value: object) -> Iterator[dict[str, Any]]:
    waiting = deque([value])
    while waiting:
        one = waiting.popleft()
        if isinstance(one, dict):
            yield one
            waiting.append(one.get("@graph"))
        elif isinstance(one, list):
            waiting.extend(one)


def _json(objects: list[dict[str, Any]], key: str) -> Found | None:
    values = (one.get(key) for one in objects)
    value = next((value.strip() for value in values if isinstance(value, str) and value.strip()), None)
    return Found(" ".join(value.split()), "metadata", f"JSON-LD {key}") if value else None


def _json_person(objects: list[dict[str, Any]]) -> Found | None:
    for one in objects:
        author = one.get("author")
        people = author if isinstance(author, list) else [author]
        names = [person.get("name") if isinstance(person, dict) else person for person in people]
        said = [name.strip() for name in names if isinstance(name, str) and name.strip()]
        if said:
            return Found(", ".join(said), "metadata", "JSON-LD author")
    return None


def _name(found: Found | None) -> Found | None:
    """Some pages give the address of a profile instead of a name."""
    return found if found and "://" not in found.value else None


def _element(root: etree._Element, tag: str) -> Found | None:
    node = next(root.iter(tag), None)
    words = " ".join("".join(node.itertext()).split()) if node is not None else ""
    return Found(words, "metadata", f"<{tag}>") if words else None


def _time(root: etree._Element) -> Found | None:
    """The machine-readable date of a <time> that the page marks as the date of publication."""
    for node in root.iter("time"):
        marked = node.get("pubdate") is not None or (node.get("itemprop") or "").lower() == "datepublished"
        if marked and node.get("datetime"):
            return Found(node.get("datetime") or "", "metadata", "<time datetime>")
    return None


def _dated(*candidates: Found | None) -> Found | None:
    """The first that can be read as a date."""
    for found in candidates:
        if found:
            try:
                parse(found.value)
            except PartialDateError:
                continue
            return found
    return None


def _language(root: etree._Element, metas: dict[str, Found]) -> Found | None:
    if code := re.match(r"[A-Za-z]{2,3}\b", root.get("lang") or ""):
        return Found(code[0].lower(), "metadata", "<html lang>")
    stated = _meta(metas, ("og:locale", "dc.language", "language"))
    if stated and (code := re.match(r"[A-Za-z]{2,3}(?=[_-]|$)", stated.value)):
        return Found(code[0].lower(), "metadata", stated.where)
    return None


def _canonical(root: etree._Element) -> Found | None:
    for node in root.iter("link"):
        if "canonical" in (node.get("rel") or "").lower().split() and node.get("href"):
            return Found((node.get("href") or "").strip(), "metadata", "<link rel=canonical>")
    return None


def _visited(saved: Saved) -> Found | None:
    """The address SingleFile was at: a page's canonical one may be another's."""
    return saved.url if saved.by_single_file else None


def _address(*candidates: Found | None) -> Found | None:
    whole = (found for found in candidates if found and re.match(r"https?://[^\s/]+", found.value))
    return next(whole, None)
