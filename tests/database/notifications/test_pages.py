"""The bell, the list behind it, and the choices of what to hear of."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.discussion.actions import open_thread
from factcheck.documents.sealing import hide_now
from factcheck.notifications.models import Notification, Preference, Topic
from factcheck.notifications.paging import PAGE
from tests.database.desk.papers import claim_of, paper, passage_of

pytestmark = pytest.mark.django_db
LIST = "/notifications/"


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def told(user, number=1, **values):
    given = {"topic": Topic.ASSIGNED, "about": "N-0017", "url": "/notifications/preferences/"} | values
    return [Notification.objects.create(user=user, text=f"Number {n} is yours.", **given) for n in range(number)]


def test_the_bell_counts_what_waits_in_one_query_and_fragments_ask_nothing(reviewer):
    told(reviewer, 3)
    told(reviewer, 2, in_app=False)
    client = browser(reviewer)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/claims/").content.decode()
    assert "Notifications, 3 unread" in page
    assert sum("notifications_notification" in query["sql"] for query in queries) == 1
    with CaptureQueriesContext(connection) as queries:
        client.get("/claims/", headers={"HX-Request": "true"})
    assert not any("notifications_notification" in query["sql"] for query in queries)


def test_the_bell_stops_counting_at_a_hundred(reviewer):
    told(reviewer, 120)
    assert ">99+<" in browser(reviewer).get(LIST).content.decode()


def test_opening_one_leads_to_its_page_and_marks_it_read(reviewer):
    first, second = told(reviewer, 2)
    client = browser(reviewer)
    assert client.get(reverse("notifications:open", args=[first.pk])).url == "/notifications/preferences/"
    first.refresh_from_db()
    read_at = first.read_at
    client.get(reverse("notifications:open", args=[first.pk]))
    first.refresh_from_db()
    second.refresh_from_db()
    assert read_at is not None
    assert first.read_at == read_at
    assert second.read_at is None


def test_another_s_notification_is_not_there_for_anybody_else(reviewer, admin):
    [row] = told(reviewer)
    client = browser(admin)
    assert client.get(reverse("notifications:open", args=[row.pk])).status_code == 404
    assert "Number 0" not in client.get(LIST).content.decode()
    client.post(reverse("notifications:read_all"), {"up_to": row.pk})
    row.refresh_from_db()
    assert row.read_at is None


def test_all_are_marked_read_but_what_came_since_the_page_was_opened(reviewer):
    seen = told(reviewer, 2)
    since = told(reviewer, 1)[0]
    client = browser(reviewer)
    assert client.post(reverse("notifications:read_all"), {"up_to": seen[-1].pk}).url == LIST
    assert [row.pk for row in Notification.objects.of(reviewer).unread()] == [since.pk]
    for wrong in ("", "x", "-1", "9" * 30):
        assert client.post(reverse("notifications:read_all"), {"up_to": wrong}).url == LIST
    assert Notification.objects.of(reviewer).unread().count() == 1


def test_a_line_says_what_it_is_about_unless_that_is_sealed_and_costs_no_more_for_many(reviewer, editor):
    client = browser(editor)
    claim = claim_of(reviewer, "The bridge was closed.")
    told(editor, about=claim.public_id)
    # As reminders of a day are told.
    told(editor, about=f"{claim.public_id} 2026-03-01", topic=Topic.DUE)
    assert client.get(LIST).text.count("The bridge was closed.") == 2
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    told(editor, 5, about=claim_of(reviewer, "Another.").public_id)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    passage = passage_of(paper(reviewer), "Nobody was hurt.", reviewer)
    with acting(reviewer, action="test"):
        thread = open_thread(about=passage, text="Who says so?", by=reviewer)
    told(editor, about=thread.public_id)
    assert "Nobody was hurt." in client.get(LIST).text
    with acting(reviewer, action="test"):
        hide_now(document=passage.document, by=reviewer)
    assert "Nobody was hurt." not in client.get(LIST).text


def test_the_list_goes_on_where_a_page_ended_in_both_directions(reviewer):
    rows = told(reviewer, PAGE + 5)
    client = browser(reviewer)
    first = client.get(LIST).content.decode()
    assert f"Number {PAGE + 4} " in first
    assert "Number 4 " not in first
    older = client.get(f"{LIST}?before={rows[5].pk}").content.decode()
    assert "Number 4 " in older
    assert "Number 5 " not in older
    newer = client.get(f"{LIST}?after={rows[4].pk}").content.decode()
    assert f"Number {PAGE + 4} " in newer
    assert client.get(f"{LIST}?before=x").status_code == 200


def test_by_mail_is_offered_only_where_mail_is_set_up_and_kept_where_it_is_not(reviewer, settings):
    client, address = browser(reviewer), reverse("notifications:preferences")
    settings.EMAIL_URL = "smtp://mail.desk.example"
    assert 'name="by_mail"' in client.get(address).content.decode()
    assert client.post(address, {"in_app": ["mentioned"], "by_mail": ["mentioned", "review"]}).status_code == 302
    settings.EMAIL_URL = ""
    assert 'name="by_mail"' not in client.get(address).content.decode()
    client.post(address, {"in_app": ["review"], "by_mail": []})
    held = {row.topic: (row.in_app, row.by_mail) for row in Preference.objects.filter(user=reviewer)}
    assert held["mentioned"] == (False, True)
    assert held["review"] == (True, True)
    assert held["assigned"] == (False, False)
    assert client.post(address, {"in_app": ["nonsense"]}).status_code == 422
