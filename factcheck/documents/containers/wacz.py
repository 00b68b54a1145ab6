"""WACZ 1.1: a ZIP of WARCs, with the list of pages a reader went to and the digests of its files.

The archive's own index of its records is not used: their digests are to be checked, and for that every record is
read anyway. What `datapackage.json` and `pages.jsonl` say is compared with what is there; nothing is believed.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, BinaryIO
from urllib.parse import urljoin

from ..extraction.errors import CouldNotRead, Unreadable
from ..extraction.words import gettext as _
from ..extraction.words import joined as words_joined
from ..extraction.words import ngettext
from . import names, warc
from .digests import FILE, Digest
from .errors import TooMuch
from .streams import CHUNK
from .values import Job, Member, joined
from .warc import Entry, Index, Wanted
from .zipped import Archive
from .zipped import Entry as ZipEntry

_WARC = re.compile(r"\.warc(\.gz)?$", re.IGNORECASE)
_LIST = re.compile(r"^pages/[^/]+\.jsonl$")
_PACKAGE = "datapackage.json"
_HOPS = 5


@dataclass(frozen=True)
class Page:
    """A page as the archive lists it, in line `line` of the file `step`."""

    step: str
    line: int
    url: str
    at: dt.datetime | None
    title: str | None


@dataclass(frozen=True)
class Opened:
    """A WARC in the archive, read once."""

    step: str
    file: BinaryIO
    index: Index


def is_wacz(archive: Archive) -> bool:
    return archive.find(_PACKAGE) is not None and any(_WARC.search(entry.step) for entry in archive.entries)


def pages(archive: Archive, path: str, job: Job) -> Iterator[Member]:
    """The pages listed, or where there is no list, those its WARCs have. Raises CouldNotRead and TooMuch."""
    if not any(_WARC.search(entry.step) for entry in archive.entries):
        raise CouldNotRead(_("It has no WARC in it."))
    wrong = _compare_digests(archive, job)
    listed = list(_listed(archive, job))
    urls = {_key(page.url) for page in listed}
    with ExitStack() as files:
        opened = []
        for entry in archive.entries:
            if not _WARC.search(entry.step):
                continue
            try:
                opened.append(_open(archive, entry, urls, job, files))
            except TooMuch:
                raise
            except Unreadable as unreadable:
                yield Member(joined(path, entry.step), filename=entry.filename, problem=unreadable.reason)
        wanted, missing = _choose(listed, opened) if listed else (_all_pages(opened), [])
        for one in opened:
            warc.note_damage(one.index, joined(path, one.step), job)
            for member in warc.read_pages(one.file, joined(path, one.step), wanted[one.step], job):
                yield replace(member, messages=(*wrong.get(one.step, ()), *member.messages))
    for page in missing:
        problem = _("The archive lists this page but holds no record of it.")
        yield Member(
            joined(path, page.step),
            number=page.line,
            url=page.url,
            title=page.title,
            captured_at=page.at,
            problem=problem,
        )


def _open(archive: Archive, entry: ZipEntry, urls: set[str], job: Job, files: ExitStack) -> Opened:
    def keep(found: Entry) -> bool:
        return found.is_page or bool(found.location) or found.type == "revisit" or _key(found.url) in urls

    file = files.enter_context(archive.open(entry))
    return Opened(entry.step, file, warc.index_of(file, job, keep))


def _all_pages(opened: list[Opened]) -> dict[str, list[Wanted]]:
    return {
        one.step: [Wanted(entry) for entry in one.index.entries if entry.is_page and entry.type != "revisit"]
        for one in opened
    }


def _choose(listed: list[Page], opened: list[Opened]) -> tuple[dict[str, list[Wanted]], list[Page]]:
    """For each listed page the record that holds it, by WARC; and the pages that none holds."""
    by_url: dict[str, list[tuple[str, Entry]]] = {}
    for one in opened:
        for entry in one.index.entries:
            by_url.setdefault(_key(entry.url), []).append((one.step, entry))
    wanted: dict[str, list[Wanted]] = {one.step: [] for one in opened}
    missing, taken = [], set()
    for page in listed:
        found = _record_of(page, by_url)
        if found is None:
            missing.append(page)
        elif (place := (found[0], found[1].entry.offset, found[1].entry.nth)) not in taken:
            taken.add(place)
            wanted[found[0]].append(found[1])
    return wanted, missing


def _record_of(page: Page, by_url: dict[str, list[tuple[str, Entry]]]) -> tuple[str, Wanted] | None:
    """The record nearest in time under the page's address, or under the one its redirects lead to."""
    url, messages = page.url, list[str]()
    for _hop in range(_HOPS):
        found = sorted(by_url.get(_key(url), ()), key=lambda pair: _preference(pair[1], page.at))
        if not found:
            return None
        step, entry = found[0]
        if entry.type == "revisit" and entry.refers_to:
            messages.append(_("This visit found the page as it was at an earlier one, which is shown."))
            url = entry.refers_to
        elif entry.location:
            url = _joined_url(entry.url, entry.location)
            messages.append(_("%(url)s led on to %(next)s.", url=page.url[:300], next=url[:300]))
        elif entry.type == "revisit":
            return None
        else:
            if entry.status >= 400:
                messages.append(_("The site answered with an error (%(status)s).", status=entry.status))
            return step, Wanted(entry, page.title, tuple(messages))
    return None


def _preference(entry: Entry, at: dt.datetime | None) -> tuple[int, float]:
    """Less is better: a page, then what leads to one, then whatever else; then nearness in time."""
    kind = 2 if entry.type == "revisit" else 0 if entry.is_page else 1 if entry.location else 3
    return kind, abs((entry.at - at).total_seconds()) if entry.at and at else 0.0


def _listed(archive: Archive, job: Job) -> Iterator[Page]:
    for entry in archive.entries:
        if not _LIST.match(entry.step):
            continue
        try:
            with archive.open(entry) as file:
                yield from _pages_in(file, entry.step, job)
        except TooMuch:
            raise
        except Unreadable as unreadable:
            told = _("The list of pages %(name)s was not read.", name=entry.step)
            job.note(words_joined(told, unreadable.reason))


def _pages_in(file: BinaryIO, step: str, job: Job) -> Iterator[Page]:
    number = bad = found = 0
    while line := file.readline(job.limits.row):
        number += 1
        page = _json(line)
        if isinstance(page, dict) and "format" in page and "url" not in page:
            continue  # the list's own head
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            if (found := found + 1) > job.limits.members:
                raise TooMuch(_("It lists more than %(count)s pages.", count=f"{job.limits.members:,}"))
            title = page.get("title")
            yield Page(
                step,
                number,
                _clean(page["url"]),
                warc.parse_moment(str(page.get("ts", ""))[:40]),
                (_clean(title).strip() if isinstance(title, str) else "") or None,
            )
        elif line.strip():
            bad += 1
    if bad:
        job.note(
            ngettext(
                "%(count)s line of the list of pages %(name)s can't be read.",
                "%(count)s lines of the list of pages %(name)s can't be read.",
                bad,
                count=f"{bad:,}",
                name=step,
            )
        )


def _compare_digests(archive: Archive, job: Job) -> dict[str, tuple[str, ...]]:
    """What to say of pages in files whose digest is not the stated one, by step. All of it is noted too."""
    wrong: dict[str, tuple[str, ...]] = {}
    for step, stated in _stated_digests(archive, job):
        entry = archive.find(step)
        if entry is None:
            job.note(_("The archive's list of files has %(name)s, which is not there.", name=step[:200]))
            continue
        message = _digest_message(archive, entry, stated)
        if message:
            wrong[step] = (words_joined(f"{step}:", message),)
            job.note(wrong[step][0])
    return wrong


def _digest_message(archive: Archive, entry: ZipEntry, stated: str) -> str:
    digest = Digest(stated)
    try:
        with archive.open(entry) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except TooMuch:
        raise
    except Unreadable as unreadable:
        return unreadable.reason
    return digest.message(*FILE)


def _stated_digests(archive: Archive, job: Job) -> Iterator[tuple[str, str]]:
    package = _document(archive, _PACKAGE, job)
    if package is None:
        job.note(_("The archive has no list of its files that can be read: their digests were not compared."))
        return
    over_package = _document(archive, "datapackage-digest.json", job)
    if isinstance(over_package, dict) and isinstance(over_package.get("hash"), str):
        yield _PACKAGE, over_package["hash"]
    resources = package.get("resources") if isinstance(package, dict) else None
    for resource in resources if isinstance(resources, list) else []:
        path, stated = (resource.get("path"), resource.get("hash")) if isinstance(resource, dict) else (None, None)
        if isinstance(path, str) and isinstance(stated, str):
            yield names.shown(path), stated


def _document(archive: Archive, step: str, job: Job) -> Any:
    entry = archive.find(step)
    if entry is None or entry.info.file_size > job.limits.row:
        return None
    try:
        return _json(archive.read(entry))
    except CouldNotRead:
        return None


def _json(data: bytes) -> Any:
    """What the bytes say, or None."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _clean(text: str) -> str:
    """Text that the database can hold, at a length that people can read."""
    return text[:2000].replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _key(url: str) -> str:
    """The address without what a server is never sent."""
    bare = url.partition("#")[0]
    return bare + "/" if re.fullmatch(r"https?://[^/?]+", bare) else bare


def _joined_url(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        return location
