"""What the ratings of its parts suggest for a claim. A suggestion in words, never a rating: people decide.

The rule is the lowest: a claim that asserts all of its parts is no truer than the least true of them. An average
would call a claim "half true" because something beside the point is so, and which part is the central one no
program knows; so the lowest stands as the most that the parts bear, said together with what it rests on, for a
person to depart from with a reason.

- Only ratings that a second person has approved count, on one version of one scale: others can't be compared.
- A part that has none yet, or a label outside the numeric range ("unproven"), may turn out lower. Until all parts
  have a value the lowest one is an upper bound ("at most"), unless it is already the bottom of the scale.
- Predictions and promises take no rating and are left out, with their number.
- Readings are alternatives, not parts: the claim is as true as the reading that is meant. Where all have one rating,
  that is suggested; where they differ, nothing is, but that the report should say which reading it speaks of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Rated:
    """One part as it stands. `label` empty: not rated yet; `value` None: outside the numeric range, or not rated."""

    public_id: str
    label: str = ""
    value: int | None = None
    #: Name and version of its scale; empty where it is not rated.
    scale: str = ""
    #: The lowest value of that scale.
    worst: int | None = None
    takes_rating: bool = True


class Basis(Enum):
    """What a suggestion says of its label."""

    ALL_SAME = "all the same"
    LOWEST = "the lowest of all parts"
    AT_MOST = "no better than this, since some are not settled"
    DIFFERENT_READINGS = "readings are rated differently"
    NOTHING_RATED = "nothing to go by yet"
    SEVERAL_SCALES = "rated on scales that can't be compared"


@dataclass(frozen=True)
class Suggestion:
    """`label` is empty where none is suggested. `because` are the parts it rests on, `open` those not rated yet,
    `outside` those with a label outside the range, all by public id; `left_out` take no rating."""

    basis: Basis
    label: str = ""
    because: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    left_out: int = 0


def suggestion_from_parts(parts: Sequence[Rated]) -> Suggestion:
    """What the parts bear; see the rule above."""
    found = _sorted_out(parts)
    if isinstance(found, Suggestion):
        return found
    rated, open, left_out = found
    inside = [part for part in rated if part.value is not None]
    outside = tuple(part.public_id for part in rated if part.value is None)
    if not open and len({part.label for part in rated}) == 1:
        return Suggestion(Basis.ALL_SAME, rated[0].label, _ids(rated), open=open, left_out=left_out)
    if not inside:
        return Suggestion(Basis.NOTHING_RATED, open=open, outside=outside, left_out=left_out)
    lowest = min(part.value for part in inside if part.value is not None)
    because = [part for part in inside if part.value == lowest]
    is_settled = not (open or outside) or lowest == because[0].worst
    basis = Basis.LOWEST if is_settled else Basis.AT_MOST
    return Suggestion(basis, because[0].label, _ids(because), open=open, outside=outside, left_out=left_out)


def suggestion_from_readings(readings: Sequence[Rated]) -> Suggestion:
    """What alternatives bear: their common rating, or that they differ."""
    found = _sorted_out(readings)
    if isinstance(found, Suggestion):
        return found
    rated, open, left_out = found
    if len({part.label for part in rated}) > 1:
        return Suggestion(Basis.DIFFERENT_READINGS, because=_ids(rated), open=open, left_out=left_out)
    if open:
        return Suggestion(Basis.NOTHING_RATED, open=open, left_out=left_out)
    return Suggestion(Basis.ALL_SAME, rated[0].label, _ids(rated), left_out=left_out)


def _sorted_out(parts: Sequence[Rated]) -> Suggestion | tuple[list[Rated], tuple[str, ...], int]:
    """Those rated, those still open, and how many take no rating; a suggestion where nothing can be compared."""
    counted = [part for part in parts if part.takes_rating]
    rated = [part for part in counted if part.label]
    open = tuple(part.public_id for part in counted if not part.label)
    left_out = len(parts) - len(counted)
    if not rated:
        return Suggestion(Basis.NOTHING_RATED, open=open, left_out=left_out)
    if len({part.scale for part in rated}) > 1:
        return Suggestion(Basis.SEVERAL_SCALES, because=_ids(rated), open=open, left_out=left_out)
    return rated, open, left_out


def _ids(parts: Sequence[Rated]) -> tuple[str, ...]:
    return tuple(part.public_id for part in parts)
