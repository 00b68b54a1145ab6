"""Hands that never touch the mouse."""

from playwright.sync_api import Locator, Page, expect


def tab_to(page: Page, target: Locator, backwards: bool = False) -> None:
    """Press Tab until `target` has the focus; fails when it can't be reached so."""
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"Tab does not reach {target}")


def type_into(page: Page, field: Locator, text: str) -> None:
    tab_to(page, field)
    page.keyboard.insert_text(text)
    expect(field).to_have_value(text)


def press(page: Page, button: Locator) -> None:
    tab_to(page, button)
    page.keyboard.press("Enter")


def choose(page: Page, select: Locator, typed: str, value: str) -> None:
    """In a list, by typing how the option begins."""
    tab_to(page, select)
    page.keyboard.type(typed)
    expect(select).to_have_value(value)


def go_to_sentence(page: Page, words: str) -> None:
    """By `j`, until the reader says a sentence with `words`."""
    spoken = page.locator("#reader-live")
    for _ in range(80):
        page.keyboard.press("j")
        if words in spoken.inner_text():
            return
    raise AssertionError(f"No sentence with: {words}")
