"""From features to a score: the logistic function of the sum of their weights."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.claims.detection.features import features_of
from factcheck.claims.detection.values import Context, Reason, Score

#: Name and version: another number here whenever a list, a feature or a weight changes.
DETECTOR = "check-worthiness 3"
#: Sentences from here on are proposed to people.
WORTH_A_LOOK = 0.5
_ANYWHERE = Context()


@dataclass(frozen=True)
class Weights:
    base: float
    of: dict[str, float]


@cache
def weight_lists() -> dict[str, Any]:
    """As they stand in the file: those fitted and those set by hand apart."""
    return tomllib.loads((Path(__file__).parent / "weights.toml").read_text("utf-8"))


@cache
def weights() -> Weights:
    data = weight_lists()
    return Weights(data["base"], data["fitted"] | data["by_sense"])


def score(sentence: str, *, context: Context = _ANYWHERE) -> Score:
    """How worth checking the sentence is, 0 to 1, with every feature that weighs in, the weightiest first."""
    known = weights()
    reasons = [
        Reason(name, round(known.of[name] * feature.strength, 3), feature.words)
        for name, feature in features_of(sentence, context).items()
        if name in known.of
    ]
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.name))
    total = known.base + sum(reason.weight for reason in reasons)
    return Score(round(1 / (1 + math.exp(-total)), 4), tuple(reasons))
