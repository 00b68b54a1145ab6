"""Reads pages as a strict visitor: the console and a ruler at each width, axe in one view or in two."""

from http import HTTPStatus
from zlib import crc32

from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE, Visits, accessibility_problems
from tests.browser.demo_site import Site, session_of

#: Each page is seen in each theme and at each width; which theme goes with which width, and which comes last, differs
#: from page to page. The theme changes once only and never back: Chromium may then keep a colour of before.
PAIRS = (
    (("light", 1280), ("dark", 375)),
    (("light", 375), ("dark", 1280)),
    (("dark", 1280), ("light", 375)),
    (("dark", 375), ("light", 1280)),
)
#: One and the same on every page.
CHROME = ("header.bar", "footer.foot")
#: Colours may pass from one theme to the other; axe is to see where they arrive. How wide the page then is.
SETTLED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)));
  return document.documentElement.scrollWidth;
}"""
#: Whatever is closed, but not the menu in the bar, which covers what it opens over. How wide the page then is.
OPENED = """async () => {
  document.querySelectorAll("main details").forEach((part) => { part.open = true; });
  await new Promise((done) => setTimeout(done));
  return document.documentElement.scrollWidth;
}"""


class Reader:
    """One page for each person, used for all addresses; width and theme change while it is open."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.visits, self.site = Visits(browser, site.address), site
        self.sessions = {role: session_of(user) for role, user in site.cast.items()}
        self.pages: dict[str | None, Page] = {}

    def page(self, role: str | None) -> Page:
        if role not in self.pages:
            context = self.visits.browser.new_context(base_url=self.site.address, reduced_motion="reduce")
            context.set_default_timeout(20_000)
            # It is needed on each page, and half a million characters take long on their way to the browser.
            context.add_init_script(AXE)
            if role:
                context.add_cookies([{"name": "sessionid", "value": self.sessions[role], "url": self.site.address}])
            self.visits.contexts.append(context)
            self.pages[role] = self.visits.watch(context.new_page())
        return self.pages[role]

    def close(self) -> None:
        for context in self.visits.contexts:
            context.close()

    def problems(
        self,
        address: str,
        role: str | None = "admin",
        statuses=(HTTPStatus.OK,),
        without: tuple[str, ...] = (),
        *,
        twice: bool = False,
    ) -> list[str]:
        """What is wrong with the page at `address`: first as it came, then with what is closed on it opened.

        `without`: what is the same on many pages, and has been looked at on others. axe, which takes most of the
        time, reads the second view; with `twice` the first as well.
        """
        views = PAIRS[crc32(address.encode()) % len(PAIRS)]
        page = self.page(role)
        self.visits.wrong.clear()
        page.emulate_media(color_scheme=views[0][0])
        answer = page.goto(address)
        found = [] if answer.status in statuses else [f"answered {answer.status}"]
        found += _outline(page)
        for theme, width in views:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            found += _too_wide(page, page.evaluate(SETTLED), width)
            if twice or (theme, width) == views[-1]:
                found += [f"{problem} ({theme}, {width} px)" for problem in accessibility_problems(page, without)]
            opened = page.evaluate(OPENED)
        found += _too_wide(page, opened, width) + self.visits.wrong
        return [f"{address}: {problem}" for problem in dict.fromkeys(found)]


def _outline(page: Page) -> list[str]:
    title, headings = page.evaluate("[document.title, document.querySelectorAll('h1').length]")
    found = [] if title.strip() else ["no title"]
    return found if headings == 1 else [*found, f"{headings} h1"]


def _too_wide(page: Page, actual: int, width: int) -> list[str]:
    if actual <= width:
        return []
    culprits = page.evaluate(
        """(limit) => [...document.querySelectorAll("main *")]
            .filter((one) => one.getBoundingClientRect().right > limit + 1)
            .map((one) => one.tagName + "." + one.className).slice(0, 4)""",
        width,
    )
    return [f"{actual} px wide at {width}: {culprits}"]
