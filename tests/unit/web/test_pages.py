import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from factcheck.accounts.models import User
from factcheck.web.views import server_error


@pytest.fixture
def render():
    def _render(template, user, **context):
        request = RequestFactory().get("/")
        request.user = user
        request.COOKIES["theme"] = context.pop("theme", "")
        request.id = "req-1"
        with override_settings(ROOT_URLCONF="tests.unit.web.urls"):
            return render_to_string(template, context, request)

    return _render


@pytest.mark.parametrize("code", ["403", "404", "409", "422", "403_csrf", "500"])
def test_every_error_page_says_what_happened_and_gives_the_request_id(render, code):
    html = render(f"{code}.html", AnonymousUser())
    assert "<h1>" in html
    assert html.count("req-1") == 2


def test_the_500_page_needs_neither_session_nor_user():
    request = RequestFactory().get("/")
    request.id = "req-1"
    response = server_error(request)
    assert response.status_code == 500
    assert b"req-1" in response.content


def test_the_theme_is_in_the_first_tag_so_that_nothing_flashes(render):
    assert '<html lang="en" data-theme="dark">' in render("404.html", AnonymousUser(), theme="dark")
    assert '<html lang="en">' in render("404.html", AnonymousUser())


def test_the_menu_shows_the_admin_site_to_admins_only(render):
    person = User(pk=1, name="Ada Byron", email="a@desk.example", role="reviewer")
    html = render("404.html", person)
    assert "Ada Byron" in html
    assert "Admin site" not in html


def test_a_visitor_is_offered_no_menu(render):
    assert "<details" not in render("404.html", AnonymousUser())
