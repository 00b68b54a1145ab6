"""How what is known of documents is put into words."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.documents.extraction import media_types
from factcheck.documents.models import Basis, Document

#: File endings by media type: what bytes are saved as.
ENDINGS = {
    media_types.HTML: "html",
    media_types.MARKDOWN: "md",
    media_types.PLAIN: "txt",
    media_types.CSV: "csv",
    media_types.SRT: "srt",
    media_types.VTT: "vtt",
    media_types.PDF: "pdf",
    media_types.EML: "eml",
    media_types.DOCX: "docx",
    media_types.XLSX: "xlsx",
    media_types.PNG: "png",
    media_types.JPEG: "jpg",
    media_types.WEBP: "webp",
}

#: Characters of the name of a page's file.
_LONGEST_NAME = 100

#: What people call a file of each media type.
_CALLED = {
    media_types.HTML: gettext_lazy("a web page"),
    media_types.MARKDOWN: gettext_lazy("plain text"),
    media_types.PLAIN: gettext_lazy("plain text"),
    media_types.CSV: gettext_lazy("a table in plain text"),
    media_types.SRT: gettext_lazy("a transcript"),
    media_types.VTT: gettext_lazy("a transcript"),
    media_types.PDF: gettext_lazy("a PDF"),
    media_types.EML: gettext_lazy("a mail message"),
    media_types.DOCX: gettext_lazy("a Word document"),
    media_types.XLSX: gettext_lazy("an Excel file"),
    media_types.PNG: gettext_lazy("a PNG picture"),
    media_types.JPEG: gettext_lazy("a JPEG picture"),
    media_types.WEBP: gettext_lazy("a WebP picture"),
}
_OFFICE = frozenset({media_types.DOCX, media_types.XLSX})
#: By the ending of a name, the media types that it leads one to expect. Of other endings nothing is expected.
_EXPECTED = {ending: frozenset({media_type}) for media_type, ending in ENDINGS.items()} | {
    ending: frozenset(expected)
    for endings, expected in (
        ("txt text log md markdown", (media_types.PLAIN, media_types.MARKDOWN, media_types.SRT, media_types.VTT)),
        ("htm xhtml", (media_types.HTML,)),
        ("tsv tab", (media_types.CSV,)),
        ("doc docm dotx", (media_types.DOCX,)),
        ("xls xlsm xltx", (media_types.XLSX,)),
        ("jpeg", (media_types.JPEG,)),
    )
    for ending in endings.split()
}

#: Never written in a document as such: what it says leads to them.
CONCLUDED = frozenset({"language", "source"})


#: What readers of files call a place, as it is kept with a block.
_PLACES = {
    "page header": gettext_lazy("page header"),
    "page footer": gettext_lazy("page footer"),
    "standfirst": gettext_lazy("standfirst"),
    "byline": gettext_lazy("byline"),
    "text box": gettext_lazy("text box"),
    "note": gettext_lazy("note"),
    "endnote": gettext_lazy("endnote"),
    "comment": gettext_lazy("comment"),
}
#: Places with numbers and names, what they are in words, and which of their parts is a place again.
_NAMED_PLACES = (
    (
        re.compile(r"(?P<outer>.+), table (?P<table>\d+), row (?P<row>\d+)"),
        gettext_lazy("%(outer)s, table %(table)s, row %(row)s"),
    ),
    (re.compile(r"table (?P<table>\d+), row (?P<row>\d+)"), gettext_lazy("table %(table)s, row %(row)s")),
    (re.compile(r"(?P<outer>.+), text box"), gettext_lazy("%(outer)s, text box")),
    (re.compile(r"(?P<cell>.+![A-Z]+\d+), comment by (?P<name>.+)"), gettext_lazy("%(cell)s, comment by %(name)s")),
    (re.compile(r"(?P<cell>.+![A-Z]+\d+), comment"), gettext_lazy("%(cell)s, comment")),
    (re.compile(r"comment by (?P<name>.+)"), gettext_lazy("comment by %(name)s")),
    (re.compile(r"note (?P<number>\d+)"), gettext_lazy("note %(number)s")),
    (re.compile(r"endnote (?P<number>\d+)"), gettext_lazy("endnote %(number)s")),
)


def place_in_words(label: str) -> str:
    """The label of a block in the language of whoever reads it; what is no word of ours, such as a time, as it is."""
    if label in _PLACES:
        return str(_PLACES[label])
    for pattern, words in _NAMED_PLACES:
        if match := pattern.fullmatch(label):
            parts = match.groupdict()
            if "outer" in parts:
                parts["outer"] = place_in_words(parts["outer"])
            return str(words) % parts
    return label


def basis_in_words(fact: dict[str, Any]) -> str:
    """ "stands in the document: line 3"; of a fact that is not there, so much."""
    if not fact["basis"]:
        return _("not known")
    words = str(Basis(fact["basis"]).label)
    if fact["name"] in CONCLUDED and fact["basis"] != Basis.DESK:
        words = _("follows from the document")
    return f"{words}: {fact['how']}" if fact["how"] else words


def published_title(document: Document) -> str:
    """What a reader of a list is told about a date: what it says, and where it stands."""
    day = document.published_on
    return f"{day.text}: {basis_in_words(document.fact('published'))}" if day else ""


def language_name(code: str) -> str:
    """`de` as "German"; a code that is not known stays a code."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    return str(_(info["name"])) if "name" in info else code


def named_otherwise(filename: str, media_type: str, *, was_read: bool = True) -> str:
    """ "Named .pdf, but it is a Word document." where the ending of the name says something else than the bytes do.

    "" where they agree, or where the ending says nothing.
    """
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    expected = _EXPECTED.get(ending, frozenset({media_type}))
    # Of an encrypted file of the two no more is known than that it is one of them.
    is_one_of_two = not was_read and media_type in _OFFICE and not expected.isdisjoint(_OFFICE)
    if media_type in expected or media_type not in _CALLED or is_one_of_two:
        return ""
    return _("Named .%(ending)s, but it is %(kind)s.") % {"ending": ending, "kind": _CALLED[media_type]}


def download_name(public_id: str, number: int, filename: str, ending: str) -> str:
    """What bytes are saved as: whose they are and which of its, then the words of the name they came under."""
    stem = filename.rpartition(".")[0] or filename
    words = re.sub(r"[^\w-]+", "-", stem).strip("-_")[:80]
    return f"{'-'.join(filter(None, (public_id, str(number), words)))}.{ending}"


def filename_of(url: str) -> str:
    """What the page's file may be called: the end of its path, else its host."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]).replace("\x00", "")
    return (last or parts.hostname or "")[-_LONGEST_NAME:]
