"""Where a passage went in another version of its text.

A passage is a quote, 32 characters before and after it, and where it began. Pages are edited, moved about, wrapped
otherwise and set anew, so it is looked for in three steps, the surest first:

1. `exact`: the very words, where they stood before or in the one place where they stand now;
2. `context`: the very words stand in several places, and what stands around them tells which is meant;
3. `fuzzy`: other spaces, marks, hyphens or ligatures, or edited words. Letters and words in common, surroundings and
   position are weighed, and what scores below `THRESHOLD` is not given: a passage reported lost is looked at by a
   person, one anchored to the wrong words may be believed.

That the words before the quote are now followed at once by those after it means that it was taken out; then only
words very much like it are given.

All positions are code points. The cost is linear in the length of the text: its words and letters are indexed
once, for the last few texts, and each quote looked up in those.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from factcheck.passages.likeness import Place, Wanted, indexed, wanted_words
from factcheck.passages.normalised import find_normalised, letters
from factcheck.passages.spans import Span

type Method = Literal["exact", "context", "fuzzy"]

#: A score from 0 to 1 below which nothing is given. Set on revisions of manuals, licences and news articles: above
#: it lie 19 of 20 edited sentences, and of those taken out 1 in 50, or 1 in 13 where sentences much like it remain.
THRESHOLD = 0.45
#: What an edited quote is weighed by. The first five sum up to 1, the others are taken away.
LETTERS, WORDS, RUN, BEFORE, AFTER = 0.15, 0.35, 0.2, 0.15, 0.15
FAR_AWAY, TAKEN_OUT = 0.1, 0.25
#: Two sentences of a language that have nothing to do with each other share half of their letters, in order.
ALIKE = 0.6
#: So many letters and digits speak for themselves wherever they stand; fewer need the support of their surroundings.
TELLING = 40
#: Of a quote that stands in very many places, this many nearest to the hint are compared.
NEAREST = 30
#: Surroundings that agree less than this speak for another place.
FOREIGN = 0.3
#: Surroundings that agree this much are the quote's own.
OWN = 0.9


class Match(NamedTuple):
    """`text[start:end]` is what became of the quote. `score` from THRESHOLD to 1, the surest."""

    start: int
    end: int
    score: float
    method: Method


class Selector(NamedTuple):
    """What is known of a passage: its quote, what stood around it, and where it began."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None


def locate(text: str, *, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> Match | None:
    """Where `quote` is in `text`, or None when nothing there is sure enough to be it.

    `prefix` and `suffix` are what stood right before and after it, `hint` where it began.
    """
    wanted = Selector(quote, prefix, suffix, hint)
    if not quote.strip():
        return None
    return _at_hint(text, wanted) or _verbatim(text, wanted) or _edited(text, wanted)


def locate_all(text: str, wanted: Iterable[Selector]) -> list[Match | None]:
    """`locate` for each, in the same order."""
    return [locate(text, **one._asdict()) for one in wanted]


def _at_hint(text: str, wanted: Selector) -> Match | None:
    """The very words where they stood. Not if their surroundings went elsewhere with the same words, as in a table
    to which a row was added; and short words only with something of what stood around them."""
    if wanted.hint is None or wanted.hint < 0 or not text.startswith(wanted.quote, wanted.hint):
        return None
    span = Span(wanted.hint, wanted.hint + len(wanted.quote))
    around = _context(text, span, wanted)
    if around < OWN and any(_context(text, other, wanted) >= OWN for other in _occurrences(text, wanted)):
        return None
    if around < FOREIGN and _weight(wanted.quote) + around < THRESHOLD:
        return None
    return Match(*span, 1.0, "exact")


def _verbatim(text: str, wanted: Selector) -> Match | None:
    """The same words elsewhere, or with other spaces and marks."""
    if spans := _occurrences(text, wanted):
        return _chosen(text, spans, wanted, "context" if len(spans) > 1 else "exact")
    alike = find_normalised(text, wanted.quote)
    return _chosen(text, alike, wanted, "fuzzy") if alike else None


def _occurrences(text: str, wanted: Selector) -> list[Span]:
    """Where the quote stands as whole words, or else at all. Of very many, those nearest the hint, and those next to
    the nearest characters of its surroundings."""
    quote, hint = wanted.quote, max(0, wanted.hint or 0)
    starts = set(_nearest(text, quote, hint))
    if len(starts) >= NEAREST:
        before, after = wanted.prefix[-8:], wanted.suffix[:8]
        starts.update(at + len(before) for at in _nearest(text, before + quote, hint))
        starts.update(_nearest(text, quote + after, hint))
    spans = [Span(at, at + len(quote)) for at in sorted(starts)]
    return [span for span in spans if not _cuts_a_word(text, span, wanted)] or spans


def _nearest(text: str, words: str, hint: int) -> list[int]:
    """Up to NEAREST occurrences on either side of `hint`."""
    found: list[int] = []
    at = text.find(words, hint)
    while at >= 0 and len(found) < NEAREST:
        found.append(at)
        at = text.find(words, at + 1)
    at, limit = text.rfind(words, 0, hint + len(words) - 1), len(found) + NEAREST
    while at >= 0 and len(found) < limit:
        found.append(at)
        at = text.rfind(words, 0, at + len(words) - 1)
    return found


def _cuts_a_word(text: str, span: Span, wanted: Selector) -> bool:
    def joined(before: str, after: str) -> bool:
        return before.isalnum() and after.isalnum()

    quote = wanted.quote
    starts_inside = joined(text[max(0, span.start - 1) : span.start], quote[0])
    ends_inside = joined(quote[-1], text[span.end : span.end + 1])
    return (starts_inside and not joined(wanted.prefix[-1:], quote[0])) or (
        ends_inside and not joined(quote[-1], wanted.suffix[:1])
    )


def _chosen(text: str, spans: Sequence[Span], wanted: Selector, method: Method) -> Match | None:
    """The one whose surroundings agree best; of those that agree alike, the nearest to the hint."""
    hint = wanted.hint

    def worth(span: Span) -> float:
        away = abs(span.start - hint) / len(text) if hint is not None else span.start / len(text) / 100
        return _context(text, span, wanted) - away / 5

    best = max(spans, key=worth)
    around = _context(text, best, wanted)
    if len(spans) > 1 and around < FOREIGN and indexed(text).closed(_words(wanted)):
        # It stood elsewhere and was taken out there; what is left are its doubles.
        return None
    weight = _weight(wanted.quote)
    score = weight + (1 - weight) * around
    return Match(*best, round(score, 4), method) if score >= THRESHOLD else None


def _weight(quote: str) -> float:
    return min(1.0, sum(map(str.isalnum, quote)) / TELLING)


def _context(text: str, span: Span, wanted: Selector) -> float:
    """How much of the surroundings is there, from 0 to 1; 1 when none are known."""
    sides = []
    if prefix := wanted.prefix:
        sides.append(_likeness(text[max(0, span.start - len(prefix)) : span.start], prefix))
    if suffix := wanted.suffix:
        sides.append(_likeness(text[span.end : span.end + len(suffix)], suffix))
    return sum(sides) / len(sides) if sides else 1.0


def _likeness(one: str, other: str) -> float:
    """Any two texts of a language have half of their letters in common; that counts for nothing."""
    ratio = fuzz.ratio(" ".join(one.split()), " ".join(other.split())) / 100
    return max(0.0, 2 * ratio - 1)


def _edited(text: str, wanted: Selector) -> Match | None:
    looked_for = _words(wanted)
    index = indexed(text)
    found = index.places(looked_for) if looked_for.start < looked_for.end else []
    # The same words in other places have been looked at already, and were not it.
    same = letters(wanted.quote)
    places = [place for place in found if place.letters >= ALIKE and letters(text[place.start : place.end]) != same]
    if not places:
        return None
    taken_out = TAKEN_OUT if index.closed(looked_for) else 0.0
    score, place = max((_score(place, wanted, len(text)) - taken_out, place) for place in places)
    return Match(place.start, place.end, round(score, 4), "fuzzy") if score >= THRESHOLD else None


def _score(place: Place, wanted: Selector, length: int) -> float:
    alike = LETTERS * place.letters + WORDS * place.words + RUN * place.run
    # A few letters are soon alike.
    alike *= min(1.0, 0.3 + 2 * _weight(wanted.quote))
    around = BEFORE * place.before + AFTER * place.after
    away = 0.0 if wanted.hint is None else min(1.0, 2 * abs(place.start - wanted.hint) / length)
    return alike + around - FAR_AWAY * away


def _words(wanted: Selector) -> Wanted:
    return wanted_words(wanted.quote, wanted.prefix, wanted.suffix)
