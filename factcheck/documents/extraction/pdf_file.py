"""Opening PDF files with pdfium.

pdfium is not safe for threads: one process may use it from one thread at a time. The readers of PDF therefore run in
child processes that read one document at a time, and never in a web thread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .errors import CouldNotRead, Damaged, Encrypted
from .words import gettext as _

#: A longer file is a collection rather than a document: reading it would hold gigabytes.
MAX_PAGES = 3_000


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document, closed at the end. Raises Encrypted, Damaged, or CouldNotRead if it has too many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Encrypted from error
        raise Damaged from error
    try:
        if len(document) > MAX_PAGES:
            raise CouldNotRead(
                _(
                    "It has %(pages)s pages; at most %(most)s are read. Split it.",
                    pages=f"{len(document):,}",
                    most=f"{MAX_PAGES:,}",
                )
            )
        yield document
    finally:
        document.close()


#: Annotations looked at on one page. Those of the kinds below have nothing to read.
_ANNOTATIONS = 500
_WORDLESS = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_POPUP)


def page_as_shown(document: Any, index: int) -> Any:
    """The page, with what was typed into forms or onto it as part of it. To be closed. Raises PdfiumError."""
    page = document[index]
    if _is_typed_on(page) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    return page


def _is_typed_on(page: Any) -> bool:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if annotation:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if kind not in _WORDLESS:
                return True
    return False
