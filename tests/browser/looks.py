"""A page in the middle of a journey, looked at as it stands: by axe, by a ruler, and by people who want pictures."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import accessibility_problems

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


def look(page: Page, name: str) -> None:
    """Accessible, and no wider than a telephone. FACTCHECK_PICTURES names the folder for pictures of each view."""
    assert accessibility_problems(page) == [], name
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
    if folder := os.environ.get("FACTCHECK_PICTURES"):
        _take(page, Path(folder) / name)
    page.set_viewport_size(WIDE)


def _take(page: Page, path: Path) -> None:
    for width in (NARROW, WIDE):
        page.set_viewport_size(width)
        for theme in ("dark", "light"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.wait_for_timeout(250)
            page.screenshot(path=f"{path}-{width['width']}-{theme}.png", full_page=True)
