"""Jobs about people: shells around one action each, safe to run twice."""

from procrastinate.contrib.django import app


@app.periodic(cron="40 3 * * *")
@app.task(name="accounts.clear_sessions", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have run out open nothing; what was kept in them goes with them."""
    from django.core.management import call_command

    call_command("clearsessions")
