"""Every write to blind second opinions: asked, given, settled, dissented from, called off.

Two people rate one claim, and neither sees the other's rating or reasons until both are in (`Opinion.visible_to`);
until then nobody writes a verdict on the claim, which would show what its author thinks. What people are told by
notification never names a rating: it may be read by mail, and by one who has not answered yet.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.verdicts import errors
from factcheck.verdicts.models import Dissent, Opinion, OpinionRound, Rating, RatingScale, State
from factcheck.verdicts.printed import require_enough
from factcheck.web.words import says_something


@transaction.atomic
def ask_opinions(*, claim: Claim, first: User, second: User, by: User) -> OpinionRound:
    """Ask two people to rate a claim apart from each other, on the scale offered now. They are told.

    Raises TakesNoRating, NotTwoPeople, NotReviewers, AskedAlready, RatedAlready, NoScale.
    """
    # The lock keeps a rating from being written meanwhile, and makes two who ask at once come one after the other.
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if not claim.takes_rating:
        raise errors.TakesNoRating
    if first == second:
        raise errors.NotTwoPeople
    if User.objects.can_review().filter(pk__in=[first.pk, second.pk]).count() < 2:
        raise errors.NotReviewers
    if claim.opinion_rounds.open().exists():
        raise errors.AskedAlready
    if is_known(claim):
        raise errors.RatedAlready
    scale = RatingScale.objects.filter(is_current=True).first()
    if scale is None:
        raise errors.NoScale
    round = OpinionRound.objects.create(claim=claim, scale=scale, first=first, second=second, asked_by=by)
    _tell(
        [first, second],
        round,
        _("%(who)s asks what you think of %(claim)s, apart from a second person") % _who(by, round),
        by,
    )
    return round


def is_known(claim: Claim) -> bool:
    """Whether somebody's rating of the claim is there to be seen, so that nobody can rate it blind any more."""
    written = Q(state__in=[State.IN_REVIEW, State.APPROVED, State.PUBLISHED])
    drafted = ~Q(rating=None) | ~Q(conclusion="") | ~Q(explanation="") | ~Q(missing_context="")
    written |= Q(state__in=[State.DRAFT, State.RETURNED]) & drafted
    compared = claim.opinion_rounds.annotate(given=Count("opinions")).filter(given=2)
    return claim.verdicts.filter(written).exists() or compared.exists()


def refuse_while_rated_blind(claim: Claim) -> None:
    """Raises RatedBlind while two people are asked, or their opinions are not settled yet."""
    if claim.opinion_rounds.open().exists():
        raise errors.RatedBlind


@transaction.atomic
def give_opinion(*, round: OpinionRound, by: User, rating: Rating, rationale: str) -> Opinion:
    """Say what one thinks, once: it is not changed later. With the second one in, all concerned are told.

    Raises NotAsked, RoundOver, GivenAlready, NotOnTheScale, ReasonsMissing.
    """
    round = _locked(round)
    if by.pk not in (round.first_id, round.second_id):
        raise errors.NotAsked
    if not round.is_open:
        raise errors.RoundOver
    if round.opinions.filter(person=by).exists():
        raise errors.GivenAlready
    if rating.scale_id != round.scale_id:
        raise errors.NotOnTheScale
    if not says_something(rationale):
        raise errors.ReasonsMissing
    opinion = Opinion.objects.create(round=round, person=by, rating=rating, rationale=rationale.strip())
    if round.opinions.count() == 2:
        editors = User.objects.can_review().at_least(Role.EDITOR)
        people = [round.first, round.second, round.asked_by, *editors]
        _tell(people, round, _("Both opinions on %(claim)s are in: compare and settle them") % _who(by, round), by)
    return opinion


@transaction.atomic
def settle_round(*, round: OpinionRound, by: User, rating: Rating, note: str = "") -> OpinionRound:
    """Say which rating the desk goes on with. It is offered to who writes the verdict, never set.

    Whoever gave one of two differing opinions does not decide between them. A note says why, unless both agreed and
    are followed. Raises NeedsEditor, RoundOver, NotBothIn, OwnOpinion, NotOnTheScale, SettlingReasonMissing.
    """
    if not User.objects.get(pk=by.pk).has_role(Role.EDITOR):
        raise errors.NeedsEditor
    round = _locked(round)
    if not round.is_open:
        raise errors.RoundOver
    given = list(round.opinions.all())
    if len(given) < 2:
        raise errors.NotBothIn
    differ = len({opinion.rating_id for opinion in given}) > 1
    if differ and by.pk in (round.first_id, round.second_id):
        raise errors.OwnOpinion
    if rating.scale_id != round.scale_id:
        raise errors.NotOnTheScale
    if (differ or rating.pk != given[0].rating_id) and not says_something(note):
        raise errors.SettlingReasonMissing
    OpinionRound.objects.filter(pk=round.pk).update(
        settled_rating=rating, settled_by=by, settled_at=timezone.now(), settled_note=note.strip()
    )
    round.refresh_from_db()
    people = [round.first, round.second, round.asked_by]
    _tell(people, round, _("%(who)s settled the two opinions on %(claim)s") % _who(by, round), by)
    return round


@transaction.atomic
def note_dissent(*, round: OpinionRound, by: User, text: str, printed: str = Dissent.Printed.DESK) -> Dissent:
    """Keep what somebody whose rating was not followed wants said of it, under their name; the other may add theirs.

    `printed`: whether the report on a verdict that is sent after this prints it, and names them.
    Raises NotNotFollowed, DissentedAlready, ReasonsMissing, SaysTooLittle.
    """
    round = _locked(round)
    if not may_dissent(round, by):
        raise errors.NotNotFollowed
    if not says_something(text):
        raise errors.ReasonsMissing
    if printed != Dissent.Printed.DESK:
        require_enough(text)
    if round.dissents.filter(person=by).exists():
        raise errors.DissentedAlready
    return Dissent.objects.create(round=round, person=by, text=text.strip(), printed=printed)


def may_dissent(round: OpinionRound, user: User) -> bool:
    """Whether it was settled differently from what they gave."""
    own = round.opinions.filter(person=user).first()
    return own is not None and round.settled_rating_id not in (None, own.rating_id)


@transaction.atomic
def cancel_round(*, round: OpinionRound, by: User, reason: str) -> OpinionRound:
    """Call it off, by who asked or an editor; an opinion that is in stays its author's alone.

    Nobody calls off what they are about to lose: once both are in, it takes somebody who gave neither.
    Raises NotYoursToCancel, BothAreIn, RoundOver, ReasonsMissing.
    """
    round = _locked(round)
    if not _is_concerned(round, by):
        raise errors.NotYoursToCancel
    if _judged_both_in(round, by):
        raise errors.BothAreIn
    if not round.is_open:
        raise errors.RoundOver
    if not says_something(reason):
        raise errors.ReasonsMissing
    OpinionRound.objects.filter(pk=round.pk).update(cancelled_at=timezone.now(), cancelled_reason=reason.strip())
    round.refresh_from_db()
    _tell([round.first, round.second], round, _("%(who)s called off the opinions on %(claim)s") % _who(by, round), by)
    return round


def may_cancel(round: OpinionRound, user: User) -> bool:
    return _is_concerned(round, user) and not _judged_both_in(round, user)


def _judged_both_in(round: OpinionRound, user: User) -> bool:
    return user.pk in (round.first_id, round.second_id) and round.opinions.count() == 2


def _is_concerned(round: OpinionRound, user: User) -> bool:
    asked = user.pk == round.asked_by_id and user.has_role(Role.REVIEWER)
    return asked or user.has_role(Role.EDITOR)


def _locked(round: OpinionRound) -> OpinionRound:
    rounds = OpinionRound.objects.select_for_update(of=("self",))
    return rounds.select_related("claim", "first", "second", "asked_by").get(pk=round.pk)


def _who(by: User, round: OpinionRound) -> dict[str, str]:
    return {"who": str(by), "claim": round.claim.public_id}


def _tell(people: Iterable[User], round: OpinionRound, text: str, by: User) -> None:
    url = reverse("verdicts:opinion_round", args=[round.pk])
    tell(users=people, topic=Topic.OPINION, about=round.public_id, text=text, url=url, actor=by)
