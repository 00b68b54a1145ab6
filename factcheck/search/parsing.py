"""What somebody typed into the search box, taken apart.

Words that should be found, "words in quotation marks" that should stand together as typed, and -words or
-"phrases" that must not be there. A hyphen within a word is part of it, and so is a space within a number. What can't
be read so is read as plain words, with a note of why: the box always answers.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

#: Longer than this nothing is looked for: more than anybody types, less than a pasted article.
LONGEST = 1000
MOST_WORDS = 64

#: Opening and closing marks of the languages of the desk; each mark is read as the plain one.
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))  # noqa: RUF001 -- the marks are the subject
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_HAS_WORD = re.compile(r"\w")
#: 30 000, with any of the spaces that group digits: one number, as it is in the index.
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\w])")


class Note(StrEnum):
    """Why a question was read as plain words."""

    UNCLOSED = "unclosed"
    """A quotation mark is opened and not closed."""
    ONLY_EXCLUDED = "only_excluded"
    """It only says what must not be there, which nothing can be ranked by."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question. All as typed, without the marks."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    """Words and phrases that must not be there."""
    note: Note | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases)

    @property
    def wanted(self) -> tuple[str, ...]:
        """Everything to be found, words and phrases."""
        return (*self.words, *self.phrases)


def parse(text: str) -> Parsed:
    """The question in `text`. Never raises."""
    plain = text[:LONGEST].replace("\x00", " ").translate(_QUOTATION_MARKS)
    if plain.count('"') % 2:
        return _as_plain_words(plain, Note.UNCLOSED)
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    for piece in _PIECE.finditer(_with_whole_numbers(plain)):
        phrase, word = piece["phrase"], piece["word"]
        said = " ".join((phrase if word is None else word).split())
        if not _HAS_WORD.search(said):
            continue
        (excluded if piece["minus"] else words if word is not None else phrases).append(said)
    parsed = Parsed(tuple(words[:MOST_WORDS]), tuple(phrases[:MOST_WORDS]), tuple(excluded[:MOST_WORDS]))
    if parsed.is_empty and parsed.excluded:
        return _as_plain_words(plain, Note.ONLY_EXCLUDED)
    return parsed


def _with_whole_numbers(text: str) -> str:
    """Without the spaces in numbers, but in phrases, which are looked for as typed."""
    parts = text.split('"')
    parts[::2] = [_GROUPED.sub(lambda number: "".join(number.group().split()), part) for part in parts[::2]]
    return '"'.join(parts)


def _as_plain_words(text: str, note: Note) -> Parsed:
    words = [word.lstrip("-") for word in _with_whole_numbers(text.replace('"', " ")).split()]
    return Parsed(words=tuple(word for word in words if _HAS_WORD.search(word))[:MOST_WORDS], note=note)
