"""Pages are fetched with the proof of it, recorded once, and known again by any of their addresses."""

import gzip

import pytest

from factcheck.audit.context import acting
from factcheck.documents import blobs
from factcheck.documents.capturing import carrying_out
from factcheck.documents.capturing.archiving import ask_archive_to_keep
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.models import ArchiveRequest, Capture, Container, Document, Fetch, Received
from factcheck.documents.stored import bytes_of
from factcheck.documents.web.errors import FetchRefused
from factcheck.documents.web.values import Fetched
from tests.database.documents.cast import bring_in
from tests.database.documents.site import EDITED, Site, site_to_fetch_from, story
from tests.unit.documents.web.servers import Trap, answer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings):
    with site_to_fetch_from(settings) as made:
        yield made


@pytest.fixture(autouse=True)
def _by_the_tests(reviewer):
    with acting(reviewer, action="test"):
        yield


def capture(url: str, by=None, **options) -> Fetch:
    fetch = ask_for_capture(url=url, by=by, later=False, **options)
    assert carry_out_fetch(fetch.pk) is None
    return Fetch.objects.get(pk=fetch.pk)


def test_a_page_becomes_a_document_whose_bytes_lie_in_the_proof(pages: Site, reviewer):
    pages.put(story(), "/story", "X-Served-By: one")
    fetch = capture(pages.url(), reviewer)
    assert (fetch.outcome, fetch.status, fetch.address) == ("captured", 200, "127.0.0.1")
    assert ["X-Served-By", "one"] in fetch.headers
    assert fetch.capture.container == fetch.container
    assert bytes_of(fetch.capture) == story()
    assert not blobs.exists(fetch.capture.sha256)
    warc = gzip.decompress(blobs.read(fetch.container.sha256))
    assert warc.startswith(b"WARC/1.1")
    assert b"WARC-Type: request" in warc
    document = fetch.document
    assert (document.title, document.url, document.url_how) == ("The bridge story", pages.url(), "fetched by us")
    assert fetch.capture.received_how == Received.FETCHED
    assert fetch.capture.captured_by == reviewer


def test_a_coded_answer_is_given_back_as_the_page(pages: Site):
    pages.put(gzip.compress(story()), "/story", "Content-Encoding: gzip")
    assert bytes_of(capture(pages.url()).capture) == story()


def test_the_same_page_by_another_address_is_a_further_capture_or_a_retrieval(pages: Site):
    pages.put(story())
    pages.put(story(), "/story/?utm_source=mail")
    first = capture(pages.url())
    again = capture(pages.url("/story/?utm_source=mail"))
    assert (again.outcome, again.document, again.capture) == ("unchanged", first.document, first.capture)
    assert again.retrieval.received_how == Received.FETCHED
    pages.put(story(EDITED))
    edited = capture(f"{pages.url()}#comments")
    assert (edited.outcome, edited.document, edited.capture.number) == ("captured", first.document, 2)
    assert Document.objects.count() == 1


def test_a_page_that_was_brought_in_as_a_file_gains_a_capture(pages: Site, reviewer):
    pages.put(story(EDITED))
    brought = bring_in(story(), reviewer, url=pages.url()).document
    assert capture(pages.url()).document == brought
    assert [one.number for one in brought.captures.order_by("number")] == [1, 2]


def test_redirects_are_followed_and_noted(pages: Site):
    pages.put(story())
    pages.pages["/short"] = answer(status="302 Found\r\nLocation: /story")
    fetch = capture(pages.url("/short"))
    assert (fetch.final_url, fetch.redirects) == (pages.url(), [pages.url("/short")])
    assert fetch.document.url == pages.url()


def test_what_is_no_page_to_keep_is_said_with_its_proof(pages: Site):
    pages.take_away()
    pages.put(b"<html><body><div id=root></div><script src=a.js></script></body></html>", "/app")
    pages.put(b"<p>Please log in to read.</p><form><input type=password></form>", "/members")
    pages.pages["/down"] = answer(b"Sorry", status="503 Service Unavailable")
    outcomes = {path: capture(pages.url(path)) for path in ("/story", "/app", "/members", "/down")}
    assert [one.outcome for one in outcomes.values()] == ["gone", "script", "sign-in", "failed"]
    assert all(one.container and one.message for one in outcomes.values())
    assert "503" in outcomes["/down"].message
    assert not Document.objects.exists()


def test_addresses_inside_are_refused_and_never_asked(settings, pages: Site):
    trap = Trap()
    pages.pages["/inward"] = answer(status=f"302 Found\r\nLocation: http://127.0.0.1:{trap.port}/secret")
    urls = [
        f"http://127.0.0.1:{trap.port}/",
        f"http://localhost:{trap.port}/",
        f"http://[::ffff:127.0.0.1]:{trap.port}/",
        "http://169.254.169.254/latest/meta-data/",
        pages.url("/inward"),
    ]
    assert {capture(url).outcome for url in urls} == {"refused"}
    for url in ("ftp://127.0.0.1/x", "http://user:secret@example.org/", "javascript:alert(1)", "example"):
        with pytest.raises(FetchRefused):
            ask_for_capture(url=url, by=None)
    trap.close()
    assert trap.hits == 0


def test_a_worker_killed_before_it_recorded_leaves_nothing_and_the_next_one_finishes(pages: Site, monkeypatch):
    pages.put(story())
    fetch = ask_for_capture(url=pages.url(), by=None, later=False)

    def killed(*_given: object) -> None:
        raise SystemExit

    monkeypatch.setattr(carrying_out, "record", killed)
    with pytest.raises(SystemExit):
        carry_out_fetch(fetch.pk)
    fetch.refresh_from_db()
    assert (fetch.outcome, Capture.objects.count(), Container.objects.count()) == ("", 0, 0)
    monkeypatch.undo()
    for _time in range(2):
        assert carry_out_fetch(fetch.pk) is None
    assert (Capture.objects.count(), Container.objects.count()) == (1, 1)
    # The second time nothing was left to do, so nobody was asked.
    assert len(pages.requests) == 2


def test_a_host_is_asked_again_only_after_a_pause(pages: Site, settings):
    settings.CAPTURE_HOST_PAUSE = 60
    pages.put(story())
    first, second, third = (ask_for_capture(url=pages.url(f"/{n}"), by=None, later=False) for n in range(3))
    assert carry_out_fetch(first.pk) is None
    turns = [carry_out_fetch(one.pk) for one in (second, third, second)]
    first.refresh_from_db()
    assert [(turn - first.turn_at).total_seconds() for turn in turns] == [60, 120, 60]
    assert len(pages.requests) == 1


def test_pictures_of_the_article_are_kept_with_it_when_asked_for(pages: Site):
    body = story().replace(b"</h1>", b'</h1><img src="/bridge.png" width="600"><img src="/dot.gif" width=1 height=1>')
    pages.put(body)
    pages.pages["/bridge.png"] = answer(b"\x89PNG picture", "Content-Type: image/png")
    fetch = capture(pages.url(), with_images=True)
    assert "1 of 1" in fetch.message
    assert b"\x89PNG picture" in gzip.decompress(blobs.read(fetch.container.sha256))
    assert bytes_of(fetch.capture) == body


def test_an_archive_is_asked_once_and_its_link_is_kept(pages: Site, settings, monkeypatch):
    monkeypatch.setattr(Fetched, "is_public", True)
    pages.put(story())
    link = "/web/20261122023000/http://127.0.0.1/story"
    with serving(answer(b"", f"Content-Location: {link}")) as archive:
        settings.CAPTURE_ALLOWED = [*settings.CAPTURE_ALLOWED, f"127.0.0.1:{archive.port}"]
        settings.ARCHIVE_SAVE_URL = archive.url("")
        fetch = capture(pages.url())
        assert not ArchiveRequest.objects.exists(), "the capture does not wait for it"
        for _time in range(2):
            ask_archive_to_keep(fetch.pk)
        assert len(archive.requests) == 1
        asked = ArchiveRequest.objects.get()
        assert (asked.fetch, asked.link) == (fetch, archive.url(link))


def test_an_archive_that_fails_leaves_the_capture_as_it_is(pages: Site, settings):
    pages.put(story())
    fetch = capture(pages.url())
    settings.ARCHIVE_SAVE_URL = "http://127.0.0.1:9"
    ask_archive_to_keep(fetch.pk)
    asked = ArchiveRequest.objects.get()
    assert asked.message
    assert not asked.link
