"""What is sent after the session ran out survives signing in again."""

import pytest
from django.test import Client

from factcheck.accounts.actions import set_password
from factcheck.accounts.kept import MOST
from factcheck.claims.models import Claim
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db

PASSWORD = "walnut-ferry-cloud"
KEPT = "/accounts/login/?next=/kept/"


@pytest.fixture
def claim(reviewer) -> Claim:
    set_password(person=reviewer, password=PASSWORD)
    return claim_of(reviewer, "The bridge was closed.")


def _edit(claim: Claim, **typed) -> dict:
    rows = {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"}
    return {"statement": claim.statement, "kind": "fact", "priority": "2", "version": claim.version, **rows, **typed}


def _fields(page: str) -> dict[str, str]:
    """The fields of the form that sends what was kept, as a browser reads them."""
    from lxml import html

    (form,) = html.fromstring(page).xpath('//form[@action="/kept/send/"]')
    return {field.get("name"): field.get("value") for field in form.xpath(".//input")}


def test_what_was_typed_is_shown_after_signing_in_and_saved_when_it_is_sent(claim, reviewer):
    client, typed = Client(), "The bridge was “shut” <all> day.\r\nAnd the next."
    answer = client.post(f"/claims/{claim.public_id}/edit/", _edit(claim, statement=typed, why_checked="Many ask."))
    assert answer["Location"] == KEPT
    signed_in = client.post(KEPT, {"login": reviewer.email, "password": PASSWORD})
    assert signed_in["Location"] == "/kept/"
    page = client.get("/kept/").content.decode()
    assert "The bridge was “shut” &lt;all&gt; day." in page
    on = client.post("/kept/send/", _fields(page))
    assert (on.status_code, on["Location"]) == (307, f"/claims/{claim.public_id}/edit/")
    assert client.post(on["Location"], _fields(page)).status_code == 302
    claim.refresh_from_db()
    assert claim.statement.splitlines() == ["The bridge was “shut” <all> day.", "And the next."]
    assert claim.why_checked == "Many ask."
    # Once it is sent, it is kept no longer.
    assert client.get("/kept/").status_code == 302


def test_it_can_be_found_from_any_page_and_thrown_away(claim, reviewer):
    client = Client()
    client.post(f"/claims/{claim.public_id}/edit/", _edit(claim, statement="Never mind this."))
    client.post("/accounts/login/", {"login": reviewer.email, "password": PASSWORD})
    assert 'href="/kept/"' in client.get("/claims/").content.decode()
    client.post("/kept/discard/")
    assert "/kept/" not in client.get("/claims/").content.decode()
    claim.refresh_from_db()
    assert claim.version == 1


def test_nobody_fills_the_database_with_what_is_kept(claim):
    client = Client()
    path = f"/claims/{claim.public_id}/edit/"
    assert client.post(path, {"statement": "x" * (MOST + 1)})["Location"] == f"/accounts/login/?next={path}"
    assert client.post(path)["Location"] == f"/accounts/login/?next={path}"
    assert "sessionid" not in client.cookies


def test_a_fragment_sends_the_whole_page_to_sign_in(claim):
    answer = Client().post(f"/claims/{claim.public_id}/triage/", {"priority": "1"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, KEPT)


def test_the_token_of_a_form_and_the_fields_of_another_page_are_not_kept(claim, reviewer):
    client = Client()
    client.post(f"/claims/{claim.public_id}/edit/", _edit(claim, csrfmiddlewaretoken="secret"))
    assert "csrfmiddlewaretoken" not in dict(client.session["kept"]["fields"])
