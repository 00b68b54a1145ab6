"""Nothing comes to a document while it is redacted, nor afterwards."""

import hashlib
import threading
from collections.abc import Callable
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import transaction

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.database.roles import as_owner
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, Typing, receiving, relate_documents, type_text
from factcheck.documents.actions.errors import RedactedAlready
from factcheck.documents.capturing import carrying_out as fetching
from factcheck.documents.capturing import visiting
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.importing import archives, start
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import (
    Capture,
    DocumentRelation,
    Extraction,
    Fetch,
    ImportOutcome,
    ReadingFailure,
    Redaction,
    Retrieval,
)
from factcheck.documents.redacting import carrying_out
from factcheck.documents.sealing import seal_documents
from factcheck.documents.stored import bytes_of
from factcheck.evidence.actions import keep_passage, link_evidence
from factcheck.evidence.models import Evidence, Kept
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage, Translation
from factcheck.passages.translations import translate_passage
from tests.database.documents.cast import bring_in, document
from tests.database.documents.site import EDITED, site_to_fetch_from, story
from tests.database.documents.test_redacting import MARKER, agreed, columns_with
from tests.database.documents.test_redacting_decided import in_thread

WORDS, PAGE = "Zquill wrote this letter.", "https://news.example/zquill"


def redact(found: Redaction) -> None:
    call_command("redact", found.public_id, stdout=StringIO())


def came_of(act: Callable[[], object], found: Redaction, by: User, monkeypatch: pytest.MonkeyPatch) -> object:
    """What `act` gave or raised that somebody did on another connection while the command held the tables."""
    emptying = carrying_out.empty
    begun: list[tuple[threading.Thread, list[object]]] = []

    def as_somebody() -> object:
        with acting(by, action="test"):
            return act()

    def empty(salts: dict[int, bytes]) -> object:
        thread, given = in_thread(as_somebody)
        thread.join(timeout=1)
        assert given == [], "it waits"
        begun.append((thread, given))
        return emptying(salts)

    monkeypatch.setattr(carrying_out, "empty", empty)
    redact(found)
    ((thread, given),) = begun
    thread.join(timeout=30)
    return given[0]


@pytest.mark.django_db(transaction=True)
def test_who_asks_for_its_page_while_it_is_redacted_is_told_so(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer, url=PAGE)
    found = agreed(one, editor, admin)

    def again() -> Fetch:
        return ask_for_capture(url=PAGE, by=reviewer, document=one)

    assert isinstance(came_of(again, found, reviewer, monkeypatch), RedactedAlready)
    assert not Fetch.objects.exists()
    assert columns_with(MARKER) == []


@pytest.mark.django_db(transaction=True)
def test_who_types_from_it_while_it_is_redacted_is_told_so(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer)
    found, capture = agreed(one, editor, admin), one.captures.get()

    def type_on() -> Extraction:
        return type_text(capture=capture, typing=Typing("Zquill wrote more."), by=reviewer)

    assert isinstance(came_of(type_on, found, reviewer, monkeypatch), RedactedAlready)
    assert columns_with(MARKER) == []


@pytest.mark.django_db(transaction=True)
def test_its_bytes_that_come_in_while_it_is_redacted_are_a_document_of_their_own(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer)
    imported = came_of(lambda: bring_in(WORDS, reviewer), agreed(one, editor, admin), reviewer, monkeypatch)
    assert imported.status == "imported"
    assert imported.document != one
    assert not Retrieval.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_takes_nothing_for_a_redacted_document(reviewer, editor, admin):
    one, other = document(WORDS, reviewer), document("Another letter, which stays.", reviewer)
    with acting(reviewer, action="test"):
        extraction = one.captures.get().extractions.get()
        passage, further = (mark_passage(extraction=extraction, start=0, end=end, by=reviewer) for end in (6, 12))
        claim = create_claim(by=reviewer, statement="It says so.", kind="fact")
    redact(agreed(one, editor, admin))
    capture, moved = one.captures.get(), other.captures.get()
    extracted = {"extractor": "x", "extractor_version": "1"}
    given = {"size": 1, "media_type": "text/plain", "received_how": "file"}
    linked = {"claim": claim, "passage": further, "stance": "context"}
    with acting(reviewer, action="test"):
        for refused in (
            lambda: Fetch.objects.create(url=PAGE, document=one),
            lambda: Capture.objects.create(document=one, number=2, sha256="0" * 64, **given),
            lambda: Capture.objects.filter(pk=moved.pk).update(document=one, number=2),
            lambda: Retrieval.objects.create(capture=capture, received_how="file", filename="zquill.txt"),
            lambda: Extraction.objects.create(capture=capture, text="Zquill", blocks=[], line_ends="lf", **extracted),
            lambda: ReadingFailure.objects.create(capture=capture, reason="Zquill", **extracted),
            lambda: Passage.objects.bulk_create([Passage(document=one, extraction=extraction, start=1, end=1)]),
            lambda: Evidence.objects.create(**linked),
            lambda: Kept.objects.create(claim=claim, passage=passage, note="Zquill"),
            lambda: Translation.objects.create(passage=passage, language="de", text="Zquill", translated_by=reviewer),
            lambda: DocumentRelation.objects.create(document=other, other=one, kind="copy", note="Zquill"),
        ):
            with pytest.raises(Exception, match="was redacted: nothing comes to it"), transaction.atomic():
                refused()
        for said in (
            lambda: mark_passage(extraction=extraction, start=0, end=3, by=reviewer),
            lambda: link_evidence(claim=claim, passage=passage, stance="context", by=reviewer),
            lambda: keep_passage(passage=passage, claim=claim, by=reviewer),
            lambda: translate_passage(passage=passage, language="de", text="Zquill", by=reviewer),
            lambda: relate_documents(document=other, kind="copy", other=one, by=reviewer, note="Zquill"),
        ):
            with pytest.raises(RedactedAlready):
                said()
        assert document("A third letter.", reviewer).captures.exists()
    assert columns_with(MARKER) == []


@pytest.mark.django_db(transaction=True)
def test_a_visit_to_its_page_that_was_on_its_way_all_the_same_ends_refused(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer, url=PAGE)
    redact(agreed(one, editor, admin))
    with as_owner(), acting(reviewer, action="test"):
        fetch = Fetch.objects.create(url="https://news.example/", host="news.example", document=one, asked_by=reviewer)
    monkeypatch.setattr(fetching, "visit", lambda *_given, **_more: pytest.fail("Nobody goes there."))
    with acting(reviewer, action="test"):
        assert carry_out_fetch(fetch.pk) is None
    fetch.refresh_from_db()
    assert (fetch.outcome, fetch.message) == ("refused", f"{one.public_id} was redacted: nothing is left of it.")
    assert (fetch.container, fetch.capture, one.captures.count()) == (None, None, 1)


class Twice:
    """A document that two had, one of them sealed; that one is to be redacted, and the other comes in anew."""

    def __init__(self, reviewer: User, editor: User, admin: User) -> None:
        self.one = document(WORDS, reviewer)
        with acting(reviewer, action="test"):
            seal_documents(documents=[self.one], people=[editor, admin], description="A letter", by=reviewer)
        self.found = agreed(self.one, editor, admin)
        self.outsider = create_user(email="otto@desk.example", name="Otto Outsider", role="reviewer")
        self.done: list[object] = []

    def redacting_after[**P, T](self, store: Callable[P, T]) -> Callable[P, T]:
        """The same, and once it has found the bytes there, the command takes them away on another connection."""

        def stored(*args: P.args, **kwargs: P.kwargs) -> T:
            blob = store(*args, **kwargs)
            if not self.done:
                self.done.append("begun")
                thread, given = in_thread(lambda: redact(self.found))
                thread.join(timeout=60)
                assert given == [None]
                assert not blobs.exists(hashlib.sha256(WORDS.encode()).hexdigest())
            return blob

        return stored


@pytest.fixture
def twice(transactional_db, reviewer, editor, admin) -> Twice:
    return Twice(reviewer, editor, admin)


def test_bytes_that_come_in_as_they_are_taken_away_are_kept(twice, monkeypatch):
    monkeypatch.setattr(receiving.blobs, "store", twice.redacting_after(blobs.store))
    imported = bring_in(WORDS, twice.outsider)
    assert twice.done
    assert imported.document != twice.one
    assert bytes_of(imported.capture) == WORDS.encode()


def test_an_upload_as_its_bytes_are_taken_away_is_kept(twice, monkeypatch):
    monkeypatch.setattr(start.blobs, "store_file", twice.redacting_after(blobs.store_file))
    with acting(twice.outsider, action="test"):
        handed = [Handed("letter.txt", BytesIO(WORDS.encode()))]
        started = start_import(files=handed, receipt=Receipt(), by=twice.outsider)
    assert twice.done
    work_through(started.pk)
    capture = ImportOutcome.objects.get().capture
    assert capture.document != twice.one
    assert bytes_of(capture) == WORDS.encode()


def test_a_page_that_is_fetched_as_its_bytes_are_taken_away_is_kept(twice, monkeypatch, settings):
    # As of a coding that the file can't be read again from: the page is a blob of its own.
    monkeypatch.setattr(visiting, "read_member", lambda *_given: b"")
    recording = fetching.record
    with site_to_fetch_from(settings) as pages, acting(twice.outsider, action="test"):
        for page in (story(), story(EDITED)):
            pages.put(page, "/story")
            monkeypatch.setattr(fetching, "record", recording_after_loss(page, recording))
            fetch = ask_for_capture(url=pages.url(), by=twice.outsider, later=False)
            carry_out_fetch(fetch.pk)
            fetch.refresh_from_db()
            assert fetch.capture.container is None
            assert bytes_of(fetch.capture) == page
    assert fetch.capture.number == 2


def recording_after_loss(page: bytes, record: Callable[..., None]) -> Callable[..., None]:
    """What a redaction of the same page does between the visit and its record."""

    def recorded(*given: object) -> None:
        assert blobs.remove(hashlib.sha256(page).hexdigest())
        record(*given)

    return recorded


def test_an_archive_whose_bytes_are_taken_away_is_asked_for_again(reviewer, tmp_path, monkeypatch):
    path = tmp_path / "letters.zip"
    with ZipFile(path, "w") as file:
        file.writestr("one.txt", "Letter one of the archive.")
        file.writestr("two.txt", "Letter two of the archive.")
    container = archives.container_of

    def after_loss(given: object, blob: blobs.Blob, *more: object) -> object:
        blobs.remove(blob.sha256)
        return container(given, blob, *more)

    with acting(reviewer, action="test"), monkeypatch.context() as patch:
        patch.setattr(archives, "container_of", after_loss)
        (outcome,) = archives.archive_outcomes(str(path), received_from="", by=reviewer)
        assert (outcome.status, "once more" in outcome.message) == ("failed", True)
    with acting(reviewer, action="test"):
        again = list(archives.archive_outcomes(str(path), received_from="", by=reviewer))
    assert [one.status for one in again] == ["imported", "imported"]
