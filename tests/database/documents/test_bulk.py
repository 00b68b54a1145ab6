"""Rows of JSON lines in bulk: what comes in is what would come in one by one, a batch wholly or not at all."""

import hashlib
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.audit.models import Entry
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.actions.readings import read_row
from factcheck.documents.importing import bulk, bulk_rows
from factcheck.documents.importing.pieces import found_in_row
from factcheck.documents.models import Capture, Container, Document, Extraction, Retrieval
from factcheck.documents.pool import shared
from factcheck.documents.stored import bytes_of
from factcheck.sources.models import Source

from .test_import_documents_command import run

pytestmark = pytest.mark.django_db

RAIN = {
    "id": "rain-1",
    "url": "https://www.weather.example/rain?utm_source=x",
    "title": "Rain",
    "author": "Ann Quay",
    "published_on": "May 2024",
    "text": "It rained on Monday.\r\n\r\nThe river rose by a metre, the harbour office said, and fell again at night.",
}
SNOW = {"language": "en", "source": "The Snow Report", "text": "It snowed on Tuesday.\0"}
PAGE = {"url": "https://quay.example/", "html": "<html><body><article><h1>Quay</h1><p>It is open.</p></article></body>"}


@pytest.fixture
def corpus(tmp_path):
    def written(*rows: dict | str, name: str = "corpus.jsonl"):
        path = tmp_path / name
        path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
        return path

    return written


def numbered(count: int, start: int = 0) -> list[dict]:
    return [{"text": f"Report {number} says that it rained."} for number in range(start, start + count)]


def everything_of(capture: Capture) -> dict:
    """All columns of a capture, its document and its extraction, but keys, moments and where its bytes lie."""
    left_out = {"id", "document_id", "capture_id", "container_id", "offset", "length", "filename", "_state"}
    rows = (capture.document, capture, capture.extractions.get())
    return {
        f"{type(row).__name__}.{name}": value
        for row in rows
        for name, value in vars(row).items()
        if name not in left_out and not name.endswith("_at") and not name.startswith("_")
    }


@pytest.mark.parametrize("row", [RAIN, SNOW, PAGE], ids=["text", "named source", "page"])
def test_a_row_in_bulk_is_what_it_is_alone(corpus, reviewer, row):
    run(str(corpus(row)), "--as", reviewer.email, "--received-from", "an agency")
    in_bulk = everything_of(Capture.objects.get())
    other = {**row, "title": row.get("title", "") + " "}
    line = json.dumps(other).encode()
    fields = {name: value.strip() if name == "title" else value for name, value in other.items() if value.strip()}
    alone = import_document(
        data=line,
        receipt=Receipt(received_from="an agency"),
        by=reviewer,
        source=Source.objects.get() if "source" in row else None,
        found=found_in_row(fields),
        reading=read_row(fields),
        look_for_copies=False,
    )
    one_by_one = everything_of(alone.capture)
    differing = {name for name, value in in_bulk.items() if one_by_one[name] != value}
    assert differing == {"Capture.sha256", "Capture.size"}


def test_its_bytes_are_the_line_in_the_files_blob(corpus):
    path = corpus(RAIN, "", SNOW)
    run(str(path))
    first, second = Capture.objects.order_by("pk")
    assert bytes_of(second) == json.dumps(SNOW).encode()
    assert first.container == second.container
    assert blobs.read(first.container.sha256) == path.read_bytes()
    assert not blobs.exists(first.sha256)


def test_each_row_written_has_its_audit_entry_with_who_and_why(corpus, reviewer):
    run(str(corpus(*numbered(5))), "--as", reviewer.email)
    for model in (Document, Capture, Extraction, Container):
        entries = Entry.objects.filter(table_name=model._meta.db_table, operation="insert")
        assert sorted(entries.values_list("object_id", flat=True)) == sorted(model.objects.values_list("pk", flat=True))
        assert {(entry.actor_id, entry.action) for entry in entries} == {(reviewer.pk, "documents:import")}
    extraction = Extraction.objects.first()
    entry = Entry.objects.get(table_name="documents_extraction", object_id=extraction.pk)
    assert entry.about == [extraction.public_id, extraction.capture.public_id, extraction.capture.document.public_id]
    assert entry.after["text"]["sha256"] == hashlib.sha256(extraction.text.encode()).hexdigest()


def test_rows_that_cannot_come_in_are_told_and_the_others_come(corpus):
    code, lines = run(str(corpus(RAIN, "no json", {"title": "Nothing else"}, {"text": "  "}, SNOW)))
    assert code == 1
    assert [line["status"] for line in lines] == ["failed"] * 3 + ["imported"]
    assert [line["message"][:7] for line in lines[:3]] == ["Line 2:", "Line 3:", "Line 4:"]
    assert "2 imported, 0 here already, 0 kept unread, 3 failed" in lines[-1]["message"]


def test_a_second_run_changes_nothing_and_reads_nothing(corpus, monkeypatch):
    path = corpus(*numbered(30))
    run(str(path))
    entries = Entry.objects.count()
    monkeypatch.setattr(bulk, "read_rows_apart", lambda rows: pytest.fail("read again"))
    code, (line,) = run(str(path))
    assert (code, line["status"]) == (0, "unchanged")
    assert "0 imported, 30 here already" in line["message"]
    assert (Document.objects.count(), Container.objects.count(), Entry.objects.count()) == (30, 1, entries)


def test_rows_met_in_another_file_are_noted_as_met_again_once(corpus):
    run(str(corpus(*numbered(10))))
    other = corpus(*numbered(10, start=5), name="other.jsonl")
    run(str(other))
    run(str(other))
    assert (Document.objects.count(), Retrieval.objects.count()) == (15, 5)


def test_the_same_row_twice_in_a_file_is_one_document(corpus):
    _code, (line,) = run(str(corpus(RAIN, SNOW, RAIN)))
    assert "2 imported, 1 here already" in line["message"]


@pytest.mark.parametrize("step", ["write_rows", "note_met_again"])
def test_a_run_that_ends_within_a_batch_leaves_all_of_it_or_nothing_and_is_run_again(corpus, monkeypatch, step):
    monkeypatch.setattr(bulk, "_ROWS", 10)
    path = corpus(*numbered(35))
    real, calls = getattr(bulk, step), []

    def killed_in_the_third(*given):
        found = real(*given)
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return found

    with monkeypatch.context() as patch:
        patch.setattr(bulk, step, killed_in_the_third)
        with pytest.raises(KeyboardInterrupt):
            run(str(path))
    assert (Document.objects.count(), Capture.objects.count(), Extraction.objects.count()) == (20, 20, 20)
    _code, (line,) = run(str(path))
    assert "15 imported, 20 here already" in line["message"]
    assert Document.objects.count() == 35


def test_a_source_made_in_a_batch_that_was_undone_is_made_again(db):
    sources = bulk_rows.Sources()
    made = sources.named("The Snow Report")
    assert sources.named("The Snow Report") is made
    sources.forget()
    assert sources.named("The Snow Report") is not made


def test_a_batch_costs_the_same_number_of_statements_for_two_rows_and_for_twenty(corpus):
    run(str(corpus(*numbered(1))), "--later")  # children started, the job waiting

    def statements(count: int, start: int) -> int:
        path = corpus(*numbered(count, start), name=f"{start}.jsonl")
        with CaptureQueriesContext(connection) as queries:
            run(str(path), "--later")
        return len(queries)

    assert statements(2, 100) == statements(20, 200)


def test_one_row_that_breaks_the_child_does_not_take_its_batch_along(corpus, monkeypatch):
    real = shared.run_apart

    def breaks(name, data, **given):
        if b"Report 3" in data:
            from factcheck.documents.extraction.errors import TookTooLong

            raise TookTooLong
        return real(name, data, **given)

    monkeypatch.setattr(shared, "run_apart", breaks)
    code, lines = run(str(corpus(*numbered(6))))
    assert code == 0
    assert lines[0]["path"].endswith("!/4")
    assert "took too long" in lines[0]["message"]
    assert "5 imported, 0 here already, 1 kept unread" in lines[-1]["message"]
    capture = Capture.objects.get(failures__isnull=False)
    assert "too long" in capture.failures.get().reason
    assert b"Report 3" in bytes_of(capture)


def test_near_copies_are_suggested_at_once_or_left_to_a_job(corpus):
    from procrastinate.contrib.django.models import ProcrastinateJob

    words = " ".join(f"word{number}" for number in range(60))
    call_command("import_documents", str(corpus({"text": words})), stdout=io.StringIO())
    assert Extraction.objects.filter(fingerprint=None).count() == 0
    path = corpus({"text": words + " and more"}, name="later.jsonl")
    call_command("import_documents", str(path), "--later", stdout=io.StringIO())
    call_command("import_documents", str(path), "--later", stdout=io.StringIO())
    assert Extraction.objects.filter(fingerprint=None).count() == 1
    assert ProcrastinateJob.objects.filter(task_name="documents.find_near_copies").count() == 1


def test_a_file_that_is_not_utf_8_fails_as_a_whole(tmp_path):
    path = tmp_path / "utf16.jsonl"
    path.write_bytes(json.dumps(RAIN).encode("utf-16"))
    code, (line,) = run(str(path))
    assert (code, line["status"]) == (1, "failed")
    assert "UTF-16" in line["message"]


def test_the_id_of_a_row_is_kept_as_what_the_document_is_called_outside(corpus):
    run(str(corpus(RAIN, {**SNOW, "id": 17})))
    assert sorted(Document.objects.values_list("outside_key", flat=True)) == ["17", "rain-1"]


@pytest.mark.parametrize("bad", [True, 1.5, ["x"], {"a": 1}])
def test_an_id_that_is_neither_text_nor_number_is_a_problem_of_its_row(corpus, bad):
    code, lines = run(str(corpus(RAIN, {**SNOW, "id": bad})))
    assert code == 1
    assert Document.objects.count() == 1
    assert any("“id” is not a text" in str(line) for line in lines)
