"""What a paragraph of a Word file is: by its own settings, else by its style, else by what that is based on."""

import re
from dataclasses import dataclass

from lxml import etree

from .ooxml import child, value
from .values import Kind

#: How far styles may be based on each other; some files have them in a circle.
_LONGEST_CHAIN = 20
_HEADING = re.compile(r"heading (\d)")
_NAMED: dict[str, tuple[Kind, int]] = {
    "title": ("heading", 1),
    "caption": ("caption", 0),
    "quote": ("quote", 1),
    "intense quote": ("quote", 1),
    "toc heading": ("boilerplate", 0),
}


@dataclass(frozen=True)
class _Style:
    name: str
    base: str
    settings: etree._Element | None
    hidden: bool


class Styles:
    """The styles of a document, from its styles part, and the language they name."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        nodes = root.iterchildren("{*}style") if root is not None else ()
        for node in nodes:
            name = value(child(node, "name")).lower()
            hidden = is_on(child(node, "rPr", "vanish"))
            self._styles[value(node, "styleId")] = _Style(
                name, value(child(node, "basedOn")), child(node, "pPr"), hidden
            )
        language = value(child(root, "docDefaults", "rPrDefault", "rPr", "lang"))
        match = re.match(r"[A-Za-z]{2,3}(?=[_-]|$)", language)
        self.language = match[0].lower() if match else ""

    def paragraph(self, node: etree._Element) -> tuple[Kind, int]:
        """Kind and level of a paragraph."""
        own = child(node, "pPr")
        chain = self._chain(value(child(own, "pStyle")))
        named = next((kind for style in chain if (kind := _by_name(style.name))), None)
        settings = [own, *(style.settings for style in chain)]
        outline = _first(settings, "outlineLvl")
        if named and named[0] == "heading":
            return named
        if outline.isdecimal() and int(outline[:3]) < 9:
            return "heading", min(int(outline) + 1, 6)
        return named or _listed(settings) or ("paragraph", 0)

    def hides(self, run: etree._Element) -> bool:
        """Whether the words of a run are formatted as hidden."""
        own = child(run, "rPr", "vanish")
        if own is not None:
            return is_on(own)
        style = self._styles.get(value(child(run, "rPr", "rStyle")))
        return bool(style and style.hidden)

    def _chain(self, name: str) -> list[_Style]:
        chain: list[_Style] = []
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = chain[-1].base
        return chain


def is_on(node: etree._Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return node is not None and value(node).lower() not in ("0", "false", "off", "none")


def _by_name(name: str) -> tuple[Kind, int] | None:
    if match := _HEADING.fullmatch(name):
        return "heading", max(1, min(int(match[1]), 6))
    if re.fullmatch(r"toc \d", name):
        return "boilerplate", 0
    return _NAMED.get(name)


def _first(settings: list[etree._Element | None], *path: str) -> str:
    nodes = (child(one, *path) for one in settings)
    return next((value(node) for node in nodes if node is not None), "")


def _listed(settings: list[etree._Element | None]) -> tuple[Kind, int] | None:
    """A list item, by its numbering. Number 0 takes a style's numbering away."""
    if _first(settings, "numPr", "numId") in ("", "0"):
        return None
    level = _first(settings, "numPr", "ilvl")
    return "list_item", int(level) + 1 if level in tuple("012345678") else 1
