"""What is done on the board: changed in place, removed and put back, withdrawn with a reason."""

from datetime import date

import pytest
from psycopg.types.range import DateRange

from factcheck.audit.context import because
from factcheck.claims.actions import Voice, change_claim, ensure_claimant, mark_submitted
from factcheck.claims.models import Claim
from factcheck.documents.actions.suggestions import confirm_suggestion
from factcheck.documents.models import RelationSuggestion
from factcheck.evidence.actions import keep_passage, link_evidence, withdraw_evidence
from factcheck.evidence.models import Evidence, Kept
from factcheck.sources.actions import retract_source
from factcheck.sources.models import Source
from tests.database.desk.papers import claim_of, linked, paper, passage_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
FIELDS = {"stance": "contradicts", "weight": "partial", "rationale": "It opened at noon.", "credibility": "3"}


@pytest.fixture
def piece(by_reviewer) -> Evidence:
    claim = claim_of(by_reviewer)
    linked(paper(by_reviewer), "The bridge was closed on Monday.", claim, by_reviewer)
    return claim.evidence.get()


def _url(piece, verb):
    return f"/evidence/{piece.public_id}/{verb}/"


def test_a_card_changes_in_place_and_gets_the_focus(as_reviewer, piece):
    response = as_reviewer.post(_url(piece, "edit"), FIELDS | {"version": piece.version}, headers=HTMX)
    assert response["HX-Retarget"] == "#board"
    assert "announce" in response["HX-Trigger-After-Settle"]
    assert f'id="{piece.public_id}" data-keys-item' in response.content.decode()
    assert "data-focus" in response.content.decode()
    piece.refresh_from_db()
    assert (piece.stance, piece.weight, piece.credibility) == ("contradicts", "partial", 3)


def test_a_card_changes_by_a_plain_form_too(as_reviewer, piece):
    response = as_reviewer.post(_url(piece, "edit"), FIELDS | {"version": piece.version})
    assert response["Location"] == f"/claims/{piece.claim.public_id}/#{piece.public_id}"


def test_a_stale_change_overwrites_nothing_and_keeps_what_was_typed(as_reviewer, piece):
    piece.change(rationale="Read twice.")
    response = as_reviewer.post(_url(piece, "edit"), FIELDS | {"version": "1"}, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Read twice." in page
    assert "It opened at noon." in page
    piece.refresh_from_db()
    assert piece.rationale == "Read twice."


def test_a_date_says_what_it_is_the_date_of(as_reviewer, piece):
    response = as_reviewer.post(_url(piece, "edit"), FIELDS | {"version": piece.version, "dated": "2020-08"})
    assert response.status_code == 422
    assert "date_of" in response.context["form"].errors


def test_the_claimants_own_words_are_refused_in_support_and_the_form_kept(as_reviewer, piece):
    change_claim(claim=piece.claim, expected=piece.claim.version, claimant=ensure_claimant("The mayor"))
    fields = FIELDS | {"stance": "corroborates", "speaker": "the mayor", "version": piece.version}
    response = as_reviewer.post(_url(piece, "edit"), fields)
    assert response.status_code == 422
    assert "It opened at noon." in response.content.decode()


def test_a_card_is_removed_and_put_back_while_nothing_was_submitted(as_reviewer, piece):
    response = as_reviewer.post(_url(piece, "withdraw"), {"version": piece.version}, headers=HTMX)
    assert f"/evidence/{piece.public_id}/undo/" in response.content.decode()
    assert not piece.claim.evidence.standing().exists()
    as_reviewer.post(_url(piece, "undo"), headers=HTMX)
    assert piece.claim.evidence.standing().get() == piece


def test_without_script_undo_is_offered_on_the_page_of_the_claim(as_reviewer, piece):
    response = as_reviewer.post(_url(piece, "withdraw"), {"version": piece.version})
    page = as_reviewer.get(response["Location"]).content.decode()
    assert f"{piece.public_id} was taken off the board" in page
    assert as_reviewer.post(_url(piece, "undo"))["Location"].endswith(f"#{piece.public_id}")


def test_after_a_submission_a_withdrawal_needs_a_reason_and_shows_it(as_reviewer, piece):
    mark_submitted(claim=piece.claim)
    bare = as_reviewer.post(_url(piece, "withdraw"), {"version": piece.version}, headers=HTMX)
    assert bare.status_code == 422
    assert "say why" in bare.content.decode()
    response = as_reviewer.post(
        _url(piece, "withdraw"), {"version": piece.version, "reason": "Wrong bridge"}, headers=HTMX
    )
    assert "Wrong bridge" in response.content.decode()
    assert f"/evidence/{piece.public_id}/undo/" not in response.content.decode()


def test_what_was_withdrawn_with_a_reason_is_not_put_back(as_reviewer, piece, reviewer):
    withdraw_evidence(evidence=piece, by=reviewer, expected=piece.version, reason="Wrong bridge")
    response = as_reviewer.post(_url(piece, "undo"), headers=HTMX)
    assert response.status_code == 422
    assert "can&#x27;t be undone" in response.content.decode()


def test_a_withdrawn_card_is_not_edited(as_reviewer, piece, reviewer):
    withdraw_evidence(evidence=piece, by=reviewer, expected=piece.version)
    assert as_reviewer.get(_url(piece, "edit")).status_code == 404


@pytest.fixture
def kept(by_reviewer) -> Kept:
    text = "The town.\n\nAda Moss, the mayor, said: “The bridge will open on Friday.”\n"
    document, claim = paper(by_reviewer, text), claim_of(by_reviewer)
    passage = passage_of(document, "The bridge will open on Friday.", by_reviewer)
    return keep_passage(passage=passage, claim=claim, by=by_reviewer)


def test_a_kept_passage_is_judged_with_the_voice_that_its_words_show(as_reviewer, kept):
    url = f"/evidence/kept/{kept.public_id}/judge/?stance=contradicts"
    form = as_reviewer.get(url).context["form"]
    assert (form["stance"].value(), form["speaker"].value()) == ("contradicts", "Ada Moss")
    response = as_reviewer.post(url, FIELDS | {"speaker": "Ada Moss"}, headers=HTMX)
    piece = kept.claim.evidence.get()
    assert (piece.speaker, piece.passage) == ("Ada Moss", kept.passage)
    assert "Kept, to judge later" not in response.content.decode()


def test_a_kept_passage_is_put_away_and_counts_nowhere(as_reviewer, kept):
    as_reviewer.post(f"/evidence/kept/{kept.public_id}/put-away/", headers=HTMX)
    kept.refresh_from_db()
    assert kept.settled_at is not None
    assert not kept.claim.evidence.exists()


def test_cards_of_one_voice_say_that_they_count_once(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    for words in ("The bridge was closed on Monday", "Nobody was hurt."):
        passage = passage_of(document, words, by_reviewer)
        link_evidence(
            claim=claim, passage=passage, stance="corroborates", by=by_reviewer, voice=Voice("on_record", "Ada")
        )
    page = as_reviewer.get(f"/claims/{claim.public_id}/").content.decode()
    assert "1 independent origin, 2 passages" in " ".join(page.split())
    assert page.count("counted once") == 2


def test_a_pair_confirmed_as_a_copy_counts_once(as_reviewer, by_reviewer):
    """Found by their words, confirmed by a person: two passages, one independent origin."""
    story = " ".join(f"On day {n} the river rose by {n} centimetres near bridge {n}." for n in range(30))
    claim = claim_of(by_reviewer, "The river rose.")
    for text in (story, f"{story} Photograph by a reader."):
        linked(paper(by_reviewer, text), "On day 3 the river rose by 3 centimetres", claim, by_reviewer)
    page = as_reviewer.get(f"/claims/{claim.public_id}/").text
    assert "2 independent origins, 2 passages" in page
    confirm_suggestion(suggestion=RelationSuggestion.objects.get(), kind="copy", by=by_reviewer)
    page = as_reviewer.get(f"/claims/{claim.public_id}/").text
    assert "1 independent origin, 2 passages" in page


def test_a_count_says_what_of_it_is_relied_on_no_longer(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    other = paper(by_reviewer, "The bridge was shut all Monday, the harbour office wrote.")
    document = paper(by_reviewer)
    source = Source.objects.create(name="The Crier")
    day = DateRange(date(2020, 8, 20), date(2020, 8, 21))
    document.change(
        source=source, source_basis="content", published=day, published_text="2020-08-20", published_basis="content"
    )
    linked(document, "The bridge was closed on Monday", claim, by_reviewer)
    linked(other, "The bridge was shut all Monday", claim, by_reviewer)
    url = f"/claims/{claim.public_id}/"
    page = as_reviewer.get(url).text
    assert "relied on no longer" not in page
    # Two origins count, and one of them nobody has named.
    assert "2 independent origins, 2 passages; 1 origin from a source that is not known" in page
    assert "Later than the claim" not in page
    Claim.objects.filter(pk=claim.pk).update(
        made=DateRange(date(2020, 8, 19), date(2020, 8, 20)), made_text="2020-08-19"
    )
    assert as_reviewer.get(url).text.count("Later than the claim: 2020-08-20") == 1
    with because("It made up an interview."):
        retract_source(source=source, reason="It made up an interview.")
    assert "1 origin relied on no longer" in " ".join(as_reviewer.get(url).text.split())
