"""Two people edit one claim: what does not collide is merged, what collides is shown with both texts."""

import pytest
from lxml import html

from factcheck.claims.actions import Term, begin_research, change_claim, create_claim
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db


def opened(client, address: str) -> dict[str, str]:
    """What a browser would send of the page's form, untouched."""
    (form,) = html.fromstring(client.get(address).content.decode()).xpath(
        '//form[contains(@class, "form")][@method="post"]'
    )
    return dict(form.form_values())


@pytest.fixture
def claim(by_reviewer):
    return claim_of(by_reviewer, "The bridge was closed.", tags=["bridge"])


def test_fields_that_only_one_of_two_changed_are_both_kept(as_reviewer, claim, editor):
    address = f"/claims/{claim.public_id}/edit/"
    mine = opened(as_reviewer, address) | {"statement": "The bridge was shut."}
    change_claim(claim=claim, expected=claim.version, by=editor, priority=1, tags=["bridge", "urgent"])
    answer = as_reviewer.post(address, mine, follow=True)
    claim.refresh_from_db()
    assert (claim.statement, claim.priority, claim.tags) == ("The bridge was shut.", 1, ["bridge", "urgent"])
    assert "meanwhile is kept too: Tags, Priority." in answer.content.decode()


def test_a_field_that_both_changed_is_shown_twice_and_the_others_are_merged(as_reviewer, claim, editor):
    address = f"/claims/{claim.public_id}/edit/"
    mine = opened(as_reviewer, address) | {"statement": "The bridge was shut.", "why_checked": "Many ask."}
    change_claim(claim=claim, expected=claim.version, by=editor, statement="It was closed.", priority=1)
    answer = as_reviewer.post(address, mine)
    assert answer.status_code == 409
    assert [(row.label, row.theirs, row.yours) for row in answer.context["conflict"].rows] == [
        ("What we check", "It was closed.", "The bridge was shut.")
    ]
    assert answer.context["conflict"].taken == "Priority"
    form = answer.context["form"]
    assert (form["statement"].value(), form["priority"].value()) == ("The bridge was shut.", "1")
    # Having compared, one saves again, from what the page now holds.
    (page,) = html.fromstring(answer.content.decode()).xpath('//form[contains(@class, "form")][@method="post"]')
    assert as_reviewer.post(address, dict(page.form_values())).status_code == 302
    claim.refresh_from_db()
    assert (claim.statement, claim.why_checked, claim.priority) == ("The bridge was shut.", "Many ask.", 1)


def test_terms_that_only_the_other_changed_are_taken(as_reviewer, by_reviewer, editor):
    claim = create_claim(by=by_reviewer, statement="It was closed.", kind="fact", terms=[Term("closed", "to cars")])
    address = f"/claims/{claim.public_id}/edit/"
    mine = opened(as_reviewer, address) | {"statement": "It was shut."}
    theirs = [Term("closed", "to cars and trams"), Term("it", "the bridge")]
    change_claim(claim=claim, expected=claim.version, by=editor, terms=theirs)
    assert as_reviewer.post(address, mine).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "It was shut."
    assert [(term.term, term.reading) for term in claim.terms.all()] == [
        ("closed", "to cars and trams"),
        ("it", "the bridge"),
    ]


def test_terms_that_both_changed_collide(as_reviewer, by_reviewer, editor):
    claim = create_claim(by=by_reviewer, statement="It was closed.", kind="fact", terms=[Term("closed", "to cars")])
    address = f"/claims/{claim.public_id}/edit/"
    mine = opened(as_reviewer, address) | {"terms-0-reading": "to all"}
    change_claim(claim=claim, expected=claim.version, by=editor, terms=[Term("closed", "to trams")])
    answer = as_reviewer.post(address, mine)
    assert answer.status_code == 409
    (row,) = answer.context["conflict"].rows
    assert (row.theirs, row.yours) == ("closed: to trams", "closed: to all")
    assert claim.terms.get().reading == "to trams"


def test_research_that_began_meanwhile_does_not_stop_an_edit(as_reviewer, claim, by_reviewer):
    address = f"/claims/{claim.public_id}/edit/"
    mine = opened(as_reviewer, address) | {"statement": "The bridge was shut."}
    begin_research(claim=claim, by=by_reviewer)
    assert as_reviewer.post(address, mine).status_code == 302


def test_priority_and_person_set_by_two_people_are_both_kept_and_triage_the_claim(as_reviewer, claim, editor):
    address = f"/claims/{claim.public_id}/triage/"
    mine = opened(as_reviewer, address) | {"due_on": "2026-03-01"}
    change_claim(claim=claim, expected=claim.version, by=editor, assignee=editor)
    assert as_reviewer.post(address, mine).status_code == 302
    claim.refresh_from_db()
    assert (claim.assignee, str(claim.due_on), claim.state) == (editor, "2026-03-01", "triaged")
