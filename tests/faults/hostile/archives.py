"""ZIP and gzip files."""

import gzip
import io
import stat
import struct
import warnings
import zipfile
from functools import cache

from tests.faults.hostile.values import Hostile
from tests.unit.documents.containers.samples import overlapping, wacz, zipped

WORDS = b"The bridge was closed on Monday."


@cache
def zeros(megabytes: int) -> bytes:
    return zipped({"zeros.txt": b"\0" * megabytes * 10**6})


def nested(depth: int) -> bytes:
    data = WORDS
    for level in range(depth):
        data = zipped({f"{level}.zip" if level else "words.txt": data})
    return data


def doubling(depth: int, copies: int) -> bytes:
    """In the manner of 42.zip: each level holds the next so many times."""
    data = zeros(30)
    for _ in range(depth):
        data = zipped({f"{n}.zip": data for n in range(copies)})
    return data


def with_entry(info: zipfile.ZipInfo, data: bytes = WORDS) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, data)
    return out.getvalue()


def symlink() -> bytes:
    info = zipfile.ZipInfo("passwords.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return with_entry(info, b"/etc/passwd")


def encrypted() -> bytes:
    data = bytearray(zipped({"secret.txt": WORDS}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


def wrong_checksum() -> bytes:
    data = zipped({"words.txt": WORDS}, zipfile.ZIP_STORED)
    return data.replace(WORDS, WORDS.replace(b"Monday", b"Sunday"))


def lying_size(size: int) -> bytes:
    """A directory that announces another size."""
    data = bytearray(zipped({"words.txt": WORDS}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, size)
    return bytes(data)


def _named(*names: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that a name comes twice
        return zipped([(name, WORDS + b" %d" % number) for number, name in enumerate(names)])


FILES = {
    "zip bomb, 100 MB in one file": Hostile("bomb.zip", lambda: zeros(100)),
    "zip bomb of 3 files below the limit": Hostile(
        "bomb.zip", lambda: zipped({f"{n}.txt": b"%d" % n + b"\0" * 10**7 for n in range(3)})
    ),
    "zip bomb inside zips that double": Hostile("42.zip", lambda: doubling(2, 3)),
    "zips nested 50 deep": Hostile("deep.zip", lambda: nested(50)),
    "zip whose entries overlap (Fifield)": Hostile("overlap.zip", overlapping),
    "zip packed by bzip2": Hostile("b.zip", lambda: zipped({"a.txt": b"\0" * 10**7}, zipfile.ZIP_BZIP2)),
    "zip of 40 empty files": Hostile("empty.zip", lambda: zipped({f"{n}.txt": b"" for n in range(40)})),
    "zip with paths that lead out": Hostile(
        "slip.zip",
        lambda: _named("../../../../tmp/factcheck-out.txt", "/etc/cron.d/x.txt", "C:\\Windows\\x.txt"),
    ),
    "zip with names written right to left": Hostile("rtl.zip", lambda: _named("report\u202etxt.exe", "a\u2066b.txt")),
    "zip with a name of 60,000 letters": Hostile("long.zip", lambda: _named("x" * 60_000 + ".txt")),
    "zip with one name 6 times": Hostile("twice.zip", lambda: _named(*["same.txt"] * 6)),
    "zip with control characters in a name": Hostile("c.zip", lambda: _named("a\x1b[31m\r\n.txt", "\x7f.txt")),
    "zip with a link to /etc/passwd": Hostile("link.zip", symlink),
    "zip under a password": Hostile("locked.zip", encrypted),
    "zip with a wrong checksum": Hostile("crc.zip", wrong_checksum),
    "zip that announces 4 GB": Hostile("lies.zip", lambda: lying_size(2**32 - 2)),
    "zip that announces 1 byte": Hostile("lies.zip", lambda: lying_size(1)),
    "zip with a directory entry that is no file": Hostile(
        "dir.zip", lambda: with_entry(zipfile.ZipInfo("folder/"), b"")
    ),
    "zip of nothing": Hostile("nothing.zip", lambda: zipped({})),
    "zip behind 1 MB of something else": Hostile("sfx.zip", lambda: b"MZ" + b"\0" * 10**6 + zipped({"a.txt": WORDS})),
    "gzip bomb": Hostile("bomb.gz", lambda: gzip.compress(b"\0" * 10**8)),
    "gzip in gzip in gzip": Hostile("deep.gz", lambda: gzip.compress(gzip.compress(gzip.compress(WORDS)))),
    "WACZ without its archive": Hostile("a.wacz", lambda: wacz({}, [{"url": "https://a.example/", "title": "A"}])),
    "WACZ that is a bomb": Hostile(
        "a.wacz", lambda: zipped({"datapackage.json": b" " * 10**8, "archive/a.warc": b"\0" * 10**8})
    ),
}
