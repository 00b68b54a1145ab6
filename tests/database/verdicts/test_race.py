"""Two editors decide at the same moment: one wins, the other is told."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.verdicts import actions
from factcheck.verdicts.errors import SomebodyWasFaster
from factcheck.verdicts.models import Policy, Review, RuleResult, Submission, Verdict
from factcheck.verdicts.policy.shipped import STRICT, ensure_policies
from factcheck.verdicts.policy.versions import activate_policy
from factcheck.verdicts.scales import ensure_default_scale
from tests.database.verdicts.conftest import Anything, make_case, send, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["without rules", "by strict rules"])
def waiting(request):
    """A verdict in review, and two editors."""
    ensure_default_scale()
    ensure_policies()
    if request.param == "by strict rules":
        activate_policy(policy=Policy.objects.get(name=STRICT))
    reviewer = create_user(email="remy@desk.example", name="Remy Reviewer", role="reviewer")
    editors = [
        create_user(email=f"{name.lower()}@desk.example", name=f"{name} Editor", role="editor")
        for name in ("Edda", "Eino")
    ]
    case = make_case(reviewer)
    write(case, reviewer)
    send(case, reviewer)
    return case, editors


def at_once(*works):
    """Run each in a thread with a connection of its own; what it returned or raised, in order."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(at, work):
        try:
            barrier.wait(timeout=10)
            results[at] = work()
        except Exception as error:
            results[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.parametrize("second", ["approve", "return"])
def test_of_two_editors_one_wins_and_the_other_is_told(waiting, second):
    case, (first_editor, second_editor) = waiting

    def decide(by, decision):
        verdict, submission = Verdict.objects.get(pk=case.verdict.pk), Submission.objects.get(pk=case.submission.pk)
        with acting(by, action="test"):
            if decision == "approve":
                return actions.approve_verdict(verdict=verdict, submission=submission, by=by, reasons=Anything())
            return actions.return_verdict(verdict=verdict, submission=submission, by=by, comment="Shorter.")

    results = at_once(lambda: decide(first_editor, "approve"), lambda: decide(second_editor, second))
    assert sorted(type(result).__name__ for result in results) == ["SomebodyWasFaster", "Verdict"]
    review = Review.objects.get()
    case.verdict.refresh_from_db()
    assert case.verdict.state == {"approve": "approved", "return": "returned"}[review.decision]
    answers = RuleResult.objects.filter(moment="approval")
    assert {row.decided_by for row in answers} <= {review.reviewer}
    assert review.decision == "approve" or not answers


def test_who_comes_second_is_told_while_the_first_has_not_committed(waiting):
    """The second waits for the first transaction to end, and then learns of it."""
    case, (first_editor, second_editor) = waiting
    held, go = threading.Event(), threading.Event()

    def first():
        with transaction.atomic(), acting(first_editor, action="test"):
            verdict = actions.approve_verdict(
                verdict=Verdict.objects.get(pk=case.verdict.pk),
                submission=case.submission,
                by=first_editor,
                reasons=Anything(),
            )
            held.set()
            go.wait(10)
            return verdict

    def second():
        held.wait(10)
        threading.Timer(0.3, go.set).start()
        with acting(second_editor, action="test"):
            return actions.approve_verdict(
                verdict=Verdict.objects.get(pk=case.verdict.pk),
                submission=case.submission,
                by=second_editor,
                reasons=Anything(),
            )

    won, lost = at_once(first, second)
    assert isinstance(won, Verdict)
    assert isinstance(lost, SomebodyWasFaster)


def test_the_page_tells_the_second_editor_who_was_first(waiting):
    case, editors = waiting
    address = reverse("verdicts:approve", args=[case.verdict.pk])
    answers = []
    for person in editors:
        client = Client()
        client.force_login(person)
        reasons = {f"reason-{row.policy_rule_id}": "None was found." for row in case.submission.rule_results.all()}
        answers.append(client.post(address, {"submission": case.submission.pk} | reasons))
    assert [answer.status_code for answer in answers] == [302, 409]
    page = answers[1].content.decode()
    assert "Edda Editor" in page
    assert "Yours was not recorded" in page


def test_two_who_begin_a_verdict_at_once_get_one(waiting):
    _, (editor, other) = waiting
    with acting(editor, action="test"):
        claim = create_claim(by=editor, statement="It rained.", kind="fact")

    def begin(by):
        with acting(by, action="test"):
            return actions.draft_verdict(claim=claim, by=by)

    results = at_once(lambda: begin(editor), lambda: begin(other))
    assert {type(result).__name__ for result in results} == {"OpenAlready", "Verdict"}
    assert claim.verdicts.count() == 1
