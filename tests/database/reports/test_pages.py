import pytest
from django.urls import reverse

from factcheck.verdicts.models import State

pytestmark = pytest.mark.django_db


def test_the_list_says_what_to_do_when_there_is_nothing(client, viewer):
    client.force_login(viewer)
    assert "No reports yet" in client.get(reverse("reports:list")).content.decode()


def test_a_report_shows_each_quote_with_its_hash(client, viewer, published):
    client.force_login(viewer)
    page = client.get(reverse("reports:detail", args=[published.verdict.pk])).content.decode()
    assert "<mark>the calendar lists no exercise in August</mark>" in page
    assert published.document.captures.get().sha256 in page
    assert 'id="note-1"' in page


def test_an_editor_records_where_and_when_it_was_published(client, editor, case):
    client.force_login(editor)
    address = reverse("reports:publish", args=[case.verdict.pk])
    response = client.post(address, {"address": "https://desk.example/1", "published_at": "2026-03-01 14:30"})
    assert response.status_code == 302
    case.verdict.refresh_from_db()
    assert case.verdict.state == State.PUBLISHED
    assert case.verdict.publication.address == "https://desk.example/1"


def test_a_moment_in_the_future_is_refused_and_nothing_is_lost(client, editor, case):
    client.force_login(editor)
    address = reverse("reports:publish", args=[case.verdict.pk])
    response = client.post(address, {"address": "https://desk.example/1", "published_at": "2999-03-01 14:30"})
    assert response.status_code == 422
    assert "https://desk.example/1" in response.content.decode()


def test_a_reviewer_may_not_publish(client, reviewer, case):
    client.force_login(reviewer)
    assert client.post(reverse("reports:publish", args=[case.verdict.pk])).status_code == 403


def test_no_claimreview_before_publication(client, viewer, case):
    client.force_login(viewer)
    response = client.get(reverse("reports:claimreview", args=[case.verdict.pk]))
    assert response.status_code == 404
    assert "public address" in response.content.decode()


def test_a_draft_has_no_report(client, viewer, case):
    client.force_login(viewer)
    assert client.get(reverse("reports:detail", args=[case.verdict.pk + 1])).status_code == 404


def test_the_article_is_offered_as_rich_text_and_as_markdown(client, viewer, published):
    client.force_login(viewer)
    page = client.get(reverse("reports:detail", args=[published.verdict.pk])).content.decode()
    assert "[^1]" in page
    assert "https://ministry.example/calendar" in page
