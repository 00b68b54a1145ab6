"""What a child can be asked to do: by name, with JSON and bytes in and out."""

from collections.abc import Callable
from typing import Any

from factcheck.documents.extraction import extract, language
from factcheck.documents.pool import rows
from factcheck.documents.pool.wire import as_message

Answer = tuple[dict[str, Any], bytes]


def _extract(data: bytes, **given: str) -> Answer:
    return as_message(extract(data, **given)), b""


def _page_image(data: bytes, number: int, width: int) -> Answer:
    from factcheck.documents.extraction import pdf_page

    return {}, pdf_page.render(data, number, width=width)


def _picture(data: bytes, width: int) -> Answer:
    from factcheck.documents.extraction import picture

    return {}, picture.picture_view(data, width=width)


def _look_at_page(data: bytes, address: str, with_pictures: bool) -> Answer:
    from factcheck.documents.extraction import html_pictures, html_walls
    from factcheck.documents.extraction.decode import decode

    source = decode(data).text
    found = html_pictures.pictures(source, address) if with_pictures else []
    return {"needs": html_walls.needs(source), "pictures": found}, b""


def _rows(data: bytes, lengths: list[int]) -> Answer:
    return rows.answer(data, lengths), b""


def prepare() -> None:
    """Load what most files need, which takes seconds, so that none waits for it: the readers of pages and languages."""
    from factcheck.documents.extraction import html

    html.draw("<html><body><article><p>Words of a language that can be told from them.</p></article></body></html>")
    language.detect("Words of a language that can be told from them, as there are enough of these.")


TASKS: dict[str, Callable[..., Answer]] = {
    "extract": _extract,
    "rows": _rows,
    "page_image": _page_image,
    "picture": _picture,
    "look_at_page": _look_at_page,
}
