"""A claim that is there made a part or a reading of another, and taken out again."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.actions import ReasonMissing, create_claim, mark_submitted
from factcheck.claims.models import Claim
from factcheck.claims.parts import (
    HasParts,
    NoPart,
    NotOfItself,
    PartOfAnother,
    PartOfAPart,
    attach_part,
    detach_part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_reviewer(reviewer) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


@pytest.fixture
def by(reviewer):
    with acting(reviewer, action="test"):
        yield reviewer


def claim(by, statement="The ferry stopped and 40 people lost their work.") -> Claim:
    return create_claim(by=by, kind="fact", statement=statement)


def test_it_becomes_a_part_or_a_reading_and_keeps_all_else(by):
    above, part, reading = claim(by), claim(by, "The ferry stopped."), claim(by)
    attach_part(parent=above, part=part)
    attach_part(parent=above, part=reading, reading=" for good ")
    part.refresh_from_db()
    reading.refresh_from_db()
    assert (part.parent, part.reading, part.statement) == (above, "", "The ferry stopped.")
    assert (reading.parent, reading.reading) == (above, "for good")


def test_no_claim_is_a_part_of_itself_of_two_or_of_a_part_and_none_with_parts_is_one(by):
    above, part, other = claim(by), claim(by), claim(by)
    attach_part(parent=above, part=part)
    refused = [
        (NotOfItself, {"parent": above, "part": above}),
        (PartOfAnother, {"parent": other, "part": part}),
        (PartOfAnother, {"parent": above, "part": part}),
        (PartOfAPart, {"parent": part, "part": other}),
        (PartOfAPart, {"parent": part, "part": above}),
        (HasParts, {"parent": other, "part": above}),
    ]
    for refusal, asked in refused:
        with pytest.raises(refusal):
            attach_part(**asked)
    assert Claim.objects.exclude(parent=None).get() == part


def test_the_database_refuses_a_circle_of_its_own(by):
    above, part = claim(by), claim(by)
    attach_part(parent=above, part=part)
    for key, parent in ((above.pk, part.pk), (above.pk, above.pk)):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE claims_claim SET parent_id = %s WHERE id = %s", [parent, key])


def test_taken_out_it_is_a_claim_by_itself(by):
    above, reading = claim(by), claim(by)
    attach_part(parent=above, part=reading, reading="for good")
    detach_part(part=reading)
    reading.refresh_from_db()
    assert (reading.parent, reading.reading) == (None, "")
    with pytest.raises(NoPart):
        detach_part(part=reading)


def test_once_something_was_sent_for_review_taking_out_needs_a_reason_that_is_kept(by):
    above, part = claim(by), claim(by)
    attach_part(parent=above, part=part)
    mark_submitted(claim=above)
    for nothing in ("", " \u200b "):
        with pytest.raises(ReasonMissing):
            detach_part(part=part, reason=nothing)
    detach_part(part=part, reason="It asserts more.")
    assert Entry.objects.about(part.public_id).latest("pk").reason == "It asserts more."


@pytest.mark.parametrize("typed", ["number", "words"])
def test_the_form_finds_a_claim_by_its_number_or_its_words(typed, as_reviewer, by):
    above, part = claim(by), claim(by, "The ferry stopped.")
    address = reverse("claims:attach_part", args=[above.pk])
    chosen = {"part_q": part.public_id} if typed == "number" else {"part_q": "stopped", "part": part.public_id}
    response = as_reviewer.post(address, chosen | {"kind": "part"})
    assert response.url == f"{reverse('claims:detail', args=[above.pk])}#parts"
    part.refresh_from_db()
    assert part.parent == above
    entry = Entry.objects.about(part.public_id).latest("pk")
    assert (entry.action, entry.actor) == ("claims:attach_part", by.email)
    assert above.public_id in entry.about
    assert reverse("claims:detach_part", args=[part.pk]) in as_reviewer.get(response.url).text


def test_the_form_shows_what_it_finds_before_anything_is_attached(as_reviewer, by):
    above, part = claim(by), claim(by, "The harbour closed.")
    response = as_reviewer.post(
        reverse("claims:attach_part", args=[above.pk]), {"part_q": "harbour", "kind": "part", "find": "part"}
    )
    assert part.public_id in response.text
    assert above.parts.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "reading"}, "Say how the words are read."),
        ({"kind": "part", "part": ""}, "This field is required."),
        ({"kind": "part", "part": "C-999999"}, "Choose one of those found."),
    ],
)
def test_the_form_says_what_is_missing(sent, said, as_reviewer, by):
    above, part = claim(by), claim(by)
    response = as_reviewer.post(
        reverse("claims:attach_part", args=[above.pk]), {"part": part.public_id, "reading": " "} | sent
    )
    assert response.status_code == 422
    assert said in response.text
    assert above.parts.count() == 0


def test_the_form_says_why_a_claim_can_not_be_attached(as_reviewer, by):
    above, other, part = claim(by), claim(by), claim(by)
    attach_part(parent=other, part=part)
    response = as_reviewer.post(
        reverse("claims:attach_part", args=[above.pk]), {"part": part.public_id, "kind": "part"}
    )
    assert response.status_code == 422
    assert f"{part.public_id} is a part or reading of {other.public_id} already." in response.text


def test_a_part_is_taken_out_from_the_page_of_its_claim(as_reviewer, by):
    above, part = claim(by), claim(by)
    attach_part(parent=above, part=part)
    address = reverse("claims:detach_part", args=[part.pk])
    assert as_reviewer.get(address).status_code == 200
    as_reviewer.post(address, {"reason": ""})
    assert above.parts.count() == 0
    assert as_reviewer.get(address).status_code == 404
