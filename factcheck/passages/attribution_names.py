# ruff: noqa: RUF001  (typographic apostrophes)
"""Names and descriptions of speakers as runs of words: "the Y newspaper", "defence chief X", "the ministry".

A name is a run of capitalised words; where capitals show nothing (German nouns) or where it is open what a
small word belongs to, there is no name rather than a wrong one.
"""

import re
from dataclasses import dataclass

from factcheck.database.month_names import MONTHS, WEEKDAYS
from factcheck.passages.attribution_words import CONNECTIVES, OUTLET_NOUNS, OUTLETS, Words
from factcheck.passages.names import is_place_in_genitive, title_length, without_titles
from factcheck.passages.prose import is_abbreviation

NAME_JOINER = "\u2063"
"""Stands for the spaces of a name between quotation marks, so that it is one word (invisible separator)."""
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W_]+(?:[-'’&\u2063][^\W_]+)*|[^\w\s]")
_PARTICLES = frozenset(("von", "van", "der", "den", "de", "la", "bin", "al", "da", "di", "du"))
_MOST_DESCRIBING = 3


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        return self.text.casefold()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True)
class Noun:
    """A name or description found beside a verb or phrase, by token indices (last exclusive)."""

    first: int
    last: int
    name: str
    is_outlet: bool = False


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Words and single marks of the text between two offsets."""
    return tuple(Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end))


@dataclass(frozen=True)
class Reading:
    """Tokens of one stretch with the word lists of its language."""

    tokens: tuple[Token, ...]
    words: Words

    def phrase_at(self, at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
        """How many tokens from `at` on make one of the phrases; 0 for none."""
        for phrase in phrases:
            if tuple(token.low for token in self.tokens[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def find_any(self, phrases: tuple[tuple[str, ...], ...]) -> tuple[int, int] | None:
        """Offsets of the first of the phrases that stands here."""
        for at, token in enumerate(self.tokens):
            if length := self.phrase_at(at, phrases):
                return token.start, self.tokens[at + length - 1].end
        return None

    def is_name_word(self, at: int) -> bool:
        if not 0 <= at < len(self.tokens):
            return False
        token = self.tokens[at]
        if not token.is_capital or token.low in self.words.not_names or token.text.endswith(("'s", "’s")):
            return False
        if token.low in WEEKDAYS and len(token.low) > 3:
            return False
        if self._is_in_address(at):
            return False
        # "Theresa May said", but "In May ...".
        return token.low not in MONTHS or (at > 0 and self.is_name_word(at - 1))

    def _is_in_address(self, at: int) -> bool:
        """Whether it is part of a web address: "Northern.example" names a place on the web."""
        tokens = self.tokens
        for first, last in ((at, at + 2), (at - 2, at)):
            if first < 0 or last >= len(tokens) or tokens[first + 1].text not in ".@/":
                continue
            if tokens[first].end == tokens[first + 1].start and tokens[first + 1].end == tokens[last].start:
                return tokens[last].is_word
        return False

    def is_in_name(self, at: int) -> bool:
        """A capitalised word, a particle between two, or the full stop of "Lt."."""
        if self.is_name_word(at):
            return True
        if not 0 < at < len(self.tokens) - 1 or not self.is_name_word(at - 1):
            return self.tokens[at].low in _PARTICLES and self.is_in_name(at - 1) if at > 0 else False
        token = self.tokens[at]
        if token.text == ".":
            return is_abbreviation(self.tokens[at - 1].text)
        return token.low in _PARTICLES


def name_before(reading: Reading, at: int) -> Noun | None:
    first = at + 1
    while first > 0 and reading.is_in_name(first - 1):
        first -= 1
    return named(reading, first, at + 1)


def role_before(reading: Reading, at: int) -> Noun | None:
    """An unnamed speaker: "the defence ministry", "the president's spokesman"."""
    if reading.tokens[at].low not in reading.words.roles:
        return None
    first = at
    while first > 0 and at - first < _MOST_DESCRIBING and _describes(reading, first - 1):
        first -= 1
    return Noun(first, at + 1, _joined(reading, first, at + 1))


def _describes(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token.is_word and token.low not in CONNECTIVES | reading.words.articles | reading.words.not_names


def noun_after(reading: Reading, at: int) -> Noun | None:
    """The name or description that begins here: "the Y newspaper", "defence chief X", "the ministry".

    None where a capitalised word is followed by words that may or may not describe the next name ("according to
    Danes many Swedes left").
    """
    tokens, words = reading.tokens, reading.words
    while at < len(tokens) and tokens[at].low in words.articles:
        at += 1
    last = _run_end(reading, at)
    plain_end = last
    while plain_end - last < _MOST_DESCRIBING and _may_describe(reading, plain_end):
        plain_end += 1
    further = _run_end(reading, plain_end)
    between = [token.low for token in tokens[last:plain_end]]
    if between and further > plain_end and any(_is_description(reading, word) for word in between):
        return named(reading, plain_end, further, begin=at)
    if between and last - at <= 1:
        roles = [n for n in range(last, plain_end) if tokens[n].low in words.roles]
        if roles:
            return Noun(at, roles[0] + 1, _joined(reading, at, roles[0] + 1))
        if further > plain_end:
            return None
    if last > at and between and between[0] in OUTLET_NOUNS:
        last += 1
    return named(reading, at, last)


def _run_end(reading: Reading, at: int) -> int:
    """Where the run of name words that begins here ends; `at` itself when none does."""
    last = at
    while last < len(reading.tokens) and (reading.is_name_word(last) if last == at else reading.is_in_name(last)):
        last += 1
    return last


def _is_description(reading: Reading, word: str) -> bool:
    return word in reading.words.roles or word in OUTLET_NOUNS or title_length([word]) > 0


def _may_describe(reading: Reading, at: int) -> bool:
    """A plain word that may stand between "the" and a name. In German those are capitals: none may."""
    if at >= len(reading.tokens) or reading.words.nouns_are_capital:
        return False
    token = reading.tokens[at]
    ends = CONNECTIVES | reading.words.pronouns | reading.words.articles
    return token.is_word and token.text[0].islower() and token.low not in ends


def named(reading: Reading, first: int, last: int, *, begin: int | None = None) -> Noun | None:
    """A run of name words as a noun: an outlet's without "newspaper", a person's without titles."""
    if first >= last:
        return None
    begin = first if begin is None else begin
    run = [token.text for token in reading.tokens[first:last]]
    before = reading.tokens[first - 1].low if first > 0 else ""
    if before in OUTLET_NOUNS or any(word.casefold() in OUTLETS for word in run):
        nouns = [n for n, word in enumerate(run) if word in OUTLET_NOUNS]
        run = run[nouns[-1] + 1 :] or run[: nouns[0]] if nouns else run
        return Noun(begin, last, " ".join(run).replace(NAME_JOINER, " "), is_outlet=True)
    return Noun(begin, last, _person(_joined(reading, first, last)))


def _person(name: str) -> str:
    """The name without what describes it in front: "French President X" is X, a bare title stays."""
    words = name.split()
    while len(words) > 1 and is_place_in_genitive(words[0]):
        words = words[1:]
    for at in range(len(words)):
        length = title_length(words[at:])
        if length and at + length < len(words) and not is_place_in_genitive(words[at + length]):
            return without_titles(" ".join(words[at:]))
    return " ".join(words)


def _joined(reading: Reading, first: int, last: int) -> str:
    """The words as they stand; a full stop goes to the word before it."""
    return " ".join(token.text for token in reading.tokens[first:last]).replace(" .", ".")
