"""What this stage holds of a document that is redacted: quotes, what stands around them, and translations."""

from factcheck.documents.models import Extraction
from factcheck.documents.redacting.registry import Derived, Emptied, Holding, rows_of
from factcheck.documents.redacting.runs import GONE
from factcheck.passages.models import Passage, Segment, Translation

HOLDING = Holding(
    emptied=[
        Emptied(
            Passage,
            "document_id IN (SELECT document_id FROM redacting_document)",
            {"quote": "''", "prefix": "''", "suffix": "''", "boxes": "'[]'::jsonb"},
        ),
        Emptied(
            Translation,
            f"passage_id IN {rows_of(Passage)}",
            {"text": f"'{GONE}'"},
            {"version": "version + 1"},
        ),
    ],
    cited=["SELECT document_id FROM passages_passage"],
    derived=[Derived(Segment, f"extraction_id IN {rows_of(Extraction)}")],
)
