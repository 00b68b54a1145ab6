"""Jobs of this stage: shells around one action each, safe to run twice."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

#: The database may be away for a while, for example restarted; a job then goes on where it was.
_AGAIN = RetryStrategy(max_attempts=20, wait=5)


@app.task(name="documents.work_through_import", retry=_AGAIN, pass_context=True)
def work_through_import(context: JobContext, key: int) -> None:
    from factcheck.documents.importing.work import work_through

    if not work_through(key, stop=context.should_abort):
        # The worker was told to end: the next one goes on with it.
        raise JobAborted


@app.task(name="documents.find_near_copies", retry=_AGAIN, queueing_lock="find near copies")
def find_near_copies() -> None:
    from factcheck.audit.context import acting
    from factcheck.documents.near_copies.finding import look_later

    with acting(actor="search for copies", action="documents:find_copies"):
        look_later()


@app.task(name="documents.capture_page", retry=_AGAIN)
def capture_page(key: int) -> None:
    from factcheck.documents.capturing.carrying_out import capture_page as capture

    capture(key)


@app.task(name="documents.ask_archive", retry=_AGAIN)
def ask_archive_to_keep(key: int) -> None:
    from factcheck.documents.capturing.archiving import ask_archive_to_keep as ask

    ask(key)


@app.periodic(cron="* * * * *")
@app.task(name="documents.visit_watched_pages", queueing_lock="visit watched pages")
def visit_watched_pages(timestamp: int) -> None:
    from factcheck.documents.capturing.watching import visit_watched_pages as visit

    visit()


@app.task(name="documents.read_by_ocr", retry=_AGAIN)
def read_by_ocr(capture: int, by: int) -> None:
    from factcheck.documents.actions.reading_again import read_by_ocr_as

    read_by_ocr_as(capture, by)
