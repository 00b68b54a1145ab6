"""The verdict in the rail of the claim's page."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.claims.actions import change_claim, create_claim, drop_claim
from factcheck.claims.linking import link_claims
from factcheck.evidence.actions import link_evidence
from factcheck.passages.actions import mark_passage
from factcheck.verdicts import actions
from factcheck.verdicts.models import Rating
from factcheck.verdicts.open_points import opposing_stance
from factcheck.verdicts.panel import panel_for
from tests.database.verdicts.conftest import make_case, write

pytestmark = pytest.mark.django_db


def shown(claim, user):
    return render_to_string("verdicts/panel.html", {"panel": panel_for(claim, user)})


def texts(panel, mark):
    return [point.text for point in panel.points if point.mark == mark]


def test_without_a_verdict_a_reviewer_may_start_one_and_a_viewer_may_not(reviewer, viewer):
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="It rained.", kind="fact")
    assert "Start a verdict" in shown(claim, reviewer)
    assert "Start a verdict" not in shown(claim, viewer)


def test_a_draft_says_what_it_lacks_instead_of_offering_to_send(reviewer):
    case = make_case(reviewer)
    html = shown(case.claim, reviewer)
    assert "a rating, a conclusion" in html
    assert reverse("verdicts:submit", args=[case.verdict.pk]) not in html
    write(case, reviewer)
    assert reverse("verdicts:submit", args=[case.verdict.pk]) in shown(case.claim, reviewer)


def test_approval_is_not_offered_to_an_author(in_review, reviewer, editor):
    assert panel_for(in_review.claim, editor).may_review
    assert not panel_for(in_review.claim, reviewer).may_review


def test_an_editor_who_wrote_some_of_it_is_not_offered_the_review(draft, reviewer, editor):
    write(draft, editor, conclusion="None was listed.")
    with acting(reviewer, action="test"):
        actions.submit_verdict(verdict=draft.verdict, expected=draft.verdict.version, by=reviewer)
    assert not panel_for(draft.claim, editor).may_review


def test_only_an_editor_is_offered_to_publish(approved, reviewer, editor):
    address = reverse("reports:publish", args=[approved.verdict.pk])
    assert address in shown(approved.claim, editor)
    assert address not in shown(approved.claim, reviewer)


def test_open_points_name_evidence_against_the_rating_that_is_passed_over(draft, reviewer):
    panel = panel_for(draft.claim, reviewer)
    assert any(draft.contradicting.public_id in text for text in texts(panel, "miss"))
    both = f"None [{draft.corroborating.public_id}], but one says so [{draft.contradicting.public_id}]."
    write(draft, reviewer, explanation=both)
    panel = panel_for(draft.claim, reviewer)
    assert "Evidence against it is referenced" in texts(panel, "ok")
    assert texts(panel, "later") == ["Approval by someone other than Remy Reviewer"]


def test_a_negative_claim_wants_a_documented_search(reviewer):
    case = make_case(reviewer, kind="negative")
    assert "No documented search for a negative" in texts(panel_for(case.claim, reviewer), "miss")


@pytest.mark.parametrize(
    ("label", "stance"),
    [
        ("True", "contradicts"),
        ("Mostly true", "contradicts"),
        ("Half true", None),
        ("False", "corroborates"),
        ("Unproven", None),
        ("Satire", None),
    ],
)
def test_what_speaks_against_a_rating_follows_from_its_side_of_the_scale(label, stance):
    assert opposing_stance(Rating.objects.get(scale__is_current=True, label=label)) == stance


def test_a_claim_reworded_after_publication_asks_for_a_revision_and_the_report_keeps_its_wording(
    published, reviewer, browser
):
    claim = published.claim
    assert not panel_for(claim, reviewer).reworded
    with acting(reviewer, action="test"):
        claim.refresh_from_db()
        change_claim(claim=claim, expected=claim.version, statement="No exercise was held in August.")
    html = shown(claim, reviewer)
    assert reverse("verdicts:revise", args=[published.verdict.pk]) in html
    assert "Open a revision" in html

    client = browser(reviewer)
    page = client.get(reverse("verdicts:detail", args=[published.verdict.pk])).content.decode()
    assert "There were no exercises in August." in page
    answer = client.post(
        reverse("verdicts:revise", args=[published.verdict.pk]),
        {"kind": "clarification", "note": "It is worded closer."},
    )
    revision = claim.verdicts.open().get()
    assert answer.url == reverse("verdicts:edit", args=[revision.pk])
    assert (revision.revises, revision.conclusion) == (published.verdict, published.verdict.conclusion)
    assert published.verdict.public_id in shown(claim, reviewer)


def test_a_panel_costs_the_same_number_of_queries_however_many_pieces(draft, reviewer, strict):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert panel_for(draft.claim, reviewer).noticed.policy == strict
        return len(queries)

    with_two = cost()
    with acting(reviewer, action="test"):
        extraction = draft.corroborating.passage.extraction
        for word in ("calendar", "weekly", "wrote", "had come", "woods"):
            start = extraction.text.index(word)
            passage = mark_passage(extraction=extraction, start=start, end=start + len(word), by=reviewer)
            link_evidence(claim=draft.claim, passage=passage, stance="corroborates", by=reviewer)
    assert cost() == with_two
    assert with_two < 35


def test_how_a_claim_that_is_the_same_was_rated_is_noticed(published, reviewer):
    case = make_case(reviewer)
    write(case, reviewer, label="False")
    with acting(reviewer, action="test"):
        link_claims(claim=case.claim, other=published.claim, kind="same", by=reviewer)
    assert f"{published.claim.public_id} (“Mostly true”)" in shown(case.claim, reviewer)


def test_no_verdict_is_offered_on_a_claim_that_was_dropped(reviewer):
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="It rained.", kind="fact")
        assert panel_for(claim, reviewer).may_start
        drop_claim(claim=claim, by=reviewer, reason="Too small.")
    assert not panel_for(claim, reviewer).may_start
