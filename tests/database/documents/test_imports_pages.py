"""The pages on which imports are watched: what they say at each stage, to whom, and what can be done."""

import io
import zipfile

import pytest
from django.db import connection
from django.urls import reverse

from factcheck.documents.actions import Receipt
from factcheck.documents.importing import control
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Document, Import, ImportFile, ImportOutcome

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def at_work(client, reviewer):
    client.force_login(reviewer)
    return client


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


def handed(by, *files: tuple[str, bytes]) -> Import:
    given = [Handed(name, io.BytesIO(data)) for name, data in files]
    started = start_import(files=given, receipt=Receipt(received_from="a reader"), by=by)
    control.defer(started)
    return started


def page(started: Import) -> str:
    return reverse("documents:import_detail", args=[started.pk])


def job_is(status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s", [status])


def worker_is_alive() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_an_import_waits_for_the_worker_and_says_when_there_is_none(at_work, reviewer):
    started = handed(reviewer, ("rain.txt", b"It rained."))
    answer = at_work.get(page(started))
    assert answer.context["progress"].stage == "waiting"
    shown = answer.content.decode()
    assert "No worker is running" in shown
    assert 'hx-trigger="every 1s"' in shown
    assert "<noscript>" in shown
    worker_is_alive()
    assert "No worker is running" not in at_work.get(page(started)).content.decode()


def test_while_it_runs_the_page_says_how_far_it_is(at_work, reviewer):
    started = handed(reviewer, ("week.zip", zipped(a_txt=b"One.", b_txt=b"Two.", c_txt=b"Three.")))
    job_is("doing")
    Import.objects.filter(pk=started.pk).update(started_at=started.created_at)
    counting = at_work.get(page(started))
    assert counting.context["progress"].stage == "counting"
    assert counting.context["progress"].total is None
    ImportFile.objects.update(total=3, position=1, imported=1)
    reading = at_work.get(page(started), headers=HTMX)
    assert reading.context["progress"].stage == "reading"
    assert '<progress value="1" max="3"' in reading.content.decode()
    assert "<html" not in reading.content.decode()


def test_failures_come_first_with_their_reason(at_work, reviewer):
    started = handed(
        reviewer, ("a.txt", b"It rained."), ("nothing.txt", b" "), ("report.pdf", b"%PDF-1.7 and then nothing")
    )
    work_through(started.pk)
    answer = at_work.get(page(started))
    assert [outcome.name for outcome in answer.context["page"]] == ["nothing.txt", "report.pdf", "a.txt"]
    progress = answer.context["progress"]
    assert (progress.stage, progress.position, progress.total) == ("done", 3, 3)
    assert dict(progress.counts) == {"imported": 1, "unread": 1, "failed": 1}
    shown = answer.content.decode()
    assert "hx-trigger" not in shown
    assert ImportOutcome.objects.get(name="nothing.txt").message in shown
    assert "Try those that failed again" in shown


def test_what_failed_is_tried_again_from_the_page(at_work, reviewer, settings):
    settings.MAX_DOCUMENT_BYTES = 10_000
    started = handed(reviewer, ("a.zip", zipped(long_txt=b"word " * 3_000, short_txt=b"Short words.")))
    work_through(started.pk)
    settings.MAX_DOCUMENT_BYTES = 100_000
    answer = at_work.post(reverse("documents:retry_import", args=[started.pk]))
    assert answer["Location"] == page(started)
    work_through(started.pk)
    shown = at_work.get(page(started))
    assert dict(shown.context["progress"].counts) == {"imported": 2}
    refused = at_work.post(reverse("documents:retry_import", args=[started.pk]), follow=True)
    assert "nothing to try again" in refused.content.decode()


def test_a_cancelled_import_says_by_whom_and_can_go_on(at_work, reviewer):
    started = handed(reviewer, ("a.txt", b"One."), ("b.txt", b"Two."))
    at_work.post(reverse("documents:cancel_import", args=[started.pk]))
    answer = at_work.get(page(started))
    assert answer.context["progress"].stage == "cancelled"
    assert "Cancelled by" in answer.content.decode()
    assert "Go on with it" in answer.content.decode()
    at_work.post(reverse("documents:retry_import", args=[started.pk]))
    work_through(started.pk)
    assert Document.objects.count() == 2


def test_a_single_file_leads_on_to_its_facts(at_work, reviewer):
    started = handed(reviewer, ("rain.txt", b"It rained on Monday."))
    fresh = f"{page(started)}?new"
    assert "HX-Redirect" not in at_work.get(fresh, headers=HTMX)
    work_through(started.pk)
    facts = f"{reverse('documents:facts', args=[Document.objects.get().pk])}?imported"
    assert at_work.get(fresh, headers=HTMX)["HX-Redirect"] == facts
    # Whoever comes back to the page later stays on it.
    assert facts in at_work.get(fresh).content.decode()
    assert "HX-Redirect" not in at_work.get(page(started), headers=HTMX)


def test_the_end_is_announced_once_and_the_buttons_follow(at_work, reviewer):
    started = handed(reviewer, ("a.txt", b"One."), ("nothing.txt", b" "))
    work_through(started.pk)
    answer = at_work.get(page(started), headers=HTMX)
    assert "announce" in answer["HX-Trigger-After-Settle"]
    shown = answer.content.decode()
    assert 'id="import-do" hx-swap-oob="true"' in shown
    assert "Try those that failed again" in shown


def test_a_job_that_ended_without_finishing_is_said_to_have_broken_off(at_work, reviewer):
    started = handed(reviewer, ("a.txt", b"One."))
    job_is("failed")
    answer = at_work.get(page(started))
    assert answer.context["progress"].stage == "broken"
    assert "Go on with it" in answer.content.decode()


def test_the_list_tells_who_when_and_how_far(at_work, reviewer):
    started = handed(reviewer, ("week.zip", zipped(a_txt=b"One.", b_txt=b" ")), ("rain.txt", b"It rained."))
    work_through(started.pk)
    shown = at_work.get(reverse("documents:imports")).content.decode()
    for words in ("week.zip", "and 1 more file", "3 of 3", "1 failed", reviewer.name, started.public_id):
        assert words in shown


def test_the_list_says_whose_imports_it_holds(at_work, client, editor):
    said = "Everybody's imports, but for those that brought in something sealed to others."
    for user in (None, editor):
        if user:
            client.force_login(user)
        assert said in client.get(reverse("documents:imports")).text


def test_an_empty_list_says_what_to_do(at_work):
    assert "No imports yet" in at_work.get(reverse("documents:imports")).content.decode()


def test_many_outcomes_come_in_pages(at_work, reviewer):
    started = handed(reviewer, ("many.zip", zipped(a_txt=b"One.")))
    work_through(started.pk)
    row = started.files.get()
    ImportOutcome.objects.bulk_create(
        ImportOutcome(file=row, number=number, name=f"{number}.txt", status="imported") for number in range(2, 300)
    )
    first = at_work.get(page(started))
    assert len(first.context["page"].object_list) == 200
    assert len(at_work.get(f"{page(started)}?page=2").context["page"].object_list) == 99


def test_a_viewer_watches_and_changes_nothing(client, viewer, reviewer):
    started = handed(reviewer, ("a.txt", b"One."))
    client.force_login(viewer)
    shown = client.get(page(started)).content.decode()
    assert reverse("documents:cancel_import", args=[started.pk]) not in shown


def finished(by, *files: tuple[str, bytes]) -> Import:
    started = handed(by, *files)
    work_through(started.pk)
    return started


def test_a_file_that_became_no_document_can_be_downloaded_as_it_came(at_work, reviewer):
    data = bytes(range(256)) * 8
    started = finished(reviewer, ("what is this.exe", data))
    assert ImportOutcome.objects.get().status == "failed"
    address = reverse("documents:import_bytes", args=[started.pk, 1])
    shown = at_work.get(page(started)).content.decode()
    assert f'href="{address}"' in shown
    assert "Download the original" in shown
    answer = at_work.get(address)
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"] == f'attachment; filename="{started.public_id}-1-what-is-this.bin"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_was_kept_unread_can_be_downloaded_from_the_list(at_work, reviewer):
    started = finished(reviewer, ("report.pdf", b"%PDF-1.7 and nothing that follows"))
    capture = Document.objects.get().captures.get()
    address = f"{reverse('documents:bytes', args=[capture.document_id])}?capture=1"
    shown = at_work.get(page(started)).content.decode()
    assert ImportOutcome.objects.get().status == "unread"
    assert f'href="{address}"' in shown
    assert "Download the original" in shown


def test_of_what_failed_within_an_archive_the_archive_can_be_downloaded(at_work, reviewer):
    started = finished(reviewer, ("all.zip", zipped(a_exe=bytes(range(256)) * 8, b_txt=b"It rained.")))
    shown = at_work.get(page(started)).content.decode()
    assert "Download all.zip" in shown
    answer = at_work.get(reverse("documents:import_bytes", args=[started.pk, 1]))
    assert answer["Content-Disposition"].endswith('-1-all.zip"')


def test_bytes_of_an_import_that_are_not_what_was_received_are_not_given_out(at_work, reviewer, settings):
    started = finished(reviewer, ("a.exe", bytes(range(256)) * 8))
    sha256 = ImportFile.objects.get().sha256
    (settings.BLOBS_DIR / sha256[:2] / sha256).write_bytes(b"others")
    answer = at_work.get(reverse("documents:import_bytes", args=[started.pk, 1]))
    assert answer.status_code == 409
    assert "Back to the import" in answer.content.decode()


def test_an_import_has_no_bytes_of_a_file_that_was_never_handed_over(at_work, reviewer):
    started = finished(reviewer, ("empty.txt", b"It rained."))
    assert at_work.get(reverse("documents:import_bytes", args=[started.pk, 2])).status_code == 404


def test_a_file_of_another_kind_than_its_name_says_is_remarked_on(at_work, reviewer):
    data = b"<!doctype html><html><body><h1>Rain</h1><p>It rained in the town all day.</p></body></html>"
    started = finished(reviewer, ("report.pdf", data))
    said = "Named .pdf, but it is a web page."
    assert said in at_work.get(page(started)).content.decode()
    document = Document.objects.get()
    assert said in at_work.get(reverse("documents:proof", args=[document.pk])).content.decode()
    assert said in at_work.get(reverse("documents:facts", args=[document.pk])).content.decode()
