"""How well sentences worth checking are found, on debates and speeches with a label to each line.

A set is a folder of `*.jsonl` files, a line each: `text`, `label` (1: worth checking). Average precision of each file,
then their mean; the weights are fitted anew without the file that is measured. Beside: the length of the line, and a
count of digits and keywords. Each group of features is left out in turn.
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from factcheck.claims.detection import score
from tests.benchmarks.measure import Line
from tests.benchmarks.quality.fit_detection import File, Numbers, file_of, fit, scores
from tests.benchmarks.quality.interval import with_interval

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "detection" / "clef2019-training"
_FIRST = 10
_DIGITS = re.compile(r"\d+")
_KEYWORDS = re.compile(
    r"\b(?:percent|million|billion|thousand|more|less|most|least|never|always|every|because|increase|decrease|since)\b"
)
#: What is left out together: what people are told as one kind of reason.
GROUPS: dict[str, tuple[str, ...]] = {
    "quantities": (
        *("quantity", "scale", "figure", "figures", "large figure", "part", "share", "money", "about"),
        *("year",),
    ),
    "change and comparison": ("change", "comparison", "superlative"),
    "public matters": ("public", "public again"),
    "deeds, names, positions": (
        *("deed", "deed again", "abbreviation"),
        *("stance", "stance of a name"),
    ),
    "attribution and source": (*("said by a name", "denial", "according", "source", "quotation"),),
    "cause and time": ("cause", "time", "day"),
    "examples": ("example",),
    "denials": ("absence", "negated deed", "denial"),
    "what is or was": ("being", "past"),
    "opinion and advice": ("opinion", "valuing", "should", "unreal", "wishes quoted", "vague"),
    "prediction": ("future", "condition", "hedge"),
    "questions and greetings": (
        *("question", "opens with question_word", "greeting", "procedure", "opens with urging", "exclamation"),
    ),
    "first and second person": ("first_one", "first_many", "opens with first_many", "second"),
    "scraps": ("scrap", "brief", "cut off", "no full stop", "leads to a list"),
    "length": ("length",),
}
type Scorer = Callable[[File], Numbers]


def run(options: argparse.Namespace) -> list[Line]:
    files = files_of_set()
    ours = _cross_validated(files)
    length = _by(files, lambda text: float(len(text)))
    keywords = _by(files, _digits_and_keywords)
    lines = [
        Line(
            f"detection: {name} ({len(files)} debates, fitted without the one measured)",
            _told(ours, measure),
            f"digits and keywords {_told(keywords, measure)}; length {_told(length, measure)}",
            f"{_mean(ours, measure) / _mean(keywords, measure):.2f}",
            "better than both",
            _mean(ours, measure) > max(_mean(keywords, measure), _mean(length, measure)),
        )
        for name, measure in (("MAP", average_precision), ("P@10", precision_at_ten))
    ]
    whole = _mean(ours, average_precision)
    for name, features in GROUPS.items():
        without = _mean(_cross_validated(files, features), average_precision)
        lines.append(
            Line(f"detection: MAP without {name}", f"{without:.3f}", f"{whole:.3f}", f"{without - whole:+.3f}")
        )
    return [*lines, _better_than_keywords(ours, keywords), _speed(files)]


@cache
def files_of_set() -> tuple[File, ...]:
    files = []
    for path in sorted(DATA.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        files.append(file_of(path.stem, [row["text"] for row in rows], [row["label"] for row in rows], "en"))
    return tuple(files)


type Ranked = list[Numbers]
"""Of each file: its labels, the line scored highest first."""


def _cross_validated(files: Sequence[File], without: Sequence[str] = ()) -> Ranked:
    def others(file: File) -> Mapping[str, float]:
        return fit([one for one in files if one is not file], without)

    return [_ordered(file, scores(file, others(file))) for file in files]


def _by(files: Sequence[File], score_of: Callable[[str], float]) -> Ranked:
    return [_ordered(file, np.array([score_of(text) for text in file.texts])) for file in files]


def _ordered(file: File, values: Numbers) -> Numbers:
    return file.labels[np.argsort(-values, kind="stable")]


def _digits_and_keywords(text: str) -> float:
    return len(_DIGITS.findall(text)) + len(_KEYWORDS.findall(text.casefold())) + len(text) / 100_000


def average_precision(labels: Numbers) -> float:
    precision = np.cumsum(labels) / np.arange(1, len(labels) + 1)
    return float((precision * labels).sum() / max(labels.sum(), 1))


def precision_at_ten(labels: Numbers) -> float:
    return float(labels[:_FIRST].mean())


def _mean(ranked: Ranked, measure: Callable[[Numbers], float]) -> float:
    return float(np.mean([measure(labels) for labels in ranked]))


def _told(ranked: Ranked, measure: Callable[[Numbers], float]) -> str:
    return with_interval([measure(labels) for labels in ranked])


def _better_than_keywords(ours: Ranked, keywords: Ranked) -> Line:
    """Of each debate how much better: what is common to both, how hard the debate is, drops out."""
    better = [average_precision(mine) - average_precision(other) for mine, other in zip(ours, keywords, strict=True)]
    said = f"{sum(one > 0 for one in better)} of {len(better)} debates"
    return Line("detection: MAP above that of digits and keywords", with_interval(better), said, "")


def _speed(files: Sequence[File]) -> Line:
    texts = [text for file in files for text in file.texts]
    started = time.process_time()
    for text in texts:
        score(text)
    return Line("detection: sentences/s of CPU", f"{len(texts) / (time.process_time() - started):,.0f}", "", "")
