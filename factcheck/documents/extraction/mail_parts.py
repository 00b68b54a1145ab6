"""A mail message taken apart into its parts (RFC 2045 to 2049), with their bytes as they stand in the file.

The standard library reads headers and decodes bodies; the parts are split here, because its parser nests as deep
as the message says, checks each line against every open boundary, and writes an attached message anew instead of
giving its bytes.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser

from .errors import CouldNotRead
from .words import gettext as _

#: Parts in all, how deep they may nest, and bytes of one part's header.
MOST_PARTS = 1_000
DEEPEST = 20
LONGEST_HEADER = 1_000_000
#: Characters of one header line that are read; real lists of recipients are shorter.
LONGEST_LINE = 20_000
#: Characters of a header line that has parameters.
LONGEST_PARAMETERS = 4_000

_HEADER_END = re.compile(rb"\r?\n[ \t]*\r?\n|\r[ \t]*\r(?!\n)")
#: The first line that is no header line: there the library stops reading, and the body begins.
_NO_HEADER = re.compile(rb"(?:\A|(?<=[\r\n]))(?!From |[\x21-\x39\x3b-\x7e]+[ \t]*:|[\t \r\n]|\Z)")
_ENVELOPE = re.compile(rb"\s*(?:>?From [^\r\n]*\r?\n)?")
#: Python has codecs that are no character sets, and slow ones: only these are taken.
_CHARSETS = re.compile(
    r"ascii|utf-(?:7|8|16|16-le|16-be|32)|cp(?:437|850|852|866|87[45]|9\d\d|125\d)|iso8859-\d{1,2}|koi8-[rut]|mac-\w+"
    r"|gb2312|gbk|gb18030|big5(?:hkscs)?|hz|euc_\w+|shift_jis\w*|iso2022_\w+|johab|tis-620|ptcp154|kz1048"
)


@dataclass(frozen=True)
class Part:
    """One part. `number` is its place as in IMAP: "" the message itself, "2.1" the first part of the second."""

    number: str
    header: "Message[str, str]"
    body: bytes
    parts: tuple["Part", ...] = ()

    @property
    def media_type(self) -> str:
        return _tolerantly(self.header.get_content_type) or "text/plain"

    @property
    def disposition(self) -> str:
        return _tolerantly(self.header.get_content_disposition)

    @property
    def filename(self) -> str:
        """The name that the sender gave the file; "" if none. It is shown, and never used as a path."""
        name = decoded(_tolerantly(self.header.get_filename))
        return re.split(r"[/\\]", name)[-1].strip()[:255]

    @property
    def content(self) -> bytes:
        """The body without its transfer encoding."""
        if self.media_type == "message/rfc822" and self.encoding not in ("base64", "quoted-printable"):
            return self.body
        leaf: Message[str, str] = Message(policy=policy.compat32)
        leaf["Content-Transfer-Encoding"] = self.encoding
        leaf.set_payload(self.body.decode("ascii", "surrogateescape"))
        payload = leaf.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else self.body

    @property
    def encoding(self) -> str:
        return line(self, "Content-Transfer-Encoding").lower().partition(";")[0].strip()

    @property
    def charset(self) -> str:
        """The declared character set as Python names it; "" if none, or none that is read here."""
        return codec(_tolerantly(self.header.get_content_charset))


@dataclass
class _Count:
    parts: int = field(default=0)


def take_apart(data: bytes) -> Part:
    """The message and all its parts. Raises CouldNotRead when there are too many, or they are nested too deep."""
    return _part(_ENVELOPE.sub(b"", data, count=1), "", 0, _Count())


def _part(data: bytes, number: str, depth: int, count: _Count) -> Part:
    count.parts += 1
    if count.parts > MOST_PARTS or depth > DEEPEST:
        raise CouldNotRead(
            _(
                "It has more than %(parts)s parts, or parts nested more than %(deepest)s deep.",
                parts=MOST_PARTS,
                deepest=DEEPEST,
            )
        )
    head, body = _split_header(data)
    if len(head) > LONGEST_HEADER:
        raise CouldNotRead(_("Its header is longer than %(length)s bytes.", length=f"{LONGEST_HEADER:,}"))
    header = _header(head)
    part = Part(number, header, body)
    boundary = _tolerantly(header.get_boundary) if part.media_type.startswith("multipart/") else ""
    if not boundary:
        return part
    inner = (
        _part(piece, f"{number}.{index}" if number else str(index), depth + 1, count)
        for index, piece in enumerate(_pieces(body, boundary), 1)
    )
    return Part(number, header, body, tuple(inner))


def _header(head: bytes) -> "Message[str, str]":
    header = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    for key, value in header.raw_items():
        # The library takes parameters off the front one by one, copying the rest each time.
        if key.lower() in ("content-type", "content-disposition") and len(str(value)) > LONGEST_PARAMETERS:
            header.replace_header(key, str(value)[:LONGEST_PARAMETERS])
    return header


def _split_header(data: bytes) -> tuple[bytes, bytes]:
    start = re.match(rb"\r?\n", data)
    if start:
        return b"", data[start.end() :]
    end = _HEADER_END.search(data)
    wrong = _NO_HEADER.search(data, 0, end.start() if end else len(data))
    if wrong:
        return data[: wrong.start()], data[wrong.start() :]
    return (data[: end.start()] + b"\r\n", data[end.end() :]) if end else (data, b"")


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    """What stands between the lines of the boundary. A message cut short lacks the last: its part is read too."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    # The line end before a boundary is part of it.
    lines = re.compile(rb"(?:\r\n|\n|\r|\A)--" + mark + rb"(--)?[ \t]*(?=\r|\n|\Z)")
    start = -1
    for match in lines.finditer(body):
        if start >= 0:
            yield body[start : match.start()]
        if match[1]:
            return
        rest = re.compile(rb"\r\n|\n|\r|").match(body, match.end())
        # A part without header and body: the next boundary begins with the line end that we stand before.
        start = rest.end() if rest else match.end()
    if start >= 0:
        yield body[start:]


def line(part: Part, name: str) -> str:
    """A header line, readable and in one line; the first, where there are several; "" where there is none."""
    for key, raw in part.header.raw_items():
        if key.lower() == name.lower():
            return decoded(str(raw)[:LONGEST_LINE])
    return ""


def decoded(raw: str) -> str:
    """Encoded words (RFC 2047) and bytes beyond ASCII as characters, white space as single spaces."""
    words = raw if raw.isascii() else _characters(raw.encode("utf-8", "surrogateescape"), "utf-8")
    if "=?" in words:
        with suppress(ValueError, LookupError, TypeError, MessageError):
            pieces = decode_header(re.sub(r"\r?\n", "", words))
            # What stands between encoded words comes back in this codec of Python's.
            words = "".join(_characters(piece, charset or "raw_unicode_escape") for piece, charset in pieces)
    words = re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", words)
    return " ".join(re.sub(r"[\x00-\x20\x7f-\x9f]+", " ", words).split())


def codec(charset: str) -> str:
    """Python's name of a character set; "" for what is none or isn't read here."""
    with suppress(LookupError, ValueError):
        name = codecs.lookup(charset).name if charset else ""
        if _CHARSETS.fullmatch(name):
            # What mail calls Latin-1 is Windows-1252 (WHATWG Encoding Standard); ASCII is said without looking.
            return {"iso8859-1": "cp1252", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
    return ""


def _characters(piece: bytes | str, charset: str) -> str:
    if isinstance(piece, str):
        return piece
    for name in ("raw_unicode_escape" if charset == "raw_unicode_escape" else codec(charset), "utf-8"):
        with suppress(UnicodeDecodeError, LookupError):
            return piece.decode(name)
    return piece.decode("cp1252", "replace")


def _tolerantly(read: object) -> str:
    """What a method of the library gives; "" where hostile parameters make it fail, as some do."""
    try:
        found = read() if callable(read) else None
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return ""
    return str(found or "")
