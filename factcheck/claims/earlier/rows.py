"""One earlier check as a file gives it: which fields there are, and what each may hold. Plain values in and out.

What can't be kept as it is given is refused with what to do, never bent into shape. Only a date is kept in its own
words if it can't be read: archives are full of "early March".
"""

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import bleach
from django.utils.translation import gettext as _

from factcheck.database.partial_dates import PartialDate, PartialDateError, parse

FIELDS = (
    *("id", "statement", "title", "subtitle", "claimant", "claimed_on", "published_on"),
    *("rating", "publisher", "url", "language"),
)
#: Characters; of all others `LONGEST`.
LONGEST_STATEMENT, LONGEST = 5_000, 2_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_TIME_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:.*")
#: What may be markup: a tag, a comment, an entity.
_MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w+;")
_SHOWN = 60
#: Beginning of a key that stands for words.
_BY_WORDS = "sha256:"


class Problem(ValueError):
    """What is wrong with a check, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a file says of one earlier check. Empty: it does not say."""

    key: str
    statement: str
    title: str = ""
    subtitle: str = ""
    claimant: str = ""
    claimed: PartialDate | None = None
    #: The date as given, also where it could not be read.
    claimed_text: str = ""
    published: PartialDate | None = None
    published_text: str = ""
    rating: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""

    @property
    def is_named(self) -> bool:
        """Whether `key` is an id that the file gives it, not its address or its words."""
        return self.key != self.url and not self.key.startswith(_BY_WORDS)


@dataclass(frozen=True, slots=True)
class Row:
    """The how many-th line, row or item of a file, and what it holds: a check, or what is wrong with it."""

    number: int
    check: Check | None = None
    problem: str = ""
    #: Fields that are not known, left out.
    left_out: tuple[str, ...] = field(default=())
    #: An address that a browser should not be sent to, left out too.
    bad_url: str = ""


def row_of(number: int, given: Mapping[str, object], heads: Mapping[str, str] | None = None) -> Row:
    """The check that these fields give. `heads`: what the file calls them, if not so; for what is said of them.

    A link that is none is no reason to lose the check: it is left out.
    """
    bad_url = ""
    url = given.get("url")
    if isinstance(url, str) and url.strip() and not is_web_address(url.strip()):
        given, bad_url = {**given, "url": ""}, " ".join(url.split())[:_SHOWN] or "?"
    # A name may hold half a character, which nothing can write; it is only told of.
    others = (name for name in given if name not in FIELDS and given[name] not in (None, ""))
    left_out = tuple(str(name)[:_SHOWN].encode(errors="replace").decode() for name in others)
    try:
        return Row(number, check_of(given, heads), left_out=left_out, bad_url=bad_url)
    except Problem as problem:
        return Row(number, problem=str(problem), left_out=left_out)


def check_of(given: Mapping[str, object], heads: Mapping[str, str] | None = None) -> Check:
    """The check that these fields give; those not known are left out. Raises Problem."""
    called = {name: (heads or {}).get(name) or name for name in FIELDS}
    said = {name: _text(name, given.get(name), called[name]) for name in FIELDS}
    if not said["statement"]:
        raise Problem(_("it has no “%(name)s”. Say which claim was checked.") % {"name": called["statement"]})
    if said["url"] and not is_web_address(said["url"]):
        raise Problem(
            _("“%(name)s” is not a web address: “%(url)s”. Expected https://….")
            % {"name": called["url"], "url": said["url"][:_SHOWN]}
        )
    if said["language"] and not _LANGUAGE.fullmatch(said["language"]):
        raise Problem(
            _("“%(name)s” is not a language code: “%(code)s”. Expected en, uk or pt-BR.")
            % {"name": called["language"], "code": said["language"][:_SHOWN]}
        )
    key, day, out = said.pop("id"), said.pop("claimed_on"), said.pop("published_on")
    return Check(
        key=key or key_for(said),
        claimed=date_of(day),
        claimed_text=day,
        published=date_of(out),
        published_text=out,
        **said,
    )


def key_for(said: Mapping[str, str]) -> str:
    """By what a check without an id is known again: its address, else the words of the claim and who made it."""
    words = "\n".join((said["statement"], said["claimant"], said["publisher"])).casefold()
    return said["url"] or _BY_WORDS + hashlib.sha256(words.encode()).hexdigest()[:32]


def date_of(text: str) -> PartialDate | None:
    """The days that the text may mean; None if it can't be read."""
    try:
        return parse(text) if text else None
    except PartialDateError:
        return None


def is_web_address(url: str) -> bool:
    """Whether a browser may be sent there: http or https, and a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def plain(text: str) -> str:
    """The text without markup, on one line."""
    if _MARKUP.search(text):
        text = html.unescape(bleach.clean(text, tags=set(), strip=True))
    return " ".join(text.split())


def _text(name: str, value: object, called: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Problem(_("“%(name)s” is not a text in quotes.") % {"name": called})
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Problem(_("“%(name)s” holds half a character (\\ud800 to \\udfff).") % {"name": called}) from None
    if "\0" in value:
        raise Problem(_("“%(name)s” holds a NUL character. Take it out.") % {"name": called})
    text = value.strip() if name in ("id", "url") else plain(value)
    if name in ("claimed_on", "published_on") and (stamp := _TIME_OF_DAY.fullmatch(text)):
        text = stamp[1]
    longest = LONGEST_STATEMENT if name == "statement" else LONGEST
    if len(text) > longest:
        raise Problem(
            _("“%(name)s” has %(size)s characters; %(longest)s are the most.")
            % {"name": called, "size": f"{len(text):,}", "longest": f"{longest:,}"}
        )
    return text
