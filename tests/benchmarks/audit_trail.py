"""What the audit trigger costs: the same write with it, and with it disabled in this database."""

import argparse
import random
from collections.abc import Iterator

from django.db import connection, models, transaction

from factcheck.audit.context import acting
from factcheck.audit.triggers import Audited
from factcheck.audit.triggers_in_bulk import AuditedInserts
from factcheck.claims.models import Claim
from factcheck.database.roles import as_owner
from factcheck.documents.models import Document
from factcheck.evidence.models import Evidence
from tests.benchmarks.dataset import make_passages, person, sentence
from tests.benchmarks.measure import Line, Work, milliseconds, side_by_side, times

AIM = 1.4
#: One run is so many writes, each in a transaction of its own, as requests make them.
WRITES = 20
WARM_UP = 3


def run(options: argparse.Namespace) -> list[Line]:
    reviewer = person("reviewer")
    passages = make_passages(2 * (options.rounds + WARM_UP) * WRITES)
    chance = random.Random(4)
    with acting(reviewer, action="bench"):
        claim = Claim.objects.create(statement="The bridge was closed.", kind="fact", created_by=reviewer)

        def insert_evidence() -> None:
            Evidence.objects.create(
                claim=claim, passage=passages.pop(), stance="context", rationale=sentence(chance), linked_by=reviewer
            )

        def update_claim() -> None:
            Claim.objects.filter(pk=claim.pk).update(why_checked=sentence(chance))

        def insert_document() -> None:
            Document.objects.create(first_words=sentence(chance), imported_by=reviewer)

        return [
            *_lines("insert an evidence", Evidence, insert_evidence, options.rounds),
            *_lines("change a claim", Claim, update_claim, options.rounds),
            *_lines("insert a document row", Document, insert_document, options.rounds),
        ]


def _lines(what: str, model: type[models.Model], write: Work, rounds: int) -> Iterator[Line]:
    """One for what whoever writes waits for, one for the processor time of PostgreSQL alone."""

    def audited() -> None:
        for _ in range(WRITES):
            with transaction.atomic():
                write()

    def untold() -> None:
        audited()

    def switch(work: Work) -> None:
        with connection.cursor() as cursor:
            state = "ENABLE" if work is audited else "DISABLE"
            for name in _names_of_triggers(model):
                cursor.execute(f"ALTER TABLE {model._meta.db_table} {state} TRIGGER {name}")

    # As the owner throughout, who alone may switch it off.
    with as_owner():
        told, plain = side_by_side(audited, untold, rounds, WARM_UP, before=switch)
        switch(audited)
    yield _line(f"{what}: audit trail, as whoever writes sees it", told.wall, plain.wall)
    yield _line(f"{what}: audit trail, PostgreSQL's CPU", told.database, plain.database)


def _names_of_triggers(model: type[models.Model]) -> list[str]:
    kinds = (Audited, AuditedInserts)
    return [str(one.get_pgid(model)) for one in model._meta.triggers if isinstance(one, kinds)]


def _line(what: str, told: float, plain: float) -> Line:
    return Line(
        what,
        milliseconds(told / WRITES),
        f"{milliseconds(plain / WRITES)} (trigger off)",
        times(told, plain),
        f"at most {AIM}x",
        told <= AIM * plain,
    )
