"""Writing claims down and changing them: what is kept, what is refused, what two people see."""

import pytest

from factcheck.claims.actions import change_claim, mark_submitted
from factcheck.claims.models import Claim, Claimant
from tests.database.desk.papers import claim_of, paper, said

pytestmark = pytest.mark.django_db

NO_TERMS = {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"}
FIELDS = {"statement": "The bridge is closed.", "kind": "fact", "priority": "2"} | NO_TERMS


def test_a_claim_heard_on_the_radio_is_written_down_and_shown_as_not_captured(as_reviewer):
    heard = {"heard_where": "Town radio, 7 o'clock", "heard_words": "They shut the bridge, folks"}
    response = as_reviewer.post("/claims/new/", FIELDS | heard | {"claimant": "A caller", "made": "2020-08"})
    claim = Claim.objects.get()
    assert response["Location"] == f"/claims/{claim.public_id}/"
    assert (claim.claimant.name, claim.made_text, claim.heard_where) == ("A caller", "2020-08", heard["heard_where"])
    page = as_reviewer.get(response["Location"]).content.decode()
    assert "Not captured" in page
    assert "They shut the bridge, folks" in page


def test_what_was_typed_is_kept_when_a_date_cannot_be_read(as_reviewer):
    response = as_reviewer.post("/claims/new/", FIELDS | {"made": "03/04/2020"})
    assert response.status_code == 422
    assert "The bridge is closed." in response.content.decode()
    assert not Claim.objects.exists()
    response = as_reviewer.post("/claims/new/", FIELDS | {"made": "2999"})
    assert response.status_code == 422
    assert "This lies in the future." in response.text


def test_terms_are_read_with_the_claim(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    terms = {"terms-0-term": "closed", "terms-0-reading": "to all cars", "terms-0-reason": "signs said so"}
    as_reviewer.post(f"/claims/{claim.public_id}/edit/", FIELDS | terms | {"version": claim.version})
    assert claim.terms.get().reading == "to all cars"
    assert "not defined by the claimant" in as_reviewer.get(f"/claims/{claim.public_id}/").content.decode()


def test_the_second_of_two_savers_sees_both_texts_and_loses_nothing(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    change_claim(claim=claim, expected=claim.version, statement="The bridge was shut.")
    response = as_reviewer.post(f"/claims/{claim.public_id}/edit/", FIELDS | {"version": "1", "scope_time": "2020"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "The bridge was shut." in page
    assert 'value="2020"' in page
    claim.refresh_from_db()
    assert claim.statement == "The bridge was shut."
    again = FIELDS | {"version": response.context["form"].data["version"]}
    assert as_reviewer.post(f"/claims/{claim.public_id}/edit/", again).status_code == 302


def test_priority_tags_and_assignee_change_in_place(as_reviewer, by_reviewer, editor):
    claim = claim_of(by_reviewer)
    fields = {"priority": "1", "tags": "Bridge, bridge , town", "assignee": editor.pk, "version": claim.version}
    response = as_reviewer.post(f"/claims/{claim.public_id}/triage/", fields, headers={"HX-Request": "true"})
    assert response["HX-Retarget"] == "#triage"
    claim.refresh_from_db()
    assert (claim.priority, claim.tags, claim.assignee) == (1, ["bridge", "town"], editor)


def test_priority_changes_by_a_plain_form_too(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    response = as_reviewer.post(f"/claims/{claim.public_id}/triage/", {"priority": "3", "version": claim.version})
    assert response["Location"] == f"/claims/{claim.public_id}/"


def test_a_stale_triage_is_told(as_reviewer, by_reviewer, editor):
    claim = claim_of(by_reviewer)
    change_claim(claim=claim, expected=claim.version, assignee=editor)
    response = as_reviewer.post(f"/claims/{claim.public_id}/triage/", {"priority": "3", "version": "1"})
    assert response.status_code == 409
    assert editor.name in response.content.decode()


def test_an_appearance_is_withdrawn_and_asks_a_reason_once_submitted(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    said(document, "The bridge was closed", claim, by_reviewer)
    appearance = claim.appearances.get()
    mark_submitted(claim=claim)
    url = f"/claims/appearances/{appearance.public_id}/withdraw/"
    assert as_reviewer.post(url, {"reason": " "}).status_code == 422
    assert as_reviewer.post(url, {"reason": "That was another bridge"}).status_code == 302
    appearance.refresh_from_db()
    assert appearance.withdrawn_reason == "That was another bridge"


def test_a_claimant_says_who_it_is_and_keeps_its_name_to_itself(as_reviewer, by_reviewer):
    mayor, _other = Claimant.objects.create(name="The mayor"), Claimant.objects.create(name="The paper")
    url = f"/claims/claimants/{mayor.public_id}/edit/"
    taken = {"name": "the PAPER", "is_person": "True", "version": "1"}
    assert as_reviewer.post(url, taken).status_code == 422
    as_reviewer.post(url, taken | {"name": "Ada Moss, mayor", "description": "Mayor since 2018"})
    mayor.refresh_from_db()
    assert (mayor.name, mayor.is_person, mayor.description) == ("Ada Moss, mayor", True, "Mayor since 2018")


def test_a_claim_is_found_by_typing_its_words_or_its_number(as_viewer, by_reviewer):
    claim = claim_of(by_reviewer, "The bridge was closed on Monday.")
    claim_of(by_reviewer, "The tunnel was open.")
    for typed in ("monday bridge", claim.public_id.lower()):
        page = as_viewer.get("/claims/pick/", {"q": typed, "name": "claim"}).content.decode()
        assert claim.public_id in page
        assert "tunnel" not in page
