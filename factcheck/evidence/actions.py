"""Every write to evidence, documented searches and enquiries."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.actions import NO_VOICE, ReasonMissing, Voice, begin_research
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.database.fields import partial_date_columns
from factcheck.database.written_out import select
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.evidence.models import DateOf, DocumentedSearch, Enquiry, EnquiryTemplate, Evidence, Kept, Stance
from factcheck.evidence.own_words import makes_the_claim, speaks_for_themselves, where_made
from factcheck.passages.models import Passage
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What
from factcheck.web.words import says_something


class LinkedAlready(Refused):
    """The passage is evidence on this claim already."""

    message = _("This passage is on the board of %(claim)s already. Change the card there.")


class ClaimantCannotCorroborate(Refused):
    """What the claimant says never corroborates the claim."""

    message = _(
        "%(speaker)s made this claim: their own words can't corroborate it. Mark them as said here, or link them "
        "as context."
    )


class ClaimCannotCorroborateItself(Refused):
    """The words are marked as those in which the claim is made."""

    message = _("In these words the claim is made: they can't corroborate it. Link them as context.")


class CannotUndo(Refused):
    """A withdrawal that something was submitted after stays."""

    message = _("This was taken back with a reason, or is on the board again: it can't be undone.")


#: Whether a passage is on the board of a claim, and whether it is in its tray.
_THERE = """
    SELECT EXISTS (SELECT FROM evidence_evidence e
                   WHERE e.claim_id = given.claim AND e.passage_id = given.passage AND e.withdrawn_at IS NULL),
           EXISTS (SELECT FROM evidence_kept k
                   WHERE k.claim_id = given.claim AND k.passage_id = given.passage AND k.settled_at IS NULL)
    FROM (SELECT %s::bigint AS claim, %s::bigint AS passage) given
"""


@transaction.atomic
def link_evidence(
    *, claim: Claim, passage: Passage, stance: str, by: User | None, voice: Voice = NO_VOICE, **values: Any
) -> Evidence:
    """Put a passage on the claim's board. Kept passages of the same words are settled by it.

    `values` are further columns (weight, rationale, credibility, dated, ...); without a date, it is the one the
    document was published on. Raises RedactedAlready, LinkedAlready, ClaimantCannotCorroborate,
    ClaimCannotCorroborateItself.
    """
    keep_from_redacting(passage.document_id)
    _refuse_own_words(claim, stance, voice.speaker, passage)
    ((is_linked, is_kept),) = select(_THERE, claim.pk, passage.pk)
    if is_linked:
        raise LinkedAlready(claim=claim.public_id)
    if not values.get("dated"):
        values |= _date_of(passage)
    begin_research(claim=claim, by=by)
    evidence = Evidence.objects.create(
        claim=claim, passage=passage, stance=stance, linked_by=by, **asdict(voice), **values
    )
    if is_kept:
        Kept.objects.filter(claim=claim, passage=passage, settled_at=None).update(settled_at=timezone.now())
    ground.tell(Moved(What.LINKED, evidence.public_id))
    return evidence


def _refuse_own_words(claim: Claim, stance: str, speaker: str, passage: Passage) -> None:
    if stance != Stance.CORROBORATES:
        return
    if speaks_for_themselves(claim, speaker):
        raise ClaimantCannotCorroborate(speaker=speaker)
    if makes_the_claim(where_made(claim), passage):
        raise ClaimCannotCorroborateItself


def _date_of(passage: Passage) -> dict[str, Any]:
    document = passage.document
    if document.published is None:
        return partial_date_columns("dated", None) | {"date_of": ""}
    return {
        "dated": document.published,
        "dated_text": document.published_text,
        "date_of": DateOf.PUBLISHED,
    }


@transaction.atomic
def change_evidence(*, evidence: Evidence, expected: int, **values: Any) -> Evidence:
    """Change stance, weight, voice, rationale, credibility, date or value. Raises StaleVersion,
    ClaimantCannotCorroborate, ClaimCannotCorroborateItself."""
    stance, speaker = values.get("stance", evidence.stance), values.get("speaker", evidence.speaker)
    _refuse_own_words(evidence.claim, stance, speaker, evidence.passage)
    turned = stance != evidence.stance
    evidence = evidence.change(expected=expected, **values)
    if turned:
        ground.tell(Moved(What.LINKED, evidence.public_id))
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: User | None, expected: int, reason: str = "") -> Evidence:
    """Take a card off the board: silently before anything was submitted, with a reason after."""
    if evidence.claim.first_submitted_at and not says_something(reason):
        raise ReasonMissing
    evidence = evidence.change(
        expected=expected, withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason.strip()
    )
    ground.tell(Moved(What.WITHDRAWN, evidence.public_id))
    return evidence


@transaction.atomic
def restore_evidence(*, evidence: Evidence) -> Evidence:
    """Undo a removal that needed no reason. Raises CannotUndo."""
    again = evidence.claim.evidence.standing().filter(passage=evidence.passage_id)
    if evidence.withdrawn_reason or evidence.withdrawn_at is None or again.exists():
        raise CannotUndo
    return evidence.change(withdrawn_at=None, withdrawn_by=None)


@transaction.atomic
def keep_passage(*, passage: Passage, claim: Claim | None, by: User | None, note: str = "") -> Kept:
    """Put a passage by, to judge later; keeping it twice is keeping it once. Raises RedactedAlready."""
    keep_from_redacting(passage.document_id)
    kept, _created = Kept.objects.get_or_create(
        claim=claim, passage=passage, settled_at=None, defaults={"kept_by": by, "note": note}
    )
    return kept


@transaction.atomic
def put_away(*, kept: Kept) -> None:
    """Take a kept passage out of the tray without using it."""
    Kept.objects.filter(pk=kept.pk, settled_at=None).update(settled_at=timezone.now())


@transaction.atomic
def record_search(*, claim: Claim, by: User | None, **values: Any) -> DocumentedSearch:
    """Record where was looked for what, and what came of it."""
    begin_research(claim=claim, by=by)
    return DocumentedSearch.objects.create(claim=claim, searched_by=by, **values)


@transaction.atomic
def record_enquiry(*, claim: Claim, by: User | None, **values: Any) -> Enquiry:
    """Record who was asked what."""
    begin_research(claim=claim, by=by)
    return Enquiry.objects.create(claim=claim, enquired_by=by, **values)


@transaction.atomic
def change_row[Row: (DocumentedSearch, Enquiry)](*, row: Row, expected: int, **values: Any) -> Row:
    """Change a search or an enquiry, or record the answer. Raises StaleVersion."""
    return row.change(expected=expected, **values)


@transaction.atomic
def withdraw_row[Row: (DocumentedSearch, Enquiry)](*, row: Row, expected: int, reason: str = "") -> Row:
    """Take a search or an enquiry off the board; with a reason once a verdict was submitted (ReasonMissing)."""
    if row.claim.first_submitted_at and not says_something(reason):
        raise ReasonMissing
    return row.change(expected=expected, withdrawn_at=timezone.now(), withdrawn_reason=reason.strip())


@transaction.atomic
def write_template(*, name: str, text: str, language: str = "") -> EnquiryTemplate:
    """Words to begin enquiries with."""
    return EnquiryTemplate.objects.create(name=name, text=text, language=language)


@transaction.atomic
def change_template(*, template: EnquiryTemplate, expected: int, **values: Any) -> EnquiryTemplate:
    """Change a template; enquiries made with it stay. Raises StaleVersion."""
    return template.change(expected=expected, **values)
