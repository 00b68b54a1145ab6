"""Is there a near copy of this text among 100,000 documents? Beside the same question asked of every row."""

import argparse
import random
from collections.abc import Callable

from django.db import connection, transaction

from factcheck.database.roles import as_owner
from factcheck.documents.models import Document, Fingerprint
from factcheck.documents.near_copies import finding
from factcheck.documents.near_copies.fingerprints import METHOD, Print, fingerprint, shingles
from tests.benchmarks.measure import Line, milliseconds, repeated, times

DOCUMENTS = 100_000
#: What a document of some hundred words has: 32 bands and about 10 sampled shingles.
_KEYS = 42
_FILL = """
    INSERT INTO documents_fingerprint (extraction_id, document_id, method, minhash, size, bands)
    SELECT n, n, %s, decode(repeat(md5(n::text), 24), 'hex'), 300,
           ARRAY(SELECT (('x' || substr(md5(n || '.' || k), 1, 16))::bit(64))::bigint FROM generate_series(1, %s) k)
    FROM generate_series(1000000, %s) n
"""


def run(options: argparse.Namespace) -> list[Line]:
    _fill()
    text = _words(random.Random(7), 400)
    made = fingerprint(shingles(text))
    assert made is not None
    looked_up = repeated(lambda: _look(made), options.rounds)
    scanned = repeated(lambda: _look(made, "SET LOCAL enable_bitmapscan = off"), 1, warm_up=0)
    printed = repeated(lambda: fingerprint(shingles(text)), options.rounds)
    what = f"near copies of a text among {DOCUMENTS:,} documents, CPU"
    ours, other = looked_up.server, scanned.server
    return [
        Line(what, milliseconds(ours), f"{milliseconds(other)} (each row)", times(ours, other)),
        Line("fingerprint of 400 words", milliseconds(printed.process), "", ""),
    ]


def _look(made: Print, setting: str = "") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if setting:
            cursor.execute(setting)
        assert finding._candidates(made, Document(pk=0)) == []


def _fill() -> None:
    """Rows of the index alone: the documents they stand for play no part in the question."""
    with as_owner(), connection.cursor() as cursor:
        for constraint in _foreign_keys(cursor.execute, cursor.fetchall):
            cursor.execute(f'ALTER TABLE documents_fingerprint DROP CONSTRAINT "{constraint}"')
        cursor.execute(_FILL, [METHOD, _KEYS, 1_000_000 + DOCUMENTS - 1])
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE documents_fingerprint")
    assert Fingerprint.objects.count() >= DOCUMENTS


def _foreign_keys(execute: Callable[[str], object], fetch: Callable[[], list[tuple[str]]]) -> list[str]:
    execute("SELECT conname FROM pg_constraint WHERE conrelid = 'documents_fingerprint'::regclass AND contype = 'f'")
    return [name for (name,) in fetch()]


def _words(rng: random.Random, count: int) -> str:
    return " ".join("".join(rng.choices("aeioubcdfghlmnprst", k=rng.randint(2, 10))) for _ in range(count))
