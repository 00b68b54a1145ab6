"""A real browser on a real server: the system's Chromium, pages under their own Content-Security-Policy.

Without Chromium these tests are skipped; where `CI` is set they fail instead, so that nobody mistakes the one for
the other. `sign_in` opens a page for a person, with a session made here rather than typed.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from tests.browser.worker import Worker

# Playwright's synchronous interface runs an event loop in this thread, where Django then refuses the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

#: The first that is there. The shell is the same browser without windows, and costs a fifth less.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
#: Milliseconds. Long, since the machine may be busy with other tests.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
WCAG = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}

#: axe reads the colours behind each word anew, a third of its time; of different ones a page has a few dozen.
COLOURS_ONCE = """(() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    if (!known.has(text)) {
      const {r, g, b, alpha} = read.call(this, text);
      known.set(text, {r, g, b, alpha});
    }
    return Object.assign(this, known.get(text));
  };
})()"""
AXE = f"{Axe().axe_script};\n{COLOURS_ONCE}"


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "Chromium was not found: install it (Debian: apt install chromium) to run the browser tests."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
        arguments += ["--disable-background-networking", "--disable-component-update"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@dataclass
class Visits:
    """Pages opened in one test, and what went wrong in any of them."""

    browser: Browser
    address: str
    contexts: list[BrowserContext] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def open(self, user: User, **options: object) -> Page:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = self.browser.new_context(base_url=self.address, **options)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.address}])
        self.contexts.append(context)
        return self.watch(context.new_page())

    def watch(self, page: Page) -> Page:
        """Note what goes wrong on `page`; Chromium tells a CSP report as an error in the console."""
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", self._listen)
        return page

    def _listen(self, message: object) -> None:
        # A refused form (422) is shown in the console as an error too, and is none; htmx tells of a 401 once more.
        refused = "status of 4" in message.text or "Error Code 401" in message.text
        if message.type == "error" and not refused:
            self.wrong.append(message.text)


@pytest.fixture
def sign_in(browser: Browser, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """`sign_in(reviewer, color_scheme="dark")`: a page of theirs. At the end: no script error, no CSP report."""
    visits = Visits(browser, live_server.url)
    yield visits.open
    for context in visits.contexts:
        context.close()
    _let_the_server_finish()
    assert visits.wrong == []


def _let_the_server_finish() -> None:
    """Wait for what the closed pages had asked for: the tables are emptied next, which would meet it in a deadlock."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE / 1000)
            assert not thread.is_alive(), "A request outlives the page that sent it."


@pytest.fixture
def by_reviewer(transactional_db, reviewer) -> Iterator[User]:
    with acting(reviewer, action="test"):
        yield reviewer


@pytest.fixture
def worker(transactional_db) -> Iterator[Worker]:
    """A running worker, as `manage.py serve` has one; `kill` and `start` it at will."""
    worker = Worker(connection.settings_dict["NAME"], settings.BLOBS_DIR)
    worker.start()
    yield worker
    worker.stop()


def accessibility_problems(page: Page, without: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA, but `without` what these selectors name.

    It is evaluated by the browser's debugger, so the page's CSP stays whole. A page that a click has just left is
    gone while axe reads it: then it is read where the click led.
    """
    try:
        return _accessibility_problems(page, without)
    except Error:
        page.wait_for_load_state()
        return _accessibility_problems(page, without)


def _accessibility_problems(page: Page, without: Sequence[str]) -> list[str]:
    run = """([without, options]) =>
        "axe" in window && axe.run(without.length ? {exclude: without.map((one) => [one])} : document, options)"""
    found = page.evaluate(run, [list(without), WCAG])
    if not found:
        page.evaluate(AXE)
        found = page.evaluate(run, [list(without), WCAG])
    return [
        f"{rule['id']}: {node['html'][:160]}: {' '.join(node['failureSummary'].split())[:300]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
