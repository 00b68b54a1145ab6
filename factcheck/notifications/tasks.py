"""Jobs of this app: shells around one action each, safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

#: The mail server may be away for a while.
_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=5)


@app.task(name="notifications.mail", retry=_AGAIN)
def mail_notification(key: int) -> None:
    from factcheck.notifications.mail import mail_notification as mail

    mail(key)
