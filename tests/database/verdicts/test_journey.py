"""From the first draft to the approval, over HTTP, by two people."""

import lxml.html
import pytest
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.history import latest
from factcheck.discussion.actions import open_thread, write_comment
from factcheck.evidence.actions import change_evidence
from factcheck.verdicts.models import ProposedEdit, Rating, Verdict
from tests.database.verdicts.conftest import make_case

pytestmark = pytest.mark.django_db


def url(name, *arguments):
    return reverse(f"verdicts:{name}", args=arguments)


def write(client, verdict, **given):
    verdict.refresh_from_db()
    values = {
        "rating": Rating.objects.get(scale__is_current=True, label="Mostly true").pk,
        "conclusion": verdict.conclusion,
        "explanation": verdict.explanation,
        "version": verdict.version,
    }
    return client.post(url("edit", verdict.pk), values | given)


def test_from_draft_over_return_and_proposed_edit_to_approval(reviewer, editor, second_editor, browser):
    case = make_case(reviewer)
    verdict, author, second = case.verdict, browser(reviewer), browser(editor)
    text = f"The calendar lists none [{case.corroborating.public_id}]."

    answer = write(author, verdict, conclusion="No calendar has one.", explanation=text, submit="1")
    assert answer.url == url("detail", verdict.pk)
    page = second.get(url("detail", verdict.pk)).content.decode()
    assert "Remy Reviewer" in page
    assert 'id="note-1"' in page
    assert "<mark>lists no exercise in August</mark>" in page
    assert url("approve", verdict.pk) in page

    submission = verdict.submissions.get()
    checked = {"submission": submission.pk, "reference": case.corroborating.public_id, "checked": "1"}
    assert second.post(url("check_reference", verdict.pk), checked).url.endswith("#note-1")
    proposal = {"field": "conclusion", "before": "No calendar has one", "after": "The calendar lists none", "note": "!"}
    assert second.post(url("propose_edit", verdict.pk), proposal).status_code == 302
    assert second.post(url("return", verdict.pk), {"submission": submission.pk, "comment": " "}).status_code == 422
    returned = second.post(url("return", verdict.pk), {"submission": submission.pk, "comment": "See my edit."})
    assert returned.status_code == 302

    page = author.get(url("edit", verdict.pk)).content.decode()
    assert "See my edit." in page
    edit = ProposedEdit.objects.get()
    # What is typed beside the edit is not lost by accepting it.
    write(author, verdict, explanation=text + "\r\n\r\nAnd the weekly is alone.", accept=edit.pk)
    verdict.refresh_from_db()
    assert verdict.conclusion == "The calendar lists none."
    assert verdict.explanation.endswith("\n\nAnd the weekly is alone.")
    assert {row.user for row in verdict.authors.all()} == {reviewer, editor}

    piece = case.corroborating
    with acting(reviewer, action="test"):
        change_evidence(evidence=piece, expected=piece.version, weight="partial")
        thread = open_thread(about=case.claim, text="Which calendar?", by=reviewer)
        for words in ("The one for August?", "The monthly one."):
            write_comment(thread=thread, text=words, by=reviewer)
    sent = author.post(url("submit", verdict.pk), {"version": verdict.version})
    assert sent.status_code == 302
    page = second.get(url("detail", verdict.pk)).content.decode()
    assert "What changed since submission 1" in page
    assert f'{reverse("claims:detail", args=[case.claim.pk])}#{piece.public_id}">' in page
    assert "<b>Weight:</b>" in page
    assert "part of it" in page
    # Of what is not resolved, what was asked first and what was said last.
    assert "One comment between" in page
    assert "The monthly one." in page
    assert "<del>No</del>" in page
    assert "<ins>" in page

    latest = verdict.submissions.get(number=2)
    # Whose words stand in it doesn't approve it.
    assert second.post(url("approve", verdict.pk), {"submission": latest.pk}).status_code == 403
    assert browser(second_editor).post(url("approve", verdict.pk), {"submission": latest.pk}).status_code == 302
    assert Verdict.objects.get(pk=verdict.pk).state == "approved"
    assert "No calendar has one" in second.get(url("detail", verdict.pk) + "?submission=1").content.decode()


def test_a_conflict_keeps_what_was_typed_and_shows_both_texts(draft, reviewer, editor, browser):
    seen = draft.verdict.version
    write(browser(editor), draft.verdict, conclusion="The editor's sentence.")
    answer = write(browser(reviewer), draft.verdict, conclusion="The reviewer's sentence.", version=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The editor&#x27;s sentence." in page
    assert "The reviewer&#x27;s sentence.</textarea>" in page
    assert "Edda Editor" in page
    # Having compared, one saves again.
    draft.verdict.refresh_from_db()
    assert f'name="version" value="{draft.verdict.version}"' in page


def test_what_is_typed_while_somebody_else_sends_it_is_kept(draft, reviewer, browser):
    author = browser(reviewer)
    stale = {"version": draft.verdict.version, "conclusion": "Typed meanwhile.", "explanation": "", "rating": ""}
    author.post(url("submit", draft.verdict.pk), {"version": draft.verdict.version})
    answer = author.post(url("edit", draft.verdict.pk), stale)
    assert answer.status_code == 409
    assert "Typed meanwhile." in answer.content.decode()


def test_a_draft_that_cannot_be_sent_is_saved_and_says_why(reviewer, browser):
    case = make_case(reviewer)
    answer = write(browser(reviewer), case.verdict, conclusion="", explanation="Only this.", submit="1")
    assert answer.status_code == 422
    assert "Write the conclusion in one sentence first." in answer.content.decode()
    case.verdict.refresh_from_db()
    assert (case.verdict.state, case.verdict.explanation) == ("draft", "Only this.")


def test_a_reference_to_nothing_on_the_board_is_refused_by_name(draft, reviewer, browser):
    answer = write(browser(reviewer), draft.verdict, explanation="It says so [E-9999].", submit="1")
    assert answer.status_code == 422
    assert "E-9999: not on the board" in answer.content.decode()


def test_the_preview_numbers_footnotes_and_lists_what_has_no_reference(draft, reviewer, browser):
    text = f"It lists none [{draft.corroborating.public_id}]. There were 4,000 of them."
    page = browser(reviewer).post(url("preview", draft.verdict.pk), {"explanation": text}).content.decode()
    assert 'href="#note-1"' in page
    assert "<b>4,000</b>" in page
    draft.verdict.refresh_from_db()
    assert "4,000" not in draft.verdict.explanation


def test_a_prediction_is_offered_no_rating_and_takes_none(reviewer, browser):
    case = make_case(reviewer, kind="prediction")
    client = browser(reviewer)
    assert 'name="rating"' not in client.get(url("edit", case.verdict.pk)).content.decode()
    write(client, case.verdict, conclusion="It will be seen.", submit="1")
    case.verdict.refresh_from_db()
    assert (case.verdict.state, case.verdict.rating) == ("in_review", None)


def test_an_explanation_cannot_bring_markup_of_its_own(draft, reviewer, browser):
    text = "<script>alert(1)</script> [x](javascript:alert(1))"
    page = browser(reviewer).post(url("preview", draft.verdict.pk), {"explanation": text}).content.decode()
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_an_edit_is_settled_once(in_review, reviewer, editor, browser):
    browser(editor).post(
        url("propose_edit", in_review.verdict.pk), {"field": "conclusion", "before": "No", "after": "Not a"}
    )
    edit = ProposedEdit.objects.get()
    client = browser(reviewer)
    assert client.post(url("settle_edit", edit.pk), {}).status_code == 400
    # While it is in review nothing is accepted; declining is possible.
    assert client.post(url("settle_edit", edit.pk), {"accept": "1"}).status_code == 409
    assert client.post(url("settle_edit", edit.pk), {"decline": "1"}).status_code == 302
    assert client.post(url("settle_edit", edit.pk), {"accept": "1"}).status_code == 409
    edit.refresh_from_db()
    assert edit.accepted is False


def test_an_edit_of_words_that_do_not_stand_there_once_is_refused(in_review, editor, browser):
    answer = browser(editor).post(
        url("propose_edit", in_review.verdict.pk), {"field": "conclusion", "before": "Nowhere", "after": "x"}
    )
    assert answer.status_code == 422
    assert "exactly once" in answer.content.decode()


def test_an_edit_that_changes_nothing_is_not_proposed(in_review, editor, browser):
    answer = browser(editor).post(
        url("propose_edit", in_review.verdict.pk), {"field": "conclusion", "before": "No", "after": "No"}
    )
    assert answer.status_code == 422
    assert not ProposedEdit.objects.exists()


def test_a_submission_of_another_verdict_is_not_decided_here(in_review, reviewer, editor, browser):
    other = make_case(reviewer)
    answer = browser(editor).post(url("approve", other.verdict.pk), {"submission": in_review.submission.pk})
    assert answer.status_code == 404


def test_what_was_published_is_withdrawn_with_a_note_for_readers(published, editor, browser):
    client = browser(editor)
    assert client.post(url("withdraw", published.verdict.pk), {"note": ""}).status_code == 422
    assert client.post(url("withdraw", published.verdict.pk), {"note": "It was wrong."}).status_code == 302
    published.verdict.refresh_from_db()
    assert (published.verdict.state, published.verdict.withdrawn_note) == ("withdrawn", "It was wrong.")


def test_an_approval_is_given_back_with_a_reason(approved, editor, browser):
    client = browser(editor)
    assert client.post(url("reopen", approved.verdict.pk), {"reason": "A new list is out."}).status_code == 302
    history = client.get(reverse("audit:history", args=[approved.verdict.public_id])).content.decode()
    assert "A new list is out." in history


def test_the_history_tells_sending_from_writing_and_names_the_rating(reviewer, browser):
    case = make_case(reviewer)
    write(browser(reviewer), case.verdict, conclusion="No calendar has one.", submit="1")
    sent, written = latest(case.verdict.public_id, reviewer)[:2]
    assert (sent.what, written.what) == ("sent a verdict for review", "worked on a verdict")
    shown = {change.label: change.after for line in written.lines for change in line.changes}
    assert shown["Rating"] == "Mostly true"


def _opened(client, verdict) -> dict[str, str]:
    page = lxml.html.fromstring(client.get(url("edit", verdict.pk)).content.decode())
    return dict(page.get_element_by_id("verdict-form").form_values())


def test_two_who_write_different_parts_of_a_draft_both_keep_theirs(draft, reviewer, editor, browser):
    author, other = browser(reviewer), browser(editor)
    mine = _opened(author, draft.verdict) | {"explanation": "The reviewer's text.", "submit": "1"}
    theirs = _opened(other, draft.verdict) | {"conclusion": "The editor's sentence.", "save": "1"}
    other.post(url("edit", draft.verdict.pk), theirs)
    answer = author.post(url("edit", draft.verdict.pk), mine, follow=True)
    draft.verdict.refresh_from_db()
    assert draft.verdict.conclusion == "The editor's sentence."
    assert draft.verdict.explanation == "The reviewer's text."
    # Nobody sends for review what they have not seen.
    assert draft.verdict.state == "draft"
    assert "meanwhile is kept too: Conclusion." in answer.content.decode()


def test_where_both_changed_the_rating_the_page_shows_both_and_merges_the_rest(draft, reviewer, editor, browser):
    author, other = browser(reviewer), browser(editor)
    mine, theirs = _opened(author, draft.verdict), _opened(other, draft.verdict)
    labels = dict(Rating.objects.filter(scale__is_current=True).values_list("label", "pk"))
    other.post(
        url("edit", draft.verdict.pk), theirs | {"rating": labels["False"], "conclusion": "The editor's.", "save": "1"}
    )
    answer = author.post(url("edit", draft.verdict.pk), mine | {"rating": labels["True"], "save": "1"})
    assert answer.status_code == 409
    assert [(row.theirs, row.yours) for row in answer.context["conflict"].rows] == [("False", "True")]
    assert answer.context["chosen"] == str(labels["True"])
    assert "The editor&#x27;s.</textarea>" in answer.content.decode()
