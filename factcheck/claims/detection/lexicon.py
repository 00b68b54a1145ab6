"""The word lists of a language, looked up for all words of a sentence at once."""
# ruff: noqa: RUF001 -- the apostrophes that look alike are meant

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from factcheck.passages.attribution_words import LANGUAGES

_WORD = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]\d|\d)"  # 30 000
    r"|\d+(?:[.,\u00a0\u202f']\d+)*|[^\W\d_]+(?:['’-][^\W_]+)*"
)
_DIRECTORY = Path(__file__).parent / "words"
#: Stands in a phrase for words that do not matter, and how many they may be.
ANY, _GAP = "~", 2
#: Lists whose words mean something else within a phrase: the "longer" of "no longer", the "least" of "at least".
_ALONE = frozenset(["comparison", "superlative", "procedure"])
#: Verbs of saying that are nouns more often, unless "that" follows.
_NOUNS = frozenset(["states", "reports"])
#: Letters of a word whose ending says something: "need" is no past of "ne".
_LONG_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number as written, and folded for looking it up."""

    start: int
    end: int
    written: str
    folded: str


@dataclass
class Lexicon:
    """`exact`, `stems` and `endings` name the lists of a word, `phrases` those of a run of words, by the first of them.

    `without`: words that have an ending of a list and are not meant by it.
    """

    exact: dict[str, set[str]] = field(default_factory=dict)
    stems: dict[str, set[str]] = field(default_factory=dict)
    endings: dict[str, set[str]] = field(default_factory=dict)
    without: dict[str, set[str]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    shortest: int = 99
    longest: int = 0

    def add(self, name: str, entry: str) -> None:
        entry = entry.casefold()
        if "_" in entry:
            words = tuple(entry.split("_"))
            self.phrases.setdefault(words[0], []).append((words, name))
        elif entry.startswith("*"):
            self.endings.setdefault(entry[1:], set()).add(name)
        elif entry.startswith("!"):
            self.without.setdefault(entry[1:], set()).add(name)
        elif entry.endswith("*"):
            stem = entry[:-1]
            self.stems.setdefault(stem, set()).add(name)
            self.shortest, self.longest = min(self.shortest, len(stem)), max(self.longest, len(stem))
        else:
            self.exact.setdefault(entry, set()).add(name)

    def hits(self, tokens: Sequence[Token]) -> dict[str, list[str]]:
        """Of each list that any words are on: those words as written, in order."""
        found: dict[str, list[str]] = {}
        folded = [token.folded for token in tokens]
        phrases = [
            (index, end, name)
            for index, word in enumerate(folded)
            for words, name in self.phrases.get(word, ())
            if (end := _end_of(words, folded, index))
        ]
        within = {index for start, end, _ in phrases for index in range(start, end)}
        for index, word in enumerate(folded):
            for name in self._lists_of(word):
                if not (name in _ALONE and index in within):
                    found.setdefault(name, []).append(tokens[index].written)
            for start, end, name in phrases:
                if start == index:
                    found.setdefault(name, []).append(" ".join(one.written for one in tokens[start:end]))
        return found

    def _lists_of(self, word: str) -> set[str]:
        lists = self.exact.get(word, set())
        for length in range(self.shortest, min(self.longest, len(word)) + 1):
            if (more := self.stems.get(word[:length])) is not None:
                lists = lists | more
        if len(word) >= _LONG_ENOUGH and "-" not in word:
            for ending, more in self.endings.items():
                if word.endswith(ending):
                    lists = lists | (more - self.without.get(word, set()))
        return lists


def _end_of(phrase: Sequence[str], words: Sequence[str], at: int) -> int:
    """Where the phrase ends that begins at this word; 0 if it does not stand there. For `ANY` up to two words stand."""
    for place, one in enumerate(phrase):
        if one == ANY:
            rest = phrase[place + 1 :]
            return next((end for gap in range(_GAP + 1) if (end := _end_of(rest, words, at + gap))), 0)
        if at >= len(words) or words[at] != one:
            return 0
        at += 1
    return at


def tokens_of(sentence: str) -> list[Token]:
    return [
        Token(match.start(), match.end(), match[0], match[0].casefold().replace("’", "'"))
        for match in _WORD.finditer(sentence)
    ]


@cache
def lexicon_of(language: str) -> Lexicon:
    """That of an ISO 639-1 code; an empty one for a language that there are no lists for."""
    lexicon = Lexicon()
    path = _DIRECTORY / f"{language}.toml"
    if not (language.isascii() and language.isalpha() and path.is_file()):
        return lexicon
    for lists in tomllib.loads(path.read_text("utf-8")).values():
        for name, entries in lists.items():
            for entry in entries.split():
                lexicon.add(name, entry)
    _add_attribution(lexicon, language)
    return lexicon


def _add_attribution(lexicon: Lexicon, language: str) -> None:
    """The words that show who speaks are listed already, for the voice of a passage."""
    words = LANGUAGES[language]
    for verb in words.say | words.quote:
        lexicon.add("say", f"{verb}_that" if verb in _NOUNS else verb)
    for pronoun in words.pronouns:
        lexicon.add("pronoun", pronoun)
    for phrase in words.according + words.citing:
        lexicon.add("according", "_".join(phrase))
