"""From bytes to characters, strictly: either one encoding explains every byte, or the file is refused.

In order: a byte order mark; the marks of formats that are not text; UTF-16 without a mark (its NULs give it
away); UTF-8, which other encodings practically never resemble; the charset that an HTML page names; and
last, for the eight-bit encodings of Europe, charset-normalizer's judgement of which one gives words.
"""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from . import language
from .errors import BinaryFile, EmptyFile, Undecodable, UnsupportedType
from .values import LineEnds
from .words import gettext as _
from .words import gettext_noop


@dataclass(frozen=True)
class Decoded:
    """Characters with line ends as "\\n" and NUL as U+FFFD, and what they were.

    `judged`: nothing in the file says its encoding, and other encodings would fit its bytes too.
    """

    text: str
    encoding: str
    line_ends: LineEnds
    nul_count: int
    judged: bool


def decode(data: bytes) -> Decoded:
    """Raises EmptyFile, BinaryFile, UnsupportedType or Undecodable, and nothing else."""
    if not data.strip():
        raise EmptyFile
    _refuse_formats_that_are_not_text(data)
    encoding, judged = _by_mark(data) or _utf_16_without_mark(data), False
    if not encoding:
        _refuse_binary(data)
        encoding = _utf_8(data) or _declared(data)
        encoding, judged = encoding or _eight_bit(data), not encoding
    text = _strictly(data, encoding)
    if text is None:
        raise Undecodable(_("It looked like %(encoding)s, but not all of it is.", encoding=encoding))
    if not text.strip("\ufeff\0 \t\r\n"):
        raise EmptyFile
    line_ends = line_ends_of(text)
    nul_count = text.count("\0")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return Decoded(text, encoding, line_ends, nul_count, judged)


#: How files begin, and what to call them.
_FORMATS = (
    (b"%PDF-", gettext_noop("a PDF")),
    (b"PK\x03\x04", gettext_noop("an OpenDocument or ZIP file")),
    (b"\xd0\xcf\x11\xe0", gettext_noop("an old Word or Excel file")),
    (b"{\\rtf", gettext_noop("a rich text (RTF) file")),
    (b"\x89PNG", gettext_noop("a picture")),
    (b"\xff\xd8\xff", gettext_noop("a picture")),
    (b"GIF8", gettext_noop("a picture")),
    (b"\x1f\x8b", gettext_noop("a compressed file")),
    (b"7z\xbc\xaf", gettext_noop("a compressed file")),
    (b"Rar!", gettext_noop("a compressed file")),
    (b"WARC/1", gettext_noop("a web archive")),
    (b"\x7fELF", gettext_noop("a program")),
)


def _refuse_formats_that_are_not_text(data: bytes) -> None:
    for beginning, name in _FORMATS:
        if data.startswith(beginning):
            raise UnsupportedType(_("This is %(name)s.", name=_(name)))


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _by_mark(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


#: Letters, marks and punctuation of Latin, Greek, Cyrillic, Hebrew and Arabic text, and white space.
_LIKELY = re.compile("[\t\n\r -~\xa0-\u06ff\u1e00-\u1fff\u2000-\u20bf]")


def _utf_16_without_mark(data: bytes) -> str:
    """UTF-16 has a NUL in each space and line end, all at odd or all at even places."""
    sample = data[:4096]
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or not any(zeros) or (all(zeros) and min(zeros) * 20 > max(zeros)):
        return ""
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    plausible = len(_LIKELY.findall(text)) > 0.9 * len(text) and re.search(r"[ \n]", text)
    return encoding if plausible and max(zeros) * 20 > len(text) else ""


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b\x0b\x1c\x1d\x1e\x1f"))


def _refuse_binary(data: bytes) -> None:
    """Text may hold a stray NUL; more than one control character in twenty is something else."""
    sample = data[:65536]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > max(1, len(sample) // 20):
        raise BinaryFile


def _utf_8(data: bytes) -> str:
    return "utf-8" if _strictly(data, "utf-8") is not None else ""


_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
#: Python's codec -> the name we record. What the web calls Latin-1 is Windows-1252 (WHATWG Encoding
#: Standard).
_NAMES = {
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1257": "windows-1257",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "cp866": "ibm866",
    "iso8859-2": "iso-8859-2",
    "iso8859-5": "iso-8859-5",
    "iso8859-15": "iso-8859-15",
    "gb18030": "gb18030",
    "gbk": "gbk",
    "big5": "big5",
    "euc_jp": "euc-jp",
    "shift_jis": "shift_jis",
    "euc_kr": "euc-kr",
}


def _declared(data: bytes) -> str:
    """The charset that an HTML page names in its first bytes, if it explains them all."""
    match = _META.search(data[:4096])
    if not match:
        return ""
    try:
        name = _NAMES.get(codecs.lookup(match[1].decode("ascii", "replace")).name, "")
    except LookupError:
        return ""
    return name if name and _strictly(data, name) is not None else ""


#: Bytes. What charset-normalizer judges by; it is slow, and the file's other bytes only have to fit.
_SAMPLE = 64 * 1024
_BY_USE = ("cp1252", "cp1251", "koi8-r", "cp1250", "cp866", "iso8859-5")


def _eight_bit(data: bytes) -> str:
    matches = charset_normalizer.from_bytes(_telling(data), cp_isolation=[*_BY_USE], preemptive_behaviour=False)
    for match in matches:
        text = _strictly(data, match.encoding)
        if text is not None:
            return _more_likely(data, text)
    raise Undecodable


#: Languages written in Windows-1250. It differs from 1252 in a few letters, on which the judge often errs.
_CENTRAL_EUROPEAN = frozenset(("pl", "cs", "sk", "hu", "hr", "sl", "bs", "sr", "ro", "sq"))


def _more_likely(data: bytes, text: str) -> str:
    """Of the encodings that explain `data` as `text`, the one more often meant; of 1250 and 1252, by language."""
    name = next(_NAMES[name] for name in _BY_USE if _strictly(data, _NAMES[name]) == text)
    if name == "windows-1250" and _strictly(data, "windows-1252") is not None:
        detected = language.detect(text)
        if not detected or detected.value not in _CENTRAL_EUROPEAN:
            return "windows-1252"
    return name


def _telling(data: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, up to the sample's size: the others say nothing."""
    if len(data) <= _SAMPLE:
        return data
    first = next(n for n, byte in enumerate(data) if byte > 127)
    return data[max(0, first - 1024) : first + _SAMPLE]


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def line_ends_of(text: str) -> LineEnds:
    crlf = text.count("\r\n")
    counts: dict[LineEnds, int] = {"crlf": crlf, "lf": text.count("\n") - crlf, "cr": text.count("\r") - crlf}
    present: list[LineEnds] = [name for name, count in counts.items() if count]
    return "mixed" if len(present) > 1 else present[0] if present else "none"
