"""A dissent that its author wants readers to see stands in the report, named or not, as it was agreed to."""

import json

import pytest
from django.urls import reverse

from factcheck.accounts.models import Desk
from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.reports import articles
from factcheck.reports.exports import Selection, stream
from factcheck.reports.models import Export
from factcheck.reports.reading import report_of
from factcheck.verdicts import actions, opinions
from factcheck.verdicts.models import Rating, Verdict
from factcheck.verdicts.printed import SaysTooLittle
from tests.database.verdicts.conftest import browser, second_editor
from tests.database.verdicts.rounds import ask, give, settle

__all__ = ["browser", "second_editor"]

pytestmark = pytest.mark.django_db

TEXT = "The list of *the ministry* is missing, and <it> decides."


@pytest.fixture
def settled(reviewer, editor, second_editor):
    """Settled as the reviewer said, and not as the second editor did."""
    round = ask(reviewer, second_editor)
    give(round, reviewer, "True")
    give(round, second_editor, "False")
    return settle(round, editor, "True")


def dissent(round, by, printed, text=TEXT):
    with acting(by, action="test"):
        opinions.note_dissent(round=round, by=by, text=text, printed=printed)


def sent(claim: Claim, by) -> Verdict:
    with acting(by, action="test"):
        verdict = actions.draft_verdict(claim=claim, by=by)
        verdict = actions.save_draft(
            verdict=verdict,
            expected=verdict.version,
            rating=Rating.objects.get(scale__is_current=True, label="True"),
            conclusion="It closed in May.",
            explanation="The notice says so.",
        )
        actions.submit_verdict(verdict=verdict, expected=verdict.version, by=by)
    return verdict


def approved(verdict: Verdict, by) -> Verdict:
    with acting(by, action="test"):
        submission = actions.latest_submission(verdict)
        return actions.approve_verdict(verdict=verdict, submission=submission, by=by)


def ways_out(verdict: Verdict, client) -> dict[str, str]:
    report = report_of(verdict, Desk.objects.get_or_create(id=1)[0])
    page = client.get(reverse("reports:detail", args=[verdict.pk])).text
    (line,) = stream(Export.Format.JSONL, Selection(), None)
    return {
        "page": page.partition("How this was reached")[2].partition('<details class="no-print">')[0],
        "html": articles.as_html(report),
        "markdown": articles.as_markdown(report),
        "json": json.dumps(json.loads(line)["dissents"]),
    }


@pytest.mark.parametrize(("printed", "is_named"), [("named", True), ("unnamed", False)])
def test_a_dissent_is_printed_under_the_name_it_was_given_for_or_none(
    printed, is_named, settled, reviewer, editor, second_editor, browser
):
    dissent(settled, second_editor, printed)
    verdict = approved(sent(settled.claim, reviewer), editor)
    found = ways_out(verdict, browser(editor))
    for way, text in found.items():
        assert "is missing" in text, way
        assert (second_editor.name in text) == is_named, way
    assert "<it>" not in found["page"] + found["html"]
    assert "&lt;it&gt;" in found["html"]
    assert r"The list of \*the ministry\*" in found["markdown"]


def test_a_dissent_that_stays_with_the_desk_is_in_no_way_out(settled, reviewer, editor, second_editor, browser):
    dissent(settled, second_editor, "desk")
    verdict = approved(sent(settled.claim, reviewer), editor)
    for way, text in ways_out(verdict, browser(editor)).items():
        assert "is missing" not in text, way
        assert second_editor.name not in text, way
    assert "Dissent" not in articles.as_markdown(report_of(verdict, Desk.objects.get_or_create(id=1)[0]))


def test_who_approves_sees_what_will_be_printed(settled, reviewer, editor, second_editor, browser):
    dissent(settled, second_editor, "unnamed")
    verdict = sent(settled.claim, reviewer)
    page = browser(editor).get(reverse("verdicts:detail", args=[verdict.pk])).text
    assert "Dissent, printed with it without a name" in page
    assert "is missing" in page


def test_a_dissent_noted_after_the_sending_is_not_slipped_into_what_was_agreed_to(
    settled, reviewer, editor, second_editor, browser
):
    verdict = sent(settled.claim, reviewer)
    dissent(settled, second_editor, "named")
    verdict = approved(verdict, editor)
    assert "is missing" not in "".join(ways_out(verdict, browser(editor)).values())


def test_a_dissent_for_readers_tells_them_something(settled, second_editor, browser):
    with pytest.raises(SaysTooLittle):
        dissent(settled, second_editor, "named", text="No.")
    address = reverse("verdicts:note_dissent", args=[settled.pk])
    answer = browser(second_editor).post(address, {"text": "No.", "printed": "unnamed"})
    assert answer.status_code == 422
    assert "at least three words" in answer.text
    assert browser(second_editor).post(address, {"text": "No.", "printed": "desk"}).status_code == 302
