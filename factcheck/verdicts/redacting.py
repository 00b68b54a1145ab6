"""What was frozen of a document that is redacted, and what the desk wrote of the verdict in its own words.

A frozen row is emptied as the passage is: who reads an earlier version finds when and why in its place.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

from collections.abc import Set
from typing import Any

from factcheck.claims.models import Appearance, Claim
from factcheck.documents.redacting.registry import SALTED, Emptied, Holding, OwnWords, Touched, rows_of, touched
from factcheck.documents.redacting.runs import GONE
from factcheck.evidence.models import Enquiry, Evidence
from factcheck.verdicts.models import (
    Dissent,
    FrozenEvidence,
    Opinion,
    OpinionRound,
    ProposedEdit,
    Review,
    RuleResult,
    StaleItem,
    Submission,
    Verdict,
)

#: Of a frozen piece of evidence, what tells nothing of the document or of what it says.
_KEPT = frozenset(
    {"document", "passage", "capture", "captured_at", "received_how", "start", "end"}
    | {"credibility", "voice", "first_hand", "linked_by"}
)
_OF_APPEARANCE = ("quote", "sentence", "speaker", "via", "title", "source", "url", "date")
_SALT = "(SELECT r.salt FROM redacting_document r WHERE r.public_id = content ->> 'document')"
_OF_VERDICTS = f"verdict_id IN {touched(Verdict)}"
_SENT = f"submission_id IN (SELECT id FROM verdicts_submission WHERE {_OF_VERDICTS})"


def _emptied(content: dict[str, Any], _redacted: Set[str]) -> dict[str, Any]:
    """The same keys, so that whoever reads them need not know."""
    return {
        key: value if key in _KEPT or value is None else "" if isinstance(value, str) else None
        for key, value in content.items()
    }


def _without(content: dict[str, Any], redacted: Set[str]) -> dict[str, Any]:
    """What a submission froze of the claim, without what stood in documents that are redacted."""
    appearances = content["appearances"]
    made = next((row for row in appearances if row["manner"] == Appearance.Manner.MADE), None)
    return content | {
        "in_their_words": "" if made and made["document"] in redacted else content["in_their_words"],
        "appearances": [
            row | dict.fromkeys(_OF_APPEARANCE, "") if row["document"] in redacted else row for row in appearances
        ],
        "enquiries": [
            row | {"answer": GONE} if row["public_id"] in redacted and row["answer"] else row
            for row in content["enquiries"]
        ],
    }


HOLDING = Holding(
    emptied=[
        Emptied(
            FrozenEvidence,
            f"evidence_id IN {rows_of(Evidence)}",
            {"quote": "''", "sha256": SALTED % _SALT},
            rewritten={"content": _emptied},
        ),
        Emptied(
            Submission,
            f"claim_id IN (SELECT claim_id FROM claims_appearance WHERE id IN {rows_of(Appearance)}"
            f" UNION SELECT claim_id FROM evidence_enquiry WHERE id IN {rows_of(Enquiry)})",
            {},
            rewritten={"content": _without},
        ),
        Emptied(
            StaleItem,
            "about IN (SELECT public_id FROM redacting_row)",
            {"detail": "''", "note": f"CASE WHEN note <> '' THEN '{GONE}' ELSE '' END"},
        ),
    ],
    touched=[Touched(Verdict, f"claim_id IN {touched(Claim)}")],
    own_words=[
        OwnWords(
            Verdict,
            f"id IN {touched(Verdict)}",
            ["conclusion", "explanation", "missing_context", "public_note", "withdrawn_note"],
        ),
        OwnWords(
            Submission,
            _OF_VERDICTS,
            ["statement", "conclusion", "explanation", "missing_context", "content"],
            frozenset({"appearances", "scale"}),
        ),
        OwnWords(FrozenEvidence, _SENT, ["content"], only=frozenset({"rationale"})),
        OwnWords(Review, _SENT, ["comment"]),
        OwnWords(RuleResult, _SENT, ["detail", "reason"]),
        OwnWords(ProposedEdit, _OF_VERDICTS, ["before", "after", "note"]),
        OwnWords(StaleItem, _OF_VERDICTS, ["detail", "note"]),
        OwnWords(OpinionRound, f"claim_id IN {touched(Claim)}", ["settled_note", "cancelled_reason"]),
        *(
            OwnWords(
                model,
                f"round_id IN (SELECT id FROM verdicts_opinionround WHERE claim_id IN {touched(Claim)})",
                [column],
            )
            for model, column in ((Opinion, "rationale"), (Dissent, "text"))
        ),
    ],
)
