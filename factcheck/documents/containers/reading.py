"""One way into every kind of container: what it is, what it holds, and the bytes of one member again.

Members are addressed by the names of containers within containers and then, where the innermost has no names for
what it holds, by the place there. The same address gives the same bytes for as long as the container is kept.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ..extraction import mail
from ..extraction.errors import Damaged, Unreadable
from ..extraction.words import ngettext
from . import names, rows, wacz, warc
from .errors import NotThere, TooDeep, TooLarge, TooMuch, too_large
from .gunzip import GZIP, unpacked_head
from .streams import size_of
from .values import Job, Kind, Limits, Member, Note, joined
from .zipped import Archive
from .zipped import Entry as ZipEntry

#: Bytes of a file's beginning that `kind_of` looks at.
HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WARC = re.compile(rb"\s*WARC/\d\.\d")
_ROWS = (".jsonl", ".ndjson", ".jsonlines")
#: ZIPs that are one document, or none: by the ending of their name, or the first entry's.
_DOCUMENTS = (
    *(".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".odt", ".ods", ".odp"),
    *(".epub", ".jar", ".apk", ".xpi", ".whl"),
)
_PARTS = (b"[Content_Types].xml", b"_rels/", b"mimetypeapplication/", b"META-INF/")
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_ROW = re.compile(rb'\{\s*"(?:' + "|".join(rows.FIELDS).encode() + rb')"\s*:')
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_MAIL_LINE = re.compile(rb"^(?:From|To|Subject|Message-ID|Received|Return-Path|MIME-Version):", re.IGNORECASE | re.M)
_RECORD = re.compile(r"record ([1-9]\d{0,8})")
#: A file in a ZIP up to this size is read whole before it is known to be a container.
_SMALL = 4 << 20


def kind_of(head: bytes, filename: str = "") -> Kind | None:
    """What container begins like this (HEAD bytes are enough); None if none does. Mail is for `is_mail` to tell."""
    name = filename.lower()
    if head.startswith(_ZIP):
        if name.endswith(".wacz"):
            return "wacz"
        is_document = name.endswith(_DOCUMENTS) or head[30:].startswith(_PARTS)
        return None if is_document else "zip"
    if _WARC.match(head) or (head.startswith(GZIP) and unpacked_head(head).startswith(b"WARC/")):
        return "warc"
    return "jsonl" if name.endswith(_ROWS) or (not name.endswith(".json") and _begins_with_row(head)) else None


def kind_of_file(file: BinaryIO, filename: str = "") -> Kind | None:
    """As `kind_of`, and surer: a ZIP whose entries are the parts of one document is told too."""
    file.seek(0)
    kind = kind_of(file.read(HEAD), filename)
    if kind == "zip":
        try:
            archive = Archive(file, Job())
        except Unreadable:
            return kind  # what is wrong with it is said when its members are asked for
        if any(archive.find(part) for part in _OFFICE):
            return None
    return kind


def is_mail(head: bytes, filename: str = "") -> bool:
    """Whether this is a mail message: a document, and by the kind "eml" the container of what is attached to it."""
    return bool(_MAIL.match(head) and (filename.lower().endswith(".eml") or len(_MAIL_LINE.findall(head)) >= 3))


def members(file: BinaryIO, kind: Kind, limits: Limits | None = None, note: Note | None = None) -> Iterator[Member]:
    """The documents in the container, one after the other; `file` is left open and must stay so meanwhile.

    What can't be read of it comes as members with a `problem`; `note` is called with what is to be said of the
    container as a whole. Raises Unreadable when nothing (more) can be read: what came before is sound.
    """
    job = Job(limits or Limits(), note or (lambda message: None))
    yield from _members(file, kind, "", job, 1)


def read_member(
    file: BinaryIO, member_path: str, offset: int | None, length: int | None, limits: Limits | None = None
) -> bytes:
    """The bytes of a member as they were listed; the caller compares their SHA-256.

    Raises NotThere, Damaged or another Unreadable when the file is not the one listed, or the limits are lower.
    """
    return _read(file, member_path.split("!/") if member_path else [], offset, length, Job(limits or Limits()))


def _members(file: BinaryIO, kind: Kind, path: str, job: Job, depth: int) -> Iterator[Member]:
    if kind == "jsonl":
        yield from rows.rows(file, path, job)
    elif kind == "warc":
        yield from warc.pages(file, path, job)
    elif kind == "eml":
        yield from _attached(_whole(file, job), path, job, depth)
    else:
        yield from _zipped(Archive(file, job), kind, path, job, depth)


def _zipped(archive: Archive, kind: Kind, path: str, job: Job, depth: int) -> Iterator[Member]:
    if kind == "wacz" or wacz.is_wacz(archive):
        yield from wacz.pages(archive, path, job)
        return
    if archive.hidden:
        job.note(_hidden(archive.hidden, path))
    for entry in archive.entries:
        job.count_member()
        yield from _guarded(_entry(archive, entry, path, job, depth), joined(path, entry.step), entry.number)


def _hidden(count: int, path: str) -> str:
    shown = f"{count:,}"
    if path:
        return ngettext(
            "%(count)s hidden file of %(path)s was left out.",
            "%(count)s hidden files of %(path)s were left out.",
            count,
            count=shown,
            path=path,
        )
    return ngettext("%(count)s hidden file was left out.", "%(count)s hidden files were left out.", count, count=shown)


def _entry(archive: Archive, entry: ZipEntry, path: str, job: Job, depth: int) -> Iterator[Member]:
    """A file in a ZIP: itself, or what it holds if it is a container."""
    if entry.problem:
        raise entry.problem
    step = joined(path, entry.step)
    large = entry.info.file_size > _SMALL
    if large and kind_of(archive.head(entry, HEAD), entry.filename):
        # a container may be larger than a document, and is not read into memory
        with archive.open(entry) as inner:
            if kind := kind_of_file(inner, entry.filename):
                yield from _deeper(inner, kind, step, job, depth)
                return
    document = Member(step, None, None, entry.number, entry.filename, messages=entry.messages)
    yield from _document(replace(document, data=archive.read(entry)), job, depth)


def _document(document: Member, job: Job, depth: int) -> Iterator[Member]:
    """A file by name: what it holds if it is a container, else itself, and what is attached to it."""
    kind = kind_of_file(io.BytesIO(document.data), document.filename)
    if kind:
        yield from _deeper(io.BytesIO(document.data), kind, document.path, job, depth)
        return
    yield document
    if is_mail(document.data[:HEAD], document.filename) and depth < job.limits.depth:
        attached = _attached(document.data, document.path, job, depth + 1)
        yield from _guarded(attached, document.path, document.number)


def _deeper(file: BinaryIO, kind: Kind, path: str, job: Job, depth: int) -> Iterator[Member]:
    if depth >= job.limits.depth:
        raise TooDeep
    yield from _members(file, kind, path, job, depth + 1)


def _attached(message: bytes, path: str, job: Job, depth: int) -> Iterator[Member]:
    for number, found in enumerate(mail.attachments(message), 1):
        job.count_member()
        job.spend(len(found.data))
        filename = names.last_part(names.shown(found.filename))
        step = joined(path, _step_of(found))
        document = Member(step, None, None, number, filename, found.media_type, found.data)
        yield from _guarded(_document(document, job, depth), step, number)


def _step_of(attachment: mail.Attachment) -> str:
    return f"{attachment.part} {names.shown(attachment.filename)}".strip() or names.NAMELESS


def _guarded(inner: Iterator[Member], path: str, number: int) -> Iterator[Member]:
    """The members; where they end in an error that is not the whole container's, a member that says so."""
    try:
        yield from inner
    except TooMuch:
        raise
    except Unreadable as unreadable:
        filename = names.last_part(path.rsplit("!/", 1)[-1])
        yield Member(path, number=number, filename=filename, problem=unreadable.reason)


def _read(file: BinaryIO, steps: list[str], offset: int | None, length: int | None, job: Job) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    by_name = head.startswith(_ZIP)
    if offset is not None and (not steps or (not by_name and len(steps) == 1 and _RECORD.fullmatch(steps[0]))):
        return _placed(file, steps, offset, length or 0, job)
    if not steps:
        raise NotThere
    if by_name or not is_mail(head):
        try:
            archive = Archive(file, job)
        except Damaged:
            if by_name:
                raise
        else:
            return _named(archive, steps, offset, length, job)
    found = {_step_of(one): one.data for one in mail.attachments(_whole(file, job))}.get(steps[0])
    if found is None:
        raise NotThere
    is_last = len(steps) == 1 and offset is None
    return found if is_last else _read(io.BytesIO(found), steps[1:], offset, length, job)


def _named(archive: Archive, steps: list[str], offset: int | None, length: int | None, job: Job) -> bytes:
    entry = archive.find(steps[0])
    if entry is None:
        raise NotThere
    if len(steps) == 1 and offset is None:
        return archive.read(entry)
    with archive.open(entry) as inner:
        return _read(inner, steps[1:], offset, length, job)


def _placed(file: BinaryIO, steps: list[str], offset: int, length: int, job: Job) -> bytes:
    """A record or a row, which tell themselves apart by how they begin."""
    if offset < 0 or length > job.limits.total:
        raise NotThere
    file.seek(offset)
    if file.read(5).startswith((GZIP, b"WARC/")):
        match = _RECORD.fullmatch(steps[0]) if steps else None
        return warc.read(file, offset, int(match[1]) - 1 if match else 0, job)
    row = rows.read_row(file, offset, length)
    if len(row) != length:
        raise NotThere
    return row


def _whole(file: BinaryIO, job: Job) -> bytes:
    size = size_of(file)
    if size > job.limits.member:
        raise TooLarge(too_large(size, job.limits.member))
    file.seek(0)
    return file.read()


def _begins_with_row(head: bytes) -> bool:
    """Whether the first line is, or begins, an object with a field that rows have."""
    line, end, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not _ROW.match(line):
        return False
    if not end:
        return True
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and any(name in row for name in rows.CONTENT)
