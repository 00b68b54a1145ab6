"""The page for when the database is away."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from factcheck.web.middleware import database_unavailable, request_id

pytestmark = pytest.mark.django_db(transaction=True)


def failing(request) -> HttpResponse:
    """A view whose connection was lost; Django has made its exception a 500 page already."""
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return HttpResponse(status=500)


def test_a_lost_connection_is_answered_503_and_the_next_request_gets_a_new_one():
    response = database_unavailable(failing)(RequestFactory().get("/claims/"))
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert 'href="/claims/"' in response.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_trying_again_never_sends_a_form_twice():
    response = database_unavailable(failing)(RequestFactory().post("/claims/new/"))
    assert "/claims/new/" not in response.content.decode()


def test_any_other_failure_stays_one():
    response = database_unavailable(lambda request: HttpResponse(status=500))(RequestFactory().get("/"))
    assert response.status_code == 500


def test_a_request_s_id_is_never_the_client_s():
    request = RequestFactory().get("/", headers={"X-Request-ID": "mine"})
    response = request_id(lambda request: HttpResponse())(request)
    assert response["X-Request-ID"] == request.id != "mine"
