"""Which documents go back to a document: declared copies of it, copies of those, and what became part of it.

The direction counts. What stands in a copy falls with the work that was copied; the work does not fall with its
copy. So this asks less than counting origins does, for which both are one.
"""

from collections.abc import Collection

from django.db import connection

# A walk of one step a round, in one statement however long the chain; UNION ends it where relations make a circle.
_GOING_BACK = """
    WITH RECURSIVE going_back (id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT step.id FROM going_back g CROSS JOIN LATERAL (
            SELECT r.document_id AS id FROM documents_documentrelation r
            WHERE r.other_id = g.id AND r.withdrawn_at IS NULL
            UNION ALL
            SELECT d.id FROM documents_document d WHERE d.merged_into_id = g.id
            UNION ALL
            SELECT d.merged_into_id FROM documents_document d WHERE d.id = g.id AND d.merged_into_id IS NOT NULL
        ) step
    )
    SELECT id FROM going_back
"""


def going_back_to(documents: Collection[int]) -> set[int]:
    """The keys of these documents and of all that go back to them. One query."""
    if not documents:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_GOING_BACK, [list(documents)])
        return {key for (key,) in cursor.fetchall()}
