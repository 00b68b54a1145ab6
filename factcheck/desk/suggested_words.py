"""The reasons of a suggested claim in words for people: a few meanings, each of several features of the score."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from factcheck.claims.detection import Reason

#: What people are told, and the features that mean it.
_MEANINGS: dict[str, tuple[str, ...]] = {
    _("quantity"): (
        "quantity",
        "scale",
        "figure",
        "figures",
        "large figure",
        "part",
        "share",
        "money",
        "about",
    ),
    _("change"): ("change",),
    _("comparison"): ("comparison",),
    _("superlative"): ("superlative",),
    _("cause"): ("cause",),
    _("example"): ("example",),
    _("public matter"): ("public", "public again", "abbreviation"),
    _("somebody did it"): ("deed", "deed again"),
    _("somebody's position"): ("stance", "stance of a name"),
    _("attribution"): ("said by a name", "according", "source"),
    _("says it is not so"): ("absence", "negated deed", "denial"),
    _("date"): ("year", "day", "time"),
    _("says what is or was"): ("being", "past"),
    _("quotation"): ("quotation",),
    _("opinion"): ("opinion", "valuing"),
    _("what should be"): ("should", "unreal", "wishes quoted"),
    _("prediction"): ("future", "condition", "hedge"),
    _("question"): ("question", "opens with question_word"),
    _("speaks of oneself"): ("first_one", "first_many", "opens with first_many"),
    _("speaks to somebody"): ("second", "greeting", "procedure", "opens with urging"),
    _("vague"): ("vague", "exclamation"),
    _("short"): ("brief", "scrap"),
    _("not a whole sentence"): ("cut off", "no full stop", "leads to a list"),
    _("not the article's own words"): ("boilerplate", "appeal", "link", "heading", "caption"),
}
_MEANING_OF = {feature: meaning for meaning, features in _MEANINGS.items() for feature in features}
#: Less than this is no reason.
_LEAST = 0.1
_MOST_WORDS = 3


@dataclass(frozen=True)
class Told:
    """A reason as people read it: "quantity" and the words that show it."""

    meaning: str
    words: str
    weight: float


def _longest(words: Iterable[str]) -> list[str]:
    """Without those that stand in a longer one ("because of" says "because" too), or that begin where one ends.

    "Has no" and "no need" are "has no need", and one of them is enough.
    """
    every = list(words)
    longest = [one for one in every if not any(f" {one} " in f" {other} " for other in every if other != one)]
    kept: list[str] = []
    for one in longest:
        begun = one.partition(" ")
        if not (begun[2] and any(before.rpartition(" ")[2].casefold() == begun[0].casefold() for before in kept)):
            kept.append(one)
    return kept


def told(reasons: Iterable[Reason]) -> tuple[list[Told], list[Told]]:
    """What speaks for checking the words, and what against it, the weightiest first."""
    weights: dict[str, float] = {}
    words: dict[str, dict[str, None]] = {}
    for reason in reasons:
        meaning = _MEANING_OF.get(reason.name)
        if meaning is not None:
            weights[meaning] = weights.get(meaning, 0) + reason.weight
            words.setdefault(meaning, {}).update(dict.fromkeys(reason.words))
    ordered = sorted(weights, key=lambda meaning: -abs(weights[meaning]))
    every = [
        Told(gettext(meaning), ", ".join(_longest(words[meaning])[:_MOST_WORDS]), round(weights[meaning], 2))
        for meaning in ordered
        if abs(weights[meaning]) >= _LEAST
    ]
    return [one for one in every if one.weight > 0], [one for one in every if one.weight < 0]
