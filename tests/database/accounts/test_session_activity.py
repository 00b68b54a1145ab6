"""When a session was last used is noted every few minutes, not with every page."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts import middleware

pytestmark = pytest.mark.django_db


def writes(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("reports:list")).status_code == 200
    return [query for query in queries if "usersessions" in query["sql"] and not query["sql"].startswith("SELECT")]


def test_a_second_page_within_minutes_notes_nothing(client, viewer):
    client.force_login(viewer)
    assert writes(client)
    assert writes(client) == []
    assert UserSession.objects.filter(user=viewer).count() == 1


def test_a_page_after_that_notes_it_again(client, viewer, monkeypatch):
    client.force_login(viewer)
    writes(client)
    later = middleware.monotonic() + middleware.EXACTNESS + 1
    monkeypatch.setattr(middleware, "monotonic", lambda: later)
    assert writes(client)
