"""Looking for near copies of what has come in, by an index probe; what is found is suggested, once for a pair."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import batched

from django.db import connection, transaction
from django.db.models import Q

from factcheck.documents.actions.errors import RedactedAlready
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.documents.extraction.boilerplate import main_text
from factcheck.documents.models import Document, DocumentRelation, Extraction, Fingerprint, RelationSuggestion
from factcheck.documents.near_copies.agencies import agencies_in
from factcheck.documents.near_copies.fingerprints import METHOD, Print, fingerprint, resemblance, shingles
from factcheck.documents.near_copies.judging import Known, propose
from factcheck.documents.near_copies.sharing import measure

#: Candidates that are compared word by word; those with the most in common first.
COMPARED = 20
#: Shared keys, or estimated resemblance, from which on comparing pays.
_KEYS, _RESEMBLANCE = 2, 0.1
#: Extractions looked at in one transaction.
_BATCH = 100

# A probe of the index for each key: asked for all of them at once (&&), PostgreSQL expects so many rows that it
# reads the whole table (measured: 260 ms among 100,000).
_CANDIDATES = """
    SELECT f.extraction_id, f.document_id, f.minhash, count(*)
    FROM unnest(%s::bigint[]) key JOIN documents_fingerprint f ON f.bands @> ARRAY[key]
    WHERE f.document_id <> %s
    GROUP BY f.extraction_id ORDER BY count(*) DESC LIMIT 200
"""


def look_for_copies(extraction: Extraction, document: Document) -> list[RelationSuggestion]:
    """Keep the extraction's fingerprint and suggest what it shares words with. Safe to run again.

    Of a document that was redacted since its text was read, nothing is kept.
    """
    here = _text_of(extraction, document)
    made = fingerprint(here.shingles)
    if made is None:
        return []
    suggested: list[RelationSuggestion | None] = []
    with suppress(RedactedAlready), transaction.atomic():
        keep_from_redacting(document.pk)
        Fingerprint.objects.update_or_create(
            extraction=extraction,
            defaults={
                "document": document,
                "method": METHOD,
                "minhash": made.minhash,
                "size": made.size,
                "bands": list(made.keys),
            },
        )
        suggested = [_suggest(here, key) for key in _candidates(made, document)]
    return [one for one in suggested if one]


def look_later(keys: Collection[int] = ()) -> int:
    """Look for copies of those extractions, or of all that have not been looked at; how many there were."""
    waiting = Extraction.objects.filter(fingerprint=None).exclude(text="").order_by("pk")
    if keys:
        waiting = waiting.filter(pk__in=keys)
    found = list(waiting.values_list("pk", flat=True))
    for batch in batched(found, _BATCH):
        for extraction in Extraction.objects.filter(pk__in=batch).select_related("capture__document"):
            look_for_copies(extraction, extraction.capture.document)
    return len(found)


def _candidates(made: Print, document: Document) -> list[int]:
    """Keys of extractions worth comparing, one for each document."""
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [list(made.keys), document.pk])
        rows = cursor.fetchall()
    likely: dict[int, tuple[float, int]] = {}
    for extraction, owner, minhash, shared in rows:
        alike = resemblance(made.minhash, bytes(minhash))
        if shared >= _KEYS or alike >= _RESEMBLANCE:
            likely[owner] = max(likely.get(owner, (0.0, 0)), (alike, extraction))
    return [extraction for _alike, extraction in sorted(likely.values(), reverse=True)[:COMPARED]]


@dataclass(frozen=True)
class _Text:
    """The main text of a document, and its shingles: made once, however many it is compared with."""

    document: Document
    text: str
    shingles: frozenset[str]


def _text_of(extraction: Extraction, document: Document) -> _Text:
    text = main_text(extraction.text, extraction.parsed_blocks)
    return _Text(document, text, shingles(text))


def _suggest(here: _Text, key: int) -> RelationSuggestion | None:
    extraction = Extraction.objects.select_related("capture__document").get(pk=key)
    other = extraction.capture.document
    if other.merged_into_id or _is_settled(here.document, other):
        return None
    there = _text_of(extraction, other)
    newer, older = (here, there) if here.document.pk > other.pk else (there, here)
    found = measure(newer.shingles, older.shingles)
    newer_size, older_size = found.sizes
    proposal = propose(_known(newer), _known(older), found, newer_size=newer_size, older_size=older_size)
    if proposal is None:
        return None
    return RelationSuggestion.objects.create(
        document_id=proposal.document,
        other_id=proposal.other,
        kind=proposal.kind,
        similarity=found.similarity,
        containment=found.containment,
        detector=METHOD,
        reasons=list(proposal.reasons),
    )


def _is_settled(one: Document, other: Document) -> bool:
    """Whether the pair was suggested before, or somebody has said what they have to do with each other."""
    pair = Q(document=one, other=other) | Q(document=other, other=one)
    return RelationSuggestion.objects.filter(pair).exists() or DocumentRelation.objects.filter(pair).exists()


def _known(one: _Text) -> Known:
    document, day = one.document, one.document.published_on
    return Known(
        document.pk,
        document.url_key,
        document.source.standing.pk if document.source else None,
        day.iso if day else "",
        agencies_in(one.text),
    )
