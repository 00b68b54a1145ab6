"""The words of a text as an index and a question see them, the same for both.

A word is folded (case and accents gone), reduced to its stem by the language of the text, and kept even when it is
frequent, since phrases need every word; whoever asks leaves the frequent ones out (`stops`). One word as written may
give several: "anti-tank" is found by "anti", by "tank" and by "antitank". Numbers are kept as numbers: "30,000" is
"30000", in German "30.000" too. "U.S." is "us". Characters that nobody sees (soft hyphens, marks of width or direction)
are no part of a word and do not end one: PDFs are full of them.

Stems come before folding, because the endings that a stemmer knows carry accents. A word in another alphabet than the
text's language (a Latin name in Russian) is reduced as `BY_SCRIPT` says, so that it is one word everywhere. Texts
without spaces between words (Chinese, Japanese, Thai) give overlapping pairs of characters.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import Stemmer

#: Part of what an index was built with: another number here makes it outdated.
METHOD = "words 2"

_STEMMERS = """
    ar:arabic ca:catalan cs:czech da:danish de:german el:greek en:english eo:esperanto es:spanish et:estonian eu:basque
    fa:persian fi:finnish fr:french ga:irish hi:hindi hu:hungarian hy:armenian id:indonesian it:italian lt:lithuanian
    nb:norwegian ne:nepali nl:dutch nn:norwegian no:norwegian pl:polish pt:portuguese ro:romanian ru:russian sr:serbian
    st:sesotho sv:swedish ta:tamil tr:turkish yi:yiddish
    """
STEMMERS = dict(pair.split(":") for pair in _STEMMERS.split())
"""The Snowball stemmer of each language, by ISO 639-1 code. Other languages are not stemmed."""
BY_SCRIPT = {"latin": "en", "cyrillic": "ru", "greek": "el", "arabic": "ar", "armenian": "hy"}
"""Whose stems a word takes when its alphabet is not that of the text's language, or no language is stated."""
NOT_LATIN = {
    code: script
    for script, codes in {
        "cyrillic": "ru uk be bg mk kk ky tg mn",
        "arabic": "ar fa ur ps",
        "devanagari": "hi ne",
        "hebrew": "he yi",
        "greek": "el",
        "armenian": "hy",
        "tamil": "ta",
        "georgian": "ka",
        "none": "zh ja ko th",
    }.items()
    for code in codes.split()
}
COMMA_GROUPS = frozenset(["", "en", "zh", "ja", "ko", "th", "he", "ar", "hi", "ga"])
"""Languages in which 30,000 is thirty thousand and 30.125 a fraction; in all others it is the other way round."""
ELIDING = frozenset(["fr", "it", "ca"])
"""Languages in which an apostrophe stands between two words."""
CACHED = 100_000
"""Words as written kept by language with what became of them: some 20 MB each."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0bbe-\u0bcd"
)
_PAIRED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_LETTER = rf"[^\W\d_{_PAIRED}]"
_SIGN = rf"[^\W_{_PAIRED}]"
_WORD = rf"{_SIGN}(?:{_SIGN}|[{_MARKS}])*"
_AS_WRITTEN = re.compile(
    rf"(?<![\w.])(?:{_LETTER}\.){{2,}}(?!\w)|(?<![\w.])(?:{_LETTER}\.)+{_LETTER}(?!\w)"  # U.S. and U.S
    r"|(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)"  # 30 000
    r"|(?<!\w)\d+(?:[.,]\d+)+(?!\w)"  # 30,000 and 1.5
    rf"|{_WORD}(?:['\u2018\u2019\u02bc\-\u2010\u2011]{_WORD})*"
    rf"|[{_PAIRED}]+"
)
_UNSEEN = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f]"
)
"""Unicode's category Cf."""
_NUMBER = re.compile(r"\d[\d., \u00a0\u2009\u202f]*")
_PAIRS = re.compile(rf"[{_PAIRED}]+")
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc]")
_HYPHEN = re.compile("[-\u2010\u2011]")
_ACCENT = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i", "þ": "th", "ð": "d"})


class Word(NamedTuple):
    """One word of the index, and the span as written that it comes from; several may share a span."""

    start: int
    end: int
    token: str


def words(text: str, language: str = "") -> list[str]:
    """The words of `text` in order, those of one as written one after the other. `language`: ISO code or ""."""
    known = _known(base(language))
    return [token for written in _AS_WRITTEN.findall(_UNSEEN.sub("", text)) for token in known[written]]


def placed_words(text: str, language: str = "") -> list[Word]:
    """The same words with their places in `text`, in code points. What nobody sees inside a word lies in its span."""
    known = _known(base(language))
    seen = _UNSEEN.sub("", text)
    if len(seen) == len(text):
        places: Sequence[int] = range(len(text))
    else:
        places = [at for at, sign in enumerate(text) if not _UNSEEN.match(sign)]
    return [
        Word(places[match.start()], places[match.end() - 1] + 1, token)
        for match in _AS_WRITTEN.finditer(seen)
        for token in known[match.group()]
    ]


def without_stops(tokens: Iterable[str], language: str = "") -> list[str]:
    """Those of `tokens` that tell texts apart; all of them if none does, so that a question is never empty."""
    kept = list(tokens)
    left_out = stops(base(language))
    return [token for token in kept if token not in left_out] or kept


@cache
def stops(language: str) -> frozenset[str]:
    """The stop words of a language as tokens; of the language of `BY_SCRIPT` for Latin letters where it has none."""
    lists = _stop_lists()
    return frozenset(words(lists.get(language) or ("" if language else lists["en"]), language))


def base(language: str) -> str:
    """`en` of `en-GB`."""
    return language.partition("-")[0].partition("_")[0].lower()


def fold(word: str) -> str:
    """Without case, accents, and what nobody sees."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", _UNSEEN.sub("", word).casefold().translate(_STROKES))
    return unicodedata.normalize("NFC", _ACCENT.sub("", decomposed))


@cache
def _stop_lists() -> dict[str, str]:
    loaded: dict[str, str] = tomllib.loads((Path(__file__).parent / "stop_words.toml").read_text(encoding="utf-8"))
    return loaded


class _Known(dict[str, tuple[str, ...]]):
    """What each word as written gives in one language, filled as words are met."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._stem = {code: _stemmer(code) for code in {language, *BY_SCRIPT.values()}}

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) >= CACHED:
            self.clear()
        self[written] = tokens = tuple(token for token in self._tokens(written) if token)
        return tokens

    def _tokens(self, written: str) -> list[str]:
        if _PAIRS.match(written):
            return [written[at : at + 2] for at in range(max(len(written) - 1, 1))]
        if _NUMBER.fullmatch(written):
            return _numbers(unicodedata.normalize("NFKC", written), self.language)
        if "." in written:
            return [fold(written.replace(".", ""))]
        parts = [self._one(part) for part in _HYPHEN.split(written)]
        found = [token for part in parts for token in part]
        return [*found, self._whole(written)] if len(parts) > 1 else found

    def _one(self, written: str) -> list[str]:
        """Of a word without hyphens: without its possessive; in two where an apostrophe stands between words."""
        head, *rest = _APOSTROPHE.split(unicodedata.normalize("NFC", written).lower())
        if not rest:
            return [self._stemmed(head)]
        if self.language in ELIDING:
            return [self._stemmed(part) for part in (head, *rest)]
        return [self._stemmed("".join((head, *(rest[:-1] if rest[-1] == "s" else rest))))]

    def _whole(self, written: str) -> str:
        return self._stemmed(_APOSTROPHE.sub("", _HYPHEN.sub("", unicodedata.normalize("NFC", written).lower())))

    def _stemmed(self, word: str) -> str:
        stemmer = self._stem[_stemmed_as(word, self.language)]
        return fold(stemmer.stemWord(word.replace("\u0451", "\u0435")) if stemmer else word)


def _numbers(written: str, language: str) -> list[str]:
    """A number without the marks of its thousands and with a point before its fraction; the parts of a date."""
    plain = re.sub(r"\s", "", written)
    parts = re.split("[.,]", plain)
    if len(parts) == 1:
        return parts
    marks = set(re.findall("[.,]", plain))
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and len(marks) == 1:
        grouping = "," if language in COMMA_GROUPS else "."
        return ["".join(parts)] if len(parts) > 2 or marks == {grouping} else [".".join(parts)]
    if len(parts) == 2:
        return [".".join(parts)]
    if len(marks) == 2 and plain.count(max(plain[-len(parts[-1]) - 1], "")) == 1:
        return ["".join(parts[:-1]) + "." + parts[-1]]
    return parts


def _stemmed_as(word: str, language: str) -> str:
    script = _script(word)
    own = language and NOT_LATIN.get(language, "latin")
    return language if script == own or script not in BY_SCRIPT else BY_SCRIPT[script]


def _script(word: str) -> str:
    if word[:1].isascii():
        return "latin"
    return unicodedata.name(word[:1], "").partition(" ")[0].lower()


@cache
def _known(language: str) -> _Known:
    return _Known(language)


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    """Without its own cache, ours being before it."""
    return Stemmer.Stemmer(STEMMERS[language], 0) if language in STEMMERS else None
