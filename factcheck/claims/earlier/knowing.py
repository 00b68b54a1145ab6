"""Which stored check a row of a file is: by its id, else by its address, else by its words; and whether it is that one.

Archives number their checks 1, 2, 3, so that an id of one archive may stand here for a check of another.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from factcheck.claims.earlier.rows import Check
from factcheck.claims.models import EarlierCheck

#: Share of all words of two statements that both have, from which one is taken for the other put better.
_REWORDED = 0.6
_SHOWN = 80


class Stored:
    """The stored checks that some rows may be, locked."""

    def __init__(self, checks: Sequence[Check]) -> None:
        unnamed = [check for check in checks if not check.is_named]
        wanted = Q(key__in=[check.key for check in checks])
        if unnamed:
            wanted |= Q(url__in=[check.url for check in unnamed if check.url])
            wanted |= Q(statement__in=[check.statement for check in unnamed])
        self._by_key: dict[str, EarlierCheck] = {}
        self._by_url: defaultdict[str, list[EarlierCheck]] = defaultdict(list)
        self._by_words: defaultdict[tuple[str, ...], list[EarlierCheck]] = defaultdict(list)
        for one in EarlierCheck.objects.standing().select_for_update().filter(wanted).order_by("pk"):
            self._by_key[one.key] = one
            self._by_url[one.url].append(one)
            self._by_words[_who_said(one)].append(one)

    def find(self, check: Check) -> EarlierCheck | None:
        if (found := self._by_key.get(check.key)) is not None or check.is_named:
            return found
        if check.url and (there := self._by_url[check.url]):
            same = [one for one in there if _words(one.statement) == _words(check.statement)]
            # Of a page that reviews several claims none is taken for another.
            return same[0] if same else there[0] if len(there) == 1 else None
        return self._of_words(check)

    def _of_words(self, check: Check) -> EarlierCheck | None:
        """A check of the same words at another address is another check, of a claim that came up again."""
        for one in self._by_words[_who_said(check)]:
            if not check.url or not one.url:
                return one
        return None


def why_another(stored: EarlierCheck, check: Check) -> str:
    """What is wrong if a row has the id of a stored check and is another one; "" if it is that one."""
    if not _is_another(stored, check):
        return ""
    return _(
        "the id “%(id)s” stands here for another check, %(number)s: “%(statement)s”. Leave out the id, or make the ids "
        "of this file its own, such as “archive-%(id)s”."
    ) % {"id": check.key[:_SHOWN], "number": stored.public_id, "statement": _short(stored.statement)}


def _is_another(stored: EarlierCheck, check: Check) -> bool:
    """Neither the address nor the words are the same. Without addresses to go by, some words may differ."""
    if _words(stored.statement) == _words(check.statement):
        return False
    if stored.url and check.url:
        return _place(stored.url) != _place(check.url)
    here, there = set(_words(stored.statement)), set(_words(check.statement))
    return len(here & there) < _REWORDED * len(here | there)


def _who_said(check: Check | EarlierCheck) -> tuple[str, ...]:
    return tuple(part.casefold() for part in (check.statement, check.claimant, check.publisher))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold()) or [text]


def _place(url: str) -> str:
    """The address without what may change while the page stays."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
