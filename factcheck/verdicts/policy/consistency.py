"""What does not seem to fit together. It warns, is in no count, and asks nobody for a reason."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

#: How many ids a warning names before it only counts them.
NAMED = 5
#: Sources that a state runs or owns; one that it only pays, and leaves alone, speaks for itself.
OF_A_STATE = frozenset({"government", "controlled", "owned"})
#: What is dated so was so on that day; what was published later can still be about it.
OF_THE_MATTER = frozenset({"said", "about"})


@dataclass(frozen=True)
class Weighed:
    """One piece of evidence. `owners`: who its source is and who owns that, by name; none where nobody knows.

    `dated`: the days it is dated to, from and up to but not including.
    """

    public_id: str
    stance: str
    owners: frozenset[str] = frozenset()
    affiliation: str = ""
    dated: tuple[dt.date | None, dt.date | None] | None = None
    date_of: str = ""
    linked_at: dt.datetime | None = None


@dataclass(frozen=True)
class Likeness:
    """A claim that people said is the same, and how it was rated."""

    public_id: str
    rating: str


@dataclass(frozen=True)
class Considered:
    """`since`: when the text was last changed, or sent. `supports`: the stance that speaks for the rating, if any."""

    rating: str
    supports: str
    opposes: str
    pieces: tuple[Weighed, ...]
    period: tuple[dt.date | None, dt.date | None] | None = None
    since: dt.datetime | None = None
    like: tuple[Likeness, ...] = ()


def warnings(considered: Considered) -> tuple[str, ...]:
    """In sentences that a page can show; most verdicts have none."""
    checks: Sequence[Callable[[Considered], str]] = (
        _only_against,
        _one_owner,
        _states_alone,
        _outside_the_period,
        _older_than_its_evidence,
        _rated_otherwise,
    )
    return tuple(words for check in checks if (words := check(considered)))


def _only_against(given: Considered) -> str:
    stances = {piece.stance for piece in given.pieces}
    if not given.supports or given.supports in stances or given.opposes not in stances:
        return ""
    words = {
        "contradicts": _("It is rated “%(rating)s”, and all evidence contradicts it."),
        "corroborates": _("It is rated “%(rating)s”, and all evidence corroborates it."),
    }
    return words[given.opposes] % {"rating": given.rating}


def _one_owner(given: Considered) -> str:
    if len(given.pieces) < 2:
        return ""
    shared = frozenset.intersection(*(piece.owners for piece in given.pieces))
    return _("All evidence comes from one owner: %(name)s.") % {"name": min(shared)} if shared else ""


def _states_alone(given: Considered) -> str:
    if len(given.pieces) < 2 or not all(piece.affiliation in OF_A_STATE for piece in given.pieces):
        return ""
    return _("All evidence comes from sources that a state runs or owns.")


def _outside_the_period(given: Considered) -> str:
    period = given.period
    if period is None:
        return ""
    outside = [piece.public_id for piece in given.pieces if _is_outside(piece, period)]
    if not outside:
        return ""
    return _("Evidence from outside the period of the claim: %(ids)s.") % {"ids": _named(outside)}


def _is_outside(piece: Weighed, period: tuple[dt.date | None, dt.date | None]) -> bool:
    if piece.dated is None:
        return False
    (begins, ends), (first, after) = period, piece.dated
    too_early = after is not None and begins is not None and after <= begins
    too_late = first is not None and ends is not None and first >= ends
    return too_early or (too_late and piece.date_of in OF_THE_MATTER)


def _older_than_its_evidence(given: Considered) -> str:
    since = given.since
    newer = [piece.public_id for piece in given.pieces if since and piece.linked_at and piece.linked_at > since]
    if not newer:
        return ""
    return _("The verdict is older than some of the evidence: %(ids)s.") % {"ids": _named(newer)}


def _rated_otherwise(given: Considered) -> str:
    if not given.rating:
        return ""
    others = [row for row in given.like if row.rating.casefold() != given.rating.casefold()]
    if not others:
        return ""
    named = ", ".join(f"{row.public_id} (“{row.rating}”)" for row in others[:NAMED])
    return _("The same claim was rated otherwise: %(others)s.") % {"others": named}


def _named(ids: list[str]) -> str:
    return ", ".join([*ids[:NAMED], "…"] if len(ids) > NAMED else ids)
