"""Linking one passage to a claim: the action alone, and the form as a reviewer sends it."""

import argparse
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.evidence.actions import link_evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage
from tests.benchmarks.dataset import make_passages, person
from tests.benchmarks.measure import Line, milliseconds, repeated, side_by_side, times

AIM = 0.010


def run(options: argparse.Namespace) -> list[Line]:
    reviewer = person("reviewer")
    passages = make_passages(5 * options.rounds + 100)
    with acting(reviewer, action="bench"):
        claim = Claim.objects.create(statement="The bridge was closed.", kind="fact", created_by=reviewer)

    def ours() -> None:
        with acting(reviewer, action="evidence:link"), transaction.atomic():
            link_evidence(claim=claim, passage=passages.pop(), stance="contradicts", by=reviewer, rationale="So.")

    def plain() -> None:
        Evidence.objects.create(
            claim=claim, passage=passages.pop(), stance="contradicts", linked_by=reviewer, rationale="So."
        )

    mine, other = side_by_side(ours, plain, options.rounds)
    client = Client(SERVER_NAME="localhost")
    client.force_login(reviewer)
    sent = repeated(lambda: _post(client, claim, passages.pop()), options.rounds)
    in_place = repeated(lambda: _post(client, claim, passages.pop(0), in_place=True), options.rounds)
    assert claim.evidence.count() == 4 * (options.rounds + 3), "not every form was taken"
    aim = f"below {AIM * 1000:.0f} ms"
    return [
        Line(
            "link an evidence, the action, server CPU",
            milliseconds(mine.server),
            f"{milliseconds(other.server)} (a row by the ORM)",
            times(mine.server, other.server),
            aim,
            mine.server < AIM,
        ),
        Line("link an evidence, the form sent, server CPU", milliseconds(sent.server), "", "", aim, sent.server < AIM),
        # The answer is the text with all that is marked in it, a passage more each time.
        Line("link an evidence, the form sent in place, server CPU", milliseconds(in_place.server), "", ""),
    ]


def _post(client: Client, claim: Claim, passage: Passage, *, in_place: bool = False) -> None:
    """The dialog of the reader, as it is sent without JavaScript, or by htmx."""
    address = reverse("documents:select", args=[passage.document_id])
    where = f"capture=1&start={passage.start}&end={passage.end}&do=contradicts"
    form = {"claim": claim.public_id, "stance": "contradicts", "weight": "central", "rationale": "So."}
    # As a browser sends a form without files; the test client's own way is the one for files.
    response = client.post(
        f"{address}?{where}",
        urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"} if in_place else None,
    )
    assert response.status_code == (200 if in_place else 302), response.content.decode()
