"""A watched page: unchanged, changed beside or within what is cited, vanished; each told apart, and answered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents.actions import declare_same_work
from factcheck.documents.actions.errors import NoPageToWatch, NoteIsMissing
from factcheck.documents.capturing import carrying_out
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.capturing.states import state_of
from factcheck.documents.capturing.watching import answer_finding, start_watch, stop_watch, visit_watched_pages
from factcheck.documents.models import Document, Fetch, Watch, WatchFinding
from tests.database.desk.papers import claim_of, linked, paper
from tests.database.documents.site import CITED, EDITED, Site, site_to_fetch_from, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings):
    with site_to_fetch_from(settings) as made:
        made.put(story(), "/story", 'ETag: "one"')
        yield made


@pytest.fixture
def by(reviewer):
    with acting(reviewer, action="test"):
        yield reviewer


@pytest.fixture
def document(pages: Site, by) -> Document:
    fetch = ask_for_capture(url=pages.url(), by=by, later=False)
    carry_out_fetch(fetch.pk)
    document = Fetch.objects.get(pk=fetch.pk).document
    start_watch(document=document, by=by)
    return document


def visit(document: Document) -> Fetch:
    """A day later: the watch asks, and a worker carries it out."""
    Watch.objects.filter(document=document).update(due_at=timezone.now())
    assert visit_watched_pages() == 1
    fetch = document.fetches.get(outcome="")
    carry_out_fetch(fetch.pk)
    fetch.refresh_from_db()
    return fetch


def test_a_watch_asks_for_a_page_once_when_it_is_due(document: Document):
    assert visit_watched_pages() == 1
    assert visit_watched_pages() == 0
    watch = Watch.objects.get()
    assert timedelta(hours=23) < watch.due_at - timezone.now() <= timedelta(hours=24)
    stop_watch(watch=watch)
    Watch.objects.update(due_at=timezone.now())
    assert visit_watched_pages() == 0


def test_a_document_without_a_page_is_not_watched(by):
    with pytest.raises(NoPageToWatch):
        start_watch(document=paper(by), by=by)


def test_a_server_may_say_that_nothing_changed(document: Document, pages: Site):
    pages.pages["/story"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    fetch = visit(document)
    assert b'If-None-Match: "one"' in pages.requests[-1]
    assert (fetch.outcome, fetch.status, fetch.retrieval) == ("unchanged", 304, None)
    assert state_of(document).kind == "unchanged"
    assert not WatchFinding.objects.exists()


def test_what_changes_around_the_article_is_no_change(document: Document, pages: Site):
    pages.put(story().replace(b"All rights reserved", b"Some rights reserved"))
    assert visit(document).outcome == "captured"
    assert state_of(document).kind == "unchanged"


def test_a_change_beside_what_is_cited_is_told_from_one_within(document: Document, pages: Site, by):
    linked(document, CITED, claim_of(by), by)
    pages.put(story().replace(b"Nobody was hurt", b"Two people were hurt"))
    fetch = visit(document)
    assert (fetch.finding.kind, state_of(document).kind) == ("untouched", "untouched")
    assert not WatchFinding.objects.open().exists(), "nobody has to answer it"
    pages.put(story(EDITED))
    fetch = visit(document)
    assert fetch.finding.kind == "touched"
    assert fetch.finding.counts in ({"altered": 1}, {"lost": 1})


def test_a_page_that_vanished_is_said_once(document: Document, pages: Site):
    pages.take_away()
    assert visit(document).finding.kind == "vanished"
    assert not hasattr(visit(document), "finding")
    assert state_of(document).kind == "vanished"
    pages.put(story())
    assert visit(document).outcome == "unchanged"
    pages.take_away()
    assert visit(document).finding.kind == "vanished"


def test_a_person_says_what_it_means_and_why(document: Document, pages: Site, by):
    pages.take_away()
    finding = visit(document).finding
    with pytest.raises(NoteIsMissing):
        answer_finding(finding=finding, answer=WatchFinding.Answer.DROPPED, note=" ", by=by)
    answer_finding(finding=finding, answer=WatchFinding.Answer.STANDS, note="", by=by)
    assert not WatchFinding.objects.open().exists()
    assert (finding.answered_by, finding.answer) == (by, "stands")


def test_the_pages_tell_the_states_apart(document: Document, pages: Site, by):
    claim = claim_of(by)
    linked(document, CITED, claim, by)
    client = Client()
    client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = []
    for change in (lambda: None, lambda: pages.put(story(EDITED)), pages.take_away):
        change()
        visit(document)
        addresses = [f"/documents/{document.public_id}/", f"/claims/{claim.public_id}/", "/"]
        seen.append([client.get(address).content.decode() for address in addresses])
    words = ["unchanged", "a cited passage changed or is gone", "vanished"]
    for state, (reader, workbench, desk) in zip(words, seen, strict=True):
        assert state in reader.lower()
        assert state in workbench.lower()
        assert (document.name in desk) == (state != "unchanged")
    finding = WatchFinding.objects.get(kind="touched")
    page = client.get(f"/documents/findings/{finding.public_id}/").content.decode()
    assert "<del>three weeks</del>" in page
    answered = {"answer": "matters", "note": "The sum is another one now."}
    assert client.post(f"/documents/findings/{finding.public_id}/answer/", answered).status_code == 302
    assert "The sum is another one now." in client.get(f"/documents/findings/{finding.public_id}/").content.decode()
    assert client.post(f"/documents/findings/{finding.public_id}/answer/", {"answer": "matters"}).status_code == 422


def test_a_watch_goes_on_when_its_document_becomes_part_of_another(document: Document, pages: Site, by):
    into = paper(by, "The bridge story\n\nIt was closed on Monday, and nobody knows for how long that will last.\n")
    declare_same_work(document=document, into=into)
    pages.take_away()
    Watch.objects.update(due_at=timezone.now())
    assert visit_watched_pages() == 1
    carry_out_fetch(Fetch.objects.get(outcome="").pk)
    state = state_of(into)
    assert (state.is_watched, state.kind) == (True, "vanished")
    assert [finding.document for finding in state.open] == [into]


def test_an_error_that_nobody_foresaw_is_an_outcome(document: Document, pages: Site, monkeypatch):
    def broken(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(carrying_out, "visit", broken)
    fetch = visit(document)
    assert (fetch.outcome, state_of(document).kind) == ("failed", "failed")


def asked(by, document: Document, **given: str) -> str:
    """What the reader's page says once that is asked of the watch."""
    client = Client()
    client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.post(f"/documents/{document.public_id}/watch/", given, follow=True).content.decode()


@pytest.mark.parametrize(
    ("every", "hours", "words"), [("1", 1, "every hour"), ("24", 24, "once a day"), ("168", 168, "once a week")]
)
def test_how_often_a_page_is_looked_at_is_chosen(every, hours, words, document: Document, by):
    page = asked(by, document, every=every)
    assert f"looked at now, and then {words}." in page
    assert f'<option value="{every}" selected>' in page
    visit_watched_pages()
    watch = Watch.objects.get()
    assert watch.every == hours
    assert timedelta(hours=hours - 1) < watch.due_at - timezone.now() <= timedelta(hours=hours)


@pytest.mark.parametrize("every", ["", "0", "-5", "7", "often"])
def test_an_interval_that_is_not_offered_is_a_day(every, document: Document, by):
    asked(by, document, every=every)
    assert Watch.objects.get().every == 24


def test_a_watch_that_is_stopped_is_stopped_whatever_interval_stands_in_the_form(document: Document, by):
    page = asked(by, document, every="1", stop="1")
    assert "watched no longer" in page
    watch = Watch.objects.get()
    assert watch.stopped_at
    assert watch.every == 24
