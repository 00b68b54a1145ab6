"""Linking claims with each other and with earlier checks, and taking that back."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from factcheck.audit.models import Entry
from factcheck.claims.linking import LinkedAlready, LinkedToItself, NotLinked, link_claims, links_of, withdraw_link
from factcheck.claims.models import ClaimLink, EarlierCheck
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(by_reviewer):
    return claim_of(by_reviewer, "The bridge is closed."), claim_of(by_reviewer, "The bridge is shut to lorries.")


@pytest.fixture
def check(by_reviewer):
    return EarlierCheck.objects.create(key="a", statement="The bridge was closed.", rating="Mostly so")


def test_a_link_is_seen_from_both_ends(as_viewer, claims, by_reviewer):
    one, other = claims
    link_claims(claim=one, other=other, kind="part", by=by_reviewer)
    assert "This is a part of" in as_viewer.get(f"/claims/{one.public_id}/").content.decode()
    assert "Has as a part" in as_viewer.get(f"/claims/{other.public_id}/").content.decode()


def test_two_claims_are_linked_once_whichever_end_it_began_at(claims, by_reviewer):
    one, other = claims
    link_claims(claim=one, other=other, kind="same", by=by_reviewer)
    for pair in ({"claim": one, "other": other}, {"claim": other, "other": one}):
        with pytest.raises(LinkedAlready):
            link_claims(**pair, kind="related", by=by_reviewer)


def test_a_claim_is_not_linked_to_itself_nor_to_nothing(claims, check, by_reviewer):
    one, other = claims
    with pytest.raises(LinkedToItself):
        link_claims(claim=one, other=one, kind="same", by=by_reviewer)
    for ends in ({}, {"other": other, "earlier": check}):
        with pytest.raises(ValueError, match="one of"):
            link_claims(claim=one, kind="same", by=by_reviewer, **ends)


def test_a_link_taken_back_stays_in_the_history_and_can_be_made_again(claims, by_reviewer):
    one, other = claims
    link = link_claims(claim=one, other=other, kind="same", by=by_reviewer)
    withdraw_link(link=link, by=by_reviewer)
    assert not links_of([one.pk, other.pk]).exists()
    assert link.withdrawn_by == by_reviewer
    with pytest.raises(NotLinked):
        withdraw_link(link=link, by=by_reviewer)
    link_claims(claim=other, other=one, kind="related", by=by_reviewer)
    assert Entry.objects.filter(table_name="claims_claimlink").count() == 3


def test_the_database_refuses_a_link_to_two_to_none_to_itself_and_twice(claims, check):
    one, other = claims
    ends = ((other.pk, check.pk), (None, None), (one.pk, None))
    for second, earlier in ends:
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimLink.objects.create(claim=one, other_id=second, earlier_id=earlier, kind="same")
    ClaimLink.objects.create(claim=one, earlier=check, kind="same")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLink.objects.create(claim=one, earlier=check, kind="related")


def test_the_database_refuses_to_rewrite_or_delete_a_link(claims, check):
    link = ClaimLink.objects.create(claim=claims[0], earlier=check, kind="same")
    for statement in (
        "UPDATE claims_claimlink SET kind = 'part' WHERE id = %s",
        "DELETE FROM claims_claimlink WHERE id = %s",
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [link.pk])


def test_a_link_is_made_by_number_and_taken_back_from_either_page(as_reviewer, claims, check):
    one, other = claims
    page = f"/claims/{one.public_id}/links/"
    response = as_reviewer.post(page, {"kind": "same", "other": f" {check.public_id.lower()} ", "note": "the archive"})
    assert response["Location"] == f"/claims/{one.public_id}/#answered"
    shown = as_reviewer.get(f"/claims/{one.public_id}/").content.decode()
    assert "The bridge was closed." in shown
    assert "Mostly so" in shown
    as_reviewer.post(page, {"kind": "part", "other": other.public_id})
    link = ClaimLink.objects.get(other=other)
    back = as_reviewer.post(f"/claims/links/{link.public_id}/withdraw/", {"from": other.public_id})
    assert back["Location"] == f"/claims/{other.public_id}/#answered"
    assert as_reviewer.post(f"/claims/links/{link.public_id}/withdraw/").status_code == 302
    actions = Entry.objects.filter(table_name="claims_claimlink").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["claims:link", "claims:link", "claims:link_withdraw"]


@pytest.mark.parametrize("number", ["C-9999", "EC-9999", "nonsense", "", "D-0001"])
def test_a_number_that_is_nobodys_is_refused_and_what_was_typed_stays(as_reviewer, claims, number):
    response = as_reviewer.post(
        f"/claims/{claims[0].public_id}/links/", {"kind": "part", "other": number, "note": "typed with care"}
    )
    assert response.status_code == 422
    assert "typed with care" in response.content.decode()


def test_the_page_of_a_claim_costs_the_same_queries_for_one_link_and_for_five(as_reviewer, claims, by_reviewer):
    one, other = claims

    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_reviewer.get(f"/claims/{one.public_id}/")
        return len(captured)

    link_claims(claim=one, other=other, kind="same", by=by_reviewer)
    queries()
    before = queries()
    for number in range(4):
        link_claims(claim=claim_of(by_reviewer, f"Claim {number}."), other=one, kind="related", by=by_reviewer)
    assert queries() == before
