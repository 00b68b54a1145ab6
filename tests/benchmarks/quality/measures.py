"""What a ranked list is measured by, as trec_eval does."""

import math
from collections.abc import Sequence
from statistics import fmean as mean

from tests.benchmarks.measure import Line
from tests.benchmarks.quality.interval import with_interval

#: Places of a list that count.
DEPTH = 100
MEASURES = ("nDCG@10", "R@10", "R@100", "MAP", "MRR")


def scores_of(found: Sequence[int], right: int) -> tuple[float, ...]:
    """The measures of one list; those after the hundredth place count for nothing."""
    found = found[:DEPTH]
    gain = sum(1 / math.log2(place + 2) for place, hit in enumerate(found[:10]) if hit)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(right, 10)))
    met, precision, first = 0, 0.0, 0.0
    for place, hit in enumerate(found, 1):
        if hit:
            met += 1
            precision += met / place
            first = first or 1 / place
    return gain / ideal, sum(found[:10]) / right, sum(found) / right, precision / right, first


def compared(what: str, mine: list[tuple[float, ...]], other: list[tuple[float, ...]], at: int) -> Line:
    """Ours beside another way, by the measure that stands there in MEASURES."""
    ours, theirs = [one[at] for one in mine], [one[at] for one in other]
    better = mean(ours) > mean(theirs)
    return Line(what, with_interval(ours), with_interval(theirs), f"{mean(ours) / mean(theirs):.2f}", "better", better)
