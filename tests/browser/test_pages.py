"""Every page, light or dark, wide and narrow: what axe, the browser's console and a ruler say about it.

axe reads each page in one view here, and in a second one among what `make faults` runs.

The pages are those of the permission table with one object of each kind, and those of everything in the demo case.
"""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from playwright.sync_api import Browser, expect

from factcheck.claims.models import Claim
from factcheck.documents.models import Document
from factcheck.sources.models import Source
from factcheck.verdicts.models import State, Verdict
from tests.browser.conftest import accessibility_problems
from tests.browser.demo_site import Site, demo_site
from tests.browser.page_reader import CHROME, Reader
from tests.database.permission_table import OF_ONE_PERSON, TABLE, Url

# The tests only read: what `site` wrote stays, since it was committed before any of them began.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

#: A file rather than a page.
DOWNLOADS = {
    "accounts:signed_in_again",
    "desk:figure",
    "verdicts:agreement_pairs",
    "documents:bytes",
    "documents:fetch_warc",
    "documents:import_bytes",
    "documents:page_image",
    "mfa_download_recovery_codes",
    "reports:claimreview",
}
#: Part of a page, or an answer to a script, asked for while somebody types.
FRAGMENTS = {"claims:pick", "documents:capture_here", "documents:pick", "web:read_date"}
WALKED = [row for row in TABLE if "GET" in row.methods and not row.name.endswith("*")]
PAGES = [row for row in WALKED if row.name not in DOWNLOADS | FRAGMENTS]
#: Links that have ended or never were: the page says so.
NO_SUCH_LINK = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)

#: What is seen on these is not in the table: filters, tabs, what is empty, what is long.
MORE = [
    "/claims/?q=nothing+of+the+kind",
    "/documents/?q=nothing+of+the+kind",
    "/search/?q=nothing+of+the+kind",
    "/search/?q=%22not+closed&grade=A",
    "/sources/?q=nothing+of+the+kind",
    "/audit/?object=C-0001",
    "/audit/?object=C-9999",
    "/accounts/logout/",
    "/nowhere/",
    "/claims/C-9999/",
    "/admin/nowhere/",
]
#: Words that axe must complain of: id, ink, ground. The same inks and grounds stand elsewhere in other company.
HARDLY = [("a", "#eee", "#fff"), ("b", "#111", "#222"), ("c", "#eee", "#ddd"), ("d", "rgb(17 17 17 / 20%)", "#fff")]
#: States of a verdict that has a report.
WITH_REPORT = (State.APPROVED, State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)
#: Of what the demo case has many alike, some: each page here costs seconds.
RICH: dict[str, Callable[[], list[str]]] = {
    # Of those that whoever reads may see: the admin is let into no seal.
    "documents": lambda: [
        f"/documents/{row.public_id}/" for row in Document.objects.filter(seal=None).exclude(captures=None)[::4]
    ],
    "claims": lambda: [f"/claims/{row.public_id}/" for row in Claim.objects.all()[::4]],
    "sources": lambda: [f"/sources/{row.public_id}/" for row in Source.objects.all()[::4]],
    "verdicts": lambda: [f"/verdicts/{row.public_id}/" for row in Verdict.objects.all()[::3]],
    "reports": lambda: [f"/reports/{row.public_id}/" for row in Verdict.objects.filter(state__in=WITH_REPORT)[::3]],
    "histories": lambda: [
        f"/audit/{row.public_id}/" for row in (*Claim.objects.all()[:1], *Document.objects.filter(seal=None)[:1])
    ],
}


@pytest.fixture(autouse=True)
def _empty_blob_store() -> None:
    """In place of the project's: the bytes of the demo case are needed by all tests here."""


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock(), demo_site() as site:
        yield site


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Site, django_db_blocker) -> Iterator[Reader]:
    with django_db_blocker.unblock():
        reader = Reader(browser, site)
    yield reader
    reader.close()


def test_words_that_can_hardly_be_read_are_found_wherever_they_stand(browser: Browser) -> None:
    page = browser.new_page()
    hardly = [f'<p id="{name}" style="color: {ink}; background: {on}">Words</p>' for name, ink, on in HARDLY]
    well = '<p style="color: #111">Words</p><p style="color: rgb(238, 238, 238); background: #111">Words</p>'
    page.set_content(f'<html lang="en"><title>Inks</title><main><h1>Inks</h1>{well}{"".join(hardly)}{well}</main>')
    found = accessibility_problems(page)
    page.close()
    assert len(found) == len(HARDLY)
    assert all(f'id="{name}"' in one for one, (name, _, _) in zip(found, HARDLY, strict=True))


@pytest.mark.parametrize("twice", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["once", "twice"])
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_page_of_the_permission_table_is_accessible(reader: Reader, row: Url, twice: bool) -> None:
    address = reverse(row.name, kwargs={name: reader.site.dataset[key] for name, key in row.kwargs})
    may_be_missing = NO_SUCH_LINK if any(key == "token" for _, key in row.kwargs) else ()
    # Who made the dataset, for what is theirs alone.
    reads = "reviewer" if row.name in OF_ONE_PERSON else "admin"
    # Of the bar and the foot there is one, seen with what follows.
    statuses = (HTTPStatus.OK, *may_be_missing)
    assert reader.problems(address, reads if row.least else None, statuses, without=CHROME, twice=twice) == []


@pytest.mark.parametrize("twice", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["once", "twice"])
@pytest.mark.parametrize("kind", RICH)
def test_pages_of_the_demo_case_are_accessible(reader: Reader, kind: str, twice: bool) -> None:
    addresses = RICH[kind]()
    assert addresses
    assert [problem for address in addresses for problem in reader.problems(address, twice=twice)] == []


@pytest.mark.parametrize("address", MORE)
def test_filtered_empty_and_missing_page_is_accessible(reader: Reader, address: str) -> None:
    assert reader.problems(address, statuses=(HTTPStatus.OK, HTTPStatus.NOT_FOUND)) == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("index", ""),
        ("accounts_user_changelist", ""),
        ("accounts_user_change", "person"),
        ("sources_source_changelist", ""),
        ("sources_source_change", "source"),
    ],
)
def test_page_of_djangos_admin_is_accessible(reader: Reader, name: str, key: str) -> None:
    address = reverse(f"admin:{name}", args=[reader.site.dataset[key]] if key else [])
    assert reader.problems(address) == []


def test_what_is_refused_is_said_on_an_accessible_page(reader: Reader) -> None:
    assert reader.problems("/people/", "viewer", (HTTPStatus.FORBIDDEN,)) == []


def test_open_menu_and_list_of_keys_are_accessible(reader: Reader) -> None:
    page = reader.page("admin")
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/claims/")
        page.locator("header details > summary").first.click()
        assert accessibility_problems(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("dialog[open]")).to_be_visible()
        assert accessibility_problems(page) == []


@pytest.mark.parametrize("code", ["400", "403_csrf", "409", "422", "429", "500", "503"])
def test_error_page_is_accessible(reader: Reader, code: str) -> None:
    """Drawn by its template and served in place of a page, since a real 500 or 503 has to be caused."""
    body = render_to_string(f"{code}.html", {"request_id": "0123456789ab"} | ({"url": "/"} if code == "503" else {}))
    page = reader.page(None)
    page.route("**/an-error/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    assert reader.problems("/an-error/", None) == []
    page.unroute("**/an-error/")
