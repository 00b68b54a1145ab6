"""What this stage holds of a document that is redacted, and what the desk wrote of claims in its own words."""
# ruff: noqa: S608 -- the names in it are those of our own tables

from factcheck.claims.models import Appearance, Claim, ClaimLink, ClaimSuggestion, ClaimTerm
from factcheck.documents.models import Extraction
from factcheck.documents.redacting.registry import Emptied, Holding, OwnWords, Touched, rows_of, touched
from factcheck.documents.redacting.runs import GONE
from factcheck.passages.models import Passage

#: A claim's parts and its whole may quote what it quotes. Told by the last stage that says which claims are concerned.
AROUND = Touched(
    Claim,
    f"id IN (SELECT parent_id FROM claims_claim WHERE id IN {touched(Claim)}) OR parent_id IN {touched(Claim)}",
)
_VOICE = {"speaker": "''", "via": "''"}
_REASON = {"withdrawn_reason": f"CASE WHEN withdrawn_reason <> '' THEN '{GONE}' ELSE '' END"}

HOLDING = Holding(
    emptied=[
        Emptied(
            Appearance,
            f"passage_id IN {rows_of(Passage)}",
            {**_VOICE, **_REASON},
            {"version": "version + 1"},
        ),
        Emptied(
            ClaimSuggestion,
            f"extraction_id IN {rows_of(Extraction)}",
            {"text": "''", "reasons": "'[]'::jsonb"},
        ),
    ],
    touched=[
        Touched(
            Claim,
            f"id IN (SELECT claim_id FROM claims_appearance WHERE id IN {rows_of(Appearance)}"
            f" UNION SELECT claim_id FROM claims_claimsuggestion WHERE id IN {rows_of(ClaimSuggestion)})",
        ),
    ],
    own_words=[
        OwnWords(
            Claim,
            f"id IN {touched(Claim)}",
            [
                *("statement", "scope_place", "scope_reason", "quantity_unit", "quantity_counted", "why_checked"),
                *("heard_where", "heard_words", "dropped_reason", "reading"),
            ],
        ),
        OwnWords(ClaimTerm, f"claim_id IN {touched(Claim)}", ["term", "reading", "reason"]),
        OwnWords(Appearance, f"claim_id IN {touched(Claim)}", ["withdrawn_reason"]),
        OwnWords(ClaimLink, f"claim_id IN {touched(Claim)} OR other_id IN {touched(Claim)}", ["note"]),
    ],
)
