"""What rests on a source, at 100,000 pieces of evidence: the page, and the warning in a form.

The worst case is meant: one source that all of it rests on. Beside it, a document of the same desk.
"""

import argparse
import random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.documents.models import Document, DocumentRelation
from factcheck.evidence.models import Evidence, Stance, Weight
from factcheck.passages.models import Passage
from factcheck.sources.models import Source
from factcheck.verdicts.models import FrozenEvidence, Rating, State, Submission, Verdict
from tests.benchmarks.dataset import BATCH, make_passages, person, sentence, untriggered
from tests.benchmarks.measure import Line, milliseconds, repeated

AIM = 0.200
#: Of each claim, on average; two claims in five have a verdict that froze it.
EVIDENCE_PER_CLAIM = 10


def run(options: argparse.Namespace) -> list[Line]:
    reviewer = person("reviewer")
    source, document = _make_case(options.evidence, reviewer)
    client = Client(SERVER_NAME="localhost")
    client.force_login(reviewer)
    lines = []
    for what, public in (("the source of all of it", source.public_id), ("one document", document.public_id)):
        address = reverse("desk:impact", args=[public])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        # Counted before the next request, which empties the list.
        asked = len(queries)
        cost = repeated(lambda address=address: client.get(address), options.rounds)
        lines.append(
            Line(
                f"impact, {options.evidence:,} pieces of evidence, {what}, server CPU, {asked} queries",
                milliseconds(cost.server),
                "",
                "",
                f"below {AIM * 1000:.0f} ms",
                cost.server < AIM,
            )
        )
    return lines


def _make_case(evidence: int, reviewer: User) -> tuple[Source, Document]:
    chance = random.Random(5)
    before = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    passages = make_passages(evidence // 4)
    documents = list(Document.objects.filter(pk__gt=before).order_by("pk"))
    with untriggered(Source, Document, DocumentRelation):
        source = Source.objects.create(name="The source of all of it", reliability="B")
        Document.objects.filter(pk__gt=before).update(source=source, source_basis="content")
        pairs = zip(documents[::10], documents[1::10], strict=False)
        DocumentRelation.objects.bulk_create(
            DocumentRelation(document=one, other=other, kind="copy") for one, other in pairs
        )
    _make_boards(chance, evidence, passages, reviewer)
    return source, documents[1]


def _make_boards(chance: random.Random, evidence: int, passages: list[Passage], reviewer: User) -> None:
    with untriggered(Claim, Evidence, Verdict, Submission, FrozenEvidence):
        claims = Claim.objects.bulk_create(
            (
                Claim(statement=sentence(chance), kind="fact", created_by=reviewer)
                for _ in range(evidence // EVIDENCE_PER_CLAIM)
            ),
            batch_size=BATCH,
        )
        pieces = Evidence.objects.bulk_create(
            (
                Evidence(
                    claim=claim,
                    passage=passage,
                    stance=chance.choice(Stance.values),
                    weight=chance.choice(Weight.values),
                    rationale=sentence(chance),
                    linked_by=reviewer,
                )
                for claim in claims
                for passage in chance.sample(passages, EVIDENCE_PER_CLAIM)
            ),
            batch_size=BATCH,
        )
        _freeze(claims[: len(claims) * 2 // 5], pieces, reviewer)


def _freeze(claims: list[Claim], pieces: list[Evidence], reviewer: User) -> None:
    rating = Rating.objects.first()
    verdicts = Verdict.objects.bulk_create(
        (
            Verdict(claim=claim, number=1, state=State.PUBLISHED, rating=rating, conclusion="So.", created_by=reviewer)
            for claim in claims
        ),
        batch_size=BATCH,
    )
    submissions = Submission.objects.bulk_create(
        (
            Submission(verdict=verdict, claim=verdict.claim, number=1, conclusion="So.", content={})
            for verdict in verdicts
        ),
        batch_size=BATCH,
    )
    by_claim = {submission.claim_id: submission for submission in submissions}
    FrozenEvidence.objects.bulk_create(
        (
            FrozenEvidence(
                submission=by_claim[piece.claim_id],
                evidence=piece,
                stance=piece.stance,
                weight=piece.weight,
                quote="So.",
                sha256="0" * 64,
                content={},
            )
            for piece in pieces
            if piece.claim_id in by_claim
        ),
        batch_size=BATCH,
    )
