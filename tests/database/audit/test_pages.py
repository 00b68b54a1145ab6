"""The history of an object, and all of it with filters."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.audit.context import acting, because
from factcheck.audit.history import latest
from factcheck.audit.models import Entry
from tests.database.audit.conftest import run_sql


def page(client, user, address, **query):
    client.force_login(user)
    response = client.get(address, query)
    return response, response.content.decode()


def test_the_history_of_a_claim_holds_what_was_done_to_its_evidence(client, viewer, claim, evidence):
    _, html = page(client, viewer, reverse("audit:history", args=[claim.public_id]))
    assert "linked evidence" in html
    assert evidence.public_id in html
    assert "Remy Reviewer" in html
    assert 'title="remy@desk.example"' in html


def test_a_public_id_may_be_written_short_and_in_lower_case(client, viewer, claim):
    response, _ = page(client, viewer, f"/audit/c-{claim.pk}/")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "address", ["/audit/C-999999/", "/audit/ZZ-0001/", "/audit/none/", "/audit/C-" + "9" * 30 + "/"]
)
def test_what_does_not_exist_has_no_history(client, viewer, address):
    response, _ = page(client, viewer, f"/audit/{address}/")
    assert response.status_code == 404


def test_a_change_is_shown_word_by_word_with_its_reason(client, viewer, editor, claim):
    with acting(editor, action="claims:edit"), because("The bridge has two lanes"):
        claim.change(statement="The bridge is half open.")
    _, html = page(client, viewer, reverse("audit:history", args=[claim.public_id]))
    assert "<del>The bridge is open.</del> <ins>The bridge is half open.</ins>" in html
    assert "The bridge has two lanes" in html
    assert "edited a claim" in html


def test_a_long_text_is_compared_word_by_word(client, viewer, editor, claim):
    with acting(editor, action="claims:edit"):
        claim.change(why_checked="Many people shared it on the day. " * 3)
        claim.change(why_checked="Many people shared it on that day. " * 3)
    _, html = page(client, viewer, reverse("audit:history", args=[claim.public_id]))
    assert "shared it on <del>the</del><ins>that</ins> day." in html


def test_people_are_named_and_not_numbered(viewer, reviewer, claim, evidence):
    shown = {change.label: change for change in latest(claim.public_id, viewer)[0].lines[0].changes}
    assert shown["Linked by"].after == "Remy Reviewer"


def test_what_nobody_stated_of_a_new_row_is_left_out(viewer, claim, evidence):
    labels = [change.label for change in latest(claim.public_id, viewer)[0].lines[0].changes]
    assert "Via" not in labels
    assert "Withdrawn reason" not in labels


def test_choices_and_keys_are_shown_as_people_know_them(viewer, claim, evidence):
    step = latest(claim.public_id, viewer)[0]
    shown = {change.label: change for change in step.lines[0].changes}
    assert shown["Weight"].after == "on the central point"
    assert shown["Claim"].after == claim.public_id
    assert (
        shown["Claim"].after_url == reverse("audit:history", args=[claim.public_id])
        or "/claims/" in shown["Claim"].after_url
    )
    assert "Version" not in shown


def test_what_one_transaction_did_is_one_step(transactional_db, reviewer, claim):
    from django.db import transaction

    with acting(reviewer, action="claims:edit"), transaction.atomic():
        claim.terms.create(term="open", reading="to cars")
        claim.change(statement="The bridge is open to cars.")
    steps = latest(claim.public_id, reviewer)
    assert [len(step.lines) for step in steps] == [2, 1]


def test_a_change_outside_the_application_is_marked(client, viewer, claim):
    run_sql("UPDATE claims_claim SET priority = 1 WHERE id = %s", [claim.pk])
    _, html = page(client, viewer, reverse("audit:list"), action="outside", object=claim.public_id)
    assert "outside the application" in html
    assert html.count("<li id=") == 1


def test_what_is_typed_by_people_is_shown_as_text(client, viewer, reviewer, claim):
    with acting(reviewer, action="claims:edit", reason="<script>alert(1)</script>"):
        claim.change(statement="<img src=x onerror=alert(1)>")
    _, html = page(client, viewer, reverse("audit:history", args=[claim.public_id]))
    assert "<script>alert" not in html
    assert "<img" not in html


@pytest.fixture
def three_people_at_work(claim, reviewer, editor):
    for person, action in ((reviewer, "claims:edit"), (editor, "claims:edit"), (editor, "verdicts:edit")):
        with acting(person, action=action):
            claim.change(why_checked=f"{person} {action}")
    run_sql("UPDATE claims_claim SET priority = 3 WHERE id = %s", [claim.pk])
    return claim


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, 5),
        ({"actor": "reviewer"}, 2),
        ({"actor": "editor"}, 2),
        ({"actor": "none"}, 1),
        ({"action": "claims:edit"}, 2),
        ({"action": "outside"}, 1),
        ({"actor": "editor", "action": "claims:edit"}, 1),
        ({"first": "today", "last": "today"}, 5),
        ({"last": "9999-12-31"}, 5),
        ({"last": "yesterday"}, 0),
        ({"first": "tomorrow"}, 0),
    ],
)
def test_filters_narrow_what_is_listed(client, viewer, reviewer, editor, three_people_at_work, wanted, expected):
    today = datetime.now(UTC).date()
    words = {
        "reviewer": reviewer.pk,
        "editor": editor.pk,
        "today": today,
        "yesterday": today - timedelta(days=1),
        "tomorrow": today + timedelta(days=1),
    }
    query = {name: words.get(value, value) for name, value in wanted.items()}
    response, _ = page(client, viewer, reverse("audit:list"), object=three_people_at_work.public_id, **query)
    assert len(response.context["page"].rows) == expected


def test_a_filter_that_cannot_be_read_is_an_error_and_shows_nothing(client, viewer, claim):
    response, html = page(client, viewer, reverse("audit:list"), object="the bridge", first="soon")
    assert "Write a public id" in html
    assert response.context["steps"] == []


def test_pages_follow_each_other_without_gap_or_overlap(client, viewer, reviewer, claim):
    with acting(reviewer, action="claims:edit"):
        for number in range(120):
            claim.change(why_checked=f"Reason {number}")
    found, query = [], "?"
    while query:
        response, _ = page(client, viewer, reverse("audit:history", args=[claim.public_id]) + query)
        found += [entry.pk for entry in response.context["page"].rows]
        query = response.context["page"].older
    assert found == list(Entry.objects.about(claim.public_id).order_by("-at", "-id").values_list("pk", flat=True))
    assert len(found) == 121


def test_going_back_to_newer_entries_gives_the_same_page(client, viewer, reviewer, claim):
    with acting(reviewer, action="claims:edit"):
        for number in range(120):
            claim.change(why_checked=f"Reason {number}")
    address = reverse("audit:list")
    first, _ = page(client, viewer, address)
    second, _ = page(client, viewer, address + first.context["page"].older)
    back, _ = page(client, viewer, address + second.context["page"].newer)
    assert back.context["page"].rows == first.context["page"].rows


def test_how_others_sign_in_is_for_them_and_admins(client, viewer, reviewer, admin):
    with acting(reviewer, action="account_email"):
        EmailAddress.objects.create(user=reviewer, email="remy.private@mail.example")
    for user, sees in ((viewer, False), (reviewer, True), (admin, True)):
        for address in (reverse("audit:list"), reverse("audit:history", args=[reviewer.public_id])):
            _, html = page(client, user, address)
            assert ("remy.private@mail.example" in html) is sees


def test_when_somebody_else_signed_in_is_not_told(client, viewer, reviewer, admin):
    with acting(reviewer, action="account_login"):
        run_sql("UPDATE accounts_user SET last_login = now() WHERE id = %s", [reviewer.pk])
    for user, sees in ((viewer, False), (reviewer, True), (admin, True)):
        _, html = page(client, user, reverse("audit:history", args=[reviewer.public_id]))
        assert ("signed in" in html) is sees


def test_visitors_who_are_not_signed_in_see_nothing(client, claim):
    for address in (reverse("audit:list"), reverse("audit:history", args=[claim.public_id])):
        assert client.get(address).status_code == 302


def test_a_page_costs_the_same_number_of_queries_for_2_entries_and_for_40(client, viewer, reviewer, claim):
    address = reverse("audit:history", args=[claim.public_id])
    counts = []
    for edits in (2, 38):
        with acting(reviewer, action="claims:edit"):
            for number in range(edits):
                claim.change(why_checked=f"{edits} {number}")
        page(client, viewer, address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_rail_names_the_last_steps_and_links_to_all(rf, viewer, claim, evidence):
    from django.template.loader import render_to_string

    html = render_to_string(
        "components/history.html", {"steps": latest(claim.public_id, viewer), "public_id": claim.public_id}
    )
    assert "linked evidence" in html
    assert reverse("audit:history", args=[claim.public_id]) in html
