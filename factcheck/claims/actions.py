"""Every write to claims: what is asserted, by whom, as we read it, and where it was said."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.models import Appearance, Claim, Claimant, ClaimTerm
from factcheck.database.errors import Refused
from factcheck.passages.models import Passage


class MarkedAlready(Refused):
    """The passage is marked as saying this claim already."""

    message = _("These words are marked as saying this claim already.")


class ReasonMissing(Refused):
    """Something was submitted that rests on this, so taking it back needs a reason."""

    message = _("A verdict on this claim was sent for review, so say why you take this back.")


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
    return claim


@transaction.atomic
def change_claim(*, claim: Claim, expected: int, terms: Sequence[Term] | None = None, **values: Any) -> Claim:
    """Change the claim as the person saw it; `terms` None leaves those. Raises StaleVersion."""
    claim.change(expected=expected, updated_at=timezone.now(), **values)
    if terms is not None:
        set_terms(claim=claim, terms=terms)
    return claim


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

    From one *made* here the claim takes its claimant and date, where it has none yet. Raises MarkedAlready.
    """
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
    if appearance.claim.first_submitted_at and not reason.strip():
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
