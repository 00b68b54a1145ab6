"""What is sent after the session ran out survives signing in again: for its author, and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from lxml import html

from factcheck.accounts.actions import set_password
from factcheck.accounts.keeping import COOKIE
from factcheck.accounts.kept import KEPT_FROM, LASTS, MOST_BYTES, MOST_SLOTS
from factcheck.accounts.models import UnsentForm
from factcheck.accounts.tasks import clear_sessions
from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.documents.sealing import seal_documents
from factcheck.verdicts.actions import draft_verdict
from factcheck.verdicts.models import Verdict
from tests.database.desk.papers import claim_of, paper

pytestmark = pytest.mark.django_db

PASSWORD = "walnut-ferry-cloud"
KEPT = "/accounts/login/?next=/kept/"
TYPED = "The bridge was “shut” <all> day."


@pytest.fixture
def claim(reviewer) -> Claim:
    return claim_of(reviewer, "The bridge was closed.")


@pytest.fixture
def verdict(claim, reviewer) -> Verdict:
    with acting(reviewer, action="test"):
        return draft_verdict(claim=claim, by=reviewer)


def _timed_out(user) -> Client:
    """The browser of somebody whose session has run out."""
    client = Client()
    client.force_login(user)
    client.get("/profile/")
    Session.objects.all().delete()
    return client


def _sign_in(client: Client, user):
    set_password(person=user, password=PASSWORD)
    return client.post(KEPT, {"login": user.email, "password": PASSWORD})


def _edit(claim: Claim, **typed) -> dict:
    rows = {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"}
    return {"statement": claim.statement, "kind": "fact", "priority": "2", "version": claim.version, **rows, **typed}


def _path(claim: Claim) -> str:
    return f"/claims/{claim.public_id}/edit/"


def _form(page: str, to: str) -> tuple[str, dict[str, str]]:
    """Where the first form that goes to `to` sends, and its fields, as a browser reads them."""
    form = html.fromstring(page).xpath(f'//form[starts-with(@action, "{to}")]')[0]
    return form.get("action"), {field.get("name"): field.get("value") for field in form.xpath(".//input")}


def _stored() -> str:
    """All that is kept of anybody."""
    return repr(list(UnsentForm.objects.values()) + [session.get_decoded() for session in Session.objects.all()])


def test_what_was_typed_is_shown_after_signing_in_and_saved_when_it_is_sent(claim, reviewer):
    client, typed = _timed_out(reviewer), f"{TYPED}\r\nAnd the next."
    assert client.post(_path(claim), _edit(claim, statement=typed, why_checked="Many ask."))["Location"] == KEPT
    assert _sign_in(client, reviewer)["Location"] == "/kept/"
    page = client.get("/kept/").content.decode()
    assert "The bridge was “shut” &lt;all&gt; day." in page
    assert ">Priority</dt><dd" in " ".join(page.split())
    assert "Claim · <a" in page
    assert f'href="/claims/{claim.public_id}/">{claim.public_id}</a>' in page
    to, fields = _form(page, "/kept/send/")
    on = client.post(to, fields)
    assert (on.status_code, on["Location"]) == (307, _path(claim))
    assert client.post(on["Location"], fields).status_code == 302
    claim.refresh_from_db()
    assert claim.statement.splitlines() == [TYPED, "And the next."]
    assert claim.why_checked == "Many ask."
    # Once it has arrived, it is kept no longer.
    assert client.get("/kept/").status_code == 302


def test_what_its_target_refuses_is_kept_until_it_is_taken_or_thrown_away(claim, reviewer):
    client = _timed_out(reviewer)
    client.post(_path(claim), _edit(claim, statement=TYPED, kind="no such kind"))
    _sign_in(client, reviewer)
    to, fields = _form(client.get("/kept/").content.decode(), "/kept/send/")
    on = client.post(to, fields)
    assert client.post(on["Location"], fields).status_code == 422
    assert client.get("/kept/").status_code == 200
    assert client.post(on["Location"], fields | {"kind": "fact"}).status_code == 302
    assert client.get("/kept/").status_code == 302


def test_it_can_be_found_from_any_page_and_thrown_away(claim, reviewer):
    client = _timed_out(reviewer)
    client.post(_path(claim), _edit(claim, statement="Never mind this."))
    _sign_in(client, reviewer)
    page = client.get("/claims/").content.decode()
    assert 'href="/kept/"' in page
    client.post(*_form(client.get("/kept/").content.decode(), "/kept/discard/"))
    assert "/kept/" not in client.get("/claims/").content.decode().replace("/kept/again/", "")
    claim.refresh_from_db()
    assert claim.version == 1


def test_forms_of_several_addresses_are_kept_beside_each_other_up_to_a_few(reviewer):
    client = _timed_out(reviewer)
    for number in range(MOST_SLOTS + 2):
        client.post("/claims/new/" + f"?n={number}", {"statement": f"Words of form {number}."})
    client.post("/claims/new/?n=4", {"statement": "Words of form 4, once more."})
    _sign_in(client, reviewer)
    page = client.get("/kept/").content.decode()
    assert [f"Words of form {number}." in page for number in range(5)] == [False, False, True, True, False]
    assert "Words of form 4, once more." in page


# --- What was once possible and must not be ---------------------------------------------------------------


def test_nobody_is_made_to_do_what_somebody_else_sent(reviewer, editor, claim, verdict):
    client = _timed_out(reviewer)
    to = f"/verdicts/{verdict.public_id}/approve/"
    assert client.post(to, {"version": verdict.version})["Location"] == f"/accounts/login/?next={to}"
    assert client.post(_path(claim), _edit(claim, statement=TYPED))["Location"] == KEPT
    _sign_in(client, editor)
    slot = UnsentForm.objects.get(user=reviewer).slot
    assert TYPED not in client.get("/claims/").content.decode()
    assert client.get("/kept/").status_code == 302
    assert client.post(f"/kept/send/?slot={slot}")["Location"] == "/"
    client.post(f"/kept/discard/?slot={slot}")
    # It is there again when its author is, also after they signed out with it unread.
    for _time in range(2):
        client.post("/accounts/logout/")
        _sign_in(client, reviewer)
        assert 'href="/kept/"' in client.get("/claims/").content.decode()
        assert "The bridge was “shut”" in client.get("/kept/").content.decode()


def test_a_blind_opinion_is_kept_for_who_gave_it_only(reviewer, editor):
    client = _timed_out(reviewer)
    client.post("/opinions/OR-1/give/", {"reasons": "I hold it to be misleading."})
    _sign_in(client, editor)
    assert "misleading" not in client.get("/claims/").content.decode()
    assert client.get("/kept/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/profile/password/", "/profile/", "/accounts/password/change/", "/people/invite/", "/admin/", "/nowhere/"]
)
def test_no_form_about_a_person_is_kept(path, reviewer):
    client = _timed_out(reviewer)
    answer = client.post(path, {"password1": "hunter-two-and-more", "code": "123456", "note": "Some longer words."})
    assert "/kept/" not in answer.get("Location", "")
    assert not Session.objects.exists()
    assert not UnsentForm.objects.exists()


def test_of_a_form_that_is_kept_no_password_code_or_token_is(claim, reviewer):
    client = _timed_out(reviewer)
    secrets = {"csrfmiddlewaretoken": "t0ken", "new_password": "hunter-two", "mfa_code": "123456", "apiToken": "t0ken"}
    client.post(_path(claim), _edit(claim, statement=TYPED, **secrets))
    assert TYPED in _stored()
    assert not any(value in _stored() for value in secrets.values())


def test_a_fragment_is_neither_kept_nor_replaces_what_is_and_leaves_the_page(reviewer, verdict):
    client = _timed_out(reviewer)
    whole = f"/verdicts/{verdict.public_id}/edit/"
    client.post(whole, {"conclusion": "It was shut.", "explanation": "All of the text.", "version": verdict.version})
    for path in (f"/verdicts/{verdict.public_id}/preview/", whole, "/claims/closest/"):
        answer = client.post(path, {"explanation": "A part of the text."}, headers={"HX-Request": "true"})
        assert answer.status_code == 401
        assert answer["Content-Type"] == "text/plain"
        assert "What you typed is still here" in answer.content.decode()
        assert not {"HX-Redirect", "Location"} & set(answer.headers)
    assert client.get("/claims/closest/", headers={"HX-Request": "true"}).status_code == 401
    assert "All of the text." in _stored()
    assert "A part of the text." not in _stored()


def test_a_browser_that_nobody_was_signed_in_with_gets_no_session(claim):
    stranger = Client()
    assert stranger.post(_path(claim), _edit(claim))["Location"] == f"/accounts/login/?next={_path(claim)}"
    stranger.cookies[COOKIE] = "1"
    assert stranger.post(_path(claim), _edit(claim))["Location"] == f"/accounts/login/?next={_path(claim)}"
    assert not Session.objects.exists()
    assert not UnsentForm.objects.exists()


def test_more_than_may_be_kept_is_counted_in_bytes_and_said(claim, reviewer):
    client = _timed_out(reviewer)
    assert client.post(_path(claim), {"statement": "é" * (MOST_BYTES // 2)})["Location"] == KEPT
    assert len(_stored()) < 1000
    _sign_in(client, reviewer)
    page = client.get("/kept/").content.decode()
    assert "longer than 100 KB" in page
    assert "/kept/send/" not in page


def test_sessions_that_have_run_out_are_cleared_and_so_is_what_nobody_came_back_for(claim, reviewer):
    client = _timed_out(reviewer)
    client.post(_path(claim), _edit(claim))
    _sign_in(client, reviewer)
    clear_sessions(0)
    assert Session.objects.count() == UnsentForm.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    UnsentForm.objects.update(kept_at=timezone.now() - LASTS)
    clear_sessions(0)
    assert not Session.objects.exists()
    assert not UnsentForm.objects.exists()


def test_what_is_about_something_sealed_meanwhile_is_not_shown(reviewer, editor):
    document = paper(reviewer)
    client = _timed_out(reviewer)
    client.post(f"/documents/{document.public_id}/type/?capture=1", {"text": "All of the words that it holds."})
    _sign_in(client, reviewer)
    assert "All of the words that it holds." in client.get("/kept/").content.decode()
    with acting(editor, action="test"):
        seal_documents(documents=[document], people=[], description="A letter", by=editor)
    assert client.get("/kept/").status_code == 302


def test_the_page_to_sign_in_says_what_happened(claim, reviewer):
    said = "What you wrote is kept: sign in, and you can send it."
    page = _timed_out(reviewer).post(_path(claim), _edit(claim), follow=True).content.decode()
    assert said in page
    assert said not in Client().get("/accounts/login/").content.decode()


# --- A page that was opened before signing in anew ---------------------------------------------------------


def _with_page(user, claim: Claim) -> tuple[Client, dict]:
    """A browser that checks tokens, with the page open, and what is typed on it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    page = client.get(_path(claim)).content.decode()
    token = html.fromstring(page).xpath('//input[@name="csrfmiddlewaretoken"]/@value')[0]
    return client, _edit(claim, statement=TYPED, csrfmiddlewaretoken=token)


def _sign_in_anew(client: Client, user) -> None:
    """As in another tab: signing in changes the token."""
    if "sessionid" in client.cookies and client.cookies["sessionid"].value:
        _send(client, "/accounts/logout/", {})
    set_password(person=user, password=PASSWORD)
    _send(client, "/accounts/login/", {"login": user.email, "password": PASSWORD})


def _send(client: Client, path: str, fields: dict[str, str]) -> None:
    (token, *_more) = html.fromstring(client.get(path).content).xpath('//input[@name="csrfmiddlewaretoken"]/@value')
    assert client.post(path, fields | {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_form_with_an_old_token_is_kept_for_who_had_the_page(claim, reviewer, editor):
    client, typed = _with_page(reviewer, claim)
    _send(client, "/accounts/logout/", {})
    assert client.post(_path(claim), typed)["Location"] == KEPT
    _sign_in_anew(client, editor)
    refused = client.post(_path(claim), typed)
    assert refused.status_code == 403
    assert "kept for them" in refused.content.decode()
    assert client.get("/kept/").status_code == 302
    _sign_in_anew(client, reviewer)
    UnsentForm.objects.all().delete()
    answer = client.post(_path(claim), typed)
    assert (answer.status_code, answer["Location"]) == (302, "/kept/")
    page = client.get("/kept/").content.decode()
    assert "The bridge was “shut” &lt;all&gt; day." in page
    claim.refresh_from_db()
    assert claim.version == 1
    to, fields = _form(page, "/kept/send/")
    assert client.post(client.post(to, fields)["Location"], fields).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == TYPED


def test_nothing_is_kept_that_a_page_of_ours_did_not_send(claim, reviewer):
    client, typed = _with_page(reviewer, claim)
    for token in ("", "x" * 64, "é" * 64, typed["csrfmiddlewaretoken"][:-1] + "?"):
        answer = client.post(_path(claim), typed | {"csrfmiddlewaretoken": token})
        assert answer.status_code == 403
        assert "Copy it before you reload" in answer.content.decode()
    client.cookies["last_pages"] = "1:forged"
    _sign_in_anew(client, reviewer)
    client.cookies["last_pages"] = "1:forged"
    assert client.post(_path(claim), typed).status_code == 403
    assert client.post(_path(claim), typed, headers={"HX-Request": "true"}).status_code == 401
    assert not UnsentForm.objects.exists()


# --- Whom the browser knows -------------------------------------------------------------------------------


def test_the_cookie_is_for_the_server_alone_set_once_and_gone_with_signing_out(reviewer, editor, settings):
    client = Client()
    client.force_login(reviewer)
    cookie = client.get("/profile/").cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")
    assert COOKIE not in client.get("/profile/").cookies
    settings.HTTPS = True
    client.force_login(editor)
    assert client.get("/profile/").cookies[COOKIE]["secure"] is True
    client.post("/accounts/logout/")
    assert client.cookies[COOKIE].value == ""


def test_signing_out_after_the_session_ran_out_takes_the_name_too(claim, reviewer):
    client = _timed_out(reviewer)
    client.post("/accounts/logout/")
    assert client.post(_path(claim), _edit(claim))["Location"] == f"/accounts/login/?next={_path(claim)}"


def test_pressing_to_send_for_review_is_kept_as_a_draft(reviewer, verdict):
    client = _timed_out(reviewer)
    typed = {"conclusion": "It was shut.", "explanation": "", "version": verdict.version, "submit": "1"}
    client.post(f"/verdicts/{verdict.public_id}/edit/", typed)
    _sign_in(client, reviewer)
    page = client.get("/kept/").content.decode()
    _to, fields = _form(page, "/kept/send/")
    assert "submit" not in fields
    assert "Only the text is sent." in page


def test_only_the_same_person_gets_a_new_token_for_an_open_page(reviewer, editor):
    client = Client()
    path = f"/kept/again/?person={reviewer.public_id}"
    assert client.get(path, headers={"HX-Request": "true"}).status_code == 401
    client.force_login(editor)
    answer = client.get(path)
    assert (answer.status_code, "token" in answer.json()) == (409, False)
    client.force_login(reviewer)
    assert client.get(path).json()["token"]


def test_what_is_kept_names_only_forms_that_exist_and_decides_nothing():
    from tests.database.permission_table import TABLE

    named = {url.name for url in TABLE}
    assert named >= KEPT_FROM.keys()
    deciding = ("approve", "return", "publish", "settle", "decide", "withdraw", "seal", "people", "profile", "accounts")
    assert not [name for name in KEPT_FROM if any(word in name for word in deciding)]
