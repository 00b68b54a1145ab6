"""Jobs of this stage: shells around one action each, safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

#: The database may be away for a while, for example restarted; a job then goes on where it was.
_AGAIN = RetryStrategy(max_attempts=20, wait=5)


@app.task(name="documents.work_through_import", retry=_AGAIN)
def work_through_import(key: int) -> None:
    from factcheck.documents.importing.work import work_through

    work_through(key)


@app.task(name="documents.find_near_copies", retry=_AGAIN, queueing_lock="find near copies")
def find_near_copies() -> None:
    from factcheck.audit.context import acting
    from factcheck.documents.near_copies.finding import look_later

    with acting(actor="search for copies", action="documents:find_copies"):
        look_later()
