"""Parts and readings of a claim in every way out: with their rating, the verdict that gives it, and its date."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.claims import actions as claims
from factcheck.claims.parts import add_part, add_reading
from factcheck.reports.actions import publish_verdict
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts.models import Rating, Verdict

pytestmark = pytest.mark.django_db

STATEMENT = "About 18,000 people came to the harbour and it was shut."


def judged(claim, label, reviewer, editor, address) -> Verdict:
    """A published verdict on a claim without evidence."""
    with acting(reviewer, action="test"):
        verdict = verdicts.draft_verdict(claim=claim, by=reviewer)
        rating = Rating.objects.get(scale__is_current=True, label=label)
        words = {"rating": rating, "conclusion": f"It is {label}.", "explanation": ""}
        verdicts.save_draft(verdict=verdict, expected=verdict.version, **words)
        submission = verdicts.submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    with acting(editor, action="test"):
        verdicts.approve_verdict(verdict=verdict, submission=submission, by=editor)
        publish_verdict(verdict=verdict, by=editor, published_at=datetime(2026, 3, 1, 12, tzinfo=UTC), address=address)
    return verdict


@pytest.fixture
def rested(desk, reviewer, editor):
    """The verdict on a claim, and those on its part and on one reading, which it rests on."""
    with acting(reviewer, action="test"):
        number = {"quantity_low": 17_000, "quantity_high": 19_000, "quantity_unit": "people"}
        claim = claims.create_claim(by=reviewer, statement=STATEMENT, kind="quantity", language="en", **number)
        part = add_part(parent=claim, by=reviewer, statement="It was shut.", kind="fact")
        reading = add_reading(parent=claim, by=reviewer, statement=STATEMENT, reading="of the old harbour")
    below = [
        judged(part, "True", reviewer, editor, "https://desk.example/checks/part"),
        judged(reading, "Half true", reviewer, editor, "https://desk.example/checks/reading"),
    ]
    return judged(claim, "Mostly true", reviewer, editor, "https://desk.example/checks/whole"), *below


def day_of(verdict) -> str:
    return f"{verdict.submissions.get().review.decided_at:%Y-%m-%d}"


def export(tmp_path, format: str, claim) -> str:
    out = tmp_path / "out"
    call_command("export", "--format", format, "--claim", claim.public_id, "--out", str(out))
    return out.read_text(encoding="utf-8")


def test_the_page_says_which_verdict_on_a_part_it_rests_on_and_since_when(rested, client, viewer):
    whole, part, reading = rested
    client.force_login(viewer)
    page = client.get(reverse("reports:detail", args=[whole.pk])).text
    for verdict in (part, reading):
        assert f"{verdict.public_id}, approved on {day_of(verdict)}" in page
        assert reverse("reports:detail", args=[verdict.pk]) in page
    assert "17,000 to 19,000 people" in page


def test_csv_names_parts_and_readings_and_leaves_numbers_as_they_are(rested, tmp_path):
    whole, part, reading = rested
    (row,) = csv.DictReader(io.StringIO(export(tmp_path, "csv", whole.claim), newline=""))
    rated = f"{part.claim.public_id}: It was shut. [True, {part.public_id}, {day_of(part)}]"
    assert row["parts_in_words"] == rated
    assert row["readings_in_words"].startswith(f"{reading.claim.public_id}: of the old harbour: About")
    assert (row["quantity_low"], row["quantity_high"], row["quantity_unit"]) == ("17000", "19000", "people")


def test_claimreview_leads_to_the_reviews_of_parts_and_readings_that_stand(rested, tmp_path, editor):
    whole, part, reading = rested
    (review,) = json.loads(export(tmp_path, "claimreview", whole.claim))["@graph"]
    (within,) = review["itemReviewed"]["hasPart"]
    assert within["review"]["url"] == "https://desk.example/checks/part"
    assert [other["identifier"] for other in review["associatedClaimReview"]] == [reading.public_id]
    part.refresh_from_db()
    with acting(editor, action="test"):
        verdicts.withdraw_verdict(verdict=part, by=editor, note="It was another harbour.")
    (review,) = json.loads(export(tmp_path, "claimreview", whole.claim))["@graph"]
    assert "review" not in review["itemReviewed"]["hasPart"][0]
