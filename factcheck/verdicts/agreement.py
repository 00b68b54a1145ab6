"""How far two people who rate the same claims apart from each other agree.

Raw agreement is the share of pairs with the same label. Kappa takes out of it what would be expected by chance from
how often each seat gives each label: 1 is full agreement, 0 what chance alone gives, below 0 less than chance
(Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960).
Weighted kappa counts a disagreement by its size (Cohen, "Weighted kappa", Psychological Bulletin 70, 1968), here by
the distance between the values of the labels (linear) or its square (quadratic).

Labels outside the numeric range, such as "unproven", have no distance from the others. Pairs with such a label count
in raw agreement and in plain kappa, as labels like all others; weighted kappas leave them out, and say how many.

Where all ratings of a set are one and the same label, chance would agree as fully, and kappa is 0/0: it is undefined,
given as None, never as 1. The same with no pairs at all.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """A rating as it was given; `value` None is outside the numeric range."""

    label: str
    value: float | None = None


type Pair = tuple[Given, Given]
"""What two people gave for one claim, the same seat for the same person."""


@dataclass(frozen=True)
class Kappa:
    """`value` None: undefined. `pairs`: on how many it rests."""

    value: float | None
    pairs: int


@dataclass(frozen=True)
class Agreement:
    """The figures of one set of pairs. `same` of `pairs` have the same label; `outside` are in no weighted kappa."""

    pairs: int
    same: int
    outside: int
    kappa: Kappa
    linear: Kappa
    quadratic: Kappa

    @property
    def raw(self) -> float | None:
        """The share of pairs with the same label, 0 to 1; None without pairs."""
        return self.same / self.pairs if self.pairs else None


def agreement_of(pairs: Sequence[Pair]) -> Agreement:
    """All figures of these pairs, which should be of one scale: labels are compared by their words."""
    labels = [(first.label, second.label) for first, second in pairs]
    inside = [
        (first.value, second.value) for first, second in pairs if first.value is not None and second.value is not None
    ]
    return Agreement(
        pairs=len(pairs),
        same=sum(first == second for first, second in labels),
        outside=len(pairs) - len(inside),
        kappa=weighted_kappa(labels, lambda first, second: float(first != second)),
        linear=weighted_kappa(inside, lambda first, second: abs(first - second)),
        quadratic=weighted_kappa(inside, lambda first, second: (first - second) ** 2),
    )


def weighted_kappa[Category](
    pairs: Sequence[tuple[Category, Category]], disagreement: Callable[[Category, Category], float]
) -> Kappa:
    """1 minus the disagreement observed over the one expected by chance (Cohen 1968, formula 8).

    disagreement: 0 for two that agree, the larger the farther apart; its unit cancels out. With 1 for any two that
    differ this is the kappa of 1960.
    """
    count = len(pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    # Both times `count` squared, so that sums of whole numbers stay exact.
    observed = count * sum(disagreement(first, second) for first, second in pairs)
    expected = sum(
        disagreement(first, second) * in_first * in_second
        for first, in_first in firsts.items()
        for second, in_second in seconds.items()
    )
    return Kappa(value=1 - observed / expected if expected else None, pairs=count)
