"""The rules over HTTP: where one writes, where one reviews, in the report, and where admins make them."""

import csv
import io
import json

import pytest
from django.urls import reverse

from factcheck.reports.exports import Selection, stream
from factcheck.reports.models import Export
from factcheck.verdicts.models import Policy, Rating, RuleResult, State
from factcheck.verdicts.panel import panel_for
from factcheck.verdicts.policy.catalogue import RULES
from factcheck.verdicts.policy.shipped import SMALL, STRICT
from tests.database.verdicts.conftest import Anything, approve, make_case, send, write

pytestmark = pytest.mark.django_db


def url(name, *arguments):
    return reverse(f"verdicts:{name}", args=arguments)


def test_one_list_says_what_the_text_lacks_and_what_the_rules_say(draft, reviewer, browser, strict):
    page = browser(reviewer).get(reverse("claims:detail", args=[draft.claim.pk])).content.decode()
    listed = panel_for(draft.claim, reviewer).noticed
    assert f"Send for review, {listed.open} open" in page
    assert "1 of 2 independent origins support the rating" in page
    assert page.count("Evidence against it is referenced") == 1
    assert "Not asked of a claim of this kind." in page
    texts = [point.text for point in listed.points]
    assert len(texts) == len(set(texts))
    # Said once: an author does not approve.
    assert "Approval by someone other than Remy Reviewer" in texts
    assert str(RULES["approver_apart"].title) not in texts


def test_rules_keep_nothing_from_being_sent(draft, reviewer, browser, strict):
    answer = browser(reviewer).post(url("submit", draft.verdict.pk), {"version": draft.verdict.version})
    assert answer.status_code == 302
    draft.verdict.refresh_from_db()
    assert draft.verdict.state == State.IN_REVIEW
    assert RuleResult.objects.filter(moment="submission").count() == strict.rules.count()


def test_nothing_typed_is_lost_when_a_reason_is_missing(in_open_review, editor, browser):
    client, verdict = browser(editor), in_open_review.verdict
    open_rules = open_of(in_open_review)
    assert len(open_rules) > 1
    sent = {"submission": in_open_review.submission.pk, "comment": "Well read."}
    sent |= {f"reason-{row.policy_rule_id}": "Nobody else was there." for row in open_rules[1:]}
    answer = client.post(url("approve", verdict.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Nobody else was there.</textarea>") == len(open_rules) - 1
    assert "Well read.</textarea>" in page
    assert f"Give a reason: {RULES[open_rules[0].policy_rule.rule].title}." in page
    assert not RuleResult.objects.filter(moment="approval").exists()

    sent[f"reason-{open_rules[0].policy_rule_id}"] = "The archive is closed."
    assert client.post(url("approve", verdict.pk), sent).status_code == 302
    page = client.get(url("detail", verdict.pk)).content.decode()
    assert "The rules, when it was approved" in page
    assert "The archive is closed." in page


@pytest.mark.parametrize("short", ["ok", "x", "fine", "done"])
def test_a_reason_that_says_too_little_stays_typed_and_is_asked_for_more(short, in_open_review, editor, browser):
    rows = open_of(in_open_review)
    sent = {"submission": in_open_review.submission.pk, "comment": ""}
    sent |= {f"reason-{row.policy_rule_id}": "Nobody else was there." for row in rows}
    sent[f"reason-{rows[0].policy_rule_id}"] = short
    answer = browser(editor).post(url("approve", in_open_review.verdict.pk), sent)
    assert answer.status_code == 422
    assert f"{RULES[rows[0].policy_rule.rule].title}: Say it in at least three words" in answer.text
    assert f"{short}</textarea>" in answer.text
    assert not RuleResult.objects.filter(moment="approval").exists()
    # Returned, nobody reads it.
    assert browser(editor).post(url("return", in_open_review.verdict.pk), sent | {"comment": "No."}).status_code == 302


@pytest.mark.parametrize(("page", "who"), [("withdraw", "editor"), ("revise", "reviewer")])
def test_a_note_that_tells_readers_too_little_is_asked_for_more(page, who, request, published, browser):
    client = browser(request.getfixturevalue(who))
    sent = {"kind": "correction", "note": "ok"}
    answer = client.post(url(page, published.verdict.pk), sent)
    assert answer.status_code == 422
    assert "Say it in at least three words" in answer.text
    assert client.post(url(page, published.verdict.pk), sent | {"note": "The list was replaced."}).status_code == 302


def test_a_return_asks_for_no_reasons_and_keeps_those_typed(in_open_review, editor, browser):
    client, verdict = browser(editor), in_open_review.verdict
    typed = {f"reason-{open_of(in_open_review)[0].policy_rule_id}": "Half a reason"}
    sent = {"submission": in_open_review.submission.pk, "comment": ""} | typed
    answer = client.post(url("return", verdict.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Half a reason</textarea>" in page
    assert "Give a reason:" not in page
    assert client.post(url("return", verdict.pk), sent | {"comment": "Ask the minister."}).status_code == 302


def test_who_may_not_approve_sees_the_rules_and_no_fields(in_open_review, reviewer, browser):
    page = browser(reviewer).get(url("detail", in_open_review.verdict.pk)).content.decode()
    assert "The rules, as of now" in page
    assert 'name="reason-' not in page


@pytest.fixture
def in_open_review(draft, reviewer, strict):
    send(draft, reviewer)
    return draft


def open_of(case):
    return list(
        RuleResult.objects.filter(submission=case.submission, moment="submission", outcome="open").select_related(
            "policy_rule"
        )
    )


def test_what_was_closed_and_what_is_left_out_stand_in_the_report_and_in_exports(reviewer, editor, browser, strict):
    case = make_case(reviewer)
    browser(reviewer).post(
        url("edit", case.verdict.pk),
        {
            "rating": Rating.objects.get(scale__is_current=True, label="Missing context").pk,
            "conclusion": "So far as it goes.",
            "explanation": f"The list has none [{case.corroborating.public_id}].",
            "missing_context": "It leaves out the <woods>.",
            "version": case.verdict.version,
            "submit": "1",
        },
    )
    case.verdict.refresh_from_db()
    case.submission = case.verdict.submissions.get()
    assert case.submission.missing_context == "It leaves out the <woods>."
    approve(case, editor, Anything())
    page = browser(reviewer).get(reverse("reports:detail", args=[case.verdict.pk])).content.decode()
    assert "What it leaves out" in page
    assert "It leaves out the &lt;woods&gt;." in page
    assert "Approved all the same" in page
    assert "We looked for more and found none." in page
    assert f"{strict.name}, version 1" in page

    (line,) = stream(Export.Format.JSONL, Selection([case.claim.pk]), reviewer)
    record = json.loads(line)
    assert record["missing_context"] == "It leaves out the <woods>."
    assert {row["reason"] for row in record["closed_rules"]} == {"We looked for more and found none."}
    table = csv.DictReader(io.StringIO("".join(stream(Export.Format.CSV, Selection([case.claim.pk]), reviewer))))
    row = next(table)
    assert (row["missing_context"], row["policy"]) == ("It leaves out the <woods>.", "Strict (IFCN-like), version 1")
    assert "We looked for more and found none." in row["closed_in_words"]


def test_what_is_left_out_is_part_of_the_text_in_a_conflict(draft, reviewer, editor, browser):
    seen = draft.verdict.version
    values = {"rating": draft.verdict.rating_id, "conclusion": "No list has one.", "explanation": "x"}
    browser(editor).post(url("edit", draft.verdict.pk), values | {"missing_context": "Theirs.", "version": seen})
    assert draft.verdict.authors.filter(user=editor).exists()
    answer = browser(reviewer).post(
        url("edit", draft.verdict.pk), values | {"missing_context": "Mine.", "version": seen}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs." in page
    assert "Mine.</textarea>" in page


def test_a_warning_stands_beside_the_list_and_asks_for_nothing(reviewer, editor, browser):
    case = make_case(reviewer)
    write(case, reviewer, label="False")
    case.contradicting.change(stance="corroborates")
    words = "It is rated “False”, and all evidence corroborates it."
    assert words in browser(reviewer).get(reverse("claims:detail", args=[case.claim.pk])).content.decode()
    send(case, reviewer)
    assert words in browser(editor).get(url("detail", case.verdict.pk)).content.decode()
    approve(case, editor)


def test_everybody_reads_the_policies_and_admins_alone_change_them(viewer, admin, browser, strict):
    page = browser(viewer).get(url("policies")).content.decode()
    assert STRICT in page
    assert "In force" in page
    assert url("new_policy") not in page
    assert url("new_policy") in browser(admin).get(url("policies")).content.decode()


def posted(*, name, rules, **more):
    """A policy that asks for these rules of every kind they can speak of."""
    values = {"name": name, "note": "We are two.", "in_force": "on"}
    for key in rules:
        values[f"{key}-asked"] = "on"
        if len(RULES[key].kinds) > 1:
            values[f"{key}-kinds"] = list(RULES[key].kinds)
    return values | more


def test_an_edit_makes_the_next_version_and_leaves_the_earlier_one(admin, browser, strict):
    fields = posted(name=STRICT, rules=["independent_origins", "scope_stated"], **{"independent_origins-minimum": "3"})
    fields["independent_origins-kinds"] = ["fact"]
    assert browser(admin).post(url("new_policy"), fields).status_code == 302
    policy = Policy.objects.get(is_current=True)
    assert (policy.name, policy.number, policy.note, policy.made_by) == (STRICT, 2, "We are two.", admin)
    assert list(policy.rules.values_list("rule", "kinds", "minimum")) == [
        ("independent_origins", ["fact"], 3),
        ("scope_stated", [], None),
    ]
    assert strict.rules.count() == len(RULES)


@pytest.mark.parametrize(
    "fields",
    [
        posted(name=STRICT, rules=["first_hand"]) | {"first_hand-kinds": []},
        posted(name=STRICT, rules=[]) | {"note": ""},
        posted(name="", rules=[]),
        posted(name=STRICT, rules=["independent_origins"], **{"independent_origins-minimum": "0"}),
        posted(name=STRICT, rules=["first_hand"], **{"first_hand-kinds": ["promise"]}),
    ],
)
def test_a_policy_that_makes_no_sense_is_shown_again(fields, admin, browser, strict):
    assert browser(admin).post(url("new_policy"), fields).status_code == 422
    assert Policy.objects.count() == 2


def test_the_form_begins_from_the_version_that_was_asked_for(admin, browser, strict):
    small = Policy.objects.get(name=SMALL)
    page = browser(admin).get(url("new_policy") + f"?from={small.public_id}").content.decode()
    assert f'value="{SMALL}"' in page
    assert 'name="second_opinion-asked" id="id_second_opinion-asked" checked' not in page


def test_another_version_is_put_in_force(admin, browser, strict):
    small = Policy.objects.get(name=SMALL)
    assert browser(admin).post(url("activate_policy", small.pk)).status_code == 302
    assert Policy.objects.get(is_current=True) == small
