import json

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory, override_settings

from factcheck.web.htmx import announce, hx_redirect, render_page_or_fragment

PAGE = "<html>{% partialdef board inline %}<div id=board></div>{% endpartialdef %}</html>"
LOCMEM = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]},
    }
]


@pytest.fixture
def one_page():
    with override_settings(TEMPLATES=LOCMEM):
        yield
    assert engines


def ask(**headers):
    return RequestFactory().get("/", headers=headers)


@pytest.mark.usefixtures("one_page")
@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true", "HX-Target": "board"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
    ids=["a plain link", "htmx", "a boosted link", "going back in history"],
)
def test_who_asks_decides_between_page_and_fragment(headers, whole):
    response = render_page_or_fragment(ask(**headers), "page.html", {}, fragment="board")
    assert response.content.startswith(b"<html>") is whole


@pytest.mark.usefixtures("one_page")
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_both_answers_tell_caches_apart(headers):
    vary = render_page_or_fragment(ask(**headers), "page.html", {}, fragment="board")["Vary"]
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in vary.split(",")}


@pytest.mark.usefixtures("one_page")
def test_a_status_is_kept():
    assert render_page_or_fragment(ask(), "page.html", status=422).status_code == 422


def test_a_redirect_reaches_the_browser_either_way():
    plain = hx_redirect(ask(), "/claims/")
    htmx = hx_redirect(ask(**{"HX-Request": "true"}), "/claims/")
    assert (plain.status_code, plain["Location"]) == (302, "/claims/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (200, "/claims/")


def test_an_announcement_travels_with_the_answer():
    response = announce(HttpResponse(), "Evidence linked")
    assert json.loads(response["HX-Trigger-After-Settle"]) == {"announce": {"text": "Evidence linked"}}
