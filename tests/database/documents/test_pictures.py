"""Pages and pictures as images: drawn anew, never the bytes themselves."""

from io import BytesIO

import pytest
from PIL import Image

from tests.database.desk.conftest import as_reviewer, as_viewer, by_reviewer  # noqa: F401
from tests.database.desk.papers import paper
from tests.database.desk.scans import broken, screenshot, two_pages

pytestmark = pytest.mark.django_db


def _image(client, document, query="", number=1, **headers):
    return client.get(f"/documents/{document.public_id}/pages/{number}/{query}", headers=headers)


def test_a_page_is_drawn_as_wide_as_the_next_offered_width(as_viewer, by_reviewer):  # noqa: F811
    response = _image(as_viewer, two_pages(by_reviewer), "?capture=1&width=700", number=2)
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).width == pytest.approx(800, abs=1)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"


def test_a_picture_is_copied_without_what_its_file_holds_beside_it(as_viewer, by_reviewer):  # noqa: F811
    document = screenshot(by_reviewer)
    response = _image(as_viewer, document)
    assert response["Content-Type"] == "image/webp"
    assert Image.open(BytesIO(response.content)).size == (1200, 800)


def test_who_has_it_already_is_told_so_without_drawing(as_viewer, by_reviewer, monkeypatch):  # noqa: F811
    document = two_pages(by_reviewer)
    etag = _image(as_viewer, document)["ETag"]
    monkeypatch.setattr("factcheck.documents.views.pictures.run_apart", None)
    assert _image(as_viewer, document, If_None_Match=etag).status_code == 304


def test_what_has_no_such_page_is_not_found_or_says_why(as_viewer, by_reviewer):  # noqa: F811
    assert _image(as_viewer, paper(by_reviewer)).status_code == 404
    assert _image(as_viewer, two_pages(by_reviewer), number=0).status_code == 404
    assert _image(as_viewer, two_pages(by_reviewer), number=3).status_code == 409
    assert _image(as_viewer, broken(by_reviewer)).status_code == 409
    assert _image(as_viewer, two_pages(by_reviewer), "?capture=7").status_code == 404
