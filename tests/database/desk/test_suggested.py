"""Suggested claims beside the text: found, accepted, dismissed, taken back; without script, as pages."""

import pytest

from factcheck.audit.history import latest
from factcheck.claims.models import Claim, ClaimSuggestion
from tests.database.desk.papers import claim_of, paper, said, text_of

pytestmark = pytest.mark.django_db

TEXT = """The bridge story

Published on 31 August 2020.

The council spent 3,000,000 euros on the bridge last year, and unemployment in the harbour fell by 12 percent.
The office will not close the harbour, Mayor Ada Moss said on Monday.

What a lovely view! I think we should all go there.

Please subscribe to our newsletter and support our work: every contribution of $2 counts.
"""
MONEY = "The council spent 3,000,000 euros on the bridge last year, and unemployment in the harbour fell by 12 percent."
FIRST_PART = "The council spent 3,000,000 euros on the bridge last year"
SECOND_PART = "unemployment in the harbour fell by 12 percent"


def _span(document, words):
    start = text_of(document).text.index(words)
    return {"start": start, "end": start + len(words)}


def _quotes(client, document):
    return [one.quote for one in client.get(f"/documents/{document.public_id}/suggested/").context["suggested"].waiting]


def _answer(client, document, words, decision, **options):
    fields = _span(document, words) | {"decision": decision}
    return client.post(f"/documents/{document.public_id}/suggested/answer/?capture=1", fields, **options)


def test_what_can_be_checked_is_suggested_and_opinions_and_appeals_are_not(as_reviewer, by_reviewer):
    quotes = _quotes(as_reviewer, paper(by_reviewer, TEXT))
    assert MONEY in quotes
    assert not [quote for quote in quotes if "newsletter" in quote or "view" in quote or "I think" in quote]


def test_a_suggestion_says_what_speaks_for_it_and_against(as_reviewer, by_reviewer):
    page = as_reviewer.get(f"/documents/{paper(by_reviewer, TEXT).public_id}/suggested/").content.decode()
    assert "<b>quantity</b>" in page
    assert "3,000,000" in page


def test_the_page_itself_does_not_wait_for_suggestions(as_reviewer, by_reviewer, monkeypatch):
    monkeypatch.setattr("factcheck.desk.reader.panel_of", lambda *_: pytest.fail("looked for before the page is there"))
    page = as_reviewer.get(f"/documents/{paper(by_reviewer, TEXT).public_id}/?suggested=1").content.decode()
    assert 'hx-trigger="load"' in page
    assert "Show the suggested claims" in page


def test_without_script_the_words_are_marked_in_the_text(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    page = as_reviewer.get(f"/documents/{document.public_id}/suggested/").content.decode()
    assert f'id="s-{_span(document, MONEY)["start"]}"' in page


def test_accepting_makes_a_claim_that_is_said_in_the_words(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    response = _answer(as_reviewer, document, MONEY, "accepted")
    claim = Claim.objects.get()
    appearance = claim.appearances.get()
    answer = ClaimSuggestion.objects.get()
    assert response.status_code == 302
    assert (claim.statement, claim.kind, appearance.passage.quote) == (MONEY, "quantity", MONEY)
    assert (answer.claim, answer.decision, answer.text) == (claim, "accepted", MONEY)
    assert answer.reasons[0]["name"]
    assert MONEY not in _quotes(as_reviewer, document)
    assert latest(claim.public_id, by_reviewer)[0].what == "accepted a suggested claim"


def test_who_speaks_and_when_are_proposed_from_the_words(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    type(document).objects.filter(pk=document.pk).update(
        published="[2020-09-02,2020-09-03)",
        published_text="2020-09-02",
        published_basis="content",
        published_how="first line",
    )
    words = "The office will not close the harbour, Mayor Ada Moss said on Monday."
    _answer(as_reviewer, document, words, "accepted")
    claim = Claim.objects.get()
    assert claim.claimant.name == "Ada Moss"
    assert claim.made_on.iso == "2020-08-31"
    assert claim.appearances.get().speaker == "Ada Moss"


def test_a_part_is_accepted_alone_and_the_other_part_is_still_suggested(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    _answer(as_reviewer, document, FIRST_PART, "accepted")
    assert Claim.objects.get().statement == FIRST_PART
    quotes = _quotes(as_reviewer, document)
    assert MONEY not in quotes
    assert SECOND_PART in quotes


def test_what_was_dismissed_is_not_suggested_again_until_that_is_taken_back(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    _answer(as_reviewer, document, MONEY, "dismissed")
    answer = ClaimSuggestion.objects.get()
    assert MONEY not in _quotes(as_reviewer, document)
    assert latest(answer.public_id, by_reviewer)[0].what == "dismissed a suggested claim"
    as_reviewer.post(f"/documents/{document.public_id}/undo/?capture=1", {"what": answer.public_id})
    answer.refresh_from_db()
    assert (answer.decision, answer.taken_back_by) == ("dismissed", by_reviewer)
    assert MONEY in _quotes(as_reviewer, document)


def test_taking_back_an_acceptance_withdraws_where_it_was_said(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    _answer(as_reviewer, document, MONEY, "accepted")
    answer = ClaimSuggestion.objects.get()
    as_reviewer.post(f"/documents/{document.public_id}/undo/?capture=1", {"what": answer.public_id})
    assert not Claim.objects.get().appearances.standing().exists()
    assert MONEY in _quotes(as_reviewer, document)


def test_two_people_answer_once(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    _answer(as_reviewer, document, MONEY, "accepted")
    response = _answer(as_reviewer, document, MONEY, "accepted", headers={"HX-Request": "true"})
    assert "not suggested any more" in response.content.decode()
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_is_here_already_is_not_made_again_but_asked_about(as_reviewer, by_reviewer, headers):
    claim = claim_of(by_reviewer, MONEY.upper())
    document = paper(by_reviewer, TEXT)
    response = _answer(as_reviewer, document, MONEY, "accepted", headers=headers, follow=True)
    page = response.content.decode()
    assert "Not made yet" in page
    assert f'value="{MONEY}"' in page or MONEY in page
    assert response.get("HX-Retarget") == "#dialog-body"
    assert (Claim.objects.get(), ClaimSuggestion.objects.exists()) == (claim, False)


def test_what_is_a_word_apart_from_a_claim_is_asked_about_with_that_claim_beside_it(
    as_reviewer, by_reviewer, searchable
):
    claim = claim_of(by_reviewer, MONEY.replace("fell", "sank"))
    searchable()
    page = _answer(as_reviewer, paper(by_reviewer, TEXT), MONEY, "accepted", follow=True).content.decode()
    assert "Mark" in page
    assert f"said={claim.public_id}" in page
    assert Claim.objects.count() == 1


def test_the_message_after_accepting_leads_to_the_claim(as_reviewer, by_reviewer):
    page = _answer(as_reviewer, paper(by_reviewer, TEXT), MONEY, "accepted", follow=True).content.decode()
    assert f'<a href="/claims/{Claim.objects.get().public_id}/">Open the claim</a>' in page


def test_words_that_nobody_suggested_are_not_accepted(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    _answer(as_reviewer, document, "bridge", "accepted")
    assert not Claim.objects.exists()


def test_what_is_said_here_already_is_not_suggested(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    claim = Claim.objects.create(statement="It cost three million.", kind="quantity", created_by=by_reviewer)
    said(document, MONEY, claim, by_reviewer)
    assert MONEY not in _quotes(as_reviewer, document)


def test_edited_first_it_is_still_an_accepted_suggestion(as_reviewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    span = _span(document, FIRST_PART)
    query = f"capture=1&start={span['start']}&end={span['end']}&do=claim&suggested=1"
    url = f"/documents/{document.public_id}/select/?{query}"
    form = as_reviewer.get(url).context["form"]
    assert (form["statement"].value(), form["kind"].value()) == (FIRST_PART, "quantity")
    fields = {"statement": "The bridge cost 3 million.", "kind": "quantity", "priority": "2", "manner": "made"}
    as_reviewer.post(url, fields | {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"})
    answer = ClaimSuggestion.objects.get()
    assert (answer.claim.statement, answer.text) == ("The bridge cost 3 million.", FIRST_PART)


def test_viewers_see_suggestions_and_answer_none(as_viewer, by_reviewer):
    document = paper(by_reviewer, TEXT)
    page = as_viewer.get(f"/documents/{document.public_id}/suggested/").content.decode()
    assert "suggestion-" in page
    assert "Accept" not in page
    assert _answer(as_viewer, document, MONEY, "accepted").status_code == 403


@pytest.mark.parametrize("fields", [{}, {"start": "x", "end": "9" * 30}, {"start": "5", "end": "2"}])
def test_nonsense_is_answered_by_nothing(as_reviewer, by_reviewer, fields):
    document = paper(by_reviewer, TEXT)
    url = f"/documents/{document.public_id}/suggested/answer/?capture=1"
    assert as_reviewer.post(url, fields | {"decision": "accepted"}).status_code == 302
    assert not ClaimSuggestion.objects.exists()
