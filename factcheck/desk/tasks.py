"""Jobs of the desk: shells around one action each, safe to run twice."""

from procrastinate.contrib.django import app


@app.periodic(cron="10 5 * * *")
@app.task(name="desk.remind", queueing_lock="remind")
def remind(timestamp: int) -> None:
    from factcheck.desk.reminding import remind as remind_people

    remind_people()
