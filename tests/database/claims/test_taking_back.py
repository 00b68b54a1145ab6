"""An import of earlier checks that was wrong, taken back: whose, what stays, and that the file can come in again."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.earlier import bringing
from factcheck.claims.earlier.bringing import bring_in
from factcheck.claims.earlier.reading import rows_in
from factcheck.claims.earlier.taking_back import Import, NotYourImport, import_of, take_back
from factcheck.claims.linking import TakenBack, link_claims
from factcheck.claims.models import EarlierCheck
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db

WRONG = [{"id": str(number), "statement": f"Rating {number}."} for number in range(3)]
RIGHT = [{"id": str(number), "statement": f"Wolves were seen in park {number}."} for number in range(3)]


def brought(rows, by) -> EarlierCheck:
    """One of the checks that came with it."""
    data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    with acting(by, action="test"):
        first = bring_in(rows_in(data, "a.jsonl"), by=by).first
    assert first is not None
    return first


def taken_back(check, by) -> int:
    with acting(by, action="test"):
        return take_back(check=check, by=by)


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statements() -> set[str]:
    return {check.statement for check in EarlierCheck.objects.standing()}


def test_all_that_came_with_it_is_taken_back_and_nothing_else(reviewer, monkeypatch):
    monkeypatch.setattr(bringing, "BATCH", 2)
    brought([{"id": "x", "statement": "It rained."}], reviewer)
    assert taken_back(brought(WRONG, reviewer), reviewer) == 3
    assert statements() == {"It rained."}


def test_its_ids_are_free_for_the_file_as_it_should_have_come(reviewer):
    taken_back(brought(WRONG, reviewer), reviewer)
    brought(RIGHT, reviewer)
    assert statements() == {row["statement"] for row in RIGHT}
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierCheck.objects.create(key="1", statement="Another one of that id.")


def test_what_somebody_linked_stays(by_reviewer):
    check = brought(WRONG, by_reviewer)
    link_claims(claim=claim_of(by_reviewer), kind="same", by=by_reviewer, earlier=check)
    assert import_of(check) == Import(free=2, linked=1)
    assert taken_back(check, by_reviewer) == 2
    assert statements() == {check.statement}


def test_what_a_later_import_put_right_stays(reviewer, admin):
    check = brought(WRONG, reviewer)
    with acting(admin, action="test"):
        bring_in(rows_in(json.dumps(WRONG[0] | {"rating": "False"}).encode(), "b.jsonl"), by=admin)
    assert import_of(check) == Import(free=2, linked=0, changed=1)
    assert taken_back(check, reviewer) == 2
    assert statements() == {WRONG[0]["statement"]}


def test_what_was_taken_back_can_not_be_linked(by_reviewer):
    check = brought(WRONG, by_reviewer)
    taken_back(check, by_reviewer)
    with pytest.raises(TakenBack):
        link_claims(claim=claim_of(by_reviewer), kind="same", by=by_reviewer, earlier=check)


def test_only_who_brought_it_in_or_an_editor_takes_it_back(reviewer, admin, editor, viewer):
    check = brought(WRONG, admin)
    for other in (reviewer, viewer):
        with pytest.raises(NotYourImport):
            taken_back(check, other)
    assert taken_back(check, editor) == 3
    own = brought(RIGHT, reviewer)
    assert taken_back(own, reviewer) == 3


def test_a_second_time_there_is_nothing_left(reviewer):
    check = brought(WRONG, reviewer)
    assert [taken_back(check, reviewer), taken_back(check, reviewer)] == [3, 0]


def test_the_page_says_what_goes_and_stays_and_each_is_in_the_trail(by_reviewer):
    client, check = browser(by_reviewer), brought(WRONG, by_reviewer)
    link_claims(claim=claim_of(by_reviewer), kind="same", by=by_reviewer, earlier=check)
    address = reverse("claims:take_back_earlier", args=[check.pk])
    page = client.get(address).text
    assert "2 earlier checks that came with it" in page
    assert "One stays" in page
    assert address in client.get(reverse("claims:earlier_detail", args=[check.pk])).text
    assert client.post(address).url == reverse("claims:earlier")
    gone = EarlierCheck.objects.exclude(withdrawn_at=None)
    assert {check.withdrawn_by for check in gone} == {by_reviewer}
    for one in gone:
        entry = Entry.objects.about(one.public_id).latest("pk")
        assert (entry.action, entry.actor) == ("claims:take_back_earlier", by_reviewer.email)


def test_what_was_taken_back_is_in_no_list_and_its_page_says_so(reviewer):
    client, check = browser(reviewer), brought(WRONG, reviewer)
    taken_back(check, reviewer)
    assert check.statement not in client.get(reverse("claims:earlier")).text
    page = client.get(reverse("claims:earlier_detail", args=[check.pk])).text
    assert "Taken back with its import" in page
    assert reverse("claims:take_back_earlier", args=[check.pk]) not in page


def test_the_page_refuses_somebody_else(reviewer, admin):
    check = brought(WRONG, admin)
    address = reverse("claims:take_back_earlier", args=[check.pk])
    client = browser(reviewer)
    assert "ask them, or an editor" in client.get(address).text
    assert client.post(address).status_code == 422
    assert EarlierCheck.objects.standing().count() == 3


def test_the_index_lets_go_of_what_was_taken_back(reviewer):
    from factcheck.claims.indexing import CLAIMS
    from factcheck.search.registry import Place

    check = brought(WRONG, reviewer)

    def indexed() -> set[int]:
        place, found = Place(), set()
        while True:
            batch = CLAIMS.after(place, 100)
            found |= {item.key for item in batch.items if item.kind == "earlier"}
            if not batch.more or batch.place.id == 0:
                return found
            place = batch.place

    assert check.pk in indexed()
    taken_back(check, reviewer)
    assert check.pk not in indexed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_earliercheck")
        assert cursor.fetchone() == (3,)
