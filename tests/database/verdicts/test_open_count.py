"""As many rules are open where one writes as where one reviews; what depends on the approver is said to."""

import re

import pytest
from django.urls import reverse

from factcheck.verdicts.closing_forms import ruled
from factcheck.verdicts.models import RuleResult
from factcheck.verdicts.panel import panel_for
from factcheck.verdicts.policy.versions import Asked, publish_policy
from tests.database.verdicts.conftest import make_case, send, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking(strict, reviewer):
    """A draft whose text lacks references too, which no rule asks for."""
    case = make_case(reviewer)
    write(case, reviewer, explanation="The list has none. There were 4,000 in 2020.")
    return case


def texts_open(noticed) -> int:
    return sum(point.mark == "miss" for point in noticed.texts)


@pytest.mark.parametrize("looks", ["reviewer", "editor", "viewer"])
def test_a_draft_counts_the_rules_that_its_author_sees_open_in_the_review(looks, request, lacking, reviewer):
    user = request.getfixturevalue(looks)
    noticed = panel_for(lacking.claim, user).noticed
    assert texts_open(noticed) > 0
    before = noticed.open
    send(lacking, reviewer)
    assert before == ruled(lacking.submission, reviewer, may_approve=False).open > 1
    assert before == RuleResult.objects.filter(moment="submission", outcome="open").count()


def test_both_pages_say_the_number_in_the_same_words(lacking, reviewer, browser):
    client = browser(reviewer)
    count = panel_for(lacking.claim, reviewer).noticed.open
    writing = client.get(reverse("verdicts:edit", args=[lacking.verdict.pk])).text
    assert f"Send for review, {count} open" in writing
    assert f"{count} open, 1 can be told only at approval" in " ".join(writing.split())
    send(lacking, reviewer)
    review = client.get(reverse("verdicts:detail", args=[lacking.verdict.pk])).text
    assert re.search(rf"<b>Rules:\s*{count} open\s*</b>", review)


@pytest.mark.parametrize(("linker", "more"), [("reviewer", 0), ("editor", 1)])
def test_what_depends_on_the_approver_is_told_to_the_approver(linker, more, request, strict, reviewer, editor):
    case = make_case(request.getfixturevalue(linker), writer=reviewer)
    write(case, reviewer)
    # The editor, who could approve it, is told no more of the draft than its author.
    counts = {panel_for(case.claim, user).noticed.open for user in (reviewer, editor)}
    assert len(counts) == 1
    assert panel_for(case.claim, editor).noticed.told_later == 1
    send(case, reviewer)
    assert ruled(case.submission, editor, may_approve=True).open == counts.pop() + more


def test_who_sends_it_is_not_taken_for_who_approves_it(strict, reviewer, editor):
    case = make_case(editor, writer=reviewer)
    write(case, reviewer)
    send(case, editor)
    sent = RuleResult.objects.get(moment="submission", policy_rule__rule="approver_apart")
    assert sent.outcome == "not_applicable"


def test_without_a_rule_on_the_approver_nothing_is_left_to_tell(reviewer, admin):
    publish_policy(name="Of one rule", rules=[Asked("first_hand")], by=admin)
    case = make_case(reviewer)
    write(case, reviewer)
    noticed = panel_for(case.claim, reviewer).noticed
    assert (noticed.open, noticed.told_later) == (1, 0)


def test_a_desk_without_rules_counts_what_the_text_lacks(reviewer):
    case = make_case(reviewer)
    write(case, reviewer, explanation="The list has none. There were 4,000 in 2020.")
    noticed = panel_for(case.claim, reviewer).noticed
    assert noticed.open == texts_open(noticed) > 0
