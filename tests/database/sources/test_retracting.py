"""A source that the desk relies on no longer: said by an editor with a reason, marked wherever it is graded."""

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.documents.models import Document
from factcheck.sources.actions import SourceError, create_source, merge_sources, reinstate_source, retract_source
from factcheck.sources.grades import is_lower

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(editor):
    with acting(editor, action="test"):
        return create_source(name="The Lantern", reliability="B")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_it_takes_a_reason_and_is_said_once(source):
    with pytest.raises(SourceError):
        retract_source(source=source, reason=" ")
    retract_source(source=source, reason="It made things up.")
    with pytest.raises(SourceError):
        retract_source(source=source, reason="Again.")
    source.refresh_from_db()
    assert source.retracted_reason == "It made things up."


def test_it_is_taken_back_with_a_reason(source):
    with pytest.raises(SourceError):
        reinstate_source(source=source, reason="It is relied on.")
    retract_source(source=source, reason="It made things up.")
    source.refresh_from_db()
    with pytest.raises(SourceError):
        reinstate_source(source=source, reason="")
    reinstate_source(source=source, reason="Another outlet was meant.")
    source.refresh_from_db()
    assert (source.retracted_at, source.retracted_reason) == (None, "")


def test_of_a_merged_source_it_is_said_of_the_one_that_stands(source):
    part = create_source(name="The Lantern, online")
    merge_sources(source=part, into=source, reason="One outlet.")
    part.refresh_from_db()
    with pytest.raises(SourceError):
        retract_source(source=part, reason="It made things up.")


def test_its_mark_stands_wherever_it_is_graded_until_it_is_taken_back(source, editor, reviewer):
    document = Document.objects.create(first_words="A page", source=source, source_basis="content")
    address = reverse("sources:retract", args=[source.pk])
    assert signed_in(reviewer).post(address, {"reason": "No."}).status_code == 403
    client = signed_in(editor)
    assert client.post(address, {"reason": "It made things up."}).status_code == 302
    pages = [
        reverse("sources:list"),
        reverse("sources:detail", args=[source.pk]),
        reverse("documents:list"),
        reverse("desk:impact", args=[source.public_id]),
    ]
    for page in pages:
        assert "elied on no longer" in client.get(page).content.decode(), page
    assert client.post(address, {"reason": "Another was meant."}).status_code == 302
    assert "elied on no longer</span>" not in client.get(reverse("documents:list")).content.decode()
    actions = set(Entry.objects.about(source.public_id).values_list("action", flat=True))
    assert {"sources:retract", "sources:reinstate"} <= actions
    assert document.public_id


def test_a_form_that_would_change_something_says_what_it_touches(source, editor):
    page = signed_in(editor).get(reverse("sources:retract", args=[source.pk])).content.decode()
    assert "What rests on it" not in page


@pytest.mark.parametrize(
    ("grade", "than", "lower"),
    [("B", "A", True), ("A", "B", False), ("F", "E", True), ("", "C", True), ("", "D", False), ("B", "B", False)],
)
def test_which_grade_is_lower(grade, than, lower):
    assert is_lower(grade, than=than) is lower
