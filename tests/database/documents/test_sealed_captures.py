"""A page asked for under seal: nobody else learns of it, from the moment it was asked for, whatever comes of it."""

import pytest
from django.contrib import admin as site_of_admins
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.accounts.models import User
from factcheck.audit.history import prepare
from factcheck.audit.models import Entry
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import capture_page
from factcheck.documents.models import Capture, Container, Document, Fetch
from factcheck.documents.web.values import Fetched
from factcheck.notifications.models import Notification
from factcheck.sources.models import Source
from tests.database.documents.site import Site, site_to_fetch_from, story
from tests.database.documents.test_sealed import ADDRESSES, address_of
from tests.database.permission_dataset import make_dataset

pytestmark = pytest.mark.django_db

MARKER = "zquill"
PATH = f"/{MARKER}path"
SEALED = {"sealed": "on", "description": "A page that a protected source showed us"}


@pytest.fixture
def pages(settings):
    settings.ARCHIVE_SAVE_URL = "https://archive.example/save/"
    with site_to_fetch_from(settings) as made:
        told_there = story(f"The {MARKER}money was taken in August, says {MARKER}name.")
        made.put(told_there.replace(b"bridge story", b"Zquill"), PATH)
        yield made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def asked_for(pages: Site, by: User, path: str = PATH, **more: object) -> Fetch:
    answer = signed_in(by).post("/documents/capture/", {"addresses": pages.url(path)} | SEALED | more)
    assert answer.status_code == 302
    return Fetch.objects.latest("pk")


def waiting(pages: Site, by: User) -> Fetch:
    return asked_for(pages, by)


def captured(pages: Site, by: User) -> Fetch:
    fetch = asked_for(pages, by)
    capture_page(fetch.pk)
    fetch.refresh_from_db()
    assert fetch.outcome == Fetch.Outcome.CAPTURED
    return fetch


def gone(pages: Site, by: User) -> Fetch:
    fetch = asked_for(pages, by, f"/{MARKER}gone")
    capture_page(fetch.pk)
    fetch.refresh_from_db()
    assert fetch.outcome == Fetch.Outcome.GONE
    return fetch


STAGES = [waiting, captured, gone]


def told(page: str) -> bool:
    return MARKER in page.lower()


@pytest.mark.parametrize("stage", STAGES)
def test_no_address_tells_an_administrator_of_it(stage, pages, reviewer, viewer, admin):
    base = make_dataset(reviewer, admin, viewer)
    fetch = stage(pages, reviewer)
    keys = base | {"fetch": fetch.pk, "document": fetch.document_id, "picture": fetch.document_id}
    client, wrong = signed_in(admin), []
    for row in ADDRESSES:
        answer = client.get(address_of(row, keys))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if told(body.decode("utf-8", "replace")) or told(str(answer.headers)):
            wrong.append(row.name)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("stage", STAGES)
def test_no_list_or_search_finds_it(stage, pages, reviewer, editor):
    fetch = stage(pages, reviewer)
    client = signed_in(editor)
    for name in ("documents:list", "documents:pick", "documents:fetches", "desk:search", "sources:list", "audit:list"):
        for words in ("money", pages.url(""), fetch.public_id):
            page = client.get(reverse(name), {"q": words, "text": words}).content.decode()
            assert not told(page), name


@pytest.mark.parametrize("stage", STAGES)
def test_its_own_pages_are_not_there_for_anybody_else(stage, pages, reviewer, admin):
    fetch = stage(pages, reviewer)
    client = signed_in(admin)
    keys = {"fetch": fetch.pk, "fetch_warc": fetch.pk, "detail": fetch.document_id, "proof": fetch.document_id}
    for name, key in keys.items():
        assert client.get(reverse(f"documents:{name}", args=[key])).status_code == 404, name
    for public in (fetch.public_id, fetch.document.public_id):
        assert client.get(reverse("audit:history", args=[public])).status_code == 404, public


@pytest.mark.parametrize("stage", STAGES)
def test_no_entry_row_job_or_note_of_it_is_seen_by_an_administrator(stage, pages, reviewer, admin):
    fetch = stage(pages, reviewer)
    trail = repr(prepare(Entry.objects.order_by("id"), admin))
    assert not told(trail)
    assert not Container.objects.visible_to(admin).filter(fetches=fetch).exists()
    assert not told(str(list(ProcrastinateJob.objects.values_list("args", "task_name"))))
    assert not told(str(list(Notification.objects.values())))
    assert not Source.objects.filter(domains__domain__contains="127").exists()
    client = signed_in(admin)
    for model in site_of_admins.site._registry:
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert not told(client.get(listed).content.decode()), listed


def test_nothing_of_it_is_asked_of_a_public_archive(pages, reviewer, monkeypatch):
    monkeypatch.setattr(Fetched, "is_public", True)
    captured(pages, reviewer)
    jobs = ProcrastinateJob.objects.filter(task_name="documents.ask_archive")
    assert not jobs.exists()
    pages.put(story(), "/open")
    capture_page(ask_for_capture(url=pages.url("/open"), by=reviewer).pk)
    assert jobs.count() == 1


@pytest.mark.parametrize("stage", STAGES)
def test_who_was_named_sees_what_is_going_on(stage, pages, reviewer, editor):
    fetch = asked_for(pages, reviewer, people=[editor.pk]) if stage is waiting else stage(pages, reviewer)
    client = signed_in(editor if stage is waiting else reviewer)
    page = client.get(reverse("documents:fetch", args=[fetch.pk])).content.decode()
    assert told(page)
    assert "Sealed" in page
    assert told(client.get("/documents/fetches/").content.decode())
    # A page that nothing came of is a visit, and no document to be found and read.
    is_listed = stage is not gone
    for page in ("/documents/", f"/documents/pick/?kind=document&q={MARKER}", f"/search/?q={MARKER}"):
        assert (fetch.document.public_id in client.get(page).content.decode()) is is_listed, page


def test_what_comes_is_the_first_capture_of_the_document_that_waited_for_it(pages, reviewer):
    document = waiting(pages, reviewer).document
    assert (document.captures.count(), document.url_how) == (0, "asked for")
    capture_page(Fetch.objects.get().pk)
    document.refresh_from_db()
    assert Capture.objects.get().document == document
    assert document.title == "The Zquill"
    assert (document.url, document.url_basis, document.url_how) == (pages.url(PATH), "metadata", "fetched by us")
    assert document.language == "en"
    assert "The Zquill" in document.first_words
    assert signed_in(reviewer).get(reverse("documents:detail", args=[document.pk])).status_code == 200


def test_what_a_person_established_while_it_waited_stays(pages, reviewer):
    document = waiting(pages, reviewer).document
    document.change(title="Our own words", title_basis="desk", title_how="we gave it")
    capture_page(Fetch.objects.get().pk)
    document.refresh_from_db()
    assert (document.title, document.title_how) == ("Our own words", "we gave it")


def test_a_document_that_nothing_came_to_leads_to_the_last_visit_to_its_page(pages, reviewer):
    fetch = gone(pages, reviewer)
    answer = signed_in(reviewer).get(reverse("documents:detail", args=[fetch.document_id]))
    assert answer.url == reverse("documents:fetch", args=[fetch.pk])


@pytest.mark.parametrize("name", ["proof", "facts", "relations", "seal"])
def test_the_other_pages_of_a_document_that_waits_can_be_opened(name, pages, reviewer):
    fetch = waiting(pages, reviewer)
    assert signed_in(reviewer).get(reverse(f"documents:{name}", args=[fetch.document_id])).status_code == 200


def test_tried_again_it_is_sealed_as_before(pages, reviewer):
    fetch = gone(pages, reviewer)
    again = ask_for_capture(url=fetch.url, by=reviewer)
    assert again.document == fetch.document


def test_ones_own_copy_is_brought_in_under_the_same_words_and_for_the_same_people(pages, reviewer, editor, admin):
    fetch = asked_for(pages, reviewer, f"/{MARKER}gone", people=[editor.pk])
    capture_page(fetch.pk)
    page = signed_in(reviewer).get(reverse("documents:fetch", args=[fetch.pk]))
    form = signed_in(reviewer).get(page.context["own_url"]).context["form"]
    assert form["sealed"].value() is True
    assert form["description"].value() == SEALED["description"]
    assert set(form["people"].value()) == {reviewer.pk, editor.pk}
    of_others = signed_in(admin).get("/documents/import/", {"sealed_as": fetch.document.public_id}).context["form"]
    assert not of_others["sealed"].value()
    assert not of_others["description"].value()


def test_a_seal_without_words_for_the_others_is_refused_and_nothing_is_asked_for(pages, reviewer):
    answer = signed_in(reviewer).post("/documents/capture/", {"addresses": pages.url(PATH), "sealed": "on"})
    assert answer.status_code == 422
    assert "Say in a few words" in answer.content.decode()
    assert not Fetch.objects.exists()
    assert not Document.objects.exists()


def test_several_pages_are_sealed_with_one_seal(pages, reviewer):
    signed_in(reviewer).post("/documents/capture/", {"addresses": f"{pages.url('/a')}\n{pages.url('/b')}"} | SEALED)
    first, second = Document.objects.order_by("pk")
    assert first.seal == second.seal is not None


def test_without_a_seal_a_page_that_waits_has_no_document(pages, reviewer):
    signed_in(reviewer).post("/documents/capture/", {"addresses": pages.url(PATH)})
    assert Fetch.objects.get().document is None
