"""What can be seen of a sentence that makes it more or less worth checking.

Each feature has a name and a strength, as a rule 1, and the words that show it. Nothing is learnt here: the words
come from short lists (`words/*.toml`), the rest is numbers, names, marks and the place. `weights.toml` says what
each adds.
"""
# ruff: noqa: RUF001 -- other alphabets and marks are the subject

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.claims.detection.lexicon import Lexicon, Token, lexicon_of, tokens_of
from factcheck.claims.detection.values import Context
from factcheck.database.month_names import MONTHS
from factcheck.passages.attribution_words import CONNECTIVES

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_MONEY = re.compile(r"[$€£₽¥]\s?\d(?:[\d.,]*\d)?|\d[\d.,]*\s?(?:[$€£₽¥]|USD|EUR|RUB)")
_PERCENT = re.compile(r"\d[\d.,]*\s?(?:%|‰)")
_ORDER = re.compile(
    r"(?:st|nd|rd|th|er|ème|e|º|ª|-го|-й|-я)\b|-(?:year|month|day|hour)s?\b|\.\s(?:" + "|".join(MONTHS) + r")\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“”«»„\"]")
_END = re.compile(r"[.!?…]['\"”»)\]]*\s*$")
_CUT_OFF = re.compile(r"(?:--|—|–|\.\.\.|…|-)\s*$")
#: A colon, or a joining word that nothing stands behind.
_LEADS_ON = re.compile(r"(?::|\b(?:that|and|or|which|including|are|dass|und|que|qui|et|y|o|что|и|или))\s*$")
_TIME_OF_DAY = re.compile(r"\b\d{1,2}:\d\d\b")
#: Lists of which two or more words say more than one.
_COUNTED = ("public", "deed")
_VERBS = {"say", "deed", "change", "past"}
#: Words, at least, of a sentence that can say anything.
_SHORT, _BRIEF, _LONG = 4, 8, 28


@dataclass(frozen=True, slots=True)
class Feature:
    strength: float
    words: tuple[str, ...] = ()


type Features = dict[str, Feature]


def features_of(sentence: str, context: Context) -> Features:
    """All that the sentence shows, by name."""
    tokens = tokens_of(sentence)
    lexicon = lexicon_of(context.language)
    hits = _without_country(_without_names(lexicon.hits(tokens), tokens, sentence), sentence)
    _added(hits, tokens)
    _answered(hits, tokens, sentence)
    found: Features = {}
    _lists(found, hits)
    _numbers(found, sentence, tokens, hits)
    _names(found, sentence, tokens, lexicon)
    _shape(found, sentence, tokens, context)
    _opening(found, tokens, hits)
    _said_by_a_name(found, tokens, hits)
    _together(found)
    _denial(found, tokens, hits)
    _negated_deed(found, tokens, hits)
    _as_said(found, hits)
    _place(found, context)
    return found


def _without_country(hits: dict[str, list[str]], sentence: str) -> dict[str, list[str]]:
    """In capitals "US" is a country, unless all is written in capitals."""
    if "US" not in hits.get("first_many", ()) or sentence.isupper():
        return hits
    own = [word for word in hits["first_many"] if word != "US"]
    return {name: own if name == "first_many" else words for name, words in hits.items() if own or name != "first_many"}


def _without_names(hits: dict[str, list[str]], tokens: Sequence[Token], sentence: str) -> dict[str, list[str]]:
    """What has a capital within the sentence is a name, whatever verb it looks like: the "States" of a country."""
    if sentence.isupper():
        return hits
    first = tokens[0].written if tokens else ""
    verbs = {
        name: [one for one in hits[name] if one[0].islower() or one.startswith(first)] for name in _VERBS & hits.keys()
    }
    return {name: verbs.get(name, words) for name, words in hits.items() if verbs.get(name, words)}


def _added(hits: dict[str, list[str]], tokens: Sequence[Token]) -> None:
    """What is a verb of saying and of change ("added") says a change only where something is counted."""
    both = set(hits.get("say", ())).intersection(hits.get("change", ()))
    is_counted = "scale" in hits or "number" in hits or any(one.written[0].isdigit() for one in tokens)
    other = "say" if is_counted else "change"
    if both and not (kept := [word for word in hits[other] if word not in both]):
        del hits[other]
    elif both:
        hits[other] = kept


def _answered(hits: dict[str, list[str]], tokens: Sequence[Token], sentence: str) -> None:
    """What begins with "No," answers: Russian has one word for it and for "there is no"."""
    first = tokens[0] if tokens else None
    if first and sentence[first.end : first.end + 1] == "," and hits.get("absence", ())[:1] == [first.written]:
        del hits["absence"]


def _lists(found: Features, hits: dict[str, list[str]]) -> None:
    for name, words in hits.items():
        found[name] = Feature(1, tuple(words[:3]))
    for name in _COUNTED:
        if len(set(hits.get(name, ()))) > 1:
            found[f"{name} again"] = Feature(1, tuple(hits[name][:3]))


def _numbers(found: Features, sentence: str, tokens: Sequence[Token], hits: dict[str, list[str]]) -> None:
    digits = [
        token.written
        for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
        if token.written[0].isdigit()
        and not (_is_order(sentence, token) or _is_day(before, after) or _is_named(sentence, before, token, after))
    ]
    years = [number for number in digits if _YEAR.fullmatch(number)]
    amounts = [number for number in digits if number not in years and not _TIME_OF_DAY.search(sentence)]
    large = [number for number in amounts if sum(map(str.isdigit, number)) > 3]
    for name, words in (("figure", amounts), ("large figure", large), ("year", years)):
        if words:
            found[name] = Feature(1, tuple(words[:3]))
    if len(amounts) > 1:
        found["figures"] = Feature(1, tuple(amounts[:3]))
    if match := _MONEY.search(sentence):
        found["money"] = Feature(1, (match[0],))
    if match := _PERCENT.search(sentence):
        found["share"] = Feature(1, (match[0],))
    if amounts or "scale" in hits or ("number" in hits and "unit" in hits):
        found["quantity"] = Feature(1, tuple([*amounts, *hits.get("scale", ()), *hits.get("number", ())][:3]))


def _is_day(before: Token | None, after: Token | None) -> bool:
    """Whether a month stands beside it: "20 February", "Feb. 20"."""
    return any(
        one is not None and one.folded in MONTHS and (len(one.folded) > 4 or one.written[0].isupper())
        for one in (before, after)
    )


def _is_named(sentence: str, before: Token | None, token: Token, after: Token | None) -> bool:
    """Whether it is part of a name ("Defender-Europe 20", "Boeing 737"): nothing follows that it could count."""
    if before is None or not before.written[0].isupper() or sentence[before.end : token.start] != " ":
        return False
    if not token.written.isdigit() or len(token.written) > 3:
        return False
    ends = after is None or sentence[token.end : after.start] != " "
    return "-" in before.written or (
        (before.start > 0) and (ends or (after is not None and after.folded in _AFTER_NAMES))
    )


def _is_order(sentence: str, token: Token) -> bool:
    """Whether it is said as an ordinal ("66th", "26-year-old"): that counts nothing."""
    return bool(_ORDER.match(sentence, token.end))


def _names(found: Features, sentence: str, tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Capital letters within the sentence; of its first word nothing is known."""
    names = [token.written for token in tokens[1:] if token.written[0].isupper() and token.folded not in _NO_NAMES]
    if names:
        found["name"] = Feature(1, tuple(names[:3]))
    short_forms = [one.written for one in tokens if len(one.written) > 1 and one.written.isupper()]
    if short_forms and not sentence.isupper():
        found["abbreviation"] = Feature(1, tuple(short_forms[:3]))


#: Verbs and small words of all languages: what a number stands before them in belongs to the name.
_AFTER_NAMES = CONNECTIVES | frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "will", "ist", "sind", "war", "hat", "wird"]
    + ["est", "sont", "a", "était", "es", "son", "fue", "ha"]
)
_NO_NAMES = frozenset(["i", "i'm", "i've", "i'll", "i'd"])


def _shape(found: Features, sentence: str, tokens: Sequence[Token], context: Context) -> None:
    count = len(tokens)
    found["length"] = Feature(min(math.log2(count + 1) / 5, 1.2))
    for name, applies in (
        ("scrap", count < _SHORT),
        ("brief", _SHORT <= count < _BRIEF),
        ("long", count > _LONG),
        ("question", sentence.rstrip("\"'”» )").endswith("?")),
        ("exclamation", sentence.rstrip("\"'”» )").endswith("!")),
        ("cut off", bool(_CUT_OFF.search(sentence))),
        ("no full stop", context.block != "list_item" and not _END.search(sentence)),
        ("leads to a list", bool(_LEADS_ON.search(sentence))),
        ("quotation", bool(_QUOTED.search(sentence))),
        ("link", "http://" in sentence or "https://" in sentence or "www." in sentence),
    ):
        if applies:
            found[name] = Feature(1)


def _opening(found: Features, tokens: Sequence[Token], hits: dict[str, list[str]]) -> None:
    """The first word says what a sentence is about, or that it leans on the one before."""
    first = tokens[0].written if tokens else ""
    for name in ("first_many", "question_word", "urging"):
        if first and hits.get(name, [""])[0] == first:
            found[f"opens with {name}"] = Feature(1, (first,))


def _together(found: Features) -> None:
    """What counts only in company."""
    pairs = {
        "stance of a name": ("stance", "name"),
        "negated deed": ("negation", "deed"),
    }
    for name, (one, other) in pairs.items():
        if one in found and other in found:
            # This one shows it; the other only stands near.
            found[name] = Feature(1, found[one].words[:1])


_PRONOUNS = ("pronoun", "first_one", "first_many", "second")
_ONLY = frozenset(["only", "just", "until", "nur", "erst", "seulement", "sólo", "solo", "только"])
#: After "not" or later in its clause these make it deny less than the deed.
_LIMITING = frozenset(["only", "just", "so", "such", "as", "more", "less", "until"])


def _said_by_a_name(found: Features, tokens: Sequence[Token], hits: dict[str, list[str]]) -> None:
    """Somebody is named, and it is not I, you or he who says it."""
    if "name" not in found:
        return
    no_names = {word for name in _PRONOUNS for word in hits.get(name, ())}
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.written in hits.get("say", ()) and (before is None or before.written not in no_names):
            found["said by a name"] = Feature(1, (token.written,))
            return


def _denial(found: Features, tokens: Sequence[Token], hits: dict[str, list[str]]) -> None:
    """Somebody says that something is not so. That it must not be is advice, "not only" no denial."""
    if "said by a name" not in found or "should" in hits:
        return
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.written in hits.get("negation", ()) and (after is None or after.folded not in _ONLY):
            found["denial"] = Feature(1, (token.written,))
            return


def _negated_deed(found: Features, tokens: Sequence[Token], hits: dict[str, list[str]]) -> None:
    """The words that show it, where one stands right before the other: "not sold"."""
    if "negated deed" not in found:
        return
    found["negated deed"] = Feature(1)
    negations, deeds = set(hits["negation"]), set(hits["deed"])
    for at, token in enumerate(tokens[:-1]):
        further = tokens[at + 1 : at + 6]
        if token.written not in negations or not _LIMITING.isdisjoint(one.folded for one in further):
            continue
        if further[0].written in deeds:
            found["negated deed"] = Feature(1, (f"{token.written} {further[0].written}",))
            return


def _as_said(found: Features, hits: dict[str, list[str]]) -> None:
    """What somebody said will be, or should be: that it was said can be checked all the same.

    Words quoted at length that say only what should be done tell little that is so.
    """
    if "quotation" in found and "long" in found and ("should" in found or len(hits.get("unreal", ())) > 1):
        found["wishes quoted"] = Feature(1, tuple([*hits.get("should", ()), *hits.get("unreal", ())][:3]))
    if not found.keys().isdisjoint(("said by a name", "according")):
        for name in ("future", "should", "condition"):
            found.pop(name, None)


def _place(found: Features, context: Context) -> None:
    if context.boilerplate or context.block == "boilerplate":
        found["boilerplate"] = Feature(1)
    if context.block in ("heading", "caption"):
        found[context.block] = Feature(1)
