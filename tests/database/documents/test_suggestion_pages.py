"""Suggested pairs are listed, compared side by side, and answered."""

import pytest
from django.urls import reverse

from factcheck.documents.models import Document, DocumentRelation, RelationSuggestion
from tests.database.documents.test_near_copies import STORY, bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(reviewer, client) -> RelationSuggestion:
    client.force_login(reviewer)
    bring(STORY)
    bring("Editor's note. " + STORY)
    return RelationSuggestion.objects.get()


def test_the_pair_is_listed_and_on_both_documents(client, pair):
    assert pair.document.public_id in client.get(reverse("documents:suggestions")).text
    for document in (pair.document, pair.other):
        page = client.get(reverse("documents:relations", args=[document.pk])).text
        assert reverse("documents:suggestion", args=[pair.pk]) in page
        assert "1 suggestion waits for an answer" in client.get(reverse("documents:detail", args=[document.pk])).text


def test_what_both_share_is_marked_with_one_number(client, pair):
    page = client.get(reverse("documents:suggestion", args=[pair.pk])).text
    assert 'id="a1"' in page
    assert 'href="#a1"' in page
    assert "Editor&#x27;s note" in page


def test_answered_as_one_work(client, pair):
    answer = client.post(reverse("documents:suggestion", args=[pair.pk]), {"answer": "same_work"})
    assert answer.url == reverse("documents:proof", args=[pair.other_id])
    assert Document.objects.standing().count() == 1
    assert pair.document.public_id not in client.get(reverse("documents:suggestions")).text


def test_answered_as_standing_for_itself(client, pair):
    client.post(reverse("documents:suggestion", args=[pair.pk]), {"answer": "reject"})
    pair.refresh_from_db()
    assert pair.decision == "rejected"
    again = client.post(reverse("documents:suggestion", args=[pair.pk]), {"answer": "copy"})
    assert again.status_code == 422
    assert "answered this already" in again.text


def test_obvious_pairs_are_confirmed_together(client, pair):
    answer = client.post(reverse("documents:suggestions"), {"chosen": [pair.pk]})
    assert answer.status_code == 302
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_kind) == ("confirmed", "same_work")


def test_nothing_chosen_says_so(client, pair):
    answer = client.post(reverse("documents:suggestions"), {})
    assert answer.status_code == 422
    assert "Choose at least one." in answer.text


def test_a_relation_said_by_hand_answers_the_suggestion(client, pair):
    data = {"relation-kind": "copy", "relation-other": pair.other.public_id, "relation-note": "same photo"}
    client.post(reverse("documents:relate", args=[pair.document_id]), data)
    assert DocumentRelation.objects.count() == 1
    pair.refresh_from_db()
    assert pair.decision == "confirmed"
