"""Following 500 passages into another version of a text of 200,000 characters, from nothing to all anchors."""

import argparse
import random

from rapidfuzz import fuzz

from factcheck.passages import likeness, normalised
from factcheck.passages.anchoring import Selector, locate_all
from factcheck.passages.selectors import context
from tests.benchmarks.measure import Line, milliseconds, repeated, times

SIZE, PASSAGES = 200_000, 500
#: Seconds for all of them.
AIM = 1.0
#: The alternative is too slow for all; so many are measured and multiplied.
SAMPLE = 10


def run(options: argparse.Namespace) -> list[Line]:
    rng = random.Random(1)
    old = _text(rng)
    starts = [rng.randrange(SIZE - 300) for _ in range(PASSAGES)]
    wanted = [Selector(old[at : at + 150], *context(old, at, at + 150), at) for at in starts]
    moved = "A new first paragraph. " + old
    edited = " ".join(
        rng.choice(("other", "changed", "new")) if rng.random() < 0.15 else word for word in old.split(" ")
    )

    def alternative() -> None:
        for one in wanted[:SAMPLE]:
            fuzz.partial_ratio_alignment(one.quote, edited)

    other = repeated(alternative, 2, warm_up=0).process * PASSAGES / SAMPLE
    lines = []
    for what, text in (("moved", moved), ("edited", edited)):
        ours = repeated(lambda text=text: _located(text, wanted), min(options.rounds, 10), warm_up=1).process
        slow, ratio = (f"{milliseconds(other)} (partial ratio)", times(ours, other)) if what == "edited" else ("", "")
        aim = f"below {AIM:.0f} s"
        lines.append(Line(f"locate {PASSAGES} {what} passages, CPU", milliseconds(ours), slow, ratio, aim, ours < AIM))
        lines.append(Line(f"locate one of them, {what}", f"{ours / PASSAGES * 1000:.2f} ms", "", ""))
    return lines


def _located(text: str, wanted: list[Selector]) -> None:
    likeness.indexed.cache_clear()
    normalised.normalised.cache_clear()
    found = sum(match is not None for match in locate_all(text, wanted))
    assert found > 0.9 * len(wanted), f"only {found} were found"


def _text(rng: random.Random) -> str:
    """Words as often as in a language: the n-th most common one about 1/n of the first."""
    vocabulary = ["".join(rng.choices("aeioubcdfghlmnprst", k=rng.randint(2, 10))) for _ in range(8000)]
    weights = [1 / rank for rank in range(1, 8001)]
    return " ".join(rng.choices(vocabulary, weights, k=SIZE // 5))[:SIZE]
