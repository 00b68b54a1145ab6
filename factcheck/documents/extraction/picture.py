"""PNG, JPEG and WebP: checked, measured, and copied for showing. A picture has one page and no words of its own."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from .errors import CouldNotRead, Damaged
from .values import Drawing, Page, Statements

#: The largest phone cameras take 200 megapixels; these decode into about 250 MB.
MAX_PIXELS = 80_000_000
#: The type of what `picture_view` returns, and the longest side that WebP can have.
VIEW_TYPE = "image/webp"
_LONGEST_SIDE = 16_383

_FORMATS = ("PNG", "JPEG", "WEBP")
_TURNED = (5, 6, 7, 8)


def draw(data: bytes) -> Drawing:
    """One page as large as the picture is shown, in pixels. Raises Damaged, or CouldNotRead when it is too large."""
    with opened(data) as image:
        width, height = image.size
        if _orientation(image) in _TURNED:
            width, height = height, width
        messages = ["This is a picture without text. Text can come by OCR or by typing it."]
        if taken := _taken(image):
            messages.append(
                f"The picture's metadata says that it was taken at {taken}. This is no date of publication."
            )
        if getattr(image, "n_frames", 1) > 1:
            messages.append("The picture moves: only its first frame is shown.")
        _decode(image)
    says = Statements(messages=tuple(messages))
    return Drawing("", (), says, (Page(1, float(width), float(height), 0, 0),))


def picture_view(data: bytes, *, width: int) -> bytes:
    """A copy for showing, as WebP: upright, at most `width` pixels wide, without metadata."""
    output = BytesIO()
    image = pixels(data)
    width = min(max(width, 1), image.width, _LONGEST_SIDE)
    height = max(round(image.height * width / image.width), 1)
    if height > _LONGEST_SIDE:
        width, height = max(round(width * _LONGEST_SIDE / height), 1), _LONGEST_SIDE
    image.resize((width, height), Image.Resampling.LANCZOS).save(output, "WEBP", quality=85)
    return output.getvalue()


def pixels(data: bytes) -> Image.Image:
    """The picture's pixels, upright, with nothing else in it. Raises what `draw` raises."""
    with opened(data) as image:
        alpha = "A" in image.getbands() or "transparency" in image.info
        upright = ImageOps.exif_transpose(image).convert("RGBA" if alpha else "RGB")
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


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
        raise CouldNotRead(f"It has more than {MAX_PIXELS:,} pixels. Save a smaller copy.") from error
    except Exception as error:
        # Pillow's plugins raise anything on broken bytes: OSError, SyntaxError, struct.error, IndexError and more.
        raise Damaged from error


def _refuse_flood(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        size = f"{width:,} × {height:,}"  # noqa: RUF001
        raise CouldNotRead(f"It has {size} pixels; at most {MAX_PIXELS:,} are read. Save a smaller copy.")


def _decode(image: Image.Image) -> None:
    """Read the pixels to the end, so that a picture cut off is found out. JPEG is read small, which suffices."""
    image.draft(image.mode, (max(image.width // 8, 1), max(image.height // 8, 1)))
    image.load()


def _orientation(image: Image.Image) -> int:
    value = image.getexif().get(ExifTags.Base.Orientation, 1)
    return value if isinstance(value, int) else 1


def _taken(image: Image.Image) -> str:
    """The camera's time, as people write it: "2020-08-31 10:45:00"."""
    exif = image.getexif()
    value = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    if not isinstance(value, str) or not value[:4].isdigit() or value.startswith("0000"):
        return ""
    printable = "".join(character for character in value[:19] if character in "0123456789: ")
    return printable.replace(":", "-", 2).strip()
