"""A comment as people read it: plain text with its line breaks, and links where it names something.

Three things are more than text: addresses of the web, public ids (C-0017), and calls (@Name). Everything else is
escaped. Plain values in and out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from factcheck.discussion.mentions import Call

_URL = re.compile(r"(?i:https?)://[^\s<>\"“”]+")
# As the desk writes them, with four digits or more: a B-52 and an F-16 are not objects of ours.
_PUBLIC_ID = re.compile(r"(?<![\w-])[A-Z]{1,2}-\d{4,18}(?![\w-])")
# From the left: what an address holds is found within it, and not apart.
_URL_OR_ID = re.compile(f"{_URL.pattern}|(?P<id>{_PUBLIC_ID.pattern})")
#: What ends a sentence rather than an address.
_TRAILING = ".,;:!?'\u2019»)]}"


@dataclass(frozen=True)
class _Part:
    start: int
    end: int
    html: str


def public_ids(text: str) -> list[str]:
    """The public ids that the text names, outside of web addresses."""
    return [found["id"] for found in _URL_OR_ID.finditer(text) if found["id"]]


def render(text: str, *, link: Callable[[str], str | None], calls: Iterable[Call] = ()) -> str:
    """The text as HTML. `link` gives the page of a public id, or None: then it stays text."""
    done = 0
    html: list[str] = []
    for part in _parts(text, link, calls):
        if part.start < done:
            # Within something that is a link already.
            continue
        html += [escape(text[done : part.start]), part.html]
        done = part.end
    html.append(escape(text[done:]))
    return "".join(html).replace("\r\n", "\n").replace("\n", "<br>")


def _parts(text: str, link: Callable[[str], str | None], calls: Iterable[Call]) -> Iterator[_Part]:
    found = [*_urls(text), *_ids(text, link), *(_call(text, call) for call in calls)]
    yield from sorted(found, key=lambda part: (part.start, -part.end))


def _urls(text: str) -> Iterator[_Part]:
    for match in _URL.finditer(text):
        url = _trimmed(match.group())
        name = escape(url)
        html = f'<a href="{name}" rel="noopener noreferrer nofollow">{name}</a>'
        yield _Part(match.start(), match.start() + len(url), html)


def _trimmed(url: str) -> str:
    end, never_opened = len(url), url.count(")") - url.count("(")
    while end and url[end - 1] in _TRAILING:
        if url[end - 1] == ")":
            # A bracket that the address opened itself belongs to it: /wiki/Ada_(language)
            if never_opened <= 0:
                break
            never_opened -= 1
        end -= 1
    return url[:end]


def _ids(text: str, link: Callable[[str], str | None]) -> Iterator[_Part]:
    for match in _PUBLIC_ID.finditer(text):
        if url := link(match.group()):
            html = f'<a class="num" href="{escape(url)}">{escape(match.group())}</a>'
            yield _Part(match.start(), match.end(), html)


def _call(text: str, call: Call) -> _Part:
    return _Part(call.start, call.end, f'<b class="called">{escape(text[call.start : call.end])}</b>')
