"""Many write one draft at once: what was accepted is kept, and whoever came second is told."""

import threading

import pytest
from django.db import connections

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.database.objects import StaleVersion
from factcheck.verdicts import actions
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.scales import ensure_default_scale
from tests.database.verdicts.conftest import make_case

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, EDITS = 8, 50


def test_of_400_edits_of_one_draft_each_is_kept_or_reported_as_a_conflict():
    ensure_default_scale()
    reviewer = create_user(email="remy@desk.example", name="Remy Reviewer", role="reviewer")
    verdict = make_case(reviewer).verdict
    began = verdict.version
    accepted: list[tuple[int, str]] = []
    conflicts: list[str] = []
    failed: list[BaseException] = []
    start = threading.Barrier(THREADS)

    def write(thread: int) -> None:
        try:
            start.wait(timeout=30)
            for number in range(EDITS):
                text = f"Thread {thread}, edit {number}."
                seen = Verdict.objects.select_related("claim", "rating").get(pk=verdict.pk)
                try:
                    with acting(reviewer, action="test"):
                        saved = actions.save_draft(
                            verdict=seen, expected=seen.version, rating=None, conclusion=text, explanation=""
                        )
                    accepted.append((saved.version, text))
                except StaleVersion:
                    conflicts.append(text)
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert failed == []
    assert len(accepted) + len(conflicts) == THREADS * EDITS
    assert conflicts, "no two ever met, so nothing was tried"
    verdict.refresh_from_db()
    # One version for each accepted edit, none twice: none was written over one that it had not seen.
    assert verdict.version == began + len(accepted)
    assert verdict.conclusion == max(accepted)[1]
    # What the trail holds is what people were told was saved, in that order, and nothing of the others.
    entries = Entry.objects.filter(table_name="verdicts_verdict", object_id=verdict.pk, operation="update")
    told = [entry.after["conclusion"] for entry in entries.order_by("id") if "conclusion" in entry.after]
    assert told == [text for _version, text in sorted(accepted)]
