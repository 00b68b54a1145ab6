"""Which pictures a page's article shows: their addresses, in the order of the page."""

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from .draft import Draft
from .html import parse
from .html_container import chains, container
from .html_frame import Walked
from .html_main import main_blocks
from .html_votes import words_of
from .html_walk import Walk

#: Pixels. What says that it is smaller on both sides is an ornament or counts visitors.
_ORNAMENT = 48


def pictures(source: str, address: str) -> list[str]:
    """Addresses of the pictures within the article, each once; `address` is the page's own.

    Of a page without an article that could be told: all. Raises NestedTooDeep or NoText.
    """
    root = parse(source)
    base = next((node.get("href") for node in root.iter("base") if node.get("href")), "") or ""
    found: dict[str, None] = {}
    for stated in _stated(_article(root)):
        try:
            url = urljoin(urljoin(address, base), stated)
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            found[url] = None
    return list(found)


def _article(root: etree._Element) -> etree._Element:
    draft = Draft()
    walk = Walk(draft)
    walk.page(root)
    text, blocks = draft.finish()
    words = [words_of(text[block.start : block.end]) for block in blocks]
    found = main_blocks(Walked(root, text, blocks, words, walk.origins))
    if found is None:
        return root
    weights = {index: blocks[index].end - blocks[index].start for index in found.article}
    article = container(chains(walk.origins), weights)
    return root if article is None else article


def _stated(article: etree._Element) -> Iterator[str]:
    for node in article.iter("img"):
        if _is_ornament(node):
            continue
        # Pages that load pictures late put a placeholder into `src`.
        names = ("data-src", "data-original", "src")
        stated = next((value for name in names if (value := (node.get(name) or "").strip())), "")
        if not stated or stated.startswith("data:"):
            stated = _largest(node.get("srcset") or node.get("data-srcset") or "")
        if stated:
            yield stated


def _is_ornament(node: etree._Element) -> bool:
    sides = [node.get(name) or "" for name in ("width", "height")]
    return all(side.isdecimal() and side.isascii() and int(side[:6]) < _ORNAMENT for side in sides)


def _largest(srcset: str) -> str:
    """The last candidate of a `srcset`, where the largest usually stands."""
    candidates = [each.split() for each in srcset.split(", ") if each.strip()]
    return candidates[-1][0].strip(",") if candidates and candidates[-1] else ""
