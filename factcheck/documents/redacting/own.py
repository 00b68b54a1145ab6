"""What this stage holds of a document: everything but its id, its source, and that it was here."""

# ruff: noqa: S608 -- the names in it are those of our own tables

from collections.abc import Mapping

from factcheck.documents.models import (
    ArchiveRequest,
    Capture,
    Container,
    Document,
    DocumentRelation,
    Extraction,
    Fetch,
    Fingerprint,
    Import,
    ImportFile,
    ImportOutcome,
    PageLayout,
    ReadingFailure,
    RelationSuggestion,
    Retrieval,
    Seal,
    Watch,
    WatchFinding,
)
from factcheck.documents.redacting.registry import SALTED, Derived, Emptied, Holding, OwnWords, rows_of
from factcheck.documents.redacting.runs import GONE
from factcheck.notifications.models import Notification

_NONE, _NO_LIST, _NEXT = "''", "'[]'::jsonb", {"version": "version + 1"}
_DOCUMENTS = "(SELECT document_id FROM redacting_document)"
#: A hash of what belongs to no single document: nobody is told with which salt.
_ANY_SALT = "(SELECT salt FROM redacting_document ORDER BY document_id LIMIT 1)"


def _blank(*columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, _NONE)


def _without_basis(*facts: str) -> Mapping[str, str]:
    """Nothing is known of them any more, nor how it was."""
    return dict.fromkeys(facts, "NULL") | _blank(*(f"{fact}_{part}" for fact in facts for part in ("basis", "how")))


def _how_kept(fact: str) -> dict[str, str]:
    """A fact that stays: how it is known may quote, but what the desk established must say how."""
    return {f"{fact}_how": f"CASE WHEN {fact}_basis = 'desk' THEN '{GONE}' ELSE '' END"}


_RECEIPT = _blank("filename", "received_from", "copied_text") | {"copied": "NULL"}
_CAPTURES, _CONTAINERS = rows_of(Capture), rows_of(Container)
_ADDRESSES = (
    f"(SELECT url FROM documents_document WHERE id IN {_DOCUMENTS} UNION"
    f" SELECT unnest(ARRAY[url, nullif(final_url, '')]) FROM documents_fetch WHERE document_id IN {_DOCUMENTS})"
)
_FETCHES, _FILES = rows_of(Fetch), rows_of(ImportFile)
#: The file that an import is named after.
_NAMED_AFTER = 1
_IMPORTS = f"(SELECT part_of_id FROM documents_importfile WHERE id IN {_FILES})"
_HAS_OTHERS = (
    "EXISTS (SELECT FROM documents_importfile other"
    f" WHERE other.part_of_id = documents_import.id AND other.id NOT IN {_FILES}"
    # Nor was it emptied before.
    " AND (other.name <> '' OR other.size > 0))"
)

HOLDING = Holding(
    emptied=[
        Emptied(
            Document,
            f"id IN {_DOCUMENTS}",
            {
                **_without_basis("title", "author", "published", "url"),
                **_how_kept("language"),
                **_how_kept("source"),
                **_blank("published_text", "url_key", "first_words", "filename", "outside_key"),
            },
            _NEXT,
        ),
        Emptied(
            Capture,
            f"document_id IN {_DOCUMENTS}",
            {
                **_RECEIPT,
                **_blank("member"),
                "messages": _NO_LIST,
                "offset": "NULL",
                "length": "NULL",
                "size": "0",
                "sha256": SALTED
                % "(SELECT r.salt FROM redacting_document r WHERE r.document_id = documents_capture.document_id)",
            },
        ),
        Emptied(
            Container,
            f"id IN (SELECT container_id FROM documents_capture WHERE id IN {_CAPTURES}"
            f" UNION SELECT container_id FROM documents_fetch WHERE document_id IN {_DOCUMENTS})"
            # A letter is a document, and what its attachments lie in.
            f" OR sha256 IN (SELECT sha256 FROM documents_capture WHERE id IN {_CAPTURES} AND container_id IS NULL)",
            {**_RECEIPT, "messages": _NO_LIST, "size": "0", "sha256": SALTED % _ANY_SALT},
        ),
        Emptied(Retrieval, f"capture_id IN {_CAPTURES}", _RECEIPT),
        Emptied(
            Extraction,
            f"capture_id IN {_CAPTURES}",
            {**_blank("text"), "blocks": _NO_LIST, "messages": _NO_LIST},
        ),
        Emptied(
            PageLayout,
            f"extraction_id IN {rows_of(Extraction)}",
            {"words": _NO_LIST, "start": "0", "end": "0"},
        ),
        Emptied(
            ReadingFailure,
            f"capture_id IN {_CAPTURES}",
            _blank("reason"),
        ),
        Emptied(
            ImportFile,
            f"sha256 IN"
            f" (SELECT sha256 FROM documents_capture WHERE id IN {_CAPTURES} AND container_id IS NULL"
            f" UNION SELECT sha256 FROM documents_container WHERE id IN {_CONTAINERS})",
            {**_blank("name"), "size": "0", "sha256": SALTED % _ANY_SALT},
        ),
        Emptied(
            ImportOutcome,
            f"capture_id IN {_CAPTURES} OR file_id IN {_FILES}",
            _blank("name", "message"),
        ),
        # What was stated of all files of an import goes where no other file came with them; else what tells of this.
        Emptied(Import, f"id IN {_IMPORTS} AND NOT {_HAS_OTHERS}", {**_RECEIPT, **_blank("url")}),
        Emptied(
            Import,
            f"id IN (SELECT part_of_id FROM documents_importfile WHERE id IN {_FILES} AND number = {_NAMED_AFTER})"
            f" AND {_HAS_OTHERS}",
            _blank("filename"),
        ),
        Emptied(
            DocumentRelation,
            f"document_id IN {_DOCUMENTS} OR other_id IN {_DOCUMENTS}",
            {
                **_blank("note"),
                "withdrawn_reason": f"CASE WHEN withdrawn_reason <> '' THEN '{GONE}' ELSE '' END",
            },
        ),
        Emptied(
            RelationSuggestion,
            f"document_id IN {_DOCUMENTS} OR other_id IN {_DOCUMENTS}",
            {"reasons": _NO_LIST},
        ),
        Emptied(
            Fetch,
            f"document_id IN {_DOCUMENTS} OR capture_id IN {_CAPTURES} OR container_id IN {_CONTAINERS}"
            # Visits that came to nothing, to an address that tells what it was.
            f" OR document_id IS NULL AND (url IN {_ADDRESSES} OR final_url IN {_ADDRESSES})",
            {
                **_blank("url", "message", "host", "final_url", "certificate_sha256"),
                "headers": _NO_LIST,
                "redirects": _NO_LIST,
                "address": "NULL",
            },
        ),
        Emptied(
            ArchiveRequest,
            f"fetch_id IN {_FETCHES}",
            _blank("link", "message"),
        ),
        Emptied(
            Watch,
            f"document_id IN {_DOCUMENTS}",
            {},
            {"stopped_at": "coalesce(stopped_at, now())", **_NEXT},
        ),
        Emptied(
            WatchFinding,
            f"document_id IN {_DOCUMENTS}",
            _blank("note"),
        ),
    ],
    own_words=[
        OwnWords(Notification, "about IN (SELECT public_id FROM redacting_touched)", ["text"]),
        # What everybody is told of what is sealed, of other documents under the same seal as well.
        OwnWords(Seal, f"id IN (SELECT seal_id FROM documents_document WHERE id IN {_DOCUMENTS})", ["description"]),
    ],
    derived=[Derived(Fingerprint, f"extraction_id IN {rows_of(Extraction)}")],
)
