"""How the weights of `claims/detection` came about: run it and it prints those that are fitted.

Logistic regression by Newton's method over the named features, on labelled lines in files. Each file counts alike,
however many of its lines are worth checking; the weights set by hand stand as an offset; a weight whose sign would say
the opposite of what its feature means is held at 0.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from factcheck.claims.detection import Context
from factcheck.claims.detection.features import features_of
from factcheck.claims.detection.scoring import weight_lists

#: Of L2, and the share of the lines of a file that a file without any worth checking is taken to have.
PENALTY = 20.0
_FEWEST = 3
_ROUNDS = 25
type Numbers = np.ndarray


@cache
def _names() -> tuple[str, ...]:
    return tuple(name for names in weight_lists().values() if isinstance(names, dict) for name in names)


@dataclass(frozen=True)
class File:
    """The lines of one debate: the strength of each feature, and 1 where the line was thought worth checking."""

    name: str
    texts: Sequence[str]
    strengths: Numbers
    labels: Numbers


def file_of(name: str, texts: Sequence[str], labels: Sequence[int], language: str) -> File:
    context = Context(language=language)
    places = {feature: place for place, feature in enumerate(_names())}
    strengths = np.zeros((len(texts), len(places)))
    for row, text in enumerate(texts):
        for feature, one in features_of(text, context).items():
            if feature in places:
                strengths[row, places[feature]] = one.strength
    return File(name, texts, strengths, np.array(labels, float))


def fit(files: Sequence[File], without: Collection[str] = ()) -> dict[str, float]:
    """The weights, those set by hand among them; `without` names features that are not there."""
    lists = weight_lists()
    by_hand = {name: weight for name, weight in lists["by_sense"].items() if name not in without}
    fitted = {name: weight for name, weight in lists["fitted"].items() if name not in without}
    columns = np.array([_names().index(name) for name in fitted])
    signs = np.sign(list(fitted.values()))
    x = np.vstack([file.strengths for file in files])
    y = np.concatenate([file.labels for file in files])
    offset = x @ _in_order(by_hand)
    free = np.ones(len(columns), bool)
    while True:
        found = np.zeros(len(columns))
        found[free] = _newton(x[:, columns[free]], y, _each_alike(files), offset)
        against = found * signs < 0
        if not against.any():
            return by_hand | dict(zip(fitted, map(float, found), strict=True))
        free &= ~against


def scores(file: File, weights: Mapping[str, float]) -> Numbers:
    """The sum of the weights, of each line."""
    return file.strengths @ _in_order(weights)


def _in_order(weights: Mapping[str, float]) -> Numbers:
    return np.array([weights.get(name, 0.0) for name in _names()])


def _each_alike(files: Sequence[File]) -> Numbers:
    positive = sum(file.labels.sum() for file in files) / len(files)
    return np.concatenate([np.full(len(file.labels), positive / max(file.labels.sum(), _FEWEST)) for file in files])


def _newton(x: Numbers, y: Numbers, weights: Numbers, offset: Numbers) -> Numbers:
    x = np.hstack([x, np.ones((len(x), 1))])
    found = np.zeros(x.shape[1])
    penalty = np.append(np.full(x.shape[1] - 1, PENALTY), 1e-6)
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-(x @ found + offset)))
        slope = x.T @ (weights * (likely - y)) + penalty * found
        bend = (x * (weights * likely * (1 - likely))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-5:
            break
    return found[:-1]


if __name__ == "__main__":
    from tests.benchmarks.quality.detection import files_of_set

    for name, weight in sorted(fit(files_of_set()).items(), key=lambda one: -one[1]):
        print(f"{weight:+.2f} {name}")
