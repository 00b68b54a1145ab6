"""Every write to claims: what is asserted, by whom, as we read it, and where it was said."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Appearance, Claim, Claimant, ClaimState, ClaimTerm
from factcheck.claims.states import STATES, may
from factcheck.database.errors import Refused
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.passages.models import Passage
from factcheck.web.words import says_something


class MarkedAlready(Refused):
    """The passage is marked as saying this claim already."""

    message = _("These words are marked as saying this claim already.")


class ReasonMissing(Refused):
    """Something was submitted that rests on this, so taking it back needs a reason."""

    message = _("A verdict on this claim was sent for review, so say why you take this back.")


class NeedsReviewer(Refused):
    """The role does not include this."""

    message = _("This needs a reviewer.")


class CannotMove(Refused):
    """The table of states does not lead there from where the claim is now."""

    message = _("%(claim)s is %(state)s, so that can't be done now.")


class Dropped(Refused):
    """Work on it was given up, and has to be taken up again first."""

    message = _("%(claim)s was dropped. Take it up again first.")


class DropReasonMissing(Refused):
    """Who finds it dropped wants to know why."""

    message = _("Say why it is dropped.")


@dataclass(frozen=True)
class Term:
    """How a word of the claim is read."""

    term: str
    reading: str = ""
    reason: str = ""
    defined_by_claimant: bool = False


@dataclass(frozen=True)
class Voice:
    """Who speaks in a passage, and how the document knows; see `passages.voice`."""

    voice: str = ""
    speaker: str = ""
    via: str = ""
    first_hand: bool = False


NO_VOICE = Voice()


@transaction.atomic
def ensure_claimant(name: str) -> Claimant | None:
    """The claimant of that name, whatever its case; made if not there; None for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    known = Claimant.objects.filter(name__iexact=name)
    if found := known.first():
        return found
    try:
        with transaction.atomic():
            return Claimant.objects.create(name=name)
    except IntegrityError:
        # Somebody else has just made it.
        return known.get()


@transaction.atomic
def change_claimant(*, claimant: Claimant, expected: int, **values: Any) -> Claimant:
    """Change the claimant as the person saw it. Raises StaleVersion."""
    return claimant.change(expected=expected, **values)


@transaction.atomic
def create_claim(*, by: User | None, terms: Sequence[Term] = (), **values: Any) -> Claim:
    """A new claim; `values` are its columns."""
    claim = Claim.objects.create(created_by=by, **values)
    set_terms(claim=claim, terms=terms)
    _tell_assignee(claim, None, by)
    return claim


@transaction.atomic
def change_claim(
    *, claim: Claim, expected: int, terms: Sequence[Term] | None = None, by: User | None = None, **values: Any
) -> Claim:
    """Change the claim as the person saw it; `terms` None leaves those. Raises StaleVersion.

    Whoever it is assigned to is told, unless that is `by`.
    """
    before = claim.assignee_id
    claim.change(expected=expected, updated_at=timezone.now(), **values)
    if terms is not None:
        set_terms(claim=claim, terms=terms)
    _tell_assignee(claim, before, by)
    return claim


def _tell_assignee(claim: Claim, before: int | None, by: User | None) -> None:
    if claim.assignee is None or claim.assignee_id == before:
        return
    text = gettext("%(claim)s is assigned to you: %(statement)s")
    tell(
        users=[claim.assignee],
        topic=Topic.ASSIGNED,
        about=claim.public_id,
        text=text % {"claim": claim.public_id, "statement": claim.statement},
        url=reverse("claims:detail", args=[claim.pk]),
        actor=by,
    )


@transaction.atomic
def move_claim(
    *, claim: Claim, to: ClaimState, by: User | None, among: Collection[str] = STATES, **values: Any
) -> Claim:
    """Take the work on a claim to another state; `values` are columns that change with it.

    `among`: the states that it may come from, where the table leads there from others too. `by` None: a command,
    which acts for nobody. Raises NeedsReviewer, CannotMove.
    """
    current = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if current.state not in among or not may(current.state, to, Role.ADMIN):
        raise CannotMove(claim=current.public_id, state=current.get_state_display())
    if by is not None and not (by.is_active and may(current.state, to, by.role)):
        raise NeedsReviewer
    current.change(state=to, updated_at=timezone.now(), **values)
    for name in ("state", "version", "updated_at", *values):
        setattr(claim, name, getattr(current, name))
    return claim


def triage_claim(*, claim: Claim, by: User | None) -> Claim:
    """It was looked at and waits for somebody to begin; also where research is put off. Raises as `move_claim`."""
    return move_claim(claim=claim, to=ClaimState.TRIAGED, by=by, among=(ClaimState.NEW, ClaimState.RESEARCHING))


def begin_research(*, claim: Claim, by: User | None) -> Claim:
    """Called when something is put on the board or a verdict begins. A claim that was dropped stays so.

    Raises NeedsReviewer.
    """
    if claim.state not in (ClaimState.NEW, ClaimState.TRIAGED):
        return claim
    try:
        return move_claim(claim=claim, to=ClaimState.RESEARCHING, by=by)
    except CannotMove:
        # Somebody else has just begun, or dropped it.
        claim.refresh_from_db(fields=["state", "version", "updated_at"])
        return claim


def drop_claim(*, claim: Claim, by: User | None, reason: str) -> Claim:
    """Give the work on a claim up. Whether a verdict stands in the way is asked by `verdicts.dropping`.

    Raises DropReasonMissing, and as `move_claim`.
    """
    if not says_something(reason):
        raise DropReasonMissing
    return move_claim(claim=claim, to=ClaimState.DROPPED, by=by, dropped_reason=reason.strip())


def take_up_again(*, claim: Claim, by: User | None) -> Claim:
    """Work on a claim that was dropped is wanted after all. Raises as `move_claim`."""
    return move_claim(claim=claim, to=ClaimState.TRIAGED, by=by, among=(ClaimState.DROPPED,), dropped_reason="")


@transaction.atomic
def set_terms(*, claim: Claim, terms: Sequence[Term]) -> None:
    """Let the claim's readings be exactly these; those that stay are not touched."""
    wanted = {term.term.casefold(): term for term in terms}
    for stored in claim.terms.all():
        term = wanted.pop(stored.term.casefold(), None)
        if term is None:
            stored.delete()
        elif any(getattr(stored, name) != value for name, value in asdict(term).items()):
            ClaimTerm.objects.filter(pk=stored.pk).update(**asdict(term))
    for term in wanted.values():
        ClaimTerm.objects.create(claim=claim, **asdict(term))


@transaction.atomic
def mark_appearance(
    *, claim: Claim, passage: Passage, manner: str, by: User | None, voice: Voice = NO_VOICE
) -> Appearance:
    """Mark that the claim is made, reported, repeated or denied in the passage.

    From one *made* here the claim takes its claimant and date, where it has none yet. Raises MarkedAlready,
    RedactedAlready.
    """
    keep_from_redacting(passage.document_id)
    if claim.appearances.standing().filter(passage=passage).exists():
        raise MarkedAlready
    appearance = Appearance.objects.create(claim=claim, passage=passage, manner=manner, created_by=by, **asdict(voice))
    if manner == Appearance.Manner.MADE and (taken := _taken_from(claim, passage, voice)):
        claim.change(updated_at=timezone.now(), **taken)
    return appearance


def _taken_from(claim: Claim, passage: Passage, voice: Voice) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    if claim.claimant is None and voice.speaker:
        taken["claimant"] = ensure_claimant(voice.speaker)
    if claim.made is None and passage.document.published is not None:
        taken |= {"made": passage.document.published, "made_text": passage.document.published_text}
    return taken


@transaction.atomic
def change_appearance(*, appearance: Appearance, expected: int, **values: Any) -> Appearance:
    """Change how the claim is said there, or who speaks. Raises StaleVersion."""
    if expected == appearance.version and all(getattr(appearance, name) == value for name, value in values.items()):
        return appearance
    return appearance.change(expected=expected, **values)


@transaction.atomic
def withdraw_appearance(*, appearance: Appearance, reason: str = "") -> Appearance:
    """Take back that the claim is said there; with a reason once a verdict was submitted (ReasonMissing)."""
    if appearance.claim.first_submitted_at and not says_something(reason):
        raise ReasonMissing
    return appearance.change(withdrawn_at=timezone.now(), withdrawn_reason=reason.strip())


@transaction.atomic
def assign_if_nobodys(*, claim: Claim, to: User) -> None:
    """Whoever begins the work on a claim that nobody has taken, takes it."""
    current = Claim.objects.select_for_update().get(pk=claim.pk)
    if current.assignee_id is None:
        current.change(assignee=to, updated_at=timezone.now())
        claim.refresh_from_db()


@transaction.atomic
def mark_submitted(*, claim: Claim) -> None:
    """From now on what the claim rests on is withdrawn with a reason, never just removed."""
    Claim.objects.filter(pk=claim.pk, first_submitted_at=None).update(first_submitted_at=timezone.now())
    claim.refresh_from_db()
