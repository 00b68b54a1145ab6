"""The pages and the command by which a page is captured."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.audit.context import acting
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.models import Document, Fetch
from tests.database.documents.cast import bring_in
from tests.database.documents.site import EDITED, Site, site_to_fetch_from, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings):
    with site_to_fetch_from(settings) as made:
        made.put(story())
        yield made


@pytest.fixture
def client(reviewer) -> Client:
    client = Client()
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def worker(reviewer) -> None:
    """What a worker does with the jobs that wait."""
    with acting(reviewer, action="test"):
        for fetch in Fetch.objects.filter(outcome=""):
            carry_out_fetch(fetch.pk)


def test_an_address_given_becomes_a_document_and_its_proof(client: Client, pages: Site, reviewer):
    answer = client.post("/documents/capture/", {"addresses": pages.url()})
    fetch = Fetch.objects.get()
    assert answer.url == f"/documents/fetches/{fetch.public_id}/"
    assert ProcrastinateJob.objects.filter(task_name="documents.capture_page", args={"key": fetch.pk}).exists()
    assert "every 1s" in client.get(answer.url).content.decode()
    worker(reviewer)
    page = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" not in page
    assert "Read the document" in page
    warc = client.get(f"{answer.url}warc/")
    assert warc["Content-Type"] == "application/octet-stream"
    assert warc["Content-Disposition"].startswith("attachment")
    assert warc.content.startswith(b"\x1f\x8b")
    proof = client.get(f"/documents/{Document.objects.get().public_id}/proof/").content.decode()
    assert pages.url() in proof
    assert "127.0.0.1" in proof


def test_what_changed_since_the_capture_before_is_shown(client: Client, pages: Site, reviewer):
    client.post("/documents/capture/", {"addresses": pages.url()})
    worker(reviewer)
    document = Document.objects.get()
    assert "one readable capture" in client.get(f"/documents/{document.public_id}/changes/").content.decode()
    pages.put(story(EDITED))
    client.post("/documents/capture/", {"addresses": pages.url()})
    worker(reviewer)
    fetch = Fetch.objects.latest("id")
    link = f"/documents/{document.public_id}/changes/?capture=2"
    assert link in client.get(f"/documents/fetches/{fetch.public_id}/").content.decode()
    page = client.get(link).content.decode()
    assert "<ins>five months</ins>" in page
    assert "2 paragraphs as they were" not in page, "few enough to be shown"


def test_several_addresses_are_asked_for_at_once_and_wrong_ones_named(client: Client, pages: Site):
    lines = f"{pages.url('/a')}\n\n{pages.url('/b')}\n{pages.url('/a')}"
    assert client.post("/documents/capture/", {"addresses": lines}).url == "/documents/fetches/"
    assert sorted(Fetch.objects.values_list("url", flat=True)) == [pages.url("/a"), pages.url("/b")]
    assert pages.url("/a") in client.get("/documents/fetches/").content.decode()
    refused = client.post("/documents/capture/", {"addresses": "https://a.example/\nftp://b.example/x"})
    assert refused.status_code == 422
    assert "ftp" in refused.content.decode()
    assert Fetch.objects.count() == 2


def test_a_page_that_needs_more_offers_to_bring_ones_own(client: Client, pages: Site, reviewer):
    pages.put(b"<p>Please log in to read.</p><form><input type=password></form>", "/members")
    answer = client.post("/documents/capture/", {"addresses": pages.url("/members")})
    worker(reviewer)
    page = client.get(answer.url).content.decode()
    assert "Bring your own" in page
    form = client.get("/documents/import/", {"url": pages.url("/members"), "received_from": reviewer.name})
    assert pages.url("/members") in form.content.decode()


def test_where_a_document_is_chosen_an_address_is_captured(client: Client, pages: Site, reviewer):
    def typing() -> str:
        given = {"kind": "document", "name": "into", "into_q": pages.url("/story?utm_source=mail")}
        return client.get("/documents/pick/", given).content.decode()

    assert "Capture this page" in typing()
    given = {"capture_url": pages.url(), "capture_name": "into", "capture_required": "1"}
    assert "Fetching the page" in client.post("/documents/capture/here/", given).content.decode()
    worker(reviewer)
    asked = {"fetch": Fetch.objects.get().pk, "capture_name": "into", "capture_required": "1"}
    chosen = client.get("/documents/capture/here/", asked).content.decode()
    public_id = Document.objects.get().public_id
    assert f'name="into" value="{public_id}" checked' in chosen
    # Any of its addresses finds it from now on.
    assert public_id in typing()
    assert "Capture this page" not in typing()


def test_the_list_offers_to_capture_an_address_that_is_not_here(client: Client, reviewer):
    bring_in("It rained.", reviewer)
    page = client.get("/documents/", {"q": "https://a.example/x?y=1&z=2"}).content.decode()
    assert "/documents/capture/?url=https%3A%2F%2Fa.example%2Fx%3Fy%3D1%26z%3D2" in page


def test_the_command_says_a_line_for_each_address(pages: Site, reviewer, capsys):
    pages.take_away("/gone")
    with pytest.raises(SystemExit) as ended:
        call_command("capture_url", pages.url(), pages.url("/gone"), "ftp://x/", "--json", "--as", reviewer.email)
    assert ended.value.code == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["outcome"] for row in rows] == ["captured", "gone", "refused"]
    document = Document.objects.get()
    assert (rows[0]["document"], document.imported_by) == (document.public_id, reviewer)
    call_command("capture_url", pages.url())
    assert capsys.readouterr().out.startswith("unchanged")


def test_the_command_seals_as_the_page_does(pages: Site, reviewer, editor, admin, capsys):
    pages.put(story(), "/quiet")
    sealing = ("--seal", "A page that a source showed us", "--for", editor.email)
    for wrong in (sealing, ("--for", editor.email, "--as", reviewer.email), (*sealing, "--for", "x@y.example")):
        with pytest.raises(CommandError) as refused:
            call_command("capture_url", pages.url("/quiet"), *wrong)
        assert refused.value.returncode == 2
    assert not Document.objects.exists()
    call_command("capture_url", pages.url("/quiet"), *sealing, "--as", reviewer.email)
    assert capsys.readouterr().out.startswith("captured")
    document = Document.objects.get()
    assert document.seal.description == "A page that a source showed us"
    seen = [Document.objects.visible_to(one).exists() for one in (reviewer, editor, admin)]
    assert seen == [True, True, False]
