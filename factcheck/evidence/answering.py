"""What a person answers to words that a program proposed: they are put to use as a selection in the reader is, or
put aside. The answer is remembered with what the program had given as its reasons, and can be taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.actions import Voice, mark_appearance, withdraw_appearance
from factcheck.claims.manner import proposed_manner
from factcheck.claims.models import Appearance, Claim
from factcheck.database.errors import Refused
from factcheck.documents.models import Extraction
from factcheck.evidence.actions import keep_passage, link_evidence, put_away, withdraw_evidence
from factcheck.evidence.models import Evidence, EvidenceSuggestion, Kept
from factcheck.passages.actions import mark_passage
from factcheck.passages.attribution import guess_voice
from factcheck.passages.models import Passage

Decision = EvidenceSuggestion.Decision


class OtherWords(Refused):
    """The words to be linked have none of those that were proposed."""

    message = _("These are other words than those that were suggested. Select them in the document instead.")


@dataclass(frozen=True)
class Words:
    """The span `[start, end)` to be linked, in code points: the one proposed, widened or narrowed."""

    start: int
    end: int


@transaction.atomic
def answer_suggestion(
    *,
    claim: Claim,
    extraction: Extraction,
    start: int,
    end: int,
    rank: int,
    score: float,
    reasons: Sequence[Any],
    detector: str,
    decision: str,
    by: User | None,
    stance: str = "",
    words: Words | None = None,
) -> EvidenceSuggestion:
    """Do with the words what the person decided, and remember it. `words` None links the span as proposed.

    `stance` goes with the decision *linked*. An answer to the same words takes the place of the one before.
    Raises OtherWords, and whatever the action refuses (MarkedAlready, LinkedAlready, ClaimantCannotCorroborate,
    ClaimCannotCorroborateItself, NothingSelected): then nothing is written.
    """
    words = words or Words(start, end)
    if words.start >= end or words.end <= start:
        raise OtherWords
    before = claim.answered_suggestions.standing().select_for_update()
    before.filter(extraction=extraction, start=start, end=end).update(taken_back_at=timezone.now(), taken_back_by=by)
    if decision != Decision.DISMISSED:
        passage = mark_passage(extraction=extraction, start=words.start, end=words.end, by=by)
        _put_to_use(claim, passage, decision, stance, by)
    return EvidenceSuggestion.objects.create(
        claim=claim,
        extraction=extraction,
        start=start,
        end=end,
        rank=rank,
        score=score,
        reasons=list(reasons),
        detector=detector,
        decision=decision,
        decided_by=by,
    )


def _put_to_use(claim: Claim, passage: Passage, decision: str, stance: str, by: User | None) -> None:
    voice = proposed_voice(passage)
    if decision == Decision.SAID_HERE:
        manner = proposed_manner(voice.voice)
        mark_appearance(claim=claim, passage=passage, manner=manner, by=by, voice=voice)
    elif decision == Decision.LINKED:
        link_evidence(claim=claim, passage=passage, stance=stance, by=by, voice=voice)
    else:
        keep_passage(passage=passage, claim=claim, by=by)


def proposed_voice(passage: Passage) -> Voice:
    """Who the words around the passage show to speak; for a person to confirm."""
    language = passage.document.language or "en"
    guess = guess_voice(passage.extraction.text, passage.start, passage.end, language=language)
    return Voice(voice=guess.kind, speaker=guess.speaker, via=guess.via, first_hand=guess.first_hand)


@transaction.atomic
def take_back_answer(*, answer: EvidenceSuggestion, by: User | None) -> EvidenceSuggestion:
    """Undo an answer, with what was made by it if that still stands. Done twice it is done once.

    Raises ReasonMissing once a verdict was submitted, when what was made rests on it.
    """
    if answer.taken_back_at is not None:
        return answer
    made = made_by(answer)
    if isinstance(made, Appearance):
        withdraw_appearance(appearance=made)
    elif isinstance(made, Evidence):
        withdraw_evidence(evidence=made, by=by, expected=made.version)
    elif isinstance(made, Kept):
        put_away(kept=made)
    standing = EvidenceSuggestion.objects.standing().filter(pk=answer.pk)
    standing.update(taken_back_at=timezone.now(), taken_back_by=by)
    answer.refresh_from_db()
    return answer


def made_by(answer: EvidenceSuggestion) -> Appearance | Evidence | Kept | None:
    """What the answer made, while it stands: the last of its kind before it that shares words with the proposal."""
    shares = {
        "passage__extraction": answer.extraction_id,
        "passage__start__lt": answer.end,
        "passage__end__gt": answer.start,
    }
    claim, at = answer.claim, answer.decided_at
    match answer.decision:
        case Decision.SAID_HERE:
            return claim.appearances.standing().filter(**shares, created_at__lte=at).order_by("-pk").first()
        case Decision.LINKED:
            return claim.evidence.standing().filter(**shares, linked_at__lte=at).order_by("-pk").first()
        case Decision.KEPT:
            waiting = claim.kept.filter(**shares, kept_at__lte=at, settled_at=None)
            return waiting.order_by("-pk").first()
    return None
