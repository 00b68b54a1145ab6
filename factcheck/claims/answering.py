"""What a person answers to a sentence that a program proposed as worth checking: a claim is made of it, or it is put
aside. The answer is remembered with what the program had given as its reasons, and can be taken back.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.actions import NO_VOICE, Voice, create_claim, mark_appearance, withdraw_appearance
from factcheck.claims.detection import DETECTOR, Score
from factcheck.claims.models import Appearance, Claim, ClaimSuggestion
from factcheck.database.errors import Refused
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.documents.models import Document, Extraction
from factcheck.passages.actions import mark_passage
from factcheck.passages.suggested import SuggestedQuerySet

Decision = ClaimSuggestion.Decision


class AcceptedMeanwhile(Refused):
    """The words are a claim already."""

    message = _("A claim has been made of these words already: “%(claim)s”.")


@dataclass(frozen=True)
class Proposed:
    """The words `[start, end)` of a text, in code points, as they were proposed."""

    extraction: Extraction
    start: int
    end: int
    score: Score


@transaction.atomic
def accept_suggestion(
    *, proposed: Proposed, values: Mapping[str, Any], manner: str, by: User | None, voice: Voice = NO_VOICE
) -> ClaimSuggestion:
    """Make a claim of the words, said there; `values` are its columns. The answer knows the claim.

    Raises AcceptedMeanwhile, of two who press at once to the second; RedactedAlready, as the two below.
    """
    _wait_for_turn(proposed)
    if accepted := _same(proposed).filter(decision=Decision.ACCEPTED).select_related("claim").first():
        raise AcceptedMeanwhile(claim=accepted.claim)
    claim = create_claim(by=by, **values)
    passage = mark_passage(extraction=proposed.extraction, start=proposed.start, end=proposed.end, by=by)
    mark_appearance(claim=claim, passage=passage, manner=manner, by=by, voice=voice)
    return record_acceptance(proposed=proposed, claim=claim, by=by)


@transaction.atomic
def record_acceptance(*, proposed: Proposed, claim: Claim, by: User | None) -> ClaimSuggestion:
    """Remember that the words became this claim, which a person has written."""
    return _record(proposed, Decision.ACCEPTED, claim, by)


@transaction.atomic
def dismiss_suggestion(*, proposed: Proposed, by: User | None) -> ClaimSuggestion:
    """Remember that the words are not worth checking: they are not proposed again."""
    return _record(proposed, Decision.DISMISSED, None, by)


def _wait_for_turn(proposed: Proposed) -> None:
    """Of two answers to words of one document the second sees the first. Raises RedactedAlready."""
    keep_from_redacting(proposed.extraction.capture.document_id)
    Document.objects.select_for_update().get(captures=proposed.extraction.capture_id)


def _same(proposed: Proposed) -> SuggestedQuerySet[ClaimSuggestion]:
    standing = ClaimSuggestion.objects.standing()
    return standing.filter(extraction=proposed.extraction, start=proposed.start, end=proposed.end)


def _record(proposed: Proposed, decision: str, claim: Claim | None, by: User | None) -> ClaimSuggestion:
    """An answer to the same words takes the place of the one before."""
    _wait_for_turn(proposed)
    _same(proposed).update(taken_back_at=timezone.now(), taken_back_by=by)
    return ClaimSuggestion.objects.create(
        extraction=proposed.extraction,
        start=proposed.start,
        end=proposed.end,
        text=proposed.extraction.text[proposed.start : proposed.end],
        detector=DETECTOR,
        score=proposed.score.value,
        reasons=[asdict(reason) for reason in proposed.score.reasons],
        decision=decision,
        claim=claim,
        decided_by=by,
    )


@transaction.atomic
def take_back_answer(*, answer: ClaimSuggestion, by: User | None) -> ClaimSuggestion:
    """Propose the words again. A claim made of them stays, but is no longer said there. Done twice it is done once.

    Raises ReasonMissing once a verdict on the claim was sent for review.
    """
    if answer.taken_back_at is None:
        if (said := _said(answer)) is not None:
            withdraw_appearance(appearance=said)
        ClaimSuggestion.objects.standing().filter(pk=answer.pk).update(taken_back_at=timezone.now(), taken_back_by=by)
        answer.refresh_from_db()
    return answer


def _said(answer: ClaimSuggestion) -> Appearance | None:
    """The appearance that accepting made, while it stands."""
    if answer.claim is None:
        return None
    here = {"passage__extraction": answer.extraction_id, "passage__start": answer.start, "passage__end": answer.end}
    return answer.claim.appearances.standing().filter(**here).first()
