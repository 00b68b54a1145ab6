"""The package around a .docx or .xlsx: a ZIP of XML parts that name each other (ECMA-376 part 2).

Everything in it is hostile until measured: sizes are checked before a part is unpacked, each part is parsed
without entities, network or the parser's large limits, and what is unpacked in all is counted, so that a part
named a thousand times costs no more than the package may cost.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from .errors import CouldNotRead, Damaged, Encrypted, UnsupportedType
from .values import Found, Statements
from .words import gettext as _

#: Entries of one package.
MOST_PARTS = 10_000
#: Bytes that one part may unpack to, and that all may that are read.
LARGEST_PART = 128 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
#: How often its packed size a part may unpack to. Rows that repeat each other reach about a hundred.
HIGHEST_RATIO = 250
#: Bytes. Smaller parts do no harm at any ratio.
_SMALL = 4 * 1024 * 1024
_LONGEST_HREF = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Relation:
    """`kind` is the last word of the relation's type: "hyperlink", "footnotes"."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a package, by name. Raises CouldNotRead (Damaged, Encrypted), or UnsupportedType for OLE files."""

    def __init__(self, data: bytes) -> None:
        _refuse_ole(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError, UnicodeError):
            raise Damaged from None
        if len(entries) > MOST_PARTS:
            raise CouldNotRead(_("It has more than %(parts)s parts.", parts=MOST_PARTS))
        self._entries = {_key(entry.filename): entry for entry in entries}
        self._left = MOST_UNPACKED

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        entry = self._entries.get(_key(name))
        if entry is None:
            raise Damaged(_("A part of it is missing."))
        self._measure(entry)
        if entry.flag_bits & 1:
            raise Encrypted
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OverflowError, OSError):
            raise Damaged from None
        except (NotImplementedError, RuntimeError, MemoryError):
            raise CouldNotRead(_("It is packed in a way that is not read here.")) from None

    def _measure(self, entry: zipfile.ZipInfo) -> None:
        size = entry.file_size
        self._left -= size
        if size > LARGEST_PART or self._left < 0:
            raise CouldNotRead(_("Unpacked, it is larger than %(size)s MB.", size=MOST_UNPACKED // 1024 // 1024))
        if size > _SMALL and size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise CouldNotRead(
                _(
                    "It unpacks to more than %(times)s times its size, as only traps do.",
                    times=HIGHEST_RATIO,
                )
            )

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part; None where there is no such part."""
        if name not in self:
            return None
        try:
            root = etree.fromstring(self.read(name), etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as error:
            raise _refusal(error) from None
        refuse_entities(root)
        return root

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a part that have one of these tags, each emptied when the next is asked for."""
        wanted = tuple(f"{{*}}{tag}" for tag in tags)
        try:
            steps = etree.iterparse(BytesIO(self.read(name)), events=("end",), tag=wanted, **_SAFE)
            for _, element in steps:
                refuse_entities(element)
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise _refusal(error) from None

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points to, by id. The package itself is the part ""."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for node in root if root is not None else ():
            target, kind = node.get("Target") or "", (node.get("Type") or "").rsplit("/", 1)[-1]
            external = node.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if len(target) <= _LONGEST_HREF:
                found[node.get("Id") or ""] = Relation(kind, target, external)
        return found

    def properties(self) -> tuple[Statements, tuple[str, ...]]:
        """What the core properties state, and the times of the file itself for people: they date no publication."""
        part = next((r.target for r in self.relations("").values() if r.kind == "core-properties"), "")
        root = self.xml(part or "docProps/core.xml")
        values: dict[str, str] = {}
        for node in root if root is not None else ():
            words = " ".join("".join(node.itertext()).split()) if isinstance(node.tag, str) else ""
            if words:
                values.setdefault(local(node), words[:500])
        language = re.match(r"[A-Za-z]{2,3}(?=[_-]|$)", values.get("language", ""))
        says = Statements(
            title=_property(values, "title"),
            author=_property(values, "creator"),
            language=Found(language[0].lower(), "metadata", _("document property “language”")) if language else None,
        )
        return says, _times(values)


#: One dictionary for both of lxml's parsers. DTDs are read by neither; what declares entities is refused.
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def local(node: etree._Element) -> str:
    """The name of an element without its namespace, which has a strict and a transitional form."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def value(node: etree._Element | None, name: str = "val") -> str:
    """An attribute by its name without namespace; "" where there is none."""
    if node is None:
        return ""
    return next((str(v) for key, v in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child with a name, and so on down the path."""
    for name in path:
        if node is None:
            return None
        node = next(node.iterchildren(f"{{*}}{name}"), None)
    return node


def refuse_entities(node: etree._Element) -> None:
    """Office writes no DTD (ECMA-376 forbids it); one is there to do harm."""
    if node.getroottree().docinfo.internalDTD is not None:
        raise CouldNotRead(_("It declares entities, which can make a small file grow without end."))


def _refuse_ole(data: bytes) -> None:
    """Files of old Office, and new ones with a password, are OLE containers: their names are UTF-16."""
    if not data.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted
    if "WordDocument".encode("utf-16-le") in data:
        raise UnsupportedType(_("This is an old Word file: save it as .docx or PDF."))
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        raise UnsupportedType(_("This is an old Excel file: save it as .xlsx or CSV."))
    raise UnsupportedType(_("This is a file of an old Office program: save it as .docx, .xlsx or PDF."))


def _refusal(error: etree.XMLSyntaxError) -> CouldNotRead:
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return CouldNotRead(_("It is nested too deep, or has parts too large, to be read safely."))
    return Damaged()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _property(values: dict[str, str], name: str) -> Found | None:
    return Found(values[name], "metadata", _("document property “%(name)s”", name=name)) if name in values else None


def _times(values: dict[str, str]) -> tuple[str, ...]:
    made, changed = values.get("created"), values.get("modified")
    if made and changed:
        both = _(
            "By its own account the file was made %(made)s and last changed %(changed)s.", made=made, changed=changed
        )
        return (both,)
    if made:
        return (_("By its own account the file was made %(made)s.", made=made),)
    return (_("By its own account the file was changed %(changed)s.", changed=changed),) if changed else ()
