"""How a blind second opinion stands, for the pages: who has answered, and what of it this reader may see."""

from dataclasses import dataclass

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.verdicts.models import Dissent, Opinion, OpinionRound
from factcheck.verdicts.models.opinions import OpinionRoundQuerySet
from factcheck.verdicts.opinions import is_known, may_cancel, may_dissent


@dataclass(frozen=True)
class Seat:
    """One of the two. `has_given` is for all to see; `opinion` is None where the reader may not see it, or not yet."""

    person: User
    has_given: bool
    opinion: Opinion | None
    is_followed: bool | None
    """Whether it was settled as they said; None while it is not settled."""
    dissent: Dissent | None


@dataclass(frozen=True)
class Standing:
    round: OpinionRound
    seats: tuple[Seat, Seat]
    may_give: bool
    may_settle: bool
    may_cancel: bool
    may_dissent: bool

    @property
    def both_in(self) -> bool:
        return all(seat.has_given for seat in self.seats)

    @property
    def agree(self) -> bool:
        """Whether both, which the reader sees, are the same."""
        first, second = (seat.opinion for seat in self.seats)
        return first is not None and second is not None and first.rating_id == second.rating_id

    @property
    def waits_for(self) -> tuple[User, ...]:
        return tuple(seat.person for seat in self.seats if not seat.has_given)


def rounds_for_pages(user: User) -> OpinionRoundQuerySet:
    people = ("first", "second", "asked_by", "settled_by")
    return OpinionRound.objects.visible_to(user).select_related("claim", "scale", "settled_rating", *people)


def standing_of(round: OpinionRound, user: User) -> Standing:
    given = set(round.opinions.values_list("person_id", flat=True))
    seen = {row.person_id: row for row in Opinion.objects.visible_to(user).filter(round=round).select_related("rating")}
    noted = {row.person_id: row for row in round.dissents.all()}
    seats = _seat(round, round.first, given, seen, noted), _seat(round, round.second, given, seen, noted)
    asked = user.pk in (round.first_id, round.second_id)
    differ = len({row.rating_id for row in seen.values()}) > 1
    return Standing(
        round=round,
        seats=seats,
        may_give=round.is_open and asked and user.pk not in given and user.has_role(Role.REVIEWER),
        may_settle=round.is_open and len(given) == 2 and user.has_role(Role.EDITOR) and not (asked and differ),
        may_cancel=round.is_open and may_cancel(round, user),
        may_dissent=user.pk not in noted and may_dissent(round, user),
    )


def _seat(
    round: OpinionRound, person: User, given: set[int], seen: dict[int, Opinion], noted: dict[int, Dissent]
) -> Seat:
    opinion = seen.get(person.pk)
    followed = opinion.rating_id == round.settled_rating_id if opinion and round.settled_at else None
    dissent = noted.get(person.pk)
    return Seat(person=person, has_given=person.pk in given, opinion=opinion, is_followed=followed, dissent=dissent)


@dataclass(frozen=True)
class Asked:
    """What the verdict's panel says of it: the round that is open or settled, or whether one may be asked for."""

    standing: Standing | None
    may_ask: bool


def asked_about(claim: Claim, user: User) -> Asked:
    round = rounds_for_pages(user).filter(claim=claim, cancelled_at=None).first()
    standing = standing_of(round, user) if round else None
    may_ask = round is None and claim.takes_rating and user.has_role(Role.REVIEWER) and not is_known(claim)
    return Asked(standing=standing, may_ask=may_ask)


def settled_round(claim: Claim) -> OpinionRound | None:
    """The latest round that was settled: what its rating offers to who writes the verdict."""
    settled = claim.opinion_rounds.exclude(settled_at=None).select_related("settled_rating", "settled_by")
    return settled.first()
