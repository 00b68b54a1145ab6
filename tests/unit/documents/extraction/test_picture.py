"""Pictures: measured as they are shown, refused when they are a flood, and copied without what they carry."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from factcheck.documents.extraction import picture
from factcheck.documents.extraction.errors import CouldNotRead, Damaged, Unreadable

FORMATS = ["PNG", "JPEG", "WEBP"]
NO_TEXT = "This is a picture without text. Text can come by OCR or by typing it."


def saved(format: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object) -> bytes:
    data = BytesIO()
    image = Image.effect_noise(size, 80).convert(mode)
    image.save(data, format, **options)
    return data.getvalue()


def with_exif(**tags: object) -> Image.Exif:
    exif = Image.Exif()
    for name, value in tags.items():
        if name == "DateTimeOriginal":
            exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = value
        else:
            exif[ExifTags.Base[name]] = value
    return exif


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_is_one_page_of_its_size_and_says_that_it_has_no_text(format):
    drawing = picture.draw(saved(format))
    assert (drawing.text, drawing.blocks) == ("", ())
    assert [(page.number, page.width, page.height, page.words) for page in drawing.pages] == [(1, 300, 200, ())]
    assert drawing.says.messages == (NO_TEXT,)


@pytest.mark.parametrize(("orientation", "size"), [(1, (300, 200)), (3, (300, 200)), (6, (200, 300)), (8, (200, 300))])
def test_a_picture_taken_sideways_is_measured_upright(orientation, size):
    data = saved("JPEG", exif=with_exif(Orientation=orientation))
    page = picture.draw(data).pages[0]
    assert (page.width, page.height) == size
    assert Image.open(BytesIO(picture.picture_view(data, width=1_000))).size == size


def test_the_time_a_photograph_was_taken_is_told_and_is_no_date_of_publication():
    says = picture.draw(saved("JPEG", exif=with_exif(DateTimeOriginal="2020:08:31 10:45:00"))).says
    assert says.published is None
    assert "2020-08-31 10:45:00" in says.messages[1]


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\x7f", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01" * 40]
)
@pytest.mark.parametrize("format", FORMATS)
def test_broken_metadata_do_not_make_a_picture_unreadable(format, exif):
    data = saved(format, exif=exif)
    assert picture.draw(data).says.messages == (NO_TEXT,)
    assert Image.open(BytesIO(picture.picture_view(data, width=100))).size == (100, 67)


@pytest.mark.parametrize("time", ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday"])
def test_a_time_the_camera_did_not_know_is_not_told(time):
    assert picture.draw(saved("JPEG", exif=with_exif(DateTimeOriginal=time))).says.messages == (NO_TEXT,)


def test_a_moving_picture_is_said_to_be_one():
    data = saved("WEBP", save_all=True, append_images=[Image.new("RGB", (300, 200), "red")])
    assert picture.draw(data).says.messages[1:] == ("The picture moves: only its first frame is shown.",)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def flood(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0")) + _chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 10_000), (65_000, 65_000), (2**31 - 1, 2**31 - 1), (1, 90_000_000)])
def test_a_flood_of_pixels_is_refused_before_it_comes(size):
    with pytest.raises(CouldNotRead, match="pixels"):
        picture.draw(flood(*size))
    with pytest.raises(CouldNotRead, match="pixels"):
        picture.picture_view(flood(*size), width=100)


def test_a_flood_of_words_in_the_metadata_is_refused():
    data = saved("PNG")
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 100_000_000))
    with pytest.raises(CouldNotRead):
        picture.draw(data[:33] + bomb * 3 + data[33:])


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_picture_cut_off_is_damaged(format, kept):
    data = saved(format)
    with pytest.raises(Damaged, match="damaged or incomplete"):
        picture.draw(data[: int(len(data) * kept)])


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"Hello", b"\x89PNG\r\n\x1a\n", b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_what_is_no_picture_of_these_kinds_is_damaged(data):
    with pytest.raises(Damaged):
        picture.draw(data)


@pytest.mark.parametrize(
    ("format", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "RGBA"), ("PNG", "I;16"), ("WEBP", "RGBA")],
)
def test_the_copy_for_showing_is_smaller_and_carries_nothing(format, mode):
    data = saved(format, mode=mode, exif=with_exif(Artist="Jane Doe"), icc_profile=b"profile")
    view = picture.picture_view(data, width=150)
    shown = Image.open(BytesIO(view))
    assert (shown.format, shown.size) == ("WEBP", (150, 100))
    assert not shown.getexif()
    assert not {"icc_profile", "exif", "xmp"} & shown.info.keys()
    assert b"Jane Doe" not in view


def test_grey_in_fine_steps_stays_grey():
    data = BytesIO()
    Image.new("I;16", (30, 20), 40_000).save(data, "PNG")
    shown = Image.open(BytesIO(picture.picture_view(data.getvalue(), width=30))).convert("L")
    assert shown.getpixel((15, 10)) == pytest.approx(40_000 / 256, abs=3)


def test_the_copy_is_never_larger_than_the_picture():
    assert Image.open(BytesIO(picture.picture_view(saved("PNG"), width=4_000))).size == (300, 200)


def test_a_strip_longer_than_webp_allows_is_shown_smaller():
    shown = Image.open(BytesIO(picture.picture_view(saved("PNG", (100, 20_000)), width=100)))
    assert (shown.height, shown.width) == (16_383, pytest.approx(82, abs=1))


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(FORMATS))
def test_bytes_changed_anywhere_are_measured_or_refused(data, format):
    broken = bytearray(SAMPLES[format])
    for _ in range(data.draw(st.integers(1, 6))):
        # Most damage that is not noise stands near the beginning, where the structure is.
        at = data.draw(st.one_of(st.integers(0, 120), st.integers(0, len(broken) - 1)))
        broken[min(at, len(broken) - 1)] = data.draw(st.integers(0, 255))
    try:
        drawing = picture.draw(bytes(broken))
        assert drawing.pages[0].width > 0
        picture.picture_view(bytes(broken), width=50)
    except Unreadable:
        pass


SAMPLES = {format: saved(format, (60, 40)) for format in FORMATS}
