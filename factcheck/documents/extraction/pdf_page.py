"""The picture of one page of a PDF, made when somebody looks at it."""

from contextlib import closing
from io import BytesIO
from math import sqrt

import pypdfium2 as pdfium
from PIL import Image

from .errors import CouldNotRead, Damaged
from .pdf_file import opened
from .words import gettext as _

#: Four bytes each while a page is drawn. A page of extreme shape gets a smaller picture.
MAX_PIXELS = 16_000_000


def render(data: bytes, number: int, *, width: int) -> bytes:
    """Page `number` (from 1) as a PNG, `width` pixels wide unless that makes more than MAX_PIXELS.

    Raises what opening the file raises, and CouldNotRead if there is no such page. Not safe for threads, and
    the file is untrusted: call it in a child process.
    """
    output = BytesIO()
    picture(data, number, width=width).save(output, "PNG", compress_level=4)
    return output.getvalue()


def picture(data: bytes, number: int, *, width: int) -> Image.Image:
    """As `render`, but the pixels themselves."""
    with opened(data) as document:
        if not 1 <= number <= len(document):
            raise CouldNotRead(
                _("It has %(pages)s pages, and no page %(number)s.", pages=f"{len(document):,}", number=number)
            )
        document.init_forms()
        try:
            with closing(document[number - 1]) as page:
                return _drawn(page, width)
        except pdfium.PdfiumError as error:
            raise Damaged(_("Page %(number)s can't be shown.", number=number)) from error


def _drawn(page: pdfium.PdfPage, width: int) -> Image.Image:
    across, down = page.get_size()
    if across <= 0 or down <= 0:
        raise Damaged(_("A page has no size."))
    scale = min(max(width, 1) / across, sqrt(MAX_PIXELS / (across * down)))
    with closing(page.render(scale=scale)) as bitmap:
        drawn: Image.Image = bitmap.to_pil().convert("RGB")
    return drawn
