"""Imports are worked through piece by piece: each wholly, none twice, whatever happens in between."""

import io
import json
import zipfile

import pytest

from factcheck.documents import blobs
from factcheck.documents.actions import Receipt
from factcheck.documents.actions.errors import ImportIsOver, NothingFailed, NothingToImport
from factcheck.documents.importing import bulk, control, work
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.models import Capture, Document, Import, ImportOutcome, Retrieval
from factcheck.documents.stored import bytes_of

pytestmark = pytest.mark.django_db


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


def start(*files: tuple[str, bytes], by=None) -> Import:
    handed = [Handed(name, io.BytesIO(data)) for name, data in files]
    return start_import(files=handed, receipt=Receipt(received_from="a reader"), by=by)


def outcomes(started: Import) -> list[tuple[str, str]]:
    rows = ImportOutcome.objects.filter(file__part_of=started).order_by("file__number", "number")
    return [(row.name, row.status) for row in rows]


def messages(started: Import) -> list[str]:
    return list(ImportOutcome.objects.filter(file__part_of=started).values_list("message", flat=True))


def test_files_come_in_and_each_outcome_is_noted():
    started = start(
        ("rain.txt", b"It rained on Monday."), ("nothing.txt", b"  "), ("page.md", b"# Snow\n\nIt *snowed*.")
    )
    work.work_through(started.pk)
    assert outcomes(started) == [("rain.txt", "imported"), ("nothing.txt", "failed"), ("page.md", "imported")]
    started.refresh_from_db()
    assert started.is_over
    assert list(started.files.values_list("position", "total", "imported", "failed")) == [
        (1, 1, 1, 0),
        (1, 1, 0, 1),
        (1, 1, 1, 0),
    ]


def test_members_of_an_archive_lie_in_its_blob_and_are_given_back():
    data = zipped(rain_txt=b"It rained on Monday.", snow_html=b"<html><body><p>It snowed on Tuesday.</p></body></html>")
    started = start(("week.zip", data))
    work.work_through(started.pk)
    captures = list(Capture.objects.select_related("container").order_by("pk"))
    assert [(one.member, one.container.filename) for one in captures] == [
        ("rain.txt", "week.zip"),
        ("snow.html", "week.zip"),
    ]
    assert bytes_of(captures[0]) == b"It rained on Monday."
    assert not blobs.exists(captures[0].sha256)
    assert captures[0].received_from == "a reader"


def test_rows_of_json_are_documents_with_what_the_row_says():
    row = {"title": "Rain", "url": "https://weather.example/rain", "published_on": "2024-05", "text": "It rained."}
    started = start(("days.jsonl", json.dumps(row).encode() + b'\n{"text": 3}\n'))
    work.work_through(started.pk)
    document = Document.objects.get()
    assert (document.title, document.title_basis, document.title_how) == ("Rain", "metadata", "field “title”")
    assert document.published_on.iso == "2024-05"
    assert document.source.name == "weather.example"
    assert bytes_of(Capture.objects.get()) == json.dumps(row).encode()
    # Of rows only those that need a look are noted one by one.
    assert [status for _name, status in outcomes(started)] == ["failed"]
    assert counts(started) == (2, 2, 1, 0, 1)


def rows_of_json(*numbers: int) -> bytes:
    return b"".join(b'{"text": "Report %d says that it rained."}\n' % number for number in numbers)


def counts(started: Import) -> tuple[int, ...]:
    return started.files.values_list("position", "total", "imported", "unchanged", "failed").get()


def test_rows_of_json_of_a_job_that_was_killed_are_counted_once(monkeypatch):
    monkeypatch.setattr(bulk, "_ROWS", 10)
    data = rows_of_json(*range(15)) + b"no row\n" + rows_of_json(*range(15, 35))
    started = start(("many.jsonl", data))
    written, calls = bulk.write_rows, []

    def killed_in_the_third(*given):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return written(*given)

    with monkeypatch.context() as patch:
        patch.setattr(bulk, "write_rows", killed_in_the_third)
        with pytest.raises(KeyboardInterrupt):
            work.work_through(started.pk)
    assert counts(started) == (20, 36, 19, 0, 1)
    work.work_through(started.pk)
    assert counts(started) == (36, 36, 35, 0, 1)
    assert Document.objects.count() == 35
    assert not Retrieval.objects.exists()


def test_rows_of_json_that_failed_are_tried_again_and_the_others_not_counted_twice(monkeypatch, reviewer):
    started = start(("many.jsonl", rows_of_json(*range(5)) + b"no row\n"), by=reviewer)
    work.work_through(started.pk)
    control.retry_import(started=started)
    work.work_through(started.pk)
    assert counts(started) == (6, 6, 5, 0, 1)


def test_a_second_import_of_the_same_rows_meets_them_again():
    first = start(("many.jsonl", rows_of_json(*range(5))))
    work.work_through(first.pk)
    second = start(("many.jsonl", rows_of_json(*range(5))))
    work.work_through(second.pk)
    assert counts(second) == (5, 5, 0, 5, 0)
    assert (Document.objects.count(), Retrieval.objects.count()) == (5, 5)


def test_an_import_that_was_killed_goes_on_where_it_was(monkeypatch):
    names = [f"f{n}_txt" for n in range(6)]
    started = start(("many.zip", zipped(**{name: f"Words of {name}.".encode() for name in names})))
    recorded = work._record
    seen = []

    def killed_at_the_fourth(given, row, piece, reading):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(piece.name)
        recorded(given, row, piece, reading)

    monkeypatch.setattr(work, "_record", killed_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        work.work_through(started.pk)
    assert Document.objects.count() == 3
    monkeypatch.undo()
    work.work_through(started.pk)
    assert [status for _name, status in outcomes(started)] == ["imported"] * 6
    assert Document.objects.count() == 6


def test_a_cancelled_import_keeps_what_is_there(reviewer):
    started = start(("a.txt", b"One."), ("b.txt", b"Two."), by=reviewer)
    control.cancel_import(started=started, by=reviewer)
    work.work_through(started.pk)
    assert outcomes(started) == []
    with pytest.raises(ImportIsOver):
        control.cancel_import(started=started, by=reviewer)


def test_what_failed_is_tried_again_and_nothing_else(reviewer, settings):
    settings.MAX_DOCUMENT_BYTES = 10_000
    started = start(("a.zip", zipped(long_txt=b"word " * 3_000, short_txt=b"Short words.")), by=reviewer)
    work.work_through(started.pk)
    assert outcomes(started) == [("long.txt", "failed"), ("short.txt", "imported")]
    settings.MAX_DOCUMENT_BYTES = 100_000
    control.retry_import(started=started)
    work.work_through(started.pk)
    assert outcomes(started) == [("long.txt", "imported"), ("short.txt", "imported")], messages(started)
    row = started.files.get()
    assert (row.position, row.total, row.imported, row.failed) == (2, 2, 2, 0)
    with pytest.raises(NothingFailed):
        control.retry_import(started=started)


def test_a_file_that_cannot_be_read_is_kept_with_the_reason():
    started = start(("report.pdf", b"%PDF-1.7 and then nothing"))
    work.work_through(started.pk)
    assert outcomes(started) == [("report.pdf", "unread")]
    capture = Capture.objects.get()
    assert bytes_of(capture) == b"%PDF-1.7 and then nothing"
    assert "damaged" in capture.failures.get().reason
    assert capture.document.name == "report.pdf"


def test_an_import_of_nothing_is_refused():
    with pytest.raises(NothingToImport):
        start()


def test_a_broken_archive_says_so():
    started = start(("broken.zip", zipped(a_txt=b"One." * 100)[:-30]))
    work.work_through(started.pk)
    assert [status for _name, status in outcomes(started)] == ["failed"]
