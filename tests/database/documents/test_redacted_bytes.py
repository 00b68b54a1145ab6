"""Bytes that come in again: while a redaction takes them away, and after it has."""

import hashlib
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, receiving
from factcheck.documents.capturing import carrying_out as fetching
from factcheck.documents.capturing import visiting
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.importing import archives, start
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Import, ImportOutcome
from factcheck.documents.sealing import seal_documents
from factcheck.documents.stored import bytes_of
from tests.database.documents.cast import bring_in, document
from tests.database.documents.site import EDITED, site_to_fetch_from, story
from tests.database.documents.test_redacting import agreed
from tests.database.documents.test_redacting_decided import in_thread
from tests.database.documents.test_redacting_meanwhile import WORDS, redact

TOLD = "they are not taken in again"


def uploaded(by: User, name: str, data: bytes) -> list[ImportOutcome]:
    client = Client()
    client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(reverse("documents:import"), {"files": SimpleUploadedFile(name, data)})
    started = Import.objects.latest("pk")
    work_through(started.pk)
    return list(ImportOutcome.objects.filter(file__part_of=started).order_by("number"))


@pytest.mark.django_db(transaction=True)
def test_bytes_of_a_redacted_document_are_refused_however_they_come(reviewer, editor, admin, tmp_path, settings):
    row = json.dumps({"text": "Zquill wrote this row."}).encode()
    page = story("Zquill wrote this page.")
    with site_to_fetch_from(settings) as pages:
        pages.put(page, "/story")
        for data in (WORDS.encode(), row, page):
            redact(agreed(bring_in(data, reviewer).document, editor, admin))
        with acting(reviewer, action="test"):
            fetch = ask_for_capture(url=pages.url(), by=reviewer, later=False)
            carry_out_fetch(fetch.pk)
        fetch.refresh_from_db()
    assert (fetch.outcome, fetch.capture, fetch.container) == ("refused", None, None)
    assert TOLD in fetch.message
    (refused,) = uploaded(reviewer, "letter.txt", WORDS.encode())
    assert (refused.status, TOLD in refused.message, str(admin) in refused.message) == ("failed", True, True)
    rows = uploaded(reviewer, "rows.jsonl", row + b"\n" + json.dumps({"text": "Another row."}).encode())
    assert [(one.status, TOLD in one.message) for one in rows] == [("failed", True)]
    letter = tmp_path / "letter.txt"
    letter.write_text(WORDS)
    said = StringIO()
    with pytest.raises((CommandError, SystemExit)):
        call_command("import_documents", str(letter), stdout=said)
    assert TOLD in said.getvalue()
    # What differs is another document; and what another document has that they see is met again.
    assert bring_in(WORDS + " More.", reviewer).status == "imported"
    assert not blobs.exists(hashlib.sha256(WORDS.encode()).hexdigest())


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
