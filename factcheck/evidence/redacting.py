"""What this stage holds of a document that is redacted, and what the desk wrote beside it in its own words."""
# ruff: noqa: S608 -- the names in it are those of our own tables

from factcheck.claims.models import Claim
from factcheck.claims.redacting import AROUND
from factcheck.documents.models import Extraction
from factcheck.documents.redacting.registry import Emptied, Holding, OwnWords, Touched, rows_of, touched
from factcheck.documents.redacting.runs import GONE
from factcheck.evidence.models import DocumentedSearch, Enquiry, Evidence, EvidenceSuggestion, Kept
from factcheck.passages.models import Passage

_NEXT = {"version": "version + 1"}
_OF_CLAIMS = f"claim_id IN {touched(Claim)}"

HOLDING = Holding(
    emptied=[
        Emptied(
            Evidence,
            f"passage_id IN {rows_of(Passage)}",
            {
                **dict.fromkeys(("rationale", "speaker", "via", "dated_text", "date_of"), "''"),
                **dict.fromkeys(("dated", "quantity_low", "quantity_high"), "NULL"),
                "withdrawn_reason": f"CASE WHEN withdrawn_reason <> '' THEN '{GONE}' ELSE '' END",
            },
            _NEXT,
        ),
        Emptied(Kept, f"passage_id IN {rows_of(Passage)}", {"note": "''"}),
        Emptied(EvidenceSuggestion, f"extraction_id IN {rows_of(Extraction)}", {"reasons": "'[]'::jsonb"}),
        # An answer that came in the document; that there was one, and when, stays.
        Emptied(
            Enquiry,
            "answer_document_id IN (SELECT document_id FROM redacting_document)",
            {"answer": f"CASE WHEN answer <> '' THEN '{GONE}' ELSE '' END"},
            _NEXT,
        ),
    ],
    touched=[
        Touched(
            Claim,
            "id IN ("
            + " UNION ".join(
                f"SELECT claim_id FROM {model._meta.db_table} WHERE id IN {rows_of(model)}"
                for model in (Evidence, Kept, EvidenceSuggestion, Enquiry)
            )
            + ")",
        ),
        AROUND,
    ],
    own_words=[
        OwnWords(Evidence, _OF_CLAIMS, ["rationale", "withdrawn_reason"]),
        OwnWords(Kept, _OF_CLAIMS, ["note"]),
        OwnWords(DocumentedSearch, _OF_CLAIMS, ["where", "query", "finding", "limits", "withdrawn_reason"]),
        OwnWords(Enquiry, _OF_CLAIMS, ["asked", "interest", "question", "answer", "withdrawn_reason"]),
    ],
)
