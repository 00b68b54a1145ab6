"""A reading of the demo documents that owes nothing to our extractors: the two can disagree."""

import re
from html.parser import HTMLParser

_UNSEEN = {"head", "script", "style"}
_INLINE = {"a", "b", "em", "i", "span", "strong", "time"}


class _Visible(HTMLParser):
    """The words a reader sees; every tag that is not inline ends a line."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in _UNSEEN
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(re.sub(r"\s+", " ", data))

    def _end_line(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append("\n")


def read(name: str, data: bytes) -> str:
    """The text of one document, by the ending of its name."""
    text = data.decode("windows-1251" if ".windows-1251." in name else "utf-8").replace("\r\n", "\n")
    if name.endswith(".html"):
        visible = _Visible()
        visible.feed(text)
        return "".join(visible.words)
    if name.endswith(".md"):
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"^(?:#+|[-*])\s+", "", text, flags=re.MULTILINE)
        text = re.sub(r"\*+([^*\n]+)\*+", r"\1", text)
    return text
