"""Many claims at once, and saved views: each claim by its own action, each refusal told, nothing else held up."""

from datetime import date

import pytest

from factcheck.audit.models import Entry
from factcheck.claims.models import Claim, SavedView
from factcheck.claims.saved_views import NameMissing, NameTaken, NotYourView, delete_view, save_view
from factcheck.verdicts.actions import draft_verdict
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db


def _told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def _change(client, claims, **values):
    data = {"claims": [claim.public_id for claim in claims], **values}
    return client.post("/claims/change/", data, follow=True)


def test_ticked_claims_are_assigned_tagged_and_given_a_day_and_no_other(as_reviewer, by_reviewer, editor):
    ticked = [claim_of(by_reviewer, f"Claim {n}.", tags=["old"]) for n in range(2)]
    other = claim_of(by_reviewer, "Not ticked.")
    response = _change(
        as_reviewer,
        ticked,
        assignee=editor.public_id,
        priority="1",
        tags="Ferry, old",
        due_on="2026-03-01",
        reason="Before the vote",
    )
    assert _told(response) == ["2 claims are changed."]
    for claim in Claim.objects.filter(pk__in=[one.pk for one in ticked]):
        assert (claim.assignee, claim.priority, claim.tags) == (editor, 1, ["old", "ferry"])
        assert (claim.due_on, claim.state) == (date(2026, 3, 1), "new")
    other.refresh_from_db()
    assert (other.assignee, other.priority, other.version) == (None, 2, 1)
    entries = Entry.objects.filter(action="claims:change_many", table_name="claims_claim")
    assert [entry.reason for entry in entries] == ["Before the vote"] * 2


def test_what_cannot_be_dropped_is_told_and_the_rest_is_dropped(as_reviewer, by_reviewer):
    judged, small = claim_of(by_reviewer, "Judged."), claim_of(by_reviewer, "Small.")
    draft_verdict(claim=judged, by=by_reviewer)
    told = _told(_change(as_reviewer, [judged, small], move="drop", reason="Too small."))
    assert told == ["One claim is changed.", f"{judged.public_id} has a verdict, so it can't be dropped."]
    assert dict(Claim.objects.values_list("statement", "state")) == {"Judged.": "researching", "Small.": "dropped"}


def test_a_claim_that_is_refused_one_change_keeps_the_others_off_too(as_reviewer, by_reviewer):
    judged = claim_of(by_reviewer, "Judged.")
    draft_verdict(claim=judged, by=by_reviewer)
    _change(as_reviewer, [judged], move="drop", priority="1", reason="Too small.")
    judged.refresh_from_db()
    assert judged.priority == 2


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"move": "drop"}, "Say why they are dropped."),
        ({"due_on": "soon"}, "valid date"),
        ({"assignee": "U-9999"}, "valid choice"),
        ({"due_on": "2026-03-01", "no_due": "on"}, "not both"),
        ({}, "say what should be"),
    ],
)
def test_what_can_not_be_meant_changes_nothing_and_says_why(as_reviewer, by_reviewer, values, word):
    claim = claim_of(by_reviewer, due_on=date(2026, 1, 1))
    assert word in " ".join(_told(_change(as_reviewer, [claim], **values)))
    claim.refresh_from_db()
    assert claim.version == 1


def test_nonsense_among_the_ticks_is_passed_over(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    data = {"claims": ["", "D-0001", "C-99999999999999999", claim.public_id], "no_due": "on", "priority": "3"}
    assert _told(as_reviewer.post("/claims/change/", data, follow=True)) == ["One claim is changed."]
    assert _told(_change(as_reviewer, [claim], priority="3")) == ["One claim was so already."]


def test_the_list_comes_back_with_the_filters_it_had(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    response = _change(as_reviewer, [claim], priority="1", query="stage=new&next=//evil.example&kind=fact")
    assert response.redirect_chain == [("/claims/?stage=new&kind=fact", 302)]


def test_who_may_not_write_is_offered_no_ticks(as_viewer, by_reviewer):
    claim = claim_of(by_reviewer)
    assert 'name="claims"' not in as_viewer.get("/claims/").content.decode()
    assert _change(as_viewer, [claim], priority="1").status_code == 403


def test_filters_are_saved_under_a_name_and_opened_by_a_lasting_address(as_reviewer, reviewer, by_reviewer):
    claim_of(by_reviewer)
    data = {"name": " Urgent  ones ", "query": "priority=1&sort=due&x=y&page=3", "is_shared": "on"}
    as_reviewer.post("/claims/views/", data)
    view = SavedView.objects.get()
    assert (view.name, view.query, view.owner, view.is_shared) == ("Urgent ones", "priority=1&sort=due", reviewer, True)
    assert as_reviewer.get(f"/claims/views/{view.public_id}/")["Location"] == "/claims/?priority=1&sort=due"


def test_a_view_is_seen_by_others_only_if_it_is_shared_and_deleted_by_its_owner_alone(as_viewer, reviewer, viewer):
    shared = save_view(name="Shared", query="kind=fact", is_shared=True, by=reviewer)
    own = save_view(name="Own", query="kind=image", is_shared=False, by=reviewer)
    page = as_viewer.get("/claims/?kind=fact").content.decode()
    assert "Shared" in page
    assert "Own" not in page
    assert as_viewer.get(f"/claims/views/{own.public_id}/").status_code == 404
    assert as_viewer.post(f"/claims/views/{shared.public_id}/delete/").status_code == 404
    with pytest.raises(NotYourView):
        delete_view(view=shared, by=viewer)
    delete_view(view=shared, by=reviewer)
    assert set(SavedView.objects.all()) == {own}


def test_a_name_is_given_once_by_each_person(reviewer, editor):
    save_view(name="Urgent", query="", is_shared=False, by=reviewer)
    save_view(name="Urgent", query="", is_shared=False, by=editor)
    with pytest.raises(NameTaken):
        save_view(name="URGENT", query="", is_shared=False, by=reviewer)
    with pytest.raises(NameMissing):
        save_view(name="  ", query="", is_shared=False, by=reviewer)
