"""What a file is by its bytes, where these are not the characters of a text."""

import re

from .media_types import DOCX, EML, JPEG, PDF, PNG, WEBP, XLSX

#: Bytes. A PDF may begin with some that are not its own; letters begin with their headers.
_PDF_BEGINS_WITHIN, _HEADERS_WITHIN = 1024, 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEADER = re.compile(rb"(?:From [^\n]*\n)?((?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,})", re.ASCII)
_OF_A_LETTER = (b"from", b"to", b"date", b"subject", b"received", b"message-id", b"mime-version", b"return-path")


def binary_type(data: bytes) -> str | None:
    """The media type of a PDF, Word or Excel file, picture or letter; None of anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:_PDF_BEGINS_WITHIN] and b"endobj" in data):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return DOCX
    return EML if _is_a_letter(data) else None


def _office(data: bytes) -> str | None:
    """By the names of its parts, looked for in the bytes: the list of a damaged file may be missing."""
    if b"word/document" in data:
        return DOCX
    return XLSX if b"xl/workbook" in data or b"xl/worksheets" in data else None


def _is_a_letter(data: bytes) -> bool:
    """Whether it begins with headers (RFC 5322), three of them such as letters have."""
    beginning = data[:_HEADERS_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"\r\n", b"\n")
    headers = _HEADER.match(beginning)
    if headers is None:
        return False
    names = {line.partition(b":")[0].strip().lower() for line in headers[1].split(b"\n") if line[:1].strip()}
    return len(names.intersection(_OF_A_LETTER)) >= 3 and bool(names & {b"from", b"received", b"return-path"})
