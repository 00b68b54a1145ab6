"""Whether a text answers a question of the search box, and which of its words to mark.

A desk's documents are in several languages, and a question is not said to be in one. So each of its words stands for
all that it would be in any of the desk's languages; a text has the word if it has one of these. Phrases must stand
there as typed, case, accents and punctuation apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.search.parsing import Parsed
from factcheck.search.words import fold, placed_words, stops, words

_WORD = re.compile(r"\w+")

type Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What was asked, in the words of the index."""

    parsed: Parsed
    languages: tuple[str, ...]
    """ISO codes of the texts that are asked; "" for those whose language is not known."""

    @cached_property
    def needs(self) -> list[set[Tokens]]:
        """Of each wanted word or phrase, what it may be as tokens. Frequent words are needed in phrases only."""
        forms = [_forms(said, self.languages) for said in self.parsed.wanted]
        telling = [
            found
            for said, found in zip(self.parsed.wanted, forms, strict=True)
            if said in self.parsed.phrases or not _is_stop(found, self.languages)
        ]
        return [found for found in telling or forms if found]

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Each token by which a text can be found, and that is marked in it."""
        return frozenset(token for found in self.needs for form in found for token in form)

    @cached_property
    def excluded(self) -> list[set[Tokens]]:
        """Of each word or phrase that must not be there, what it may be as tokens."""
        return [_forms(said, self.languages) for said in self.parsed.excluded]

    def has_all(self, tokens: Sequence[str]) -> bool:
        """Whether a text of these tokens, in order, has every word, each phrase with its words together."""
        present = frozenset(tokens)
        return all(_stands(tokens, present, found) for found in self.needs)

    def is_excluded(self, tokens: Sequence[str]) -> bool:
        present = frozenset(tokens)
        return any(_stands(tokens, present, found) for found in self.excluded)

    def has_phrases(self, text: str) -> bool:
        """Whether every phrase stands in the text as it was typed."""
        if not self.parsed.phrases:
            return True
        folded = _folded(text)
        return all(_folded(phrase) in folded for phrase in self.parsed.phrases)

    def marks(self, text: str, language: str) -> list[tuple[int, int]]:
        """The spans of the words in `text` that were asked for, in order."""
        spans = {(word.start, word.end) for word in placed_words(text, language) if word.token in self.tokens}
        return sorted(spans)


def _forms(said: str, languages: Iterable[str]) -> set[Tokens]:
    forms = (tuple(words(said, language)) for language in languages or ("",))
    return {form for form in forms if form}


def _is_stop(forms: set[Tokens], languages: Iterable[str]) -> bool:
    frequent = frozenset().union(*(stops(language) for language in languages or ("",)))
    return all(token in frequent for form in forms for token in form)


def _stands(tokens: Sequence[str], present: frozenset[str], forms: set[Tokens]) -> bool:
    return any(present.issuperset(form) and (len(form) == 1 or _together(tokens, form)) for form in forms)


def _together(tokens: Sequence[str], form: Tokens) -> bool:
    first, length = form[0], len(form)
    return any(
        token == first and tuple(tokens[at : at + length]) == form for at, token in enumerate(tokens[: 1 - length])
    )


def _folded(text: str) -> str:
    """The words of the text as written but for case and accents, each between spaces."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
