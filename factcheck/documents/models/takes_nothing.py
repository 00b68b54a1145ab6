"""A redacted document takes nothing in any more: the database refuses every row that would bring words back."""

from collections.abc import Sequence

import pgtrigger

from factcheck.audit.triggers import Rule, refuse
from factcheck.documents.models.works import IS_NOT_OWNER

#: SQL: the key of the document that a new row of a capture, an extraction, a visit or a passage belongs to.
OF_CAPTURE = "(SELECT c.document_id FROM documents_capture c WHERE c.id = NEW.capture_id)"
OF_EXTRACTION = (
    "(SELECT c.document_id FROM documents_extraction x JOIN documents_capture c ON c.id = x.capture_id"
    " WHERE x.id = NEW.extraction_id)"
)
OF_FETCH = "(SELECT f.document_id FROM documents_fetch f WHERE f.id = NEW.fetch_id)"
OF_PASSAGE = "(SELECT p.document_id FROM passages_passage p WHERE p.id = NEW.passage_id)"


def takes_nothing(*keys: str, words: Sequence[str] = ()) -> Rule:
    """Refuse rows of redacted documents, whose keys are the SQL of `keys`: columns of NEW, or where they lead.

    A row may not be moved to one by such a column either, nor may the columns of `words` change, which hold what it
    said. While a redaction runs, writing waits for the tables, and is looked at here afterwards.
    """
    columns = [*(key.removeprefix("NEW.") for key in keys if key.startswith("NEW.")), *words]
    return Rule(
        name="redacted_takes_nothing",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns) if columns else pgtrigger.Insert,
        func=refuse(
            "The document was redacted: nothing comes to it any more",
            when=f"EXISTS (SELECT FROM documents_document d WHERE d.id IN ({', '.join(keys)})"
            f" AND d.redacted_at IS NOT NULL) AND {IS_NOT_OWNER}",
        )
        + " RETURN NEW;",
    )
