"""What stands around an article's words: its title, date, byline, caption, and the address of the original.

Everything here is read off whole lines near the top (the address: anywhere). What no line states stays None:
a first sentence is not a title, a date inside a sentence is not the date of publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.database.partial_dates import AmbiguousDateError, PartialDateError, parse

from .head_words import ADDRESS, AGENCIES, AUTHOR, BETWEEN_NAMES, BY, PICTURE, PUBLISHED, ROLES
from .values import Block, Found, Statements
from .words import gettext as _

#: Blocks from the top in which a date or byline may stand.
_TOP = 6
_LONGEST_TITLE = 250
_LONGEST_CAPTION = 500
_LONGEST_LINE = 120


def read_head(
    text: str, blocks: tuple[Block, ...], credited: frozenset[int] = frozenset()
) -> tuple[tuple[Block, ...], Statements]:
    """What the document states, and the blocks with title and captions told from paragraphs.

    `credited` are the indexes of blocks that end in emphasised words, as a photographer's credit does.
    """
    published, date_index, messages = _date(text, blocks[:_TOP])
    author, author_index = _byline(text, blocks[:_TOP])
    lines = frozenset(index for index in (date_index, author_index) if index is not None)
    title, title_index = _title(text, blocks, lines)
    marked = list(blocks)
    if title and title_index is not None and marked[title_index].kind == "paragraph":
        marked[title_index] = replace(marked[title_index], kind="heading", level=1)
    head = lines | ({title_index} if title_index is not None else set())
    for index in _captions(text, blocks, head, credited):
        marked[index] = replace(marked[index], kind="caption")
    return tuple(marked), Statements(title, author, published, None, _address(text, blocks), messages)


@dataclass(frozen=True)
class _Line:
    index: int
    text: str


def _lines(text: str, blocks: tuple[Block, ...]) -> Iterator[_Line]:
    """The short lines of these blocks, with the index of the block each stands in."""
    for index, block in enumerate(blocks):
        if block.end - block.start < 4 * _LONGEST_LINE:
            for line in text[block.start : block.end].split("\n"):
                if 0 < len(line.strip()) <= _LONGEST_LINE:
                    yield _Line(index, line.strip())


def _labels(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DATE_LABEL = re.compile(rf"(?:{_labels(PUBLISHED)})\s*(?::|\s)\s*", re.IGNORECASE)
_TIME = re.compile(
    r"(?<=\d)(?:\s?г\.)?[\s,|·–—-]+(?:at |um |à |в )?\d{1,2}[:.h]\d{2}\b.{0,40}$",  # noqa: RUF001
    re.IGNORECASE,
)


def _date(text: str, blocks: tuple[Block, ...]) -> tuple[Found | None, int | None, tuple[str, ...]]:
    for line in _lines(text, blocks):
        labelled = _DATE_LABEL.match(line.text)
        rest = line.text[labelled.end() :] if labelled else line.text
        for value in (rest, _TIME.sub("", rest)):
            try:
                date = parse(value)
            except AmbiguousDateError as error:
                return None, line.index, (f"The date was not taken. {error}",)
            except PartialDateError:
                continue
            # A bare year is a heading or a number as often as a date of publication.
            if (date.end - date.start).days <= 31:
                return Found(value, "content", _("line “%(words)s”", words=line.text[:60])), line.index, ()
    return None, None, ()


_ROLE = re.compile(rf",(?=[^,]*\b(?:{_labels(ROLES)})\b)|\s+\|\s", re.IGNORECASE)
_ADDRESS_OF_WRITER = re.compile(r"\s*[(<|]?\s*\S+@\S+$")
_BYLINE = re.compile(rf"(?:(?:{_labels(AUTHOR)})\s*:\s*|(?:{_labels(BY)})\s+)(?P<names>.+)", re.IGNORECASE)


def _byline(text: str, blocks: tuple[Block, ...]) -> tuple[Found | None, int | None]:
    for line in _lines(text, blocks):
        match = _BYLINE.fullmatch(line.text)
        names = _without_role(match["names"]) if match else ""
        if names and _are_names(names):
            return Found(names, "content", _("line “%(words)s”", words=line.text[:60])), line.index
    return None, None


def _without_role(text: str) -> str:
    """ "Jane Doe" of "Jane Doe, Staff writer, The Herald" and of "Jane Doe | jane@herald.example"."""
    found = _ROLE.search(text) or _ADDRESS_OF_WRITER.search(text)
    return text[: found.start()].strip() if found else text


def _are_names(text: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", text) if word]
    names = [word for word in words if word.casefold() not in BETWEEN_NAMES]
    return 2 <= len(names) <= 12 and not text.endswith((".", ":")) and all(word[0].isupper() for word in names)


def _title(text: str, blocks: tuple[Block, ...], lines: frozenset[int]) -> tuple[Found | None, int | None]:
    for index, block in enumerate(blocks[:_TOP]):
        if block.kind == "heading" and index not in lines:
            return Found(_in_one_line(text, block), "content", _("first heading")), index
    index = next((index for index in range(len(blocks)) if index not in lines), len(blocks))
    # Only a line at the very top: above it stand at most a date and a byline.
    if index + 1 < len(blocks) and _is_title(text, blocks[index], blocks[index + 1], index + 1 in lines):
        return Found(_in_one_line(text, blocks[index]), "content", _("first line")), index
    return None, None


def _is_title(text: str, block: Block, following: Block, date_or_byline_follows: bool) -> bool:
    words = text[block.start : block.end]
    if block.kind != "paragraph" or len(words) > _LONGEST_TITLE or words.count("\n") > 1:
        return False
    if re.search(r"[.,;:…][\"'”’»)\]]*$", words) or words[0].islower() or "://" in words:  # noqa: RUF001
        return False
    if date_or_byline_follows:
        return True
    # Else it must stand alone above a paragraph of sentences: not above a list, which it would introduce.
    alone = re.search(r"\n\s*\n", text[block.end : following.start])
    sentences = re.search(r"[.!?…][\"'”’»)\]]*\s*$", text[following.start : following.end])  # noqa: RUF001
    longer = following.end - following.start > len(words)
    return bool(following.kind == "paragraph" and alone and sentences and longer and len(words.split()) >= 3)


def _in_one_line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())


_CAPTION = re.compile(
    rf"(?:{_labels(PICTURE)})\s*(?::|by\s|credit\b)"
    rf"|.*\((?:(?:{_labels(PICTURE + AGENCIES)})\b)[^()]{{0,80}}\)$"
    rf"|.*[.!?]\s[^.!?]{{2,60}}\s/\s[^.!?]{{2,60}}$",
    re.IGNORECASE | re.DOTALL,
)
_LABELLED_PICTURE = re.compile(rf"(?:{_labels(PICTURE)})\s*:", re.IGNORECASE)
_CREDIT = re.compile(rf"/|©|\b(?:{_labels(PICTURE + AGENCIES)})\b", re.IGNORECASE)


def _captions(
    text: str, blocks: tuple[Block, ...], head: frozenset[int] | set[int], credited: frozenset[int]
) -> Iterator[int]:
    """Captions under the title: only there can a short paragraph with a credit be told from the article."""
    last = max(head, default=-1)
    for index, block in enumerate(blocks[: _TOP + 1]):
        if index in head or block.kind != "paragraph":
            continue
        words = text[block.start : block.end]
        labelled = _LABELLED_PICTURE.match(words)
        is_credited = bool(index in credited and _CREDIT.search(words)) or bool(_CAPTION.match(words))
        if len(words) > _LONGEST_CAPTION or not (labelled or (is_credited and index == last + 1)):
            continue
        last = index
        yield index


_ADDRESS_LINE = re.compile(rf"(?P<label>(?:{_labels(ADDRESS)})\s*:)\s*<?(?P<url>https?://[^\s<>]+)?>?", re.IGNORECASE)
_URL_LINE = re.compile(r"<?(https?://[^\s<>]+)>?")


def _address(text: str, blocks: tuple[Block, ...]) -> Found | None:
    waiting = ""
    for block in blocks:
        if block.end - block.start > 4_000:
            continue
        for line in text[block.start : block.end].split("\n"):
            if waiting and (url := _URL_LINE.fullmatch(line.strip())):
                return Found(url[1], "content", waiting)
            match = _ADDRESS_LINE.fullmatch(line.strip())
            waiting = _("line “%(words)s”", words=match["label"]) if match else ""
            if match and match["url"]:
                return Found(match["url"], "content", waiting)
    return None
