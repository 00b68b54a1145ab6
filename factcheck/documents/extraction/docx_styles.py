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


@dataclass(frozen=True)
class _Settings:
    """What decides a paragraph's kind; "" where nothing is set."""

    named: tuple[Kind, int] | None = None
    outline: str = ""
    number: str = ""
    depth: str = ""

    def over(self, other: "_Settings") -> "_Settings":
        return _Settings(
            self.named or other.named,
            self.outline or other.outline,
            self.number or other.number,
            self.depth or other.depth,
        )


class Styles:
    """The styles of a document, from its styles part, and the language they name."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._settled: dict[str, _Settings] = {}
        for node in root.iterchildren("{*}style") if root is not None else ():
            self._styles[value(node, "styleId")] = _Style(
                name=value(child(node, "name")).lower(),
                base=value(child(node, "basedOn")),
                settings=child(node, "pPr"),
                hidden=is_on(child(node, "rPr", "vanish")),
            )
        language = value(child(root, "docDefaults", "rPrDefault", "rPr", "lang"))
        match = re.match(r"[A-Za-z]{2,3}(?=[_-]|$)", language)
        self.language = match[0].lower() if match else ""

    def paragraph(self, node: etree._Element) -> tuple[Kind, int]:
        """Kind and level of a paragraph."""
        own = child(node, "pPr")
        if own is None:
            return "paragraph", 0
        settings = _read(own).over(self._style(value(child(own, "pStyle"))))
        if settings.named and settings.named[0] == "heading":
            return settings.named
        if settings.outline in tuple("012345678"):
            return "heading", min(int(settings.outline) + 1, 6)
        return settings.named or _listed(settings) or ("paragraph", 0)

    def hides(self, run: etree._Element) -> bool:
        """Whether the words of a run are formatted as hidden."""
        own = child(run, "rPr", "vanish")
        if own is not None:
            return is_on(own)
        style = self._styles.get(value(child(run, "rPr", "rStyle")))
        return bool(style and style.hidden)

    def _style(self, name: str) -> _Settings:
        """A style's settings with those of what it is based on, found once."""
        if name not in self._settled:
            settings, base = _Settings(), name
            for _ in range(_LONGEST_CHAIN):
                style = self._styles.get(base)
                if not style:
                    break
                settings = settings.over(_read(style.settings, _by_name(style.name)))
                base = style.base
            self._settled[name] = settings
        return self._settled[name]


def is_on(node: etree._Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return node is not None and value(node).lower() not in ("0", "false", "off", "none")


def _by_name(name: str) -> tuple[Kind, int] | None:
    if match := _HEADING.fullmatch(name):
        return "heading", max(1, min(int(match[1]), 6))
    if re.fullmatch(r"toc \d", name):
        return "boilerplate", 0
    return _NAMED.get(name)


def _read(settings: etree._Element | None, named: tuple[Kind, int] | None = None) -> _Settings:
    numbering = child(settings, "numPr")
    return _Settings(
        named,
        value(child(settings, "outlineLvl")),
        value(child(numbering, "numId")),
        value(child(numbering, "ilvl")),
    )


def _listed(settings: _Settings) -> tuple[Kind, int] | None:
    """A list item, by its numbering. Number 0 takes a style's numbering away."""
    if settings.number in ("", "0"):
        return None
    return "list_item", int(settings.depth) + 1 if settings.depth in tuple("012345678") else 1
