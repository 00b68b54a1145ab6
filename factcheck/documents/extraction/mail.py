"""Mail messages (.eml) to text and blocks: the header's lines that people read, then the body.

Attachments are documents of their own, a forwarded message among them: `attachments` hands them out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from . import html, plain
from .decode import decode
from .draft import Draft
from .errors import CouldNotRead, Damaged, NestedTooDeep, NoText, Unreadable
from .mail_parts import Part, line, take_apart
from .values import Block, Drawing, Found, Statements
from .words import gettext as _

#: Bytes of all attachments together, unpacked.
MOST_ATTACHED = 256 * 1024 * 1024
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_ADDRESS = re.compile(r'\s*"?([^"<>]{0,500}?)"?\s*<([^<>\s]{1,500})>')
#: Characters in a name that would move or hide what is said of it.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")


@dataclass(frozen=True)
class Attachment:
    """A file sent with a message. `part` is its number in the message, as in IMAP: "2", "1.2"."""

    part: str
    filename: str
    media_type: str
    data: bytes


def draw(data: bytes) -> Drawing:
    """Header lines and body of a message. Raises CouldNotRead."""
    message = take_apart(data)
    shown = [f"{name}: {words}" for name in _SHOWN if (words := line(message, name))]
    if not shown:
        raise Damaged(_("It does not begin with the lines of a mail message, such as From and Date."))
    draft = Draft()
    draft.begin("paragraph", 0, "mail header")
    draft.add("\n".join(shown))
    head, blocks = draft.finish()
    drawings, messages = _body(message)
    drawing = _joined([Drawing(head, blocks, Statements()), *drawings])
    names = [(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", one.filename), one.media_type) for one in _attached(message)]
    attached = [f"{name or _('without name')} ({media_type})" for name, media_type in names]
    if attached:
        messages.append(_("Attached: %(names)s.", names=", ".join([*attached[:20], *(["…"] if attached[20:] else [])])))
    return replace(drawing, says=_statements(message, tuple(messages)))


def attachments(data: bytes) -> list[Attachment]:
    """The files sent with a message, and the messages forwarded whole. Raises CouldNotRead."""
    found, size = [], 0
    for part in _attached(take_apart(data)):
        content = part.content
        size += len(content)
        if size > MOST_ATTACHED:
            raise CouldNotRead(_("Its attachments are larger than %(size)s MB.", size=MOST_ATTACHED // 1024 // 1024))
        found.append(Attachment(part.number, part.filename, part.media_type, content))
    return found


def _attached(part: Part) -> Iterator[Part]:
    if part.parts:
        for inner in part.parts:
            yield from _attached(inner)
    elif not part.media_type.startswith("multipart/") and not _is_body(part) and part.body.strip():
        yield part


def _is_body(part: Part) -> bool:
    readable = part.media_type in ("text/plain", "text/html")
    return readable and part.disposition != "attachment" and not part.filename


def _body(message: Part) -> tuple[list[Drawing], list[str]]:
    """The parts that a reader is shown, drawn, and what there is to say about them."""
    drawings, messages = [], []
    for part in _read(message):
        text, certain = _text(part)
        if not certain:
            messages.append(_("Some characters of the body could not be told from its bytes: check them."))
        if drawing := _drawn(part, text):
            drawings.append(drawing)
    if any(part.media_type in _SEALED for part in (message, *message.parts)):
        messages.append(_("The body of this message is encrypted and was not read."))
    return drawings, messages


def _read(part: Part) -> list[Part]:
    """The parts to read: of alternatives one, plain text before HTML; of the others each."""
    if not part.parts:
        return [part] if _is_body(part) and part.content.strip() else []
    inner = [_read(one) for one in part.parts]
    if part.media_type != "multipart/alternative":
        return [one for parts in inner for one in parts]
    filled = [parts for parts in inner if parts]
    plain_text = (parts for parts in filled if all(one.media_type == "text/plain" for one in parts))
    return next(plain_text, filled[0] if filled else [])


def _text(part: Part) -> tuple[str, bool]:
    """The characters of a part, and whether its bytes gave them without doubt."""
    content, certain = part.content, True
    try:
        text = content.decode(part.charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        try:
            text = decode(content).text
        except Unreadable:
            text, certain = content.decode("utf-8", "replace"), False
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text), certain


def _drawn(part: Part, text: str) -> Drawing | None:
    if part.media_type != "text/html":
        return plain.draw(text) if text.strip() else None
    try:
        return html.draw(text)
    except NoText:
        return None
    except NestedTooDeep:
        raise CouldNotRead(_("Its page is nested too deep to be read safely.")) from None


def _joined(drawings: list[Drawing]) -> Drawing:
    """One text out of several, with the blocks of each moved to their place."""
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    for drawing in drawings:
        blocks += [_moved(block, length) for block in drawing.blocks]
        pieces.append(drawing.text)
        length += len(drawing.text) + 2
    return Drawing("\n\n".join(pieces), tuple(blocks), Statements())


def _moved(block: Block, by: int) -> Block:
    links = tuple((start + by, end + by, href) for start, end, href in block.links)
    return replace(block, start=block.start + by, end=block.end + by, links=links)


def _statements(message: Part, messages: tuple[str, ...]) -> Statements:
    title, author, date = line(message, "Subject"), line(message, "From"), line(message, "Date")
    if match := _ADDRESS.match(author):
        author = match[1].strip() or match[2]
    return Statements(
        title=Found(title[:500], "content", _("line “Subject”")) if title else None,
        author=Found(author[:500], "content", _("line “From”")) if author else None,
        published=_sent(date),
        messages=messages,
    )


def _sent(date: str) -> Found | None:
    """The day on the sender's clock."""
    try:
        day = parsedate_to_datetime(date[:100]).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return Found(day.isoformat(), "content", _("line “Date”"))
