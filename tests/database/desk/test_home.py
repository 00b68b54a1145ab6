"""The desk: each person finds there what needs them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.claims.actions import change_claim, drop_claim
from factcheck.desk.changed import changed_pages
from factcheck.discussion.actions import open_thread, resolve_thread, write_comment
from factcheck.documents.models import Fetch, WatchFinding
from factcheck.documents.sealing import hide_now
from factcheck.evidence.actions import change_row, record_enquiry
from factcheck.reports.models import Complaint
from factcheck.verdicts.actions import (
    approve_verdict,
    draft_verdict,
    latest_submission,
    return_verdict,
    save_draft,
    submit_verdict,
)
from factcheck.verdicts.models import OpinionRound, Rating, RatingScale, StaleItem
from factcheck.verdicts.opinions import ask_opinions, give_opinion
from factcheck.verdicts.staleness import answer_stale
from tests.database.desk.papers import claim_of, linked, paper

pytestmark = pytest.mark.django_db

TODAY, DAY = timezone.localdate(), timedelta(days=1)


@pytest.fixture
def as_editor(editor) -> Client:
    client = Client()
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _lists(client) -> dict[str, list[str]]:
    columns = client.get("/").context["columns"]
    return {tasks.name: [row.words for row in tasks.rows] for column in columns for tasks in column}


def _tasks(client, name):
    (found,) = [tasks for column in client.get("/").context["columns"] for tasks in column if tasks.name == name]
    return found


def _submitted(by):
    verdict = draft_verdict(claim=claim_of(by, "The bridge is shut."), by=by)
    rating = Rating.objects.filter(scale__is_current=True).first()
    save_draft(verdict=verdict, expected=verdict.version, rating=rating, conclusion="It is.", explanation="")
    submit_verdict(verdict=verdict, expected=verdict.version, by=by)
    verdict.refresh_from_db()
    return verdict


def test_claims_wait_with_whom_they_are_assigned_to_or_with_all(as_reviewer, by_reviewer):
    claim_of(by_reviewer, "Mine.", assignee=by_reviewer)
    claim_of(by_reviewer, "Nobody's.")
    lists = _lists(as_reviewer)
    assert (lists["assigned"], lists["unassigned"]) == (["Mine."], ["Nobody's."])


def test_an_editor_finds_what_somebody_else_sent_for_review(as_reviewer, as_editor, by_reviewer):
    _submitted(by_reviewer)
    assert _lists(as_editor)["review"] == ["The bridge is shut."]
    assert "review" not in _lists(as_reviewer)


def test_what_was_returned_waits_with_its_author(as_reviewer, as_editor, by_reviewer, editor):
    verdict = _submitted(by_reviewer)
    with acting(editor, action="test"):
        return_verdict(verdict=verdict, submission=latest_submission(verdict), by=editor, comment="Say when.")
    assert _lists(as_reviewer)["returned"] == ["The bridge is shut."]
    assert _lists(as_editor)["review"] == []


def test_an_empty_desk_says_so_to_everybody(as_viewer, as_reviewer):
    assert "Nothing is assigned to you." in as_reviewer.get("/").content.decode()
    assert set(_lists(as_viewer)) == {"unassigned", "published"}
    assert set(_lists(as_reviewer)) == {"returned", "assigned", "stale", "due", "unassigned", "published"}
    assert as_viewer.get("/desk/").status_code == 200


def test_a_claim_whose_verdict_is_written_is_not_said_to_wait_for_somebody(as_editor, by_reviewer):
    _submitted(by_reviewer)
    claim_of(by_reviewer, "Nobody's.")
    assert _lists(as_editor)["unassigned"] == ["Nobody's."]


def test_what_is_due_comes_first_and_what_is_late_says_so(as_reviewer, by_reviewer):
    for name, due in (("Some day.", None), ("Soon.", TODAY + DAY), ("Late.", TODAY - DAY)):
        claim_of(by_reviewer, name, assignee=by_reviewer, due_on=due)
    page = as_reviewer.get("/")
    assert _lists(as_reviewer)["assigned"] == ["Late.", "Soon.", "Some day."]
    (mine,) = [one for column in page.context["columns"] for one in column if one.name == "assigned"]
    assert (mine.late, mine.count) == (1, 3)
    assert "one late" in page.content.decode()


def test_the_desk_lists_what_others_have_to_do_soon_and_nothing_that_is_dropped(as_reviewer, by_reviewer, editor):
    claim_of(by_reviewer, "Theirs.", assignee=editor, due_on=TODAY + 7 * DAY)
    claim_of(by_reviewer, "Theirs, later.", assignee=editor, due_on=TODAY + 8 * DAY)
    claim_of(by_reviewer, "Mine.", assignee=by_reviewer, due_on=TODAY)
    drop_claim(claim=claim_of(by_reviewer, "Dropped.", due_on=TODAY), by=by_reviewer, reason="Too small.")
    lists = _lists(as_reviewer)
    assert (lists["due"], lists["unassigned"]) == (["Theirs."], [])


def test_a_verdict_that_may_be_stale_waits_until_somebody_answers(as_reviewer, by_reviewer, editor):
    item = StaleItem.objects.create(verdict=_submitted(by_reviewer), cause="regraded", about="S-0001")
    assert _lists(as_reviewer)["stale"] == ["The bridge is shut."]
    with acting(editor, action="test"):
        answer_stale(item=item, answer="reaffirmed", note="No.", by=editor)
    assert _lists(as_reviewer)["stale"] == []


def test_an_enquiry_without_an_answer_by_its_deadline_is_told_to_who_asked(as_reviewer, as_editor, by_reviewer):
    asked = record_enquiry(
        claim=claim_of(by_reviewer),
        by=by_reviewer,
        asked="The mayor",
        role="claimant",
        question="Is it?",
        asked_on=date(2020, 8, 1),
        deadline=TODAY - DAY,
    )
    assert _lists(as_reviewer)["enquiries"] == ["The bridge was closed."]
    assert "enquiries" not in _lists(as_editor)
    change_row(row=asked, expected=asked.version, answer="No.", answered_on=TODAY)
    assert "enquiries" not in _lists(as_reviewer)


def test_whoever_is_asked_for_an_opinion_finds_it(as_reviewer, as_editor, by_reviewer, editor, admin):
    scale = RatingScale.objects.get(is_current=True)
    with acting(admin, action="test"):
        OpinionRound.objects.create(
            claim=claim_of(admin), scale=scale, first=by_reviewer, second=editor, asked_by=admin
        )
    assert _lists(as_reviewer)["opinions"] == _lists(as_editor)["opinions"] == ["The bridge was closed."]


def test_a_claim_stands_once_in_its_most_pressing_list_and_is_named_in_the_others(as_reviewer, by_reviewer, editor):
    verdict = _submitted(by_reviewer)
    change_claim(claim=verdict.claim, expected=verdict.claim.version, assignee=by_reviewer)
    with acting(editor, action="test"):
        return_verdict(verdict=verdict, submission=latest_submission(verdict), by=editor, comment="Say when.")
    page = as_reviewer.get("/")
    lists = {tasks.name: tasks for column in page.context["columns"] for tasks in column}
    assert [row.claim for row in lists["returned"].rows] == [verdict.claim]
    assert (lists["assigned"].rows, lists["assigned"].count) == ([], 1)
    (above,) = lists["assigned"].above
    assert (above.number, above.title) == (verdict.claim.public_id, "Returned to you")
    assert page.text.count(verdict.claim.statement) == 1
    assert f"{verdict.claim.public_id}</a> (Returned to you)" in page.text


def test_what_is_late_says_by_how_much_and_not_that_it_is_new(as_reviewer, by_reviewer):
    claim_of(by_reviewer, "Late.", assignee=by_reviewer, due_on=TODAY - 3 * DAY)
    page = as_reviewer.get("/").text
    assert "3 days late" in page
    assert "since today" not in page


def _ask(about, by, text):
    with acting(by, action="test"):
        return open_thread(about=about, text=text, by=by)


def test_whoever_is_called_by_name_finds_the_question_until_they_answer(as_reviewer, as_viewer, by_reviewer, editor):
    claim = claim_of(by_reviewer)
    thread = _ask(claim, editor, f"@{by_reviewer.name} which bridge is it?")
    (row,) = _tasks(as_reviewer, "asked").rows
    assert row.words == f"@{by_reviewer.name} which bridge is it?"
    assert (row.claim, row.number, row.note) == (claim, thread.public_id, editor)
    # The claim itself is shown where it waits all the same.
    assert _lists(as_reviewer)["unassigned"] == [claim.statement]
    assert "asked" not in _lists(as_viewer)
    opened = as_reviewer.get(row.url)
    assert opened.url == reverse("discussion:detail", args=[thread.pk])
    # To have looked is no answer.
    (row,) = _tasks(as_reviewer, "asked").rows
    assert row.url == opened.url
    write_comment(thread=thread, text="The one in the north.", by=by_reviewer)
    assert "asked" not in _lists(as_reviewer)


def test_two_calls_in_one_thread_are_one_question_until_it_is_resolved(as_reviewer, by_reviewer, editor):
    thread = _ask(claim_of(by_reviewer), editor, f"@{by_reviewer.name} which bridge?")
    with acting(editor, action="test"):
        write_comment(thread=thread, text=f"@{by_reviewer.name} and which river?", by=editor)
    (row,) = _tasks(as_reviewer, "asked").rows
    assert "which river" in row.words
    with acting(editor, action="test"):
        resolve_thread(thread=thread, by=editor)
    assert "asked" not in _lists(as_reviewer)


def test_a_question_about_words_that_are_sealed_since_is_not_shown(as_reviewer, by_reviewer, editor):
    document = paper(editor)
    passage = linked(document, "Nobody was hurt.", claim_of(by_reviewer), by_reviewer)
    _ask(passage, editor, f"@{by_reviewer.name} who says so?")
    assert _tasks(as_reviewer, "asked").count == 1
    with acting(editor, action="test"):
        hide_now(document=document, by=editor)
    assert "asked" not in _lists(as_reviewer)


def _fill(by, others, number: int) -> None:
    """`number` of everything that the desk lists."""
    document = paper(by)
    for n in range(number):
        verdict = _submitted(by)
        StaleItem.objects.create(verdict=verdict, cause="regraded", about="S-0001")
        claim_of(by, f"Mine {n}.", assignee=by, due_on=TODAY)
        claim_of(by, f"Theirs {n}.", assignee=others, due_on=TODAY)
        linked(document, "Nobody was hurt.", claim_of(by, f"Nobody's {n}."), by)


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len([one for one in queries.captured_queries if one["sql"].startswith("SELECT")])


def test_the_desk_costs_the_same_queries_for_10_and_30_of_each(as_reviewer, as_editor, by_reviewer, editor):
    _fill(by_reviewer, editor, 10)
    _queries(as_reviewer), _queries(as_editor)  # from now on both are known to the process
    few = [_queries(as_reviewer), _queries(as_editor)]
    _fill(by_reviewer, editor, 20)  # a list shows eight
    assert [_queries(as_reviewer), _queries(as_editor)] == few
    assert max(few) <= 27, few


def test_changed_pages_cost_the_same_queries_whatever_draws_on_them(by_reviewer):
    for count in (1, 5):
        document = paper(by_reviewer, f"Nobody was hurt, {count} say.")
        for _number in range(count):
            linked(document, "Nobody was hurt", claim_of(by_reviewer), by_reviewer)
        fetch = Fetch.objects.create(document=document, url="https://daily.example/", outcome=Fetch.Outcome.GONE)
        WatchFinding.objects.create(document=document, fetch=fetch, kind=WatchFinding.Kind.VANISHED)
        with CaptureQueriesContext(connection) as queries:
            found = changed_pages(by_reviewer)
        assert len(found[0].claims) == count
        assert len(queries) == 4


def test_a_draft_that_was_left_waits_with_who_wrote_it(as_reviewer, as_editor, by_reviewer):
    draft_verdict(claim=claim_of(by_reviewer), by=by_reviewer)
    assert _lists(as_reviewer)["drafts"] == ["The bridge was closed."]
    assert "drafts" not in _lists(as_editor)


def test_what_is_approved_waits_to_be_published(as_reviewer, as_editor, by_reviewer, editor):
    verdict = _submitted(by_reviewer)
    with acting(editor, action="test"):
        approve_verdict(verdict=verdict, submission=latest_submission(verdict), by=editor)
    assert _lists(as_editor)["publish"] == ["The bridge is shut."]
    assert "publish" not in _lists(as_reviewer)


def test_opinions_that_are_both_in_wait_for_a_third_person(as_reviewer, as_editor, by_reviewer, editor, admin):
    claim = claim_of(by_reviewer)
    rating = Rating.objects.filter(scale__is_current=True).first()
    round = ask_opinions(claim=claim, first=by_reviewer, second=admin, by=by_reviewer)
    give_opinion(round=round, by=by_reviewer, rating=rating, rationale="Read.")
    assert "settle" not in _lists(as_editor)
    with acting(admin, action="test"):
        give_opinion(round=round, by=admin, rating=rating, rationale="Read too.")
    assert _lists(as_editor)["settle"] == ["The bridge was closed."]
    assert "settle" not in _lists(as_reviewer)


def test_a_complaint_waits_for_an_editor_to_decide_it(as_reviewer, as_editor, by_reviewer, editor):
    verdict = _submitted(by_reviewer)
    Complaint.objects.create(
        verdict=verdict, received_on=TODAY, channel="mail", point="It was open.", recorded_by=by_reviewer
    )
    assert _lists(as_editor)["complaints"] == ["The bridge is shut."]
    assert "complaints" not in _lists(as_reviewer)
