"""Why a passage is suggested: the words that it shares with the claim, marked where they stand, and of which sort.

Pure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from factcheck.database.month_names import MONTHS
from factcheck.evidence.suggesting.values import Reason
from factcheck.search.scoring import has_digit
from factcheck.search.words import Word, base, placed_words

#: Words named in one reason.
MOST = 6
#: What may stand before the first word of a sentence.
_OPENING = " \"'“”«»„(\n"
#: Languages in which every noun begins with a capital letter: one shows no name.
_CAPITAL_NOUNS = frozenset(["de", "lb"])
#: Characters: more than any name of a month has.
_LONGEST_MONTH = 30


@dataclass(frozen=True)
class Shared:
    """Words that two texts have in common: as they stand in the passage, where, and by sort."""

    marked: tuple[tuple[int, int], ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Statement:
    """What is asked, read once for all passages that are shown for it."""

    names: frozenset[str]
    #: Each of its tokens as it stands there.
    written: Mapping[str, str]


def read(text: str, language: str) -> Statement:
    written = {word.token: text[word.start : word.end] for word in placed_words(text, language)}
    return Statement(names_in(text, language), written)


def shared(
    statement: Statement, quote: str, quote_language: str, weights: Mapping[str, float], title: Sequence[str]
) -> Shared:
    """`weights` are the words of the claim that count, as the ranking knows them; `title` the words of the title."""
    here = [word for word in placed_words(quote, quote_language) if word.token in weights]
    sorts: dict[str, dict[str, str]] = {"names": {}, "numbers": {}, "dates": {}, "words": {}}
    for word in here:
        written = quote[word.start : word.end]
        sorts[_sort(word, written, statement.names)].setdefault(word.token, written)
    reasons = [Reason(kind, _best(found, weights)) for kind, found in sorts.items() if found]
    # As it stands in the claim: the title was given as tokens.
    elsewhere = {token: statement.written[token] for token in title if token in weights and token in statement.written}
    for token in {word.token for word in here}:
        elsewhere.pop(token, None)
    if elsewhere:
        reasons.append(Reason("title", _best(elsewhere, weights)))
    return Shared(_spans(here), tuple(reasons))


def names_in(text: str, language: str) -> frozenset[str]:
    """Tokens of words that are written as names: a capital letter inside a sentence, or several in one word."""
    found: set[str] = set()
    has_capitals = base(language) not in _CAPITAL_NOUNS
    begins, before = len(text) - len(text.lstrip(_OPENING)), 0
    # One as written may give thousands of tokens, "1,1,1,…": it is looked at once, and so is what stands before it.
    for (start, end), tokens in groupby(placed_words(text, language), lambda word: (word.start, word.end)):
        written = text[start:end]
        inside = start > begins and not text[before:start].rstrip().endswith((".", "!", "?"))
        if (has_capitals and inside and written[:1].isupper()) or sum(map(str.isupper, written)) > 1:
            found.update(word.token for word in tokens)
        before = start
    return frozenset(found)


def is_year(token: str) -> bool:
    return len(token) == 4 and token.isdecimal() and "1000" <= token < "2200"


def is_month(written: str) -> bool:
    """Some are words as well, "may" and "mars": then only a capital letter makes them months."""
    if len(written) > _LONGEST_MONTH:
        return False
    folded = written.casefold().rstrip(".")
    return folded in MONTHS and (len(folded) > 4 or written[:1].isupper())


def _sort(word: Word, written: str, names: Collection[str]) -> str:
    if is_year(word.token) or is_month(written):
        return "dates"
    if word.token[:1].isdigit() or (has_digit(word.token) and word.token not in names):
        return "numbers"
    return "names" if word.token in names else "words"


def _best(found: Mapping[str, str], weights: Mapping[str, float]) -> tuple[str, ...]:
    rare_first = sorted(found, key=lambda token: -weights[token])[:MOST]
    return tuple(dict.fromkeys(found[token] for token in rare_first))


def _spans(here: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(word.start, word.end) for word in here}))
