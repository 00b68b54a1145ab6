"""PDF files."""

import zlib

from tests.faults.hostile.values import Hostile
from tests.unit.documents.extraction.pdf_samples import _file, made, paragraph

CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
PAGE = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {FONT} >>"
SHOWN = "BT /F 12 Tf 1 0 0 1 60 700 Tm (The bridge was closed.) Tj ET "


def stream(content: bytes, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content.decode('latin-1')}\nendstream"


def packed(content: bytes, times: int = 1) -> str:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, f"/Filter [{' /FlateDecode' * times}]")


def one_page(content: str, page: str = PAGE) -> bytes:
    return _file(CATALOG, PAGES, page, content)


def deep(opening: str, closing: str, times: int) -> bytes:
    return _file(CATALOG, PAGES, PAGE, stream(SHOWN.encode()), opening * times + closing * times)


def recursive_form() -> bytes:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    page = PAGE.replace("/Resources <<", "/Resources << /XObject << /X 5 0 R >>")
    calls = b"/X Do " * 40
    return _file(CATALOG, PAGES, page, stream(calls), stream(calls, form))


def doubling_forms(depth: int) -> bytes:
    """Each form shows the next twenty times."""
    page = PAGE.replace("/Resources <<", "/Resources << /XObject << /X 5 0 R >>")
    forms = [
        stream(
            b"/X Do " * 20,
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n + 1} 0 R >> >>",
        )
        for n in range(5, 5 + depth)
    ]
    last = stream(SHOWN.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 999 999] {FONT}")
    return _file(CATALOG, PAGES, page, stream(b"/X Do"), *forms, last)


def xref_loop() -> bytes:
    data = one_page(stream(SHOWN.encode()))
    at = data.index(b"xref\n")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


FILES = {
    "PDF whose page unpacks to 100 MB": Hostile("a.pdf", lambda: one_page(packed(b" " * 10**8))),
    "PDF packed four times over": Hostile("a.pdf", lambda: one_page(packed(b"q Q " * 10**6, 4))),
    "PDF of a million drawing steps": Hostile("a.pdf", lambda: one_page(packed(b"0 0 m 9 9 l S " * 10**6))),
    "PDF that shows 100,000 words": Hostile(
        "a.pdf", lambda: one_page(packed(b"BT /F 1 Tf " + b"1 0 0 1 60 700 Tm (word) Tj " * 10**5 + b"ET"))
    ),
    "PDF whose pages are in a circle": Hostile(
        "a.pdf", lambda: _file(CATALOG, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    ),
    "PDF of two billion pages": Hostile(
        "a.pdf",
        lambda: _file(CATALOG, PAGES.replace("/Count 1", "/Count 2147483647"), PAGE, stream(SHOWN.encode())),
    ),
    "PDF of one page 200,000 times": Hostile(
        "a.pdf",
        lambda: _file(
            CATALOG,
            f"<< /Type /Pages /Kids [{'3 0 R ' * 200_000}] /Count 200000 >>",
            PAGE,
            stream(SHOWN.encode()),
        ),
    ),
    "PDF of fewer pages than none": Hostile(
        "a.pdf", lambda: _file(CATALOG, PAGES.replace("/Count 1", "/Count -7"), PAGE, stream(SHOWN.encode()))
    ),
    "PDF with arrays 100,000 deep": Hostile("a.pdf", lambda: deep("[", "]", 100_000)),
    "PDF with dictionaries 100,000 deep": Hostile("a.pdf", lambda: deep("<< /A ", ">>", 100_000)),
    "PDF whose page holds arrays 100,000 deep": Hostile(
        "a.pdf", lambda: one_page(stream(b"[" * 100_000 + b"]" * 100_000 + b" TJ"))
    ),
    "PDF with a form that shows itself": Hostile("a.pdf", recursive_form),
    "PDF with forms that double": Hostile("a.pdf", lambda: doubling_forms(9)),
    "PDF whose tables are in a circle": Hostile("a.pdf", xref_loop),
    "PDF with a page of no size": Hostile(
        "a.pdf", lambda: one_page(stream(SHOWN.encode()), PAGE.replace("595 842", "0 0"))
    ),
    "PDF with a page larger than a country": Hostile(
        "a.pdf", lambda: one_page(stream(SHOWN.encode()), PAGE.replace("595 842", "1e30 1e30"))
    ),
    "PDF under a password": Hostile("a.pdf", lambda: made([(60, 100, 11, "secret")], password="open")),
    "PDF that starts a program": Hostile(
        "a.pdf",
        lambda: _file(
            CATALOG.replace(">>", "/OpenAction << /S /Launch /F (/bin/sh) >> /Names << /JavaScript 9 0 R >> >>"),
            PAGES,
            PAGE,
            stream(SHOWN.encode()),
        ),
    ),
    "PDF behind 1,000 bytes of something else": Hostile(
        "a.pdf", lambda: b"GIF89a" + b"x" * 1_000 + made(paragraph(60, 100, "The bridge was closed."))
    ),
    "PDF of nothing but its first line": Hostile("a.pdf", lambda: b"%PDF-1.7\n"),
}
