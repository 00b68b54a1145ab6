"""The address of a sealed page is told by no earlier fetch of it that came to nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.history import visible_among
from factcheck.audit.models import Entry
from factcheck.documents.models import Document, Fetch
from factcheck.documents.sealing import seal_documents
from tests.database.documents.cast import document

pytestmark = pytest.mark.django_db
PAGE = "https://www.zquill.example/letter?utm_source=mail"
#: Each fetch came to nothing, and tells the page in one of its columns.
TOLD_BY = [
    {"url": "http://zquill.example/letter"},
    {"url": "https://short.example/x", "final_url": "https://m.zquill.example/letter/"},
    {"url": "https://short.example/y", "redirects": ["https://short.example/y", "https://ZQUILL.example/letter#top"]},
    {"url": "https://led.example/there"},
]


def failed(by, **columns) -> Fetch:
    with acting(by, action="test"):
        return Fetch.objects.create(asked_by=by, outcome=Fetch.Outcome.FAILED, message="No answer.", **columns)


def seen_by(user) -> set[int]:
    return set(Fetch.objects.visible_to(user).values_list("pk", flat=True))


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def sealed(reviewer) -> Document:
    """Of a page that was fetched through another address."""
    one = document("A letter that nobody is to know of.", reviewer, url=PAGE)
    with acting(reviewer, action="test"):
        Fetch.objects.create(url="https://led.example/there", final_url=PAGE, document=one, outcome=Fetch.Outcome.GONE)
        seal_documents(documents=[one], people=[], description="A letter", by=reviewer)
    return one


@pytest.mark.parametrize("columns", TOLD_BY)
def test_a_fetch_of_a_sealed_page_that_came_to_nothing_is_shown_nowhere(columns, sealed, reviewer, viewer, admin):
    fetch = failed(reviewer, **columns)
    for user in (viewer, admin):
        client = browser(user)
        assert fetch.pk not in seen_by(user)
        assert client.get(reverse("documents:fetch", args=[fetch.pk])).status_code == 404
        assert client.get(reverse("audit:history", args=[fetch.public_id])).status_code == 404
        for address in (reverse("documents:fetches"), reverse("audit:list")):
            page = client.get(address).content.decode()
            assert fetch.url not in page, address
            assert "/letter" not in page.casefold(), address
    assert fetch.pk in seen_by(reviewer)


def test_other_fetches_that_came_to_nothing_stay_in_sight(sealed, reviewer, viewer):
    kept = [
        failed(reviewer, url=url)
        for url in ("https://zquill.example/another", "https://open.example/letter", "https://bücher.example/é")
    ]
    assert {fetch.pk for fetch in kept} == seen_by(viewer)


def test_who_asked_for_it_keeps_it_so_that_its_absence_tells_them_nothing(sealed, viewer, editor):
    fetch = failed(viewer, url="https://zquill.example/letter")
    assert fetch.pk in seen_by(viewer)
    assert fetch.public_id in visible_among([fetch.public_id], viewer)
    assert fetch.pk not in seen_by(editor)
    assert Entry.objects.about(fetch.public_id).exists()


def test_the_queries_are_as_few_with_many_fetches(sealed, reviewer, viewer, django_assert_max_num_queries):
    for number in range(12):
        failed(reviewer, **TOLD_BY[number % 4])
    with django_assert_max_num_queries(4):
        assert seen_by(viewer) == set()
