"""Where the words of a PDF stand: checked against the picture of the page."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from factcheck.documents.extraction import pdf, pdf_page
from factcheck.documents.extraction.errors import CouldNotRead
from factcheck.documents.extraction.values import Drawing

from .pdf_samples import HEIGHT, WIDTH, made, turned

CROPS = [None, (40, 300, 400, 800)]


@pytest.mark.parametrize("crop", CROPS, ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_box_of_a_word_is_where_its_ink_is(rotation, crop):
    data = turned(made([(100, 200, 30, "Harbour")]), rotation, crop)
    page = pdf.draw(data).pages[0]
    ink = _ink(data, page.width)
    ((_, _, x0, y0, x1, y1),) = page.words
    assert x0 - 1 <= ink[0] <= ink[2] <= x1 + 1
    assert y0 - 1 <= ink[1] <= ink[3] <= y1 + 1
    # As high as the font, and no more.
    assert (x1 - x0) * (y1 - y0) < 2 * (ink[2] - ink[0]) * (ink[3] - ink[1])


def _ink(data: bytes, page_width: float) -> tuple[float, ...]:
    shown = Image.open(BytesIO(pdf_page.render(data, 1, width=1_000))).convert("L")
    box = ImageChops.invert(shown).point(lambda value: 255 if value > 60 else 0).getbbox()
    assert box
    return tuple(value * page_width / shown.width for value in box)


def test_a_page_is_as_large_as_it_is_shown():
    data = made([(100, 200, 30, "Harbour")])
    assert (pdf.draw(data).pages[0].width, pdf.draw(data).pages[0].height) == (WIDTH, HEIGHT)
    page = pdf.draw(turned(data, 90, (40, 300, 400, 800))).pages[0]
    assert (page.width, page.height) == (500, 360)


def assert_words_fit(drawing: Drawing) -> None:
    """Words hold no white space, lie in their page's share of the text, and their boxes on the page."""
    for page in drawing.pages:
        last = page.start
        for start, end, x0, y0, x1, y1 in page.words:
            assert last <= start < end <= page.end
            assert not any(character.isspace() for character in drawing.text[start:end])
            assert 0 <= x0 <= x1 <= page.width
            assert 0 <= y0 <= y1 <= page.height
            last = end
    covered = {at for page in drawing.pages for start, end, *_ in page.words for at in range(start, end)}
    assert covered == {at for at, character in enumerate(drawing.text) if not character.isspace()}
    inside = {at for block in drawing.blocks for at in range(block.start, block.end)}
    assert covered <= inside


_latin = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=40)
_lines = st.lists(
    st.tuples(st.integers(-100, 700), st.integers(-100, 900), st.integers(-40, 40).filter(bool), _latin), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(pages=st.lists(_lines, min_size=1, max_size=3), rotation=st.sampled_from([0, 90, 180, 270]))
def test_every_word_has_a_box_on_its_page(pages, rotation):
    assert_words_fit(pdf.draw(turned(made(*pages), rotation)))


def test_the_picture_of_a_page_is_as_wide_as_asked():
    data = made([(100, 200, 30, "Harbour")], [])
    shown = Image.open(BytesIO(pdf_page.render(data, 1, width=700)))
    assert (shown.format, shown.width, shown.height) == ("PNG", 700, pytest.approx(700 * HEIGHT / WIDTH, abs=1))


def test_a_picture_of_a_page_never_has_more_pixels_than_the_limit():
    shown = Image.open(BytesIO(pdf_page.render(made([]), 1, width=1_000_000)))
    assert 0.9 * pdf_page.MAX_PIXELS < shown.width * shown.height < 1.01 * pdf_page.MAX_PIXELS


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(number):
    with pytest.raises(CouldNotRead, match=f"no page {number}"):
        pdf_page.render(made([]), number, width=700)
