import pytest
from django.test import RequestFactory, override_settings

from factcheck.web.theme import theme_of
from factcheck.web.views import theme


def choose(**data):
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        return theme(RequestFactory().post("/web/theme/", data))


def test_the_choice_is_kept_in_a_cookie_and_leads_back():
    response = choose(theme="dark", next="/claims/?q=x")
    assert response["Location"] == "/claims/?q=x"
    assert response.cookies["theme"].value == "dark"


def test_back_to_the_systems_theme_forgets_the_cookie():
    assert choose(theme="").cookies["theme"]["max-age"] == 0


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"])
def test_it_never_leads_to_another_site(target):
    assert choose(theme="dark", next=target)["Location"] == "/"


def test_what_stands_in_the_cookie_is_not_believed():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    assert theme_of(request) == ""


def test_only_a_post_changes_the_theme():
    assert theme(RequestFactory().get("/web/theme/")).status_code == 405
