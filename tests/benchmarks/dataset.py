"""Rows in quantity. Written as the owner with the triggers off: what is measured comes afterwards, with them on."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import connection, models
from django.utils import timezone
from psycopg.types.range import DateRange

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.claims.models import Claim, Claimant, Kind
from factcheck.database.roles import as_owner
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.evidence.models import Evidence, Stance, Weight
from factcheck.passages.models import Passage
from factcheck.verdicts.models import Rating, State, Verdict

_TEXT = (
    "the a of in on at by with from minister council report river bridge budget troops border exercise vote "
    "statement figure agency spokesman Monday Friday August opened closed said rose fell denied confirmed near "
    "city region country parliament hospital school north south thousand hundred percent"
)
WORDS = _TEXT.split()
SENTENCES = 100

BATCH = 1_000


def person(role: str) -> User:
    email = f"{role}@bench.example"
    return User.objects.filter(email=email).first() or create_user(email=email, name=role.title(), role=role)


def sentence(chance: random.Random, words: int = 12) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


@contextmanager
def untriggered(*tables: type[models.Model]) -> Iterator[None]:
    """Write to these tables as their owner, with no trigger of ours at work."""
    with as_owner(), connection.cursor() as cursor:
        _set_triggers(cursor, tables, "DISABLE TRIGGER USER")
        try:
            yield
        finally:
            _set_triggers(cursor, tables, "ENABLE TRIGGER USER")
        for model in tables:
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _set_triggers(cursor: Any, tables: tuple[type[models.Model], ...], what: str) -> None:
    for model in tables:
        cursor.execute(f"ALTER TABLE {model._meta.db_table} {what}")


def make_passages(count: int) -> list[Passage]:
    """Passages, one a sentence, in documents of a hundred sentences each."""
    chance = random.Random(1)
    passages: list[Passage] = []
    with untriggered(Document, Capture, Extraction, Passage):
        for number in range(-(-count // SENTENCES)):
            passages += _passages_of(chance, number)
        return Passage.objects.bulk_create(passages, batch_size=BATCH)


def _passages_of(chance: random.Random, number: int) -> list[Passage]:
    sentences = [sentence(chance) for _ in range(SENTENCES)]
    document = Document.objects.create(first_words=sentences[0], title=sentences[1], title_basis="content")
    capture = Capture.objects.create(
        document=document,
        number=1,
        sha256=f"{chance.getrandbits(256):064x}",
        size=1,
        media_type="text/plain",
        received_how="file",
    )
    text = " ".join(sentences)
    extraction = Extraction.objects.create(
        capture=capture, extractor="plain", extractor_version="1", text=text, blocks=[], line_ends="lf"
    )
    starts = [sum(len(words) + 1 for words in sentences[:at]) for at in range(SENTENCES)]
    return [
        Passage(document=document, extraction=extraction, start=start, end=start + len(words), quote=words)
        for start, words in zip(starts, sentences, strict=True)
    ]


def make_claims(count: int, passages: list[Passage], reviewer: User) -> list[Claim]:
    """Claims of all kinds; three in five with evidence, two in five with a verdict, one in five due on some day."""
    chance = random.Random(2)
    now, today = timezone.now(), timezone.localdate()
    with untriggered(Claimant, Claim, Evidence, Verdict):
        claimants = Claimant.objects.bulk_create(Claimant(name=f"Claimant {n}") for n in range(300))
        claims = Claim.objects.bulk_create(
            [
                Claim(
                    statement=sentence(chance, 15),
                    kind=chance.choice([kind for kind in Kind.values if kind != Kind.QUANTITY]),
                    claimant=chance.choice(claimants),
                    heard_words=sentence(chance, 20),
                    tags=chance.sample(WORDS, 2),
                    priority=chance.choice([1, 2, 2, 2, 3]),
                    assignee=chance.choice([reviewer, None]),
                    language=chance.choice(["en", "en", "en", "ru", "de"]),
                    made=_month(chance),
                    created_by=reviewer,
                    updated_at=now - timedelta(minutes=chance.randrange(500_000)),
                    due_on=today + timedelta(days=number % 60 - 20) if number % 5 == 0 else None,
                )
                for number in range(count)
            ],
            batch_size=BATCH,
        )
        Evidence.objects.bulk_create(_evidence(chance, claims, passages, reviewer), batch_size=BATCH)
        Verdict.objects.bulk_create(_verdicts(chance, claims, reviewer), batch_size=BATCH)
    return claims


def _month(chance: random.Random) -> DateRange:
    first = date(2020, chance.randrange(1, 12), 1)
    return DateRange(first, first.replace(month=first.month + 1))


def _evidence(
    chance: random.Random, claims: list[Claim], passages: list[Passage], reviewer: User
) -> Iterator[Evidence]:
    for claim in claims[: len(claims) * 3 // 5]:
        for passage in chance.sample(passages, chance.randrange(1, 6)):
            yield Evidence(
                claim=claim,
                passage=passage,
                stance=chance.choice(Stance.values),
                weight=chance.choice(Weight.values),
                rationale=sentence(chance),
                linked_by=reviewer,
            )


def _verdicts(chance: random.Random, claims: list[Claim], reviewer: User) -> Iterator[Verdict]:
    ratings = list(Rating.objects.all())
    states = [State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED, State.PUBLISHED, State.PUBLISHED]
    for claim in claims[: len(claims) * 2 // 5]:
        yield Verdict(
            claim=claim,
            number=1,
            state=chance.choice(states),
            rating=chance.choice(ratings),
            conclusion=sentence(chance),
            explanation=sentence(chance, 60),
            created_by=reviewer,
        )
