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
from factcheck.documents.actions.redacted import keep_from_redacting
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


class AnsweredMeanwhile(Refused):
    """What another answer to the same words made still stands."""

    message = _("%(who)s has answered these words meanwhile: %(what)s. Take that back first.")


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

    `stance` goes with the decision *linked*. An answer to the same words takes the place of one of which nothing
    stands any more. Raises AnsweredMeanwhile, OtherWords, and whatever the action refuses (MarkedAlready,
    LinkedAlready, ClaimantCannotCorroborate, ClaimCannotCorroborateItself, NothingSelected, RedactedAlready): then
    nothing is written.
    """
    keep_from_redacting(extraction.capture.document_id)
    words = words or Words(start, end)
    if words.start >= end or words.end <= start:
        raise OtherWords
    _make_room(claim, extraction, start, end, by)
    made = {}
    if decision != Decision.DISMISSED:
        passage = mark_passage(extraction=extraction, start=words.start, end=words.end, by=by)
        made = _put_to_use(claim, passage, decision, stance, by)
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
        **made,
    )


def _make_room(claim: Claim, extraction: Extraction, start: int, end: int, by: User | None) -> None:
    """The answer before this one gives way, unless what it made still stands. Raises AnsweredMeanwhile."""
    # One after the other: of two who press at once, the second sees what the first made.
    Claim.objects.select_for_update().get(pk=claim.pk)
    before = claim.answered_suggestions.standing().filter(extraction=extraction, start=start, end=end)
    given = before.select_related("appearance", "evidence", "kept", "decided_by").first()
    if given is None:
        return
    if _stands(given):
        raise AnsweredMeanwhile(who=given.decided_by or "?", what=given.get_decision_display())
    before.update(taken_back_at=timezone.now(), taken_back_by=by)


def _stands(answer: EvidenceSuggestion) -> bool:
    """Whether what the answer made is still in use."""
    linked = [made for made in (answer.appearance, answer.evidence) if made and made.withdrawn_at is None]
    return bool(linked) or bool(answer.kept and answer.kept.settled_at is None)


def _put_to_use(
    claim: Claim, passage: Passage, decision: str, stance: str, by: User | None
) -> dict[str, Appearance | Evidence | Kept]:
    """What was made, by the name under which the answer remembers it."""
    voice = proposed_voice(passage)
    if decision == Decision.SAID_HERE:
        manner = proposed_manner(voice.voice)
        return {"appearance": mark_appearance(claim=claim, passage=passage, manner=manner, by=by, voice=voice)}
    if decision == Decision.LINKED:
        return {"evidence": link_evidence(claim=claim, passage=passage, stance=stance, by=by, voice=voice)}
    if claim.kept.filter(passage=passage, settled_at=None).exists():
        # Somebody has put it by already: that is theirs to take back.
        return {}
    return {"kept": keep_passage(passage=passage, claim=claim, by=by)}


def proposed_voice(passage: Passage) -> Voice:
    """Who the words around the passage show to speak; for a person to confirm."""
    language = passage.document.language or "en"
    guess = guess_voice(passage.extraction.text, passage.start, passage.end, language=language)
    return Voice(voice=guess.kind, speaker=guess.speaker, via=guess.via, first_hand=guess.first_hand)


@transaction.atomic
def take_back_answer(*, answer: EvidenceSuggestion, by: User | None) -> EvidenceSuggestion:
    """Undo an answer, with what it made, and nothing else, if that still stands. Done twice it is done once.

    Raises ReasonMissing once a verdict was submitted, when what was made rests on it.
    """
    if answer.taken_back_at is not None:
        return answer
    if answer.appearance and answer.appearance.withdrawn_at is None:
        withdraw_appearance(appearance=answer.appearance)
    if answer.evidence and answer.evidence.withdrawn_at is None:
        withdraw_evidence(evidence=answer.evidence, by=by, expected=answer.evidence.version)
    if answer.kept:
        put_away(kept=answer.kept)
    standing = EvidenceSuggestion.objects.standing().filter(pk=answer.pk)
    standing.update(taken_back_at=timezone.now(), taken_back_by=by)
    answer.refresh_from_db()
    return answer
