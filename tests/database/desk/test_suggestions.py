"""Suggested words on the page of a claim: answered with one press, undone, widened, and never waited for."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.claims.actions import change_claim, ensure_claimant, mark_submitted
from factcheck.claims.models import Claim
from factcheck.desk.proposals import Proposal
from factcheck.documents.models import DocumentQuerySet
from factcheck.evidence.models import EvidenceSuggestion
from tests.database.desk.papers import claim_of, linked, paper, said, text_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TEXT = """The harbour story

Ada Moss, the mayor, said: “The ferry sank on Monday.” Nobody was hurt on the pier. It rained all day.

The ferry was not insured, the harbour office wrote.
"""
BEARS = """From the harbour log

On Monday the old ferry sank beside the pier, the harbour office recorded, and its crew of 12 swam ashore.
"""
WORDS = "Nobody was hurt on the pier."


@pytest.fixture
def claim(by_reviewer) -> Claim:
    return claim_of(by_reviewer, "The ferry sank on Monday.")


@pytest.fixture
def proposal(by_reviewer) -> Proposal:
    extraction = text_of(paper(by_reviewer, TEXT))
    start = extraction.text.index(WORDS)
    return Proposal(
        extraction=extraction.pk,
        start=start,
        end=start + len(WORDS),
        rank=1,
        score=3.5,
        reasons=[{"name": "words"}],
        detector="evidence 1",
        said_here=False,
        marks=[(start, start + 6)],
        why=["shares pier"],
        cues=["negation differs"],
    )


def _address(claim: Claim, rest: str = "") -> str:
    return f"/claims/{claim.public_id}/suggestions/{rest}"


def _answer(client, claim, proposal, answer, **data):
    htmx = data.pop("htmx", True)
    values = {"proposal": proposal.signed(claim), "answer": answer} | data
    return client.post(_address(claim, "answer/"), values, headers=HTMX if htmx else {})


def _flat(response) -> str:
    return " ".join(response.text.split())


# The lists


def test_both_lists_are_found_with_their_words_marked(as_reviewer, by_reviewer, claim, searchable):
    paper(by_reviewer, TEXT)
    bears = paper(by_reviewer, BEARS)
    searchable()
    response = as_reviewer.get(_address(claim))
    page = _flat(response)
    assert bears.public_id in page
    assert re.search(r'<mark class="hit">ferry</mark>', page)
    assert 'value="contradicts" data-key="2"' in page


def test_the_page_of_the_claim_fetches_them_later_and_never_waits(as_reviewer, by_reviewer, claim, monkeypatch):
    def fails(*args, **options):
        raise AssertionError("the page waited")

    monkeypatch.setattr("factcheck.desk.suggestions.suggest", fails)
    page = _flat(as_reviewer.get(f"/claims/{claim.public_id}/"))
    assert f'hx-get="{_address(claim)}" hx-trigger="load"' in page
    assert f'href="{_address(claim)}"' in page


def test_htmx_gets_the_lists_alone(as_reviewer, by_reviewer, claim):
    response = as_reviewer.get(_address(claim), headers=HTMX)
    assert response.text.strip().startswith('<section id="suggestions"')
    assert "HX-Request" in response["Vary"]


def test_nothing_found_is_said(as_reviewer, by_reviewer, claim, searchable):
    paper(by_reviewer, "Quite another story about gardens.")
    searchable()
    page = _flat(as_reviewer.get(_address(claim)))
    assert "Nothing found in these documents" in page
    assert re.search(r"The one document of the desk was searched\.|All \d+ documents of the desk were searched\.", page)


def test_who_only_reads_sees_them_and_is_offered_nothing(as_viewer, by_reviewer, claim, searchable):
    paper(by_reviewer, BEARS)
    searchable()
    page = _flat(as_viewer.get(_address(claim)))
    assert "data-suggestion" in page
    assert 'name="answer"' not in page


def test_what_may_not_be_seen_is_not_suggested(as_reviewer, by_reviewer, claim, searchable, monkeypatch):
    paper(by_reviewer, BEARS)
    searchable()
    monkeypatch.setattr(DocumentQuerySet, "visible_to", lambda self, user: self.none())
    assert "data-suggestion" not in as_reviewer.get(_address(claim)).text


def test_the_claims_own_sentence_is_not_suggested(as_reviewer, by_reviewer, claim, searchable):
    document = paper(by_reviewer, TEXT)
    said(document, "The ferry sank on Monday.", claim, by_reviewer)
    searchable()
    assert "The ferry sank" not in as_reviewer.get(_address(claim), headers=HTMX).text


def test_words_on_the_board_are_not_suggested_again(as_reviewer, by_reviewer, claim, searchable):
    document = paper(by_reviewer, BEARS)
    searchable()
    quote = "On Monday the old ferry sank beside the pier"
    assert "data-suggestion" in as_reviewer.get(_address(claim)).text
    linked(document, quote, claim, by_reviewer)
    assert "data-suggestion" not in as_reviewer.get(_address(claim)).text


def test_many_suggestions_cost_as_many_queries_as_few(as_reviewer, by_reviewer, searchable):
    for number in range(12):
        paper(by_reviewer, f"Log {number}\n\nThe steamer number {number} burned in the harbour of Port {number}.\n")
    paper(by_reviewer, "One log\n\nA dinghy capsized beside the lighthouse at dawn.\n")
    few, many = claim_of(by_reviewer, "A dinghy capsized."), claim_of(by_reviewer, "The steamer burned.")
    searchable()

    def queries(claim: Claim) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as made:
            page = as_reviewer.get(_address(claim), headers=HTMX).text
        return len(made), page.count("data-suggestion")

    queries(few)
    (cost_of_few, shown_of_few), (cost_of_many, shown_of_many) = queries(few), queries(many)
    assert shown_of_few < shown_of_many
    assert cost_of_many <= cost_of_few
    assert cost_of_many <= 30


# Answers


@pytest.mark.parametrize(
    ("answer", "stance"), [("corroborates", "corroborates"), ("contradicts", "contradicts"), ("context", "context")]
)
def test_one_press_puts_the_words_on_the_board(as_reviewer, claim, proposal, answer, stance):
    response = _answer(as_reviewer, claim, proposal, answer)
    piece = claim.evidence.get()
    assert (piece.stance, piece.passage.quote) == (stance, WORDS)
    page = _flat(response)
    assert f'id="{proposal.anchor}" data-answered' in page
    assert 'id="board" aria-labelledby="board-title" hx-swap-oob="true"' in page
    assert piece.public_id in page
    assert "announce" in response["HX-Trigger-After-Settle"]
    assert "board-changed" in response["HX-Trigger-After-Settle"]


def test_one_press_marks_where_it_is_said_and_the_top_of_the_page_says_so(as_reviewer, claim, proposal):
    page = _flat(_answer(as_reviewer, claim, proposal, "said_here"))
    assert claim.appearances.get().passage.quote == WORDS
    assert 'id="said" aria-labelledby="said-title" hx-swap-oob="true"' in page
    assert "said in 1 document" in page


def test_one_press_keeps_the_words(as_reviewer, claim, proposal):
    assert "Kept, to judge later" in _flat(_answer(as_reviewer, claim, proposal, "keep"))
    assert claim.kept.get().passage.quote == WORDS


def test_what_is_not_relevant_is_remembered_and_listed_and_suggested_again_on_demand(as_reviewer, claim, proposal):
    response = _answer(as_reviewer, claim, proposal, "dismiss")
    assert "hx-swap-oob" not in response.text
    given = claim.answered_suggestions.get()
    assert (given.decision, given.rank, given.score, given.reasons) == ("dismissed", 1, 3.5, [{"name": "words"}])
    page = _flat(as_reviewer.get(_address(claim, "dismissed/")))
    assert WORDS in page
    undo = _address(claim, f"{given.public_id}/undo/")
    assert undo in page
    assert as_reviewer.post(undo)["Location"].startswith(_address(claim))
    assert not claim.answered_suggestions.standing().exists()


def test_without_script_an_answer_leads_back_to_the_list_where_it_can_be_undone(as_reviewer, claim, proposal):
    response = _answer(as_reviewer, claim, proposal, "corroborates", htmx=False)
    given = claim.answered_suggestions.get()
    page = _flat(as_reviewer.get(response["Location"]))
    assert "On the board: corroborates." in page
    assert _address(claim, f"{given.public_id}/undo/") in page


def test_with_script_undo_draws_list_and_board_anew(as_reviewer, claim, proposal):
    _answer(as_reviewer, claim, proposal, "context")
    given = claim.answered_suggestions.get()
    response = as_reviewer.post(_address(claim, f"{given.public_id}/undo/"), headers=HTMX)
    assert response.text.strip().startswith('<section id="suggestions"')
    assert 'id="board"' in response.text
    assert not claim.evidence.standing().exists()


def test_once_submitted_undo_says_what_to_do_instead(as_reviewer, claim, proposal):
    _answer(as_reviewer, claim, proposal, "context")
    mark_submitted(claim=claim)
    given = claim.answered_suggestions.get()
    response = as_reviewer.post(_address(claim, f"{given.public_id}/undo/"), headers=HTMX)
    assert response.status_code == 422
    assert "say why" in response.text
    assert claim.evidence.standing().exists()


def test_a_refusal_stays_in_place_and_writes_nothing(as_reviewer, claim, by_reviewer, proposal):
    _answer(as_reviewer, claim, proposal, "context")
    response = _answer(as_reviewer, claim, proposal, "corroborates")
    assert response.status_code == 422
    assert "has answered these words meanwhile" in response.text
    assert f'id="{proposal.anchor}"' in response.text
    assert claim.evidence.count() == 1


def test_the_claimant_is_not_let_corroborate_their_claim(as_reviewer, claim, by_reviewer):
    change_claim(claim=claim, expected=claim.version, claimant=ensure_claimant("Ada Moss"))
    extraction = text_of(paper(by_reviewer, TEXT))
    start = extraction.text.index("“The ferry")
    words = Proposal(extraction.pk, start, start + 26, 1, 1.0, [], "evidence 1", said_here=True)
    response = _answer(as_reviewer, claim, words, "corroborates")
    assert response.status_code == 422
    assert "made this claim" in response.text
    assert not EvidenceSuggestion.objects.exists()


@pytest.mark.parametrize("token", ["", "nonsense", "W10:1abc:xyz"])
def test_what_was_not_proposed_here_is_not_answered(as_reviewer, claim, token):
    response = as_reviewer.post(_address(claim, "answer/"), {"proposal": token, "answer": "keep"}, headers=HTMX)
    assert response.status_code == 422
    assert "Nothing was changed" in response.text


def test_a_proposal_for_one_claim_is_none_for_another(as_reviewer, by_reviewer, claim, proposal):
    other = claim_of(by_reviewer, "Another.")
    data = {"proposal": proposal.signed(claim), "answer": "keep"}
    assert as_reviewer.post(_address(other, "answer/"), data).status_code == 422


# Their words


def _steps(page: str) -> dict[str, str]:
    links = re.findall(r'<a class="btn" href="([^"]+)"[^>]*data-step="([^"]+)"', page)
    return {name: url.replace("&amp;", "&") for url, name in links}


def test_words_are_made_more_and_fewer_by_plain_links_and_then_linked(as_reviewer, claim, proposal):
    page = as_reviewer.get(_address(claim, "words/"), {"proposal": proposal.signed(claim)}).text
    wider = as_reviewer.get(_steps(page)["end-sentence-wider"]).text
    narrower = as_reviewer.get(_steps(wider)["start-word-narrower"]).text
    start, end = (re.search(rf'name="{name}" value="(\d+)"', narrower)[1] for name in ("start", "end"))
    _answer(as_reviewer, claim, proposal, "context", start=start, end=end)
    assert claim.evidence.get().passage.quote == "was hurt on the pier. It rained all day."
    given = claim.answered_suggestions.get()
    assert (given.start, given.end) == (proposal.start, proposal.end)


def test_words_can_be_made_fewer_only_while_some_of_those_suggested_are_left(as_reviewer, claim, proposal):
    query = {"proposal": proposal.signed(claim), "start": proposal.end - 5, "end": proposal.end + 10}
    page = as_reviewer.get(_address(claim, "words/"), query).text
    assert "start-sentence-narrower" not in _steps(page)
    assert "end-word-narrower" in _steps(page)


def test_for_a_page_whose_suggestion_is_gone_there_is_a_way_on(as_reviewer, claim):
    page = as_reviewer.get(_address(claim, "words/"), {"proposal": "nonsense"})
    assert page.status_code == 200
    assert _address(claim) in page.text
