"""Whether one of two texts denies what the other says: only what both speak of counts, and in doubt nothing is said.

Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from factcheck.evidence.suggesting.cue_words import (
    CONCORD,
    DENYING,
    DETERMINERS,
    HEDGES,
    HELPING,
    LIMITING,
    NEGATIONS,
    NO_DENIAL,
)
from factcheck.passages.prose import sentences
from factcheck.search.words import base, fold, stops, words

#: Clauses end where another may begin: denial in one says nothing of the next.
_CLAUSE = re.compile(
    r"[;:\u2013\u2014]\s|\s-\s|,\s+(?=(?:but|and|while|although|though|whereas|because|which|who"
    r"|\u043d\u043e|\u0430|\u0445\u043e\u0442\u044f|\u043f\u043e\u0442\u043e\u043c\u0443"
    r"|aber|sondern|und|obwohl|weil|mais|et|alors|car|pero|sino|y|aunque|porque)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(r"n['\u2019]t$")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[^\w\s]")
#: Words that a "no" may stand before: "no major exercises".
_OF_NO = 3
#: Words after a denial in which "so much" makes it a comparison.
_LIMITED = 6
#: Least words in common, and of a clause that has much else in the claim's words.
_LEAST, _MANY = 2, 3


@dataclass(frozen=True)
class _Clause:
    """Words of a clause that carry meaning; those among them that are denied; whether anything in it denies."""

    content: frozenset[str]
    denied: frozenset[str]
    any_denial: bool
    hedged: bool


def one_denies(statement: str, language: str, quote: str, quote_language: str) -> bool:
    """Whether exactly one of the two denies, and what it denies is what the other says.

    Compared is the clause of the quote that shares most words with the statement. Where other clauses share as many
    and deny otherwise, where both texts deny anything, or where the languages differ, the answer is no.
    """
    code = base(language) or "en"
    if code not in NEGATIONS or code != (base(quote_language) or "en"):
        return False
    claimed = _clause(statement, code)
    close = [one for one in (_clause(part, code) for part in clauses(quote)) if _about_the_same(claimed, one)]
    return bool(close) and all(_differ(claimed, one) for one in close)


def clauses(text: str) -> Iterator[str]:
    """The parts of a text that each say one thing, as far as marks and small words show it."""
    for line in text.splitlines():
        for start, end in sentences(line, 0, len(line)):
            yield from (part for part in _CLAUSE.split(line[start:end]) if part.strip())


def _about_the_same(claimed: _Clause, here: _Clause) -> bool:
    common = len(claimed.content & here.content)
    if common < _LEAST:
        return False
    return 2 * common >= len(claimed.content) or (common >= _MANY and 3 * common >= 2 * len(here.content))


def _differ(claimed: _Clause, here: _Clause) -> bool:
    if claimed.any_denial == here.any_denial or claimed.hedged or here.hedged:
        return False
    denying, other = (claimed, here) if claimed.any_denial else (here, claimed)
    return not denying.denied.isdisjoint(other.content)


# The claim is asked for again with each passage that is shown for it.
@lru_cache(maxsize=64)
def _clause(text: str, code: str) -> _Clause:
    found = [match[0] for match in _WORD.finditer(text)]
    low = [word.casefold() for word in found]
    denials = [at for at, word in enumerate(low) if _denies(word, code)]
    content = [_content(word, code) for word in found]
    denied: set[str] = set()
    if len(denials) == 1 or code in CONCORD:
        for at in denials:
            if not _is_limited(low, at, code):
                denied |= _denied(low, content, at, code)
    return _Clause(
        content=frozenset(token for tokens in content for token in tokens),
        denied=frozenset(denied),
        any_denial=bool(denials),
        hedged=text.rstrip(" \"'\u201d\u00bb)").endswith("?") or not HEDGES[code].isdisjoint(low),
    )


def _denies(word: str, code: str) -> bool:
    return word in NEGATIONS[code] or word in DENYING[code] or bool(_NOT.search(word))


def _is_limited(low: list[str], at: int, code: str) -> bool:
    """Whether it denies not the thing but a measure of it, or nothing: "never so much", "not only", "no doubt"."""
    after = [word for word in low[at + 1 : at + 1 + _LIMITED] if word[0].isalnum()]
    return bool(after) and (after[0] in NO_DENIAL[code] or not LIMITING[code].isdisjoint(after))


def _denied(low: list[str], content: list[frozenset[str]], at: int, code: str) -> set[str]:
    """Of "not" the next word that means something; of "no" those of its noun; in German the word before as well."""
    word = low[at]
    if word in DENYING[code] and not _opens_what_was_said(low, at):
        return set()
    wanted, found = _OF_NO if word in DETERMINERS[code] else 1, set[str]()
    for next_word, tokens in zip(low[at + 1 :], content[at + 1 :], strict=True):
        if not next_word[0].isalnum() or (not tokens and found):
            break
        found |= tokens
        wanted -= bool(tokens)
        if not wanted:
            break
    if code == "de" and word == "nicht" and at:
        found |= content[at - 1]
    return found


def _opens_what_was_said(low: list[str], at: int) -> bool:
    """ "Denied that", "denies sending": not the denial of a visa."""
    after = low[at + 1] if at + 1 < len(low) else ""
    return after in ("that", "dass", "que", "\u0447\u0442\u043e") or after.endswith("ing")


# Texts have words in common, and the passages of one claim most.
@lru_cache(maxsize=20_000)
def _content(word: str, code: str) -> frozenset[str]:
    """Its tokens, none of a word that only holds a sentence together or denies."""
    if not word[0].isalnum() or _denies(word.casefold(), code) or fold(word) in HELPING:
        return frozenset()
    left_out = stops(code)
    return frozenset(token for token in words(word, code) if token not in left_out)
