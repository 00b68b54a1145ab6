"""The little grammar that attribution needs: who is said to have said it, by words and not by guesswork.

It knows three shapes: a subject before its verb ("X, who was there, said"), an inverted subject after it ("said
X"), and a name after a phrase ("according to the Y newspaper").
"""

from dataclasses import dataclass

from factcheck.passages.attribution_names import Noun, Reading, name_before, named, noun_after
from factcheck.passages.attribution_places import speaker_before

_LONGEST_ASIDE = 14


@dataclass(frozen=True)
class Mention:
    """One place that shows a speaker or an outlet. `first` and `last` are token indices, the rest offsets."""

    first: int
    last: int
    start: int
    end: int
    says: bool
    """Whether it shows a speaker, named or not; False for an outlet alone."""
    speaker: str = ""
    via: str = ""
    verb: bool = True
    only_quotes: bool = False
    to_us: bool = False
    after_comma: bool = False


def mentions(reading: Reading) -> list[Mention]:
    """All that shows a speaker or an outlet, in order."""
    found = []
    for at, token in enumerate(reading.tokens):
        if token.low in reading.words.say or token.low in reading.words.quote:
            # "United States": written as a name, it says nothing.
            mention = None if token.is_capital and at and reading.tokens[at - 1].is_word else _of_verb(reading, at)
        else:
            mention = _of_phrase(reading, at)
        if mention:
            found.append(mention)
    return found


def _of_verb(reading: Reading, at: int) -> Mention | None:
    tokens, words = reading.tokens, reading.words
    noun = _subject_before(reading, at) or _subject_after(reading, at)
    if noun is None:
        return None
    first, last = min(noun.first, at), max(noun.last, at + 1)
    to_us = next((n for n in (at + 1, last) if reading.phrase_at(n, words.to_us)), 0)
    via = ""
    if to_us:
        last = max(last, to_us + reading.phrase_at(to_us, words.to_us))
    elif (told := noun_after(reading, at + 1)) and told.is_outlet and told.first != noun.first:
        via, last = told.name, max(last, told.last)
    return Mention(
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last - 1].end,
        says=not noun.is_outlet,
        speaker="" if noun.is_outlet else noun.name,
        via=noun.name if noun.is_outlet else via,
        only_quotes=tokens[at].low in words.quote,
        to_us=bool(to_us) or (at > 0 and (tokens[at - 1].low,) in words.to_us),
        after_comma=_is_after_comma(reading, first),
    )


def _is_after_comma(reading: Reading, first: int) -> bool:
    before = first - 1
    while before >= 0 and reading.tokens[before].low in reading.words.articles:
        before -= 1
    return before >= 0 and not reading.tokens[before].is_word


def _of_phrase(reading: Reading, at: int) -> Mention | None:
    words = reading.words
    for phrases, role in ((words.citing, "citing"), (words.talking_to, "talking"), (words.according, "according")):
        length = reading.phrase_at(at, phrases)
        noun = noun_after(reading, at + length) if length else None
        if noun is None or (role == "talking" and not noun.is_outlet):
            continue
        is_via = noun.is_outlet or role == "citing"
        return Mention(
            first=at,
            last=noun.last,
            start=reading.tokens[at].start,
            end=reading.tokens[noun.last - 1].end,
            says=not is_via,
            speaker="" if is_via else noun.name,
            via=noun.name if is_via else "",
            verb=False,
        )
    return None


def _subject_before(reading: Reading, verb: int) -> Noun | None:
    """The subject to the left, across adverbs and across one aside between commas."""
    at = verb - 1
    while at >= 0 and reading.tokens[at].low in reading.words.between:
        at -= 1
    if at > 0 and reading.tokens[at].text == ",":
        opening = next(
            (n for n in range(at - 1, max(-1, at - _LONGEST_ASIDE), -1) if reading.tokens[n].text == ","), -1
        )
        if opening < 0:
            return None
        alone = all(reading.is_in_name(n) for n in range(opening + 1, at))
        return name_before(reading, opening - 1) or (named(reading, opening + 1, at) if alone else None)
    if at < 0:
        return None
    if reading.tokens[at].low in reading.words.pronouns:
        return Noun(at, at + 1, "")
    return speaker_before(reading, at)


def _subject_after(reading: Reading, verb: int) -> Noun | None:
    """An inverted subject ("said X"): only where no other subject can stand before the verb."""
    before = verb - 1
    while before >= 0 and reading.tokens[before].low in reading.words.between:
        before -= 1
    if before >= 0 and reading.tokens[before].is_word:
        return None
    after = verb + 1 + reading.phrase_at(verb + 1, reading.words.to_us)
    if after < len(reading.tokens) and reading.tokens[after].low in reading.words.pronouns:
        return Noun(after, after + 1, "")
    return noun_after(reading, after)
