"""The agreement figures of the desk: which pairs of opinions they rest on, by period and scale.

A pair is two blind opinions on one claim, of a round in which both are in, be it settled, called off or still to be
settled. The two sit in the same seats in each pair of theirs (the one who joined the desk first comes first), since
kappa asks how often each seat gives each label. Scales are never mixed, nor versions of one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Prefetch, QuerySet
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.verdicts.agreement import Agreement, Given, agreement_of
from factcheck.verdicts.models import Opinion, OpinionRound, RatingScale
from factcheck.web.period import Period


@dataclass(frozen=True)
class Compared:
    """One pair: who gave what on which claim, and what it was settled as."""

    round: OpinionRound
    opinions: tuple[Opinion, Opinion]
    both_in_at: datetime

    @property
    def agree(self) -> bool:
        first, second = self.opinions
        return first.rating_id == second.rating_id

    @property
    def settled_differently_from(self) -> tuple[Opinion, ...]:
        """Those who gave another rating than it was settled as; none while it is not settled."""
        if self.round.settled_at is None:
            return ()
        return tuple(opinion for opinion in self.opinions if opinion.rating_id != self.round.settled_rating_id)

    def dissent_of(self, opinion: Opinion) -> str:
        """What whoever gave it noted of its being settled differently, or ""."""
        return next((row.text for row in self.round.dissents.all() if row.person_id == opinion.person_id), "")


@dataclass(frozen=True)
class Figures:
    """One scale's figures with the pairs behind them, the newest first."""

    scale: RatingScale
    agreement: Agreement
    pairs: tuple[Compared, ...]

    @property
    def same_percent(self) -> int:
        return round(100 * (self.agreement.raw or 0))

    @property
    def settled(self) -> int:
        return sum(pair.round.settled_at is not None for pair in self.pairs)

    @property
    def settled_differently(self) -> tuple[Compared, ...]:
        return tuple(pair for pair in self.pairs if pair.settled_differently_from)


def compared_pairs(
    user: User, *, since: date | None = None, until: date | None = None, scale: RatingScale | None = None
) -> list[Compared]:
    """The pairs whose second opinion came in on these days, the newest first."""
    rounds = _both_in(user).filter(**Period(since, until).of("both_in_at"))
    if scale:
        rounds = rounds.filter(scale=scale)
    return [_compared(round) for round in rounds]


def _both_in(user: User) -> "QuerySet[Any, Any]":
    seen = Opinion.objects.visible_to(user).select_related("person", "rating").order_by("person_id")
    return (
        OpinionRound.objects.visible_to(user)
        .annotate(given=Count("opinions"), both_in_at=Max("opinions__given_at"))
        .filter(given=2)
        .select_related("claim", "scale", "settled_rating", "settled_by")
        .prefetch_related(Prefetch("opinions", seen, to_attr="seen"), "dissents")
        .order_by("-both_in_at", "-pk")
    )


def _compared(round: OpinionRound) -> Compared:
    first, second = round.seen  # type: ignore[attr-defined]
    return Compared(round, (first, second), round.both_in_at)  # type: ignore[attr-defined]


def figures_of(pairs: Sequence[Compared]) -> list[Figures]:
    """The figures of each scale that was used, by name, its newest version first."""
    scales = {pair.round.scale for pair in pairs}
    return [
        _figures(scale, [pair for pair in pairs if pair.round.scale_id == scale.pk])
        for scale in sorted(scales, key=lambda scale: (scale.name, -scale.number))
    ]


def _figures(scale: RatingScale, pairs: list[Compared]) -> Figures:
    given = [(_given(pair.opinions[0]), _given(pair.opinions[1])) for pair in pairs]
    return Figures(scale, agreement_of(given), tuple(pairs))


def _given(opinion: Opinion) -> Given:
    return Given(opinion.rating.label, opinion.rating.value)


def pairs_as_rows(pairs: Sequence[Compared]) -> Iterator[list[object]]:
    """The header and one row for each pair, for CSV."""
    yield [
        *("claim", "statement", "round", "scale", "scale_version", "both_in", "first", "first_rating", "first_value"),
        *("second", "second_rating", "second_value", "agree", "settled", "settled_rating", "settled_by"),
        *("settled_differently_from", "settled_note", "first_dissent", "second_dissent", "called_off"),
    ]
    for pair in pairs:
        round, (first, second) = pair.round, pair.opinions
        yield [
            *(round.claim.public_id, round.claim.statement, round.public_id, round.scale.name, round.scale.number),
            *(pair.both_in_at.isoformat(), str(first.person), first.rating.label, first.rating.value),
            *(str(second.person), second.rating.label, second.rating.value, _("yes") if pair.agree else _("no")),
            round.settled_at.isoformat() if round.settled_at else "",
            *(str(round.settled_rating or ""), str(round.settled_by or "")),
            "; ".join(str(opinion.person) for opinion in pair.settled_differently_from),
            *(round.settled_note, pair.dissent_of(first), pair.dissent_of(second)),
            round.cancelled_at.isoformat() if round.cancelled_at else "",
        ]
