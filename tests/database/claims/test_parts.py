"""Parts and readings of a claim: written down under it, and taking over what it says of who and when."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim, ensure_claimant
from factcheck.claims.models import Claim
from factcheck.claims.parts import PartOfAPart, ReadingMissing, add_part, add_reading
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(reviewer) -> Claim:
    with acting(reviewer, action="test"):
        made = partial_date_columns("made", parse("2021-03"))
        return create_claim(
            by=reviewer,
            kind="fact",
            statement="The ferry stopped and 40 people lost their work.",
            claimant=ensure_claimant("The harbour office"),
            language="de",
            priority=1,
            **made,
        )


def page(user, claim):
    client = Client()
    client.force_login(user)
    return client.get(reverse("claims:detail", args=[claim.pk])).text


def test_a_part_takes_over_who_claims_it_when_and_in_which_language(claim, reviewer):
    with acting(reviewer, action="test"):
        part = add_part(parent=claim, by=reviewer, statement="The ferry stopped.")
    assert part.parent == claim
    assert (part.claimant, part.made_text, part.language, part.priority) == (claim.claimant, "2021-03", "de", 1)
    assert part.statement == "The ferry stopped."


def test_a_part_may_differ_from_its_claim_in_all_of_it(claim, reviewer):
    with acting(reviewer, action="test"):
        part = add_part(parent=claim, by=reviewer, statement="It did.", language="fr", claimant=None)
    assert (part.language, part.claimant) == ("fr", None)


def test_a_reading_says_how_the_words_are_read(claim, reviewer):
    with acting(reviewer, action="test"):
        with pytest.raises(ReadingMissing):
            add_reading(parent=claim, by=reviewer, reading=" ", statement=claim.statement)
        reading = add_reading(parent=claim, by=reviewer, reading="“stopped” as for good", statement=claim.statement)
    assert reading.reading == "“stopped” as for good"


def test_a_part_has_no_parts(claim, reviewer):
    with acting(reviewer, action="test"):
        part = add_part(parent=claim, by=reviewer, statement="The ferry stopped.")
        with pytest.raises(PartOfAPart):
            add_part(parent=part, by=reviewer, statement="Some ferry stopped.")
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(statement="Some ferry stopped.", kind="fact", parent=part)


def test_each_page_leads_to_the_other(claim, reviewer):
    with acting(reviewer, action="test"):
        part = add_part(parent=claim, by=reviewer, statement="The ferry stopped.")
        add_reading(parent=claim, by=reviewer, reading="for good", statement=claim.statement)
    above = page(reviewer, claim)
    assert reverse("claims:detail", args=[part.pk]) in above
    assert "no approved rating yet" in above
    assert "for good" in above
    below = page(reviewer, part)
    assert reverse("claims:detail", args=[claim.pk]) in below
    assert reverse("claims:new_part", args=[part.pk]) not in below


@pytest.mark.parametrize(("name", "extra"), [("claims:new_part", {}), ("claims:new_reading", {"reading": "for good"})])
def test_forms_begin_with_what_the_claim_says(name, extra, claim, reviewer):
    client = Client()
    client.force_login(reviewer)
    address = reverse(name, args=[claim.pk])
    assert "The harbour office" in client.get(address).text
    blank = {"terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0", "kind": "fact", "priority": "2"}
    assert client.post(address, blank).status_code == 422
    sent = blank | {"statement": "The ferry stopped.", "claimant": "The harbour office"} | extra
    response = client.post(address, sent)
    part = claim.parts.get()
    assert response.url == reverse("claims:detail", args=[part.pk])
    assert (part.reading, part.claimant) == (extra.get("reading", ""), claim.claimant)


def test_a_form_for_a_part_of_a_part_says_that_there_is_none(claim, reviewer):
    with acting(reviewer, action="test"):
        part = add_part(parent=claim, by=reviewer, statement="The ferry stopped.")
    client = Client()
    client.force_login(reviewer)
    sent = {"terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0", "kind": "fact", "priority": "2", "statement": "So."}
    response = client.post(reverse("claims:new_part", args=[part.pk]), sent)
    assert response.status_code == 422
    assert "a part has no parts" in response.text
