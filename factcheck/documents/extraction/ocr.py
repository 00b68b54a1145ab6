"""Text from pictures of text, by tesseract if it is installed: a further extraction of a scan, never the first.

tesseract is found at run time and run as a program, one page at a time, on pixels that were decoded and written
anew: it never sees the bytes that somebody sent.
"""

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from . import pdf_page, picture
from .errors import CouldNotRead
from .ocr_table import pieces_of
from .paged import Sheet, assembled
from .pdf_file import opened
from .values import Drawing, Statements
from .words import gettext as _

#: Wall and processor time for one page, and memory. Dense newspaper pages take about 15 s.
SECONDS_PER_PAGE = 60
MEMORY = 2 * 1024**3
#: Pages read of one document. Beyond it reading would take hours.
MAX_PAGES = 300
#: How many languages are tried at once when none is named: each makes it slower.
_AT_ONCE = 4
#: Pixels per point of a PDF page: 300 to the inch, which tesseract wants.
_PER_POINT = 300 / 72
#: Screenshots have small letters: they are read at twice their size up to this width.
_SMALL = 1_800


@dataclass(frozen=True)
class PageImage:
    """The pixels of one page, and how large the page is in the unit of the boxes to be told."""

    pixels: Image.Image
    width: float
    height: float


def available() -> str | None:
    """The version of tesseract, as "5.3.0". None: it is not installed."""
    if not (program := shutil.which("tesseract")):
        return None
    version = re.search(r"tesseract\s+v?(\d\S*)", _told(program, "--version"))
    return version[1] if version else None


def languages() -> tuple[str, ...]:
    """The codes of the languages that it has, as tesseract has them ("eng"), English first."""
    if not (program := shutil.which("tesseract")):
        return ()
    lines = _told(program, "--list-langs").split("\n")[1:]
    codes = {line.strip() for line in lines if re.fullmatch(r"[\w/-]{2,30}", line.strip())} - {"osd", "equ"}
    return tuple(sorted(codes, key=lambda code: (code != "eng", code)))


def draw(data: bytes, *, in_languages: Sequence[str] = ()) -> Drawing:
    """Text, blocks and pages of a PDF or a picture, all read from what it looks like.

    Raises what the readers of these formats raise, and CouldNotRead if tesseract is missing or gives up.
    """
    return read_pages(_images(data), in_languages=in_languages)


def read_pages(images: Iterable[PageImage], *, in_languages: Sequence[str] = ()) -> Drawing:
    """Text, blocks and pages, one page for each image. Without words: no text, and a message that says so."""
    version, program = available(), shutil.which("tesseract")
    if version is None or program is None:
        raise CouldNotRead(_("Text can be read from pictures when tesseract is installed."))
    chosen = tuple(in_languages) or languages()[:_AT_ONCE]
    if missing := set(chosen) - set(languages()):
        raise CouldNotRead(_("tesseract has no language %(names)s.", names=", ".join(sorted(missing))))
    sheets, certainty = [], []
    for number, image in enumerate(images, start=1):
        table = _read(program, image.pixels, chosen, number)
        pieces, certain = pieces_of(table, image.width / image.pixels.width, image.width, image.height)
        sheets.append(Sheet(image.width, image.height, pieces))
        certainty += certain
    text, blocks, pages = assembled(sheets)
    says = Statements(messages=(_message(version, chosen, certainty),))
    return Drawing(text, blocks, says, pages)


def _message(version: str, chosen: Sequence[str], certainty: list[float]) -> str:
    by = {"version": version, "languages": ", ".join(chosen)}
    if not certainty:
        return _("No words were found by OCR (tesseract %(version)s, %(languages)s). They can be typed.", **by)
    mean = sum(certainty) / len(certainty)
    return _(
        "The text was read by OCR (tesseract %(version)s, %(languages)s) with a mean certainty of %(mean)s %%. "
        "Check each quote against the picture.",
        mean=f"{mean:.0f}",
        **by,
    )


def _images(data: bytes) -> Iterator[PageImage]:
    if b"%PDF-" not in data[:1024]:
        shown = _on_white(picture.pixels(data))
        factor = 2 if shown.width < _SMALL else 1
        larger = shown.resize((shown.width * factor, shown.height * factor), Image.Resampling.LANCZOS)
        yield PageImage(larger, float(shown.width), float(shown.height))
        return
    with opened(data) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    if len(sizes) > MAX_PAGES:
        raise CouldNotRead(
            _(
                "It has %(pages)s pages; at most %(most)s are read by OCR.",
                pages=f"{len(sizes):,}",
                most=MAX_PAGES,
            )
        )
    for number, (width, height) in enumerate(sizes, start=1):
        yield PageImage(pdf_page.picture(data, number, width=round(width * _PER_POINT)), width, height)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _read(program: str, image: Image.Image, chosen: Sequence[str], number: int) -> str:
    """tesseract's table of the words on one page."""
    png = BytesIO()
    image.save(png, "PNG", compress_level=1)
    command = [program, "-", "-", "-l", "+".join(chosen), "--psm", "3", "tsv"]
    try:
        process = subprocess.Popen(  # noqa: S603 -- no shell, and nothing of the document in the command
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", **_where_its_data_is()},
        )
    except OSError as error:
        raise CouldNotRead(_("tesseract could not be started.")) from error
    with process:
        try:
            _limit(process.pid)
            output, _errors = process.communicate(png.getvalue(), timeout=SECONDS_PER_PAGE)
        except subprocess.TimeoutExpired as error:
            raise CouldNotRead(
                _(
                    "Reading page %(number)s by OCR took more than %(seconds)s s.",
                    number=number,
                    seconds=SECONDS_PER_PAGE,
                )
            ) from error
        finally:
            process.kill()
    if process.returncode != 0:
        raise CouldNotRead(_("tesseract gave up on page %(number)s.", number=number))
    return output.decode("utf-8", "replace")


def _limit(process: int) -> None:
    """Limits of its own: it goes on for no longer than these, even if this process is killed meanwhile."""
    # Refused where this process has tighter limits, which it then has too, and when it has ended already.
    with suppress(OSError, ValueError):
        resource.prlimit(process, resource.RLIMIT_CPU, (SECONDS_PER_PAGE, SECONDS_PER_PAGE))
        resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))


def _where_its_data_is() -> dict[str, str]:
    prefix = os.environ.get("TESSDATA_PREFIX")
    return {"TESSDATA_PREFIX": prefix} if prefix else {}


def _told(program: str, question: str) -> str:
    """What the program says of itself; nothing if it can't be asked."""
    try:
        asked = subprocess.run([program, question], capture_output=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (asked.stdout + asked.stderr).decode("utf-8", "replace")
