"""Each rule of a policy on real rows: open, closed with a reason, met; and what the database holds of it."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from factcheck.accounts.models import Desk
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim, ensure_claimant
from factcheck.claims.models import Claim
from factcheck.discussion.actions import open_thread
from factcheck.documents import blobs
from factcheck.documents.models import Container, Fetch, Received, WatchFinding
from factcheck.evidence.models import DocumentedSearch, Enquiry
from factcheck.reports.reading import report_of
from factcheck.verdicts import actions
from factcheck.verdicts.errors import RulesOpen, SomebodyWasFaster
from factcheck.verdicts.models import Policy, Rating, RuleResult, State
from factcheck.verdicts.opinions import ask_opinions, give_opinion, settle_round
from factcheck.verdicts.policy.catalogue import RULES
from factcheck.verdicts.policy.evaluate import finding_of
from factcheck.verdicts.policy.gathering import evidence_seen, facts_of
from factcheck.verdicts.policy.shipped import POLICIES, STRICT, ensure_policies
from factcheck.verdicts.policy.versions import Asked, publish_policy
from tests.database.verdicts.conftest import Anything, approve, make_case, send, sql, write

pytestmark = pytest.mark.django_db

EACH = [(key, kind) for key, rule in RULES.items() for kind in rule.kinds]


def nothing(case, by):
    """Open as the case is."""


def without_rationale(case, by):
    case.contradicting.change(rationale="")


def of_a_claimant(case, by):
    Claim.objects.filter(pk=case.claim.pk).update(claimant=ensure_claimant("The minister"))


def of_a_page_that_vanished(case, by):
    document = case.corroborating.passage.document
    data = b"WARC/1.1"
    container = Container.objects.create(
        sha256=blobs.store(data).sha256, size=len(data), media_type="application/warc", received_how=Received.FETCHED
    )
    fetch = Fetch.objects.create(
        url="https://daily.example/list", document=document, container=container, outcome=Fetch.Outcome.GONE
    )
    WatchFinding.objects.create(document=document, fetch=fetch, kind=WatchFinding.Kind.VANISHED)


def with_an_open_thread(case, by):
    open_thread(about=case.claim, text="Is this the whole list?", by=by)


def with_a_part(case, by):
    Claim.objects.create(statement="There was none in the woods.", kind="fact", parent=case.claim, created_by=by)


#: What leaves each rule open on the case, beside what the case lacks.
OPENED = dict.fromkeys(RULES, nothing) | {
    "rationales": without_rationale,
    "claimant_asked": of_a_claimant,
    "pages_answered": of_a_page_that_vanished,
    "threads_resolved": with_an_open_thread,
    "parts_decided": with_a_part,
}


def searched(case, by):
    DocumentedSearch.objects.create(
        claim=case.claim, where="the archive", query="exercise", searched_text="2020-08", outcome="not_found"
    )


def asked(case, by):
    of_a_claimant(case, by)
    Enquiry.objects.create(
        claim=case.claim, asked="The minister", role="claimant", question="Was it?", asked_on="2020-08-21"
    )


def first_hand(case, by):
    case.corroborating.change(first_hand=True, voice="on_record", speaker="The range officer")


def scoped(case, by):
    Claim.objects.filter(pk=case.claim.pk).update(scope_place="the woods")


def with_an_address(case, by):
    Desk.objects.update_or_create(id=1, defaults={"url": "https://desk.example"})


def with_a_part_dropped(case, by):
    with_a_part(case, by)
    Claim.objects.filter(parent=case.claim).update(state="dropped", dropped_reason="Not checkable.")


#: What meets each rule that the case doesn't meet as it is.
MET = {
    "independent_origins": nothing,
    "record_or_witnesses": first_hand,
    "first_hand": first_hand,
    "against_referenced": nothing,
    "rationales": nothing,
    "scope_stated": scoped,
    "documented_search": searched,
    "looked_for": searched,
    "claimant_asked": asked,
    "pages_answered": nothing,
    "threads_resolved": nothing,
    "approver_apart": nothing,
    "public_address": with_an_address,
    "parts_decided": with_a_part_dropped,
}


#: The rating that a rule speaks of, where that is not any in the range.
RATING = {"looked_for": "Unproven"}


def the_policy(rule, admin, minimum=None):
    return publish_policy(name="Of one rule", rules=[Asked(rule, minimum=minimum)], by=admin)


def outcome_of(case, rule, looks):
    case.claim.refresh_from_db()
    case.verdict.refresh_from_db()
    row = Policy.objects.get(is_current=True).rules.get(rule=rule)
    return finding_of(row, facts_of(case.verdict, evidence_seen(case.claim, looks), looks)).outcome


@pytest.mark.parametrize(("rule", "kind"), EACH)
def test_an_open_rule_is_closed_with_a_reason_that_the_report_prints(rule, kind, reviewer, editor, second_editor):
    # Of two pieces by one who then approves, one is half; so the editor links both.
    linker = editor if rule == "approver_apart" else reviewer
    case = make_case(linker, kind=kind, writer=reviewer)
    the_policy(rule, second_editor, minimum=2 if rule == "independent_origins" else None)
    with acting(reviewer, action="test"):
        OPENED[rule](case, reviewer)
    write(case, reviewer, RATING.get(rule, "Mostly true"))
    case.claim.refresh_from_db()
    send(case, reviewer)
    with pytest.raises(RulesOpen, match=str(RULES[rule].title)):
        approve(case, editor)
    assert not RuleResult.objects.filter(moment="approval").exists()

    approve(case, editor, {rule: "We looked for more and found none."})
    result = RuleResult.objects.get(moment="approval")
    assert (result.outcome, result.reason, result.decided_by) == (
        "open",
        "We looked for more and found none.",
        editor,
    )
    case.verdict.refresh_from_db()
    (closed,) = report_of(case.verdict, Desk.objects.get_or_create(id=1)[0]).closed_rules
    assert (closed.rule, closed.reason) == (rule, result.reason)
    # Readers know neither the desk's numbers nor its threads.
    assert closed.detail
    assert not re.search(r"\b[DE]-\d|thread|linked|rationale", closed.title + closed.detail)


@pytest.mark.parametrize("rule", MET)
def test_a_rule_is_met_by_rows(rule, reviewer, editor, second_editor):
    kind = RULES[rule].kinds[0]
    case = make_case(reviewer, kind=kind)
    the_policy(rule, second_editor, minimum=1 if rule == "independent_origins" else None)
    with acting(reviewer, action="test"):
        MET[rule](case, reviewer)
    both = f"[{case.corroborating.public_id}], but [{case.contradicting.public_id}]."
    write(case, reviewer, RATING.get(rule, "Mostly true"), explanation=both)
    assert outcome_of(case, rule, editor) == "pass"


def test_a_second_opinion_that_was_settled_meets_its_rule(reviewer, editor, second_editor):
    with acting(second_editor, action="test"):
        claim = create_claim(by=second_editor, statement="There was no exercise.", kind="fact")
        asked_for = ask_opinions(claim=claim, first=reviewer, second=editor, by=second_editor)
    rating = Rating.objects.get(scale__is_current=True, label="True")
    for person in (reviewer, editor):
        with acting(person, action="test"):
            give_opinion(round=asked_for, by=person, rating=rating, rationale="No list has one.")
    with acting(second_editor, action="test"):
        settle_round(round=asked_for, by=second_editor, rating=rating, note="Both say so.")
        verdict = actions.draft_verdict(claim=claim, by=reviewer)
        assert facts_of(verdict, [], editor).now.second_opinion == "settled"


@pytest.mark.parametrize("role", ["claimant", "press_office", "expert"])
def test_an_enquiry_to_anybody_is_a_looking_for(role, reviewer, editor, second_editor):
    case = make_case(reviewer)
    the_policy("looked_for", second_editor)
    write(case, reviewer, "Unproven")
    assert outcome_of(case, "looked_for", editor) == "open"
    with acting(reviewer, action="test"):
        row = Enquiry.objects.create(
            claim=case.claim, asked="The range", role=role, question="Was it?", asked_on="2020-08-21"
        )
    assert outcome_of(case, "looked_for", editor) == "pass"
    Enquiry.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="Never sent.")
    assert outcome_of(case, "looked_for", editor) == "open"


@pytest.mark.parametrize("label", ["True", "Half true", "False"])
def test_a_rating_in_the_range_with_nothing_on_the_board_leaves_the_origins_open(
    label, reviewer, editor, second_editor
):
    the_policy("independent_origins", second_editor)
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="There was no exercise.", kind="fact")
        verdict = actions.draft_verdict(claim=claim, by=reviewer)
        rating = Rating.objects.get(scale__is_current=True, label=label)
        actions.save_draft(
            verdict=verdict, expected=verdict.version, rating=rating, conclusion="None was.", explanation="None."
        )
        submission = actions.submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    assert submission.rule_results.get().outcome == "open"
    with pytest.raises(RulesOpen), acting(editor, action="test"):
        actions.approve_verdict(verdict=verdict, submission=submission, by=editor)


@pytest.mark.parametrize("reason", ["ok", "x", "fine", "done", "No need.", "没有问题"])
def test_a_reason_that_says_too_little_to_readers_closes_nothing(reason, draft, reviewer, editor, second_editor):
    the_policy("first_hand", second_editor)
    send(draft, reviewer)
    with pytest.raises(RulesOpen, match="at least three words"):
        approve(draft, editor, {"first_hand": reason})
    approve(draft, editor, {"first_hand": "档案馆不对公众开放我们没有其他的办法"})


def test_every_rule_can_be_met_by_rows():
    assert MET.keys() | {"second_opinion"} == RULES.keys()


def test_what_was_sent_is_judged_as_it_was_sent(draft, reviewer, editor, second_editor):
    the_policy("rationales", second_editor)
    send(draft, reviewer)
    with acting(reviewer, action="test"):
        draft.contradicting.change(rationale="")
    approve(draft, editor)
    assert {row.outcome for row in RuleResult.objects.all()} == {"pass"}


def test_what_can_change_is_judged_again_at_the_approval(draft, reviewer, editor, second_editor):
    the_policy("threads_resolved", second_editor)
    send(draft, reviewer)
    with acting(reviewer, action="test"):
        with_an_open_thread(draft, reviewer)
    with pytest.raises(RulesOpen):
        approve(draft, editor)
    for unseen in ("\u200b", " \u2060\ufeff "):
        with pytest.raises(RulesOpen):
            approve(draft, editor, {"threads_resolved": unseen})
    approve(draft, editor, {"threads_resolved": "It is about the wording."})
    results = RuleResult.objects.order_by("id").values_list("moment", "outcome")
    assert list(results) == [("submission", "pass"), ("approval", "open")]


def test_what_was_sent_keeps_its_policy_when_another_comes_in_force(draft, reviewer, editor, second_editor):
    sent_under = the_policy("first_hand", second_editor)
    send(draft, reviewer)
    the_policy("public_address", second_editor)
    approve(draft, editor, {"first_hand": "Nobody was there."})
    assert {row.policy_rule.policy for row in RuleResult.objects.all()} == {sent_under}


def test_without_a_policy_in_force_nothing_is_asked(draft, reviewer, editor):
    send(draft, reviewer)
    approve(draft, editor)
    assert not RuleResult.objects.exists()
    assert draft.submission.policy is None


def test_a_reason_for_what_is_met_is_not_kept(draft, reviewer, editor, second_editor):
    the_policy("rationales", second_editor)
    send(draft, reviewer)
    approve(draft, editor, Anything())
    assert RuleResult.objects.get(moment="approval").reason == ""


def test_two_reviewing_at_once_leave_one_set_of_answers(draft, reviewer, editor, second_editor, strict):
    send(draft, reviewer)
    approve(draft, editor, Anything())
    with pytest.raises(SomebodyWasFaster):
        approve(draft, second_editor, Anything())
    assert RuleResult.objects.filter(moment="approval", decided_by=editor).count() == strict.rules.count()


def refused(by, *statements):
    with pytest.raises(DatabaseError), acting(by, action="test"), transaction.atomic():
        run(statements)


def run(statements):
    for statement, *parameters in statements:
        sql(statement, *parameters)


REVIEW = (
    "INSERT INTO verdicts_review (submission_id, reviewer_id, decision, comment, decided_at)"
    " VALUES (%s, %s, 'approve', '', now())"
)
MOVE = "UPDATE verdicts_verdict SET state = 'approved', version = version + 1 WHERE id = %s"
ANSWER = (
    "INSERT INTO verdicts_ruleresult (submission_id, policy_rule_id, moment, outcome, detail, reason, decided_by_id,"
    " decided_at) VALUES (%s, %s, 'approval', %s, '', %s, %s, now())"
)


def test_the_database_takes_no_approval_without_an_answer_to_each_rule(draft, reviewer, editor, strict):
    send(draft, reviewer)
    approval = ((REVIEW, draft.submission.pk, editor.pk), (MOVE, draft.verdict.pk))
    refused(editor, *approval)
    rows = [(ANSWER, draft.submission.pk, row.pk, "pass", "", editor.pk) for row in strict.rules.all()]
    refused(editor, *rows[:-1], *approval)
    with acting(editor, action="test"), transaction.atomic():
        run((*rows, *approval))
    draft.verdict.refresh_from_db()
    assert draft.verdict.state == State.APPROVED


def test_the_database_takes_no_open_rule_without_a_reason(draft, reviewer, editor, strict):
    send(draft, reviewer)
    rule = strict.rules.first()
    refused(editor, (ANSWER, draft.submission.pk, rule.pk, "open", "", editor.pk))


def test_the_database_takes_no_answer_of_an_author_nor_in_anothers_name(draft, reviewer, editor, second_editor, strict):
    write(draft, editor, conclusion="None was listed.")
    send(draft, reviewer)
    rule = strict.rules.first()
    refused(editor, (ANSWER, draft.submission.pk, rule.pk, "pass", "", editor.pk))
    refused(reviewer, (ANSWER, draft.submission.pk, rule.pk, "pass", "", reviewer.pk))
    refused(editor, (ANSWER, draft.submission.pk, rule.pk, "pass", "", second_editor.pk))


def test_the_rules_are_never_rewritten(draft, reviewer, editor, strict):
    send(draft, reviewer)
    approve(draft, editor, Anything())
    refused(editor, ("UPDATE verdicts_ruleresult SET reason = 'Better.'",))
    refused(editor, ("DELETE FROM verdicts_ruleresult",))
    refused(editor, ("UPDATE verdicts_policyrule SET minimum = 1",))
    refused(editor, ("UPDATE verdicts_policy SET note = 'Easier.'",))


def test_the_shipped_policies_are_there_once_and_name_only_known_rules(db):
    ensure_policies()
    assert sorted(Policy.objects.values_list("name", "number")) == sorted((name, 1) for name in POLICIES)
    assert {asked.rule for rules in POLICIES.values() for asked in rules} <= RULES.keys()
    assert [asked.rule for asked in POLICIES[STRICT]] == list(RULES)


def test_one_policy_is_in_force_at_a_time(admin, strict):
    with pytest.raises(IntegrityError), acting(admin, action="test"), transaction.atomic():
        Policy.objects.create(name="Another", number=1, is_current=True, created_at=timezone.now())
    second = publish_policy(name=strict.name, rules=[Asked("rationales")], note="Fewer.", by=admin)
    assert (second.number, Policy.objects.get(is_current=True)) == (2, second)


@pytest.mark.parametrize(("reason", "is_kept"), [("", False), ("\u200b", False), (" \u00a0\u2060", False), ("–", True)])
def test_the_database_takes_no_reason_that_nobody_can_read(reason, is_kept, draft, reviewer, editor, second_editor):
    the_policy("first_hand", second_editor)
    send(draft, reviewer)
    sent = RuleResult.objects.get()
    closed = RuleResult(
        submission=sent.submission,
        policy_rule=sent.policy_rule,
        moment="approval",
        outcome="open",
        reason=reason,
        decided_by=editor,
    )
    with acting(editor, action="test"), transaction.atomic():
        if is_kept:
            closed.save()
        else:
            with pytest.raises(IntegrityError, match="closed_for_a_reason"):
                closed.save()
