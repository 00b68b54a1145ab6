"""What the floor of suggestions keeps away, and what it costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factcheck.evidence.suggesting.choosing import FLOOR, OWN
from factcheck.search.scoring import Scored
from tests.benchmarks.measure import Line

#: Passages of a list that people read.
_LISTED = 20


@dataclass(frozen=True)
class Shown:
    """A passage of a ranked list, and whether it is right."""

    scored: Scored
    right: bool


type Lists = Sequence[Sequence[Shown]]
type Passes = Callable[[Scored], bool]


def floor_lines_of(what: str, supported: Lists, unsupported: Lists) -> list[Line]:
    """Lists that stay empty, of claims that nothing supports and of the others; then what each of its parts is for."""
    kept = _empty(supported, _over_the_floor)
    # The score by itself, with a floor that leaves as many lists of supported claims empty.
    firsts = sorted(one[0].scored.score if one else 0.0 for one in supported)
    by_score = firsts[min(kept, len(firsts) - 1)]
    lines = [
        _line(f"{what}: nothing shown (floor {FLOOR})", supported, unsupported, _over_the_floor),
        _line("  without the extent of the claim", supported, unsupported, lambda one: one.score >= by_score),
    ]
    with_own, without = _precision(supported, _over_the_floor), _precision(supported, lambda one: one.nearness >= FLOOR)
    return [*lines, Line(f"  of {_LISTED} listed, right without the passage's own share {OWN}", without, with_own, "")]


def _over_the_floor(one: Scored) -> bool:
    return one.nearness >= FLOOR and one.own >= OWN


def _line(what: str, supported: Lists, unsupported: Lists, passes: Passes) -> Line:
    none, some = _empty(unsupported, passes), _empty(supported, passes)
    ours = f"{none} of {len(unsupported)} unsupported ({none / max(len(unsupported), 1):.0%})"
    return Line(what, ours, f"{some} of {len(supported)} supported ({some / max(len(supported), 1):.0%})", "")


def _empty(lists: Lists, passes: Passes) -> int:
    return sum(not any(passes(one.scored) for one in shown) for shown in lists)


def _precision(lists: Lists, passes: Passes) -> str:
    listed = [one for shown in lists for one in [one for one in shown if passes(one.scored)][:_LISTED]]
    return f"{sum(one.right for one in listed)} of {len(listed)}"
