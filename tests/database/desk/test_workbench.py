"""The page of a claim: what stands where, what it costs, and what those who only read see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.claims.models import Claim
from factcheck.evidence.actions import link_evidence
from tests.database.desk.papers import claim_of, linked, paper, passage_of, said

pytestmark = pytest.mark.django_db


def _page(client, claim, **options) -> str:
    return " ".join(client.get(f"/claims/{claim.public_id}/", **options).content.decode().split())


def test_their_words_stand_in_their_sentence_and_lead_to_the_exact_words(as_viewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    passage = said(document, "bridge was closed", claim, by_reviewer)
    page = _page(as_viewer, claim)
    assert "The <mark>bridge was closed</mark> on Monday." in page
    assert f"/documents/{document.public_id}/?capture=1#{passage.public_id.lower()}" in page
    assert "said in 1 document" in page


def test_of_a_negative_claim_the_stances_are_spelt_out(as_viewer, by_reviewer):
    page = _page(as_viewer, claim_of(by_reviewer, "There was no bridge.", kind="negative"))
    assert "Corroborates: there were none" in page
    assert "Contradicts: there was one" in page


def test_values_of_a_quantity_stand_in_the_order_of_their_dates(as_viewer, by_reviewer):
    document = paper(by_reviewer)
    claim = claim_of(by_reviewer, "4,000 cars crossed.", kind="quantity", quantity_low=4000, quantity_unit="cars")
    passage = passage_of(document, "Nobody was hurt.", by_reviewer)
    link_evidence(claim=claim, passage=passage, stance="contradicts", by=by_reviewer, quantity_low=0)
    page = _page(as_viewer, claim)
    assert "Values by date" in page
    assert "4,000" in page


def test_who_only_reads_is_offered_nothing_to_change(as_viewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    linked(document, "Nobody was hurt.", claim, by_reviewer)
    page = _page(as_viewer, claim)
    assert "Nobody was hurt." in page
    for offered in ("/edit/", "/withdraw/", f"/{claim.public_id}/search/", "/enquiry/", "/triage/"):
        assert offered not in page


def test_the_verdict_stands_between_the_claim_and_what_it_rests_on(as_viewer, by_reviewer):
    claim = claim_of(by_reviewer)
    page = _page(as_viewer, claim)
    assert page.index('<h1 class="statement') < page.index('id="verdict"') < page.index('id="board"')


def test_htmx_fetches_the_rail_alone(as_viewer, by_reviewer):
    response = as_viewer.get(f"/claims/{claim_of(by_reviewer).public_id}/", headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith('<aside class="rail"')
    assert "HX-Request" in response["Vary"]


def test_a_quote_is_shown_as_text_whatever_stands_in_it(as_viewer, by_reviewer):
    document = paper(by_reviewer, "He wrote <script>alert(1)</script> on the wall.\n\nقال الوزير إن الجسر مغلق.\n")
    claim = claim_of(by_reviewer, "<b>bold</b>")
    linked(document, "<script>alert(1)</script>", claim, by_reviewer)
    linked(document, "الجسر مغلق", claim, by_reviewer)
    page = _page(as_viewer, claim)
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert '<blockquote dir="auto"' in page


def _queries(client, claim: Claim) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/claims/{claim.public_id}/").status_code == 200
    return len(queries)


def test_forty_cards_cost_as_many_queries_as_two(as_reviewer, by_reviewer):
    few, many = claim_of(by_reviewer), claim_of(by_reviewer, "Another.")
    for number in range(40):
        document = paper(by_reviewer, f"The bridge was closed on day {number}.\n\nMore was said on day {number}.\n")
        passage = passage_of(document, f"The bridge was closed on day {number}.", by_reviewer)
        for claim in [few, many] if number < 2 else [many]:
            stance = "corroborates" if number % 2 else "contradicts"
            link_evidence(claim=claim, passage=passage, stance=stance, by=by_reviewer)
    _queries(as_reviewer, few)
    assert _queries(as_reviewer, many) == _queries(as_reviewer, few)
