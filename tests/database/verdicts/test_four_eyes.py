"""An author never approves: tried in every way we could think of, through the application and beneath it."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.parts import add_part
from factcheck.verdicts import actions, remarks
from factcheck.verdicts.errors import NeedsEditor, NotNow, NotYours, OwnOpinion, RulesOpen, SomebodyWasFaster
from factcheck.verdicts.models import Author, Policy, ProposedEdit, Rating, Review, State, Verdict
from factcheck.verdicts.opinions import settle_round
from tests.database.verdicts.conftest import Case, approve, make_case, send, sql, write
from tests.database.verdicts.rounds import ask, give, rated

pytestmark = pytest.mark.django_db

INSERT_REVIEW = (
    "INSERT INTO verdicts_review (submission_id, reviewer_id, decision, comment, decided_at)"
    " VALUES (%s, %s, 'approve', '', now())"
)
APPROVE = "UPDATE verdicts_verdict SET state = 'approved', version = version + 1 WHERE id = %s"


@pytest.fixture
def own(editor) -> Case:
    """In review; written by an editor."""
    case = make_case(editor)
    write(case, editor)
    send(case, editor)
    return case


@pytest.fixture(autouse=True)
def _never_approved(request):
    """Whatever was tried: no author has approved."""
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM verdicts_review r JOIN verdicts_submission s ON s.id = r.submission_id"
            " JOIN verdicts_author a ON a.verdict_id = s.verdict_id AND a.user_id = r.reviewer_id"
            # Who became an author later had approved what others wrote.
            " WHERE r.decision = 'approve' AND a.since <= r.decided_at"
        )
        assert cursor.fetchone()[0] == 0


def refused_by_database(by: User | None, *statements: tuple[str, ...]) -> None:
    """The statements as one transaction of `by` (None: of nobody) fail."""
    acts = acting(by, action="test") if by else acting(action="test", actor="nobody")
    with pytest.raises(DatabaseError), acts, transaction.atomic():
        run_all(statements)


def run_all(statements: tuple[tuple[str, ...], ...]) -> None:
    for statement, *parameters in statements:
        sql(statement, *parameters)


def test_by_the_action(own, editor):
    with pytest.raises(NotYours), acting(editor, action="test"):
        actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=editor)
    assert not Review.objects.exists()


def test_by_the_page(own, editor, browser):
    client = browser(editor)
    page = client.get(reverse("verdicts:detail", args=[own.verdict.pk])).content.decode()
    assert reverse("verdicts:approve", args=[own.verdict.pk]) not in page
    answer = client.post(reverse("verdicts:approve", args=[own.verdict.pk]), {"submission": own.submission.pk})
    assert answer.status_code == 403
    assert "somebody else has to approve" in answer.content.decode()
    own.verdict.refresh_from_db()
    assert own.verdict.state == State.IN_REVIEW


def test_by_setting_the_state_in_sql(own, editor):
    refused_by_database(editor, (APPROVE, own.verdict.pk))


def test_by_writing_the_review_in_sql(own, editor):
    refused_by_database(editor, (INSERT_REVIEW, own.submission.pk, editor.pk))


def test_by_naming_another_editor_as_reviewer_while_acting_as_oneself(own, editor, second_editor):
    refused_by_database(editor, (INSERT_REVIEW, own.submission.pk, second_editor.pk))
    with pytest.raises(IntegrityError), acting(editor, action="test"), transaction.atomic():
        actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=second_editor)


def test_by_using_anothers_return_as_an_approval(own, editor, second_editor):
    with acting(second_editor, action="test"):
        actions.return_verdict(verdict=own.verdict, submission=own.submission, by=second_editor, comment="No.")
    send(own, editor)
    refused_by_database(editor, (APPROVE, own.verdict.pk))
    refused_by_database(
        editor, ("UPDATE verdicts_review SET decision = 'approve' WHERE reviewer_id = %s", second_editor.pk)
    )


def test_in_a_tab_that_was_opened_before_becoming_an_author(draft, reviewer, editor, browser):
    send(draft, reviewer)
    first, second = browser(editor), browser(editor)
    first.get(reverse("verdicts:detail", args=[draft.verdict.pk]))
    second.post(
        reverse("verdicts:return", args=[draft.verdict.pk]), {"submission": draft.submission.pk, "comment": "Shorter."}
    )
    draft.verdict.refresh_from_db()
    write(draft, editor, conclusion="None was listed.")
    latest = send(draft, reviewer)
    for submission in (draft.submission, latest):
        answer = first.post(reverse("verdicts:approve", args=[draft.verdict.pk]), {"submission": submission.pk})
        assert answer.status_code == 403


@pytest.fixture
def third_editor(db) -> User:
    return create_user(email="eike@desk.example", name="Eike Editor", role="editor")


def returned_with_an_edit(case: Case, by: User, before: str = "No list", after: str = "No calendar") -> ProposedEdit:
    with acting(by, action="test"):
        edit = remarks.propose_edit(verdict=case.verdict, field="conclusion", before=before, after=after, by=by)
        actions.return_verdict(verdict=case.verdict, submission=case.submission, by=by, comment="See the edit.")
    case.verdict.refresh_from_db()
    return edit


def accept(case: Case, edit: ProposedEdit, by: User) -> None:
    with acting(by, action="test"):
        remarks.settle_edit(edit=edit, accept=True, by=by)
    case.verdict.refresh_from_db()


def test_after_accepting_an_edit_that_another_proposed(in_review, reviewer, editor, second_editor, third_editor):
    with acting(second_editor, action="test"):
        edit = remarks.propose_edit(
            verdict=in_review.verdict, field="conclusion", before="No list", after="No calendar", by=second_editor
        )
        actions.return_verdict(
            verdict=in_review.verdict, submission=in_review.submission, by=second_editor, comment="See the edit."
        )
    with acting(editor, action="test"):
        remarks.settle_edit(edit=edit, accept=True, by=editor)
    in_review.verdict.refresh_from_db()
    submission = send(in_review, reviewer)
    with pytest.raises(NotYours), acting(editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=submission, by=editor)
    refused_by_database(editor, (INSERT_REVIEW, submission.pk, editor.pk))
    with acting(third_editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=submission, by=third_editor)


def no_approval_of(case: Case, by: User) -> None:
    """Neither the action nor the database takes it."""
    with pytest.raises(NotYours), acting(by, action="test"):
        actions.approve_verdict(verdict=case.verdict, submission=case.submission, by=by)
    refused_by_database(by, (INSERT_REVIEW, case.submission.pk, by.pk))
    refused_by_database(by, (APPROVE, case.verdict.pk))


def test_of_words_that_one_proposed_and_the_author_accepted(in_review, reviewer, editor, second_editor):
    accept(in_review, returned_with_an_edit(in_review, editor), reviewer)
    send(in_review, reviewer)
    no_approval_of(in_review, editor)
    approve(in_review, second_editor)


def test_of_words_that_one_proposed_to_take_out(in_review, reviewer, editor):
    accept(in_review, returned_with_an_edit(in_review, editor, before=" list", after=""), reviewer)
    send(in_review, reviewer)
    no_approval_of(in_review, editor)


def test_of_proposed_words_that_were_written_over_later(in_review, reviewer, editor):
    accept(in_review, returned_with_an_edit(in_review, editor), reviewer)
    write(in_review, reviewer, conclusion="None was held.")
    send(in_review, reviewer)
    no_approval_of(in_review, editor)


@pytest.mark.parametrize("declined", [True, False])
@pytest.mark.parametrize(
    ("proposed", "typed"),
    [
        ("No calendar", {"conclusion": "No calendar has one."}),
        ("No  calendar\n", {"conclusion": "No calendar has one."}),
        ("No calendar", {"conclusion": "None has one.", "explanation": "No calendar lists any."}),
    ],
)
def test_of_proposed_words_that_the_author_typed_in(proposed, typed, declined, in_review, reviewer, editor):
    edit = returned_with_an_edit(in_review, editor, after=proposed)
    if declined:
        with acting(reviewer, action="test"):
            remarks.settle_edit(edit=edit, accept=False, by=reviewer)
    write(in_review, reviewer, **typed)
    send(in_review, reviewer)
    no_approval_of(in_review, editor)


def test_a_letter_that_comes_in_by_chance_makes_nobody_an_author(in_review, reviewer, editor):
    edit = returned_with_an_edit(in_review, editor, after="7")
    with acting(reviewer, action="test"):
        remarks.settle_edit(edit=edit, accept=False, by=reviewer)
    write(in_review, reviewer, conclusion="None has one: see page 174.")
    send(in_review, reviewer)
    approve(in_review, editor)


def test_an_editor_whose_edit_was_declined_approves(in_review, reviewer, editor):
    edit = returned_with_an_edit(in_review, editor)
    with acting(reviewer, action="test"):
        remarks.settle_edit(edit=edit, accept=False, by=reviewer)
    write(in_review, reviewer, conclusion="None of the lists has one.")
    send(in_review, reviewer)
    approve(in_review, editor)


def test_by_accepting_ones_own_words_in_sql(in_review, reviewer, editor):
    """Of an edit that was accepted so, nobody reads whose words it brought: the database knows them all the same."""
    edit = returned_with_an_edit(in_review, editor)
    with acting(reviewer, action="test"), transaction.atomic():
        sql(
            "UPDATE verdicts_proposededit SET accepted = true, settled_by_id = %s, settled_at = now() WHERE id = %s",
            reviewer.pk,
            edit.pk,
        )
    write(in_review, reviewer, conclusion="None was held.")
    send(in_review, reviewer)
    no_approval_of(in_review, editor)


def test_by_proposing_words_in_anothers_name(in_review, editor, second_editor):
    refused_by_database(
        editor,
        (
            "INSERT INTO verdicts_proposededit (verdict_id, field, before, after, note, proposed_by_id, proposed_at)"
            " VALUES (%s, 'conclusion', 'No list', 'No calendar', '', %s, now())",
            in_review.verdict.pk,
            second_editor.pk,
        ),
    )
    edit = returned_with_an_edit(in_review, editor)
    take = "UPDATE verdicts_proposededit SET {} WHERE id = %s"
    refused_by_database(editor, (take.format("proposed_by_id = 1"), edit.pk))
    # Nor is an edit accepted in somebody else's name, or taken for declined once it was accepted.
    accepted = take.format("accepted = true, settled_by_id = %s, settled_at = now()")
    refused_by_database(editor, (accepted, second_editor.pk, edit.pk))
    accept(in_review, edit, editor)
    refused_by_database(editor, (take.format("accepted = false"), edit.pk))
    refused_by_database(editor, (take.format("accepted = NULL, settled_by_id = NULL, settled_at = NULL"), edit.pk))


def test_who_proposes_is_told_in_time_and_who_accepts_by_whom_it_is_not_approved(in_review, reviewer, editor, browser):
    client, address = browser(editor), reverse("verdicts:detail", args=[in_review.verdict.pk])
    assert "If it is accepted, somebody else has to approve" in client.get(address).text
    words = {"field": "conclusion", "before": "No list", "after": "No calendar", "note": ""}
    told = client.post(reverse("verdicts:propose_edit", args=[in_review.verdict.pk]), words, follow=True).text
    assert "Proposed. The author accepts or declines it. If it is accepted, somebody else has to approve." in told
    client.post(
        reverse("verdicts:return", args=[in_review.verdict.pk]),
        {"submission": in_review.submission.pk, "comment": "See the edit."},
    )
    writing = browser(reviewer).get(reverse("verdicts:edit", args=[in_review.verdict.pk])).text
    assert "Once it is accepted, Edda Editor is an author too, and somebody else approves." in writing
    in_review.verdict.refresh_from_db()
    accept(in_review, in_review.verdict.proposed_edits.get(), reviewer)
    send(in_review, reviewer)
    page = client.get(address).text
    assert "words you proposed stand in it, so somebody else approves it" in page
    assert reverse("verdicts:approve", args=[in_review.verdict.pk]) not in page


@pytest.mark.parametrize("seat", [0, 1])
def test_by_settling_ones_own_blind_opinion_against_the_others(seat, reviewer, editor, second_editor):
    round = ask(editor, second_editor, by=reviewer)
    judge = (editor, second_editor)[seat]
    give(round, editor, "True")
    give(round, second_editor, "False")
    own = rated(round, ("True", "False")[seat])
    settled = (
        "UPDATE verdicts_opinionround SET settled_rating_id = %s, settled_by_id = %s, settled_at = now(),"
        " settled_note = 'Mine.' WHERE id = %s"
    )
    refused_by_database(judge, (settled, own.pk, judge.pk, round.pk))
    refused_by_database(judge, (settled, rated(round, "Half true").pk, judge.pk, round.pk))
    with pytest.raises(OwnOpinion), acting(judge, action="test"):
        settle_round(round=round, by=judge, rating=own, note="Mine.")


def test_one_of_two_who_agree_may_settle_it_so_in_sql_too(reviewer, editor, second_editor):
    round = ask(editor, second_editor, by=reviewer)
    for judge in (editor, second_editor):
        give(round, judge, "True")
    with acting(editor, action="test"), transaction.atomic():
        sql(
            "UPDATE verdicts_opinionround SET settled_rating_id = %s, settled_by_id = %s, settled_at = now()"
            " WHERE id = %s",
            rated(round, "True").pk,
            editor.pk,
            round.pk,
        )


@pytest.mark.parametrize("changed", ["rating", "conclusion", "explanation", "missing_context"])
def test_after_changing_one_word_of_the_draft(draft, reviewer, editor, changed):
    given = {"rating": {"label": "True"}, "conclusion": {"conclusion": "No list has any."}}
    if changed == "missing_context":
        with acting(editor, action="test"):
            Verdict.objects.filter(pk=draft.verdict.pk).update(missing_context="The year before there were two.")
        draft.verdict.refresh_from_db()
    else:
        write(draft, editor, **given.get(changed, {"explanation": "The list has not one."}))
    submission = send(draft, reviewer)
    with pytest.raises(NotYours), acting(editor, action="test"):
        actions.approve_verdict(verdict=draft.verdict, submission=submission, by=editor)
    refused_by_database(editor, (INSERT_REVIEW, submission.pk, editor.pk))


def test_after_changing_a_word_in_sql_and_back(draft, reviewer, editor):
    with acting(editor, action="test"), transaction.atomic():
        sql("UPDATE verdicts_verdict SET conclusion = 'Other.' WHERE id = %s", draft.verdict.pk)
        sql("UPDATE verdicts_verdict SET conclusion = 'No list has one.' WHERE id = %s", draft.verdict.pk)
    submission = send(draft, reviewer)
    refused_by_database(editor, (INSERT_REVIEW, submission.pk, editor.pk))


@pytest.mark.parametrize("who", ["viewer", "reviewer"])
def test_by_a_role_that_may_not(request, own, who):
    person = request.getfixturevalue(who)
    with pytest.raises(NeedsEditor), acting(person, action="test"):
        actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=person)
    refused_by_database(person, (INSERT_REVIEW, own.submission.pk, person.pk))


def test_by_an_editor_who_may_not_sign_in_any_more(own, second_editor):
    User.objects.filter(pk=second_editor.pk).update(is_active=False)
    with pytest.raises(NeedsEditor), acting(second_editor, action="test"):
        actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=second_editor)
    refused_by_database(second_editor, (INSERT_REVIEW, own.submission.pk, second_editor.pk))


def test_by_an_editor_whose_role_was_taken_away_meanwhile(own, second_editor):
    assert second_editor.role == "editor"
    User.objects.filter(pk=second_editor.pk).update(role="reviewer")
    # The object in hand still says editor.
    with pytest.raises(NeedsEditor), acting(second_editor, action="test"):
        actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=second_editor)
    refused_by_database(second_editor, (INSERT_REVIEW, own.submission.pk, second_editor.pk))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM verdicts_author WHERE verdict_id = %s",
        "UPDATE verdicts_author SET user_id = user_id + 1 WHERE verdict_id = %s",
        "TRUNCATE verdicts_author",
    ],
)
def test_by_taking_oneself_out_of_the_authors(own, editor, statement):
    parameters = [own.verdict.pk] if "%s" in statement else []
    refused_by_database(editor, (statement, *parameters), (INSERT_REVIEW, own.submission.pk, editor.pk))
    assert Author.objects.filter(verdict=own.verdict, user=editor).exists()


def test_by_reviewing_an_earlier_submission(in_review, reviewer, editor, second_editor):
    first = in_review.submission
    with acting(editor, action="test"):
        actions.return_verdict(verdict=in_review.verdict, submission=first, by=editor, comment="Shorter.")
    send(in_review, reviewer)
    with pytest.raises(SomebodyWasFaster), acting(second_editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=first, by=second_editor)
    refused_by_database(second_editor, (INSERT_REVIEW, first.pk, second_editor.pk))
    refused_by_database(second_editor, (APPROVE, in_review.verdict.pk))


def test_by_reopening_what_another_approved_and_writing_in_it(in_review, editor, second_editor, reviewer):
    with acting(editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=in_review.submission, by=editor)
        actions.reopen_approved(verdict=in_review.verdict, by=editor)
    write(in_review, editor, conclusion="No list has any at all.")
    submission = send(in_review, reviewer)
    with pytest.raises(NotYours), acting(editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=submission, by=editor)
    refused_by_database(editor, (INSERT_REVIEW, submission.pk, editor.pk))


def test_by_revising_the_published_version(in_review, editor, second_editor):
    """The new version begins with another's words: who begins it is its author all the same."""
    with acting(second_editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=in_review.submission, by=second_editor)
        actions.mark_published(verdict=in_review.verdict, by=second_editor)
    with acting(editor, action="test"):
        in_review.verdict = actions.revise_verdict(
            verdict=in_review.verdict, kind="update", note="A new list is out.", by=editor
        )
    submission = send(in_review, editor)
    with pytest.raises(NotYours), acting(editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=submission, by=editor)
    refused_by_database(editor, (INSERT_REVIEW, submission.pk, editor.pk))


def test_by_way_of_a_part_that_another_approved(in_review, editor, second_editor):
    """A part's verdict suggests its parent's, and sets nothing."""
    with acting(editor, action="test"):
        part = add_part(parent=in_review.claim, by=editor, statement="There was none in the first week.", kind="fact")
    with acting(second_editor, action="test"):
        actions.approve_verdict(verdict=in_review.verdict, submission=in_review.submission, by=second_editor)
    assert not part.verdicts.exists()
    with acting(editor, action="test"):
        verdict = actions.draft_verdict(claim=part, by=editor)
    refused_by_database(editor, (APPROVE, verdict.pk))


def test_by_closing_the_rules_of_ones_own_verdict(strict, own, editor):
    """`own` was sent under the strict policy."""
    rule = own.submission.policy.rules.earliest("position")
    refused_by_database(
        editor,
        (
            "INSERT INTO verdicts_ruleresult (submission_id, policy_rule_id, moment, outcome, detail, reason,"
            " decided_by_id, decided_at) VALUES (%s, %s, 'approval', 'pass', '', '', %s, now())",
            own.submission.pk,
            rule.pk,
            editor.pk,
        ),
    )


def test_by_a_milder_policy_put_in_force_after_the_sending(strict, own, second_editor):
    """What was sent under rules is approved under them."""
    Policy.objects.filter(is_current=True).update(is_current=False)
    with pytest.raises(RulesOpen), acting(second_editor, action="test"):
        actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=second_editor)
    refused_by_database(second_editor, (INSERT_REVIEW, own.submission.pk, second_editor.pk), (APPROVE, own.verdict.pk))


def test_by_sending_it_under_no_policy(strict, draft, reviewer):
    refused_by_database(
        reviewer,
        (
            "INSERT INTO verdicts_submission (verdict_id, claim_id, number, statement, rating_label, rating_value,"
            " conclusion, explanation, missing_context, content, submitted_by_id, submitted_at)"
            " VALUES (%s, %s, 1, 'x', 'Mostly true', 4, %s, %s, '', '{}', %s, now())",
            draft.verdict.pk,
            draft.claim.pk,
            draft.verdict.conclusion,
            draft.verdict.explanation,
            reviewer.pk,
        ),
    )


def test_by_jumping_from_draft_to_approved(draft, editor, second_editor):
    for person in (editor, second_editor):
        refused_by_database(person, (APPROVE, draft.verdict.pk))


def test_by_beginning_as_approved(own, editor):
    refused_by_database(
        editor,
        (
            "INSERT INTO verdicts_verdict (claim_id, number, state, version, conclusion, explanation, kind_of_change,"
            " public_note, withdrawn_note, created_at, updated_at)"
            " VALUES (%s, 9, 'approved', 1, 'x', '', '', '', '', now(), now())",
            own.claim.pk,
        ),
    )


def test_by_the_admin_site(own, editor, browser):
    User.objects.filter(pk=editor.pk).update(role="admin")
    editor.refresh_from_db()
    client = browser(editor)
    addresses = [
        reverse("admin:verdicts_verdict_change", args=[own.verdict.pk]),
        reverse("admin:verdicts_review_add"),
        reverse("admin:verdicts_verdict_delete", args=[own.verdict.pk]),
    ]
    for address in addresses:
        answer = client.post(address, {"state": "approved", "decision": "approve"})
        assert answer.status_code in {302, 403}
    own.verdict.refresh_from_db()
    assert own.verdict.state == State.IN_REVIEW
    assert not Review.objects.exists()


def test_by_the_orms_ways_around_the_actions(own, editor):
    own.verdict.state = State.APPROVED
    ways = [
        lambda: Verdict.objects.bulk_update([own.verdict], ["state"]),
        lambda: Verdict.objects.filter(pk=own.verdict.pk).update(state=State.APPROVED),
        lambda: own.verdict.save(),
        lambda: Review.objects.bulk_create(
            [Review(submission=own.submission, reviewer=editor, decision=Review.Decision.APPROVE)]
        ),
    ]
    for way in ways:
        with pytest.raises(DatabaseError), acting(editor, action="test"), transaction.atomic():
            way()


def test_by_acting_as_nobody(own, editor, second_editor):
    refused_by_database(None, (INSERT_REVIEW, own.submission.pk, second_editor.pk))
    refused_by_database(None, (APPROVE, own.verdict.pk))
    refused_by_database(None, ("UPDATE verdicts_verdict SET conclusion = 'Mine.' WHERE id = %s", own.verdict.pk))


def test_by_writing_the_text_as_nobody_so_that_it_has_no_author(draft):
    refused_by_database(None, ("UPDATE verdicts_verdict SET conclusion = 'Mine.' WHERE id = %s", draft.verdict.pk))


@pytest.mark.parametrize(
    "setting",
    [
        "SELECT set_config('pgtrigger.ignore', '{verdicts_review:by_a_second_person,"
        "verdicts_verdict:moves_as_allowed,verdicts_review:pgtrigger_by_a_second_person}', true)",
        "SET LOCAL session_replication_role = replica",
        "ALTER TABLE verdicts_review DISABLE TRIGGER ALL",
    ],
)
def test_by_switching_the_triggers_off(own, editor, setting):
    refused_by_database(editor, (setting,), (INSERT_REVIEW, own.submission.pk, editor.pk))
    refused_by_database(editor, (setting,), (APPROVE, own.verdict.pk))


def test_by_changing_the_text_after_it_was_submitted_by_another(draft, reviewer, second_editor, editor):
    """What is reviewed is what was submitted: a text slipped in between does not get to review."""
    with acting(reviewer, action="test"), transaction.atomic():
        sql(
            "INSERT INTO verdicts_submission (verdict_id, claim_id, number, statement, rating_label, rating_value,"
            " conclusion, explanation, missing_context, content, submitted_by_id, submitted_at)"
            " VALUES (%s, %s, 1, 'x', 'Mostly true', 4, %s, %s, '', '{}', %s, now())",
            draft.verdict.pk,
            draft.claim.pk,
            draft.verdict.conclusion,
            draft.verdict.explanation,
            reviewer.pk,
        )
    refused_by_database(
        editor,
        ("UPDATE verdicts_verdict SET conclusion = 'Slipped in.' WHERE id = %s", draft.verdict.pk),
        ("UPDATE verdicts_verdict SET state = 'in_review' WHERE id = %s", draft.verdict.pk),
    )


def test_by_submitting_another_rating_than_was_chosen(draft, reviewer):
    refused_by_database(
        reviewer,
        (
            "INSERT INTO verdicts_submission (verdict_id, claim_id, number, statement, rating_label, rating_value,"
            " conclusion, explanation, missing_context, content, submitted_by_id, submitted_at)"
            " VALUES (%s, %s, 1, 'x', 'False', 1, %s, %s, '', '{}', %s, now())",
            draft.verdict.pk,
            draft.claim.pk,
            draft.verdict.conclusion,
            draft.verdict.explanation,
            reviewer.pk,
        ),
    )


def test_an_editor_who_wrote_nothing_approves(own, second_editor):
    with acting(second_editor, action="test"):
        verdict = actions.approve_verdict(verdict=own.verdict, submission=own.submission, by=second_editor)
    assert verdict.state == State.APPROVED


def test_an_editor_who_saved_without_changing_a_word_is_no_author(draft, reviewer, editor):
    with acting(editor, action="test"):
        actions.save_draft(
            verdict=draft.verdict,
            expected=draft.verdict.version,
            rating=Rating.objects.get(pk=draft.verdict.rating_id),
            conclusion=draft.verdict.conclusion + "  ",
            explanation=draft.verdict.explanation,
        )
    assert not draft.verdict.authors.filter(user=editor).exists()


def test_an_author_who_is_an_editor_may_return(own, editor):
    with acting(editor, action="test"):
        verdict = actions.return_verdict(
            verdict=own.verdict, submission=own.submission, by=editor, comment="I found more."
        )
    assert verdict.state == State.RETURNED


def test_a_draft_is_not_approved_by_the_action(draft, reviewer, editor):
    submission = send(draft, reviewer)
    with acting(editor, action="test"):
        actions.return_verdict(verdict=draft.verdict, submission=submission, by=editor, comment="Shorter.")
    with pytest.raises((NotNow, SomebodyWasFaster)), acting(editor, action="test"):
        actions.approve_verdict(verdict=draft.verdict, submission=submission, by=editor)
