"""Jobs about people: shells around one action each, safe to run twice."""

from procrastinate.contrib.django import app


@app.periodic(cron="40 3 * * *")
@app.task(name="accounts.clear_sessions", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have run out open nothing; and what nobody came back to send is kept no longer."""
    from django.core.management import call_command

    from factcheck.accounts.kept import forget_old

    call_command("clearsessions")
    forget_old()
