import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.documents import blobs
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Document, Import, ImportOutcome, Received, Retrieval
from factcheck.sources.models import Source

from .cast import HOSTILE, document

TEXT = "The bridge was closed on Monday.\r\nIt opened again on Friday."


def page() -> str:
    return reverse("documents:import")


@pytest.fixture
def at_work(client, reviewer):
    client.force_login(reviewer)
    return client


def upload(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (HOSTILE / name).read_bytes() if data is None else data)


def test_pasted_text_becomes_a_document_whose_facts_are_shown_to_be_checked(at_work, reviewer):
    answer = at_work.post(page(), {"text": TEXT, "received_from": "a reader", "copied": "August 2020"})
    made = Document.objects.get()
    assert answer["Location"] == f"{reverse('documents:facts', args=[made.pk])}?imported"
    capture = made.captures.get()
    assert capture.received_how == Received.PASTE
    assert (capture.received_from, capture.copied_on.iso, capture.captured_by) == ("a reader", "2020-08", reviewer)
    assert capture.extractions.get().text == "The bridge was closed on Monday.\nIt opened again on Friday."
    assert "check it" in at_work.get(answer["Location"]).content.decode()


def outcomes(answer) -> dict[str, ImportOutcome]:
    """What became of the files of the import that the page led to, once the worker had them."""
    match = re.search(r"/imports/IM-(\d+)/", answer["Location"])
    work_through(int(match[1]))
    return {row.name: row for row in ImportOutcome.objects.filter(file__part_of=int(match[1]))}


def test_files_go_to_the_worker_with_what_was_said_of_them(at_work, reviewer):
    files = [upload("crlf.txt"), upload("again.txt", b"Other words.")]
    answer = at_work.post(page(), {"files": files, "received_from": "an agency", "copied": "2020-08"})
    started = Import.objects.get()
    assert answer["Location"] == f"/documents/imports/{started.public_id}/"
    assert (started.received_from, started.copied_on.iso, started.started_by) == ("an agency", "2020-08", reviewer)
    assert ProcrastinateJob.objects.get().args == {"key": started.pk}
    assert not Document.objects.exists()
    assert blobs.exists(started.files.last().sha256)


def test_each_of_several_files_has_its_own_outcome_and_message(at_work, reviewer):
    known = document("Words that are here already.", reviewer)
    files = [
        upload("crlf.txt"),
        upload("empty.txt"),
        upload("binary-named-txt.txt"),
        upload("again.txt", b"Words that are here already."),
    ]
    found = outcomes(at_work.post(page(), {"files": files, "received_from": "an agency"}))
    assert {name: outcome.status for name, outcome in found.items()} == {
        "crlf.txt": "imported",
        "empty.txt": "failed",
        "binary-named-txt.txt": "unread",
        "again.txt": "unchanged",
    }
    assert known.public_id in found["again.txt"].message
    assert Retrieval.objects.get().received_from == "an agency"


def test_text_beside_files_comes_in_at_once_and_the_files_follow(at_work):
    answer = at_work.post(page(), {"text": TEXT, "files": [upload("crlf.txt")]})
    assert Document.objects.count() == 1
    assert list(outcomes(answer)) == ["crlf.txt"]
    assert "The pasted text is here as" in at_work.get(answer["Location"]).content.decode()


def test_no_file_is_taken_while_the_text_beside_it_cannot_be_read(at_work):
    answer = at_work.post(page(), {"text": "\x00" * 400, "files": [upload("crlf.txt")]})
    assert answer.status_code == 422
    assert answer.context["names"] == ["crlf.txt"]
    assert not Import.objects.exists()


def test_what_was_typed_is_still_there_after_an_error_and_files_are_named(at_work):
    answer = at_work.post(page(), {"text": TEXT, "copied": "03/04/2020", "files": [upload("crlf.txt")]})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "It opened again on Friday." in shown
    assert "03/04/2020" in shown
    assert "Choose these again" in shown
    assert "crlf.txt" in shown
    assert not Document.objects.exists()


def test_text_that_cannot_be_read_stays_in_its_field(at_work):
    answer = at_work.post(page(), {"text": "%PDF-1.7 not a text"})
    assert answer.status_code == 422
    assert "%PDF-1.7 not a text" in answer.content.decode()


def test_nothing_given_is_said_so(at_work):
    answer = at_work.post(page(), {"received_from": "a reader"})
    assert answer.status_code == 422
    assert "Choose files, or paste" in answer.content.decode()


def test_one_address_is_not_given_to_several_documents(at_work):
    files = [upload("crlf.txt"), upload("windows-1252.txt")]
    answer = at_work.post(page(), {"files": files, "url": "https://a.example/b"})
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_a_source_can_be_found_without_script_and_nothing_typed_is_lost(at_work):
    source = Source.objects.create(name="The Harbour Wire")
    answer = at_work.post(page(), {"text": TEXT, "source_q": "harbour", "find": "source"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{source.public_id}"' in shown
    assert "It opened again on Friday." in shown
    assert "error-summary" not in shown
    at_work.post(page(), {"text": TEXT, "source": source.public_id})
    assert Document.objects.get().source == source


def test_a_public_id_typed_in_full_is_a_choice(at_work):
    source = Source.objects.create(name="The Harbour Wire")
    at_work.post(page(), {"text": TEXT, "source_q": source.public_id.lower()})
    assert Document.objects.get().source == source


def test_an_unknown_source_is_refused_rather_than_left_out(at_work):
    answer = at_work.post(page(), {"text": TEXT, "source": "S-9999"})
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_named_with_the_limit(at_work, settings):
    settings.MAX_DOCUMENT_BYTES = 100
    files = [upload("one-long-line.txt"), upload("crlf.txt", b"Short enough.")]
    found = outcomes(at_work.post(page(), {"files": files}))
    assert "the largest that this desk takes has 100" in found["one-long-line.txt"].message
    assert found["crlf.txt"].status == "imported"


def test_too_much_pasted_at_once_is_said_plainly(at_work, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = at_work.post(page(), {"text": "x" * 2000})
    assert answer.status_code == 413
    assert "Split it" in answer.content.decode()


def test_too_many_files_at_once_are_said_plainly(at_work, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    answer = at_work.post(page(), {"files": [upload("crlf.txt"), upload("windows-1252.txt")]})
    assert answer.status_code == 413
    assert "command line" in answer.content.decode()


def test_a_file_that_fails_on_the_way_leaves_those_before_it(at_work, monkeypatch):
    store = blobs._store_file

    def failing(file):
        if file.read(10) == b"the second":
            raise OSError(28, "No space left on device")
        file.seek(0)
        return store(file)

    monkeypatch.setattr(blobs, "_store_file", failing)
    files = [upload("a.txt", b"the first"), upload("b.txt", b"the second"), upload("c.txt", b"the third")]
    found = outcomes(at_work.post(page(), {"files": files}))
    assert [found[name].status for name in ("a.txt", "b.txt", "c.txt")] == ["imported", "failed", "imported"]
    assert "No space left" in found["b.txt"].message
