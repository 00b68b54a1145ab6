"""A desk on its first day: every page says what to do next, and is accessible."""

import pytest

from factcheck.accounts.models import User
from tests.browser.demo_site import Site
from tests.browser.page_reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/documents/", "/claims/", "/sources/", "/reports/", "/audit/", "/reports/export/"]


def test_pages_of_an_empty_desk_are_accessible(browser, live_server, editor: User) -> None:
    reader = Reader(browser, Site(live_server.url, {"editor": editor}, {}))
    try:
        assert [problem for path in PAGES for problem in reader.problems(path, "editor")] == []
    finally:
        reader.close()
