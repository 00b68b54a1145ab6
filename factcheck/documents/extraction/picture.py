"""PNG, JPEG and WebP: checked, measured, and copied for showing. A picture has one page and no words of its own."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import ExifTags, Image

from .errors import CouldNotRead, Damaged
from .values import Drawing, Page, Statements
from .words import gettext as _

#: More than the 50 megapixels of most cameras. Decoded and copied once, as for showing, that is about 400 MB.
MAX_PIXELS = 60_000_000
_LONGEST_SIDE = 16_383

_FORMATS = ("PNG", "JPEG", "WEBP")
#: What makes a picture upright, by the orientation that its metadata state. From 5 on, width and height change places.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def draw(data: bytes) -> Drawing:
    """One page as large as the picture is shown, in pixels. Raises Damaged, or CouldNotRead when it is too large."""
    with opened(data) as image:
        width, height = image.size
        if _orientation(image) >= 5:
            width, height = height, width
        messages = [_("This is a picture without text. Text can come by OCR or by typing it.")]
        if taken := _taken(image):
            messages.append(
                _(
                    "The picture's metadata says that it was taken at %(taken)s. This is no date of publication.",
                    taken=taken,
                )
            )
        if getattr(image, "n_frames", 1) > 1:
            messages.append(_("The picture moves: only its first frame is shown."))
        _decode(image)
    says = Statements(messages=tuple(messages))
    return Drawing("", (), says, (Page(1, float(width), float(height), 0, 0),))


def picture_view(data: bytes, *, width: int) -> bytes:
    """A copy for showing, as WebP: upright, at most `width` pixels wide, without metadata."""
    output = BytesIO()
    width = max(width, 1)
    image = pixels(data, at_least=width)
    width = min(width, image.width, _LONGEST_SIDE)
    height = max(round(image.height * width / image.width), 1)
    if height > _LONGEST_SIDE:
        width, height = max(round(width * _LONGEST_SIDE / height), 1), _LONGEST_SIDE
    image.resize((width, height), Image.Resampling.LANCZOS).save(output, "WEBP", quality=85)
    return output.getvalue()


def pixels(data: bytes, *, at_least: int | None = None) -> Image.Image:
    """The picture's pixels, upright, with nothing else in it. Raises what `draw` raises.

    Where `at_least` pixels each way are enough, a JPEG is decoded at a fraction of its size, which is faster.
    """
    with opened(data) as image:
        if at_least:
            image.draft(image.mode, (at_least, at_least))
        if image.mode == "I;16":
            # Grey in 65,536 steps: converting would cut off all but the darkest 256.
            image = image.point(lambda value: value / 256)
        alpha = "A" in image.getbands() or "transparency" in image.info
        upright = image.convert("RGBA" if alpha else "RGB")
        if turn := _TURNS.get(_orientation(image)):
            upright = upright.transpose(turn)
    # Colour profiles and the like lie here, and would be written into the copy.
    upright.info = {}
    return upright


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, its size checked and nothing decoded yet. Turns all that decoding can raise into Damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                _refuse_flood(image.width, image.height)
                yield image
    except CouldNotRead:
        raise
    except Image.DecompressionBombError as error:
        raise CouldNotRead(
            _("It has more than %(most)s pixels. Save a smaller copy.", most=f"{MAX_PIXELS:,}")
        ) from error
    except Exception as error:
        # Pillow's plugins raise anything on broken bytes: OSError, SyntaxError, struct.error, IndexError and more.
        raise Damaged from error


def _refuse_flood(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        size = f"{width:,} × {height:,}"  # noqa: RUF001
        raise CouldNotRead(
            _(
                "It has %(size)s pixels; at most %(most)s are read. Save a smaller copy.",
                size=size,
                most=f"{MAX_PIXELS:,}",
            )
        )


def _decode(image: Image.Image) -> None:
    """Read the pixels to the end, so that a picture cut off is found out. JPEG is read small, which suffices."""
    image.draft(image.mode, (max(image.width // 8, 1), max(image.height // 8, 1)))
    image.load()


def _orientation(image: Image.Image) -> int:
    """1 to 8, as EXIF counts them; 1 is upright."""
    value = _stated(image).get(ExifTags.Base.Orientation)
    return value if isinstance(value, int) and value in _TURNS else 1


def _taken(image: Image.Image) -> str:
    """The camera's time, as people write it: "2020-08-31 10:45:00"."""
    stated = _stated(image)
    value = stated.get(ExifTags.Base.DateTimeOriginal) or stated.get(ExifTags.Base.DateTime)
    if not isinstance(value, str) or not value[:4].isdigit() or value.startswith("0000"):
        return ""
    printable = "".join(character for character in value[:19] if character in "0123456789: ")
    return printable.replace(":", "-", 2).strip()


def _stated(image: Image.Image) -> dict[int, object]:
    """What the camera wrote, as far as it can be read: broken metadata do not make the picture unreadable."""
    try:
        exif = image.getexif()
        return {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    except Exception:
        return {}
