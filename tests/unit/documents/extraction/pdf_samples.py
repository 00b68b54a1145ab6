"""Small PDF files for the tests, made on the spot: by fpdf2, or byte by byte where the bytes matter."""

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO

import pypdfium2
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from PIL import Image, ImageDraw, ImageFont

#: Where a line stands (points from the top left, the baseline), how large, and what it says.
Set = tuple[float, float, float, str]
WIDTH, HEIGHT = 595, 842


def made(*pages: Sequence[Set], password: str = "", **metadata: object) -> bytes:
    """A PDF with these lines on its pages. A size below zero means bold."""
    file = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    file.set_auto_page_break(False)
    file.set_creation_date(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    for key, value in metadata.items():
        getattr(file, f"set_{key}")(value)
    if password:
        file.set_encryption(owner_password=password, user_password=password, encryption_method=EncryptionMethod.RC4)
    for lines in pages:
        file.add_page()
        for x, y, size, text in lines:
            file.set_font("Helvetica", "B" if size < 0 else "", abs(size))
            file.text(x, y, text)
    return bytes(file.output())


def paragraph(x: float, y: float, *lines: str, size: float = 11, leading: float = 14) -> list[Set]:
    return [(x, y + leading * number, size, line) for number, line in enumerate(lines)]


def scan(*pages: str) -> bytes:
    """Each page a picture of these words."""
    file = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    for words in pages:
        file.add_page()
        file.image(BytesIO(photographed(words)), 0, 0, WIDTH, HEIGHT)
    return bytes(file.output())


def photographed(words: str, size: tuple[int, int] = (WIDTH * 3, HEIGHT * 3), format: str = "PNG") -> bytes:
    """A picture of these words."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).text((150, 300), words, fill="black", font=ImageFont.load_default(size=56))
    data = BytesIO()
    picture.save(data, format)
    return data.getvalue()


def turned(data: bytes, rotation: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The same with its first page turned, and cut to `crop` (left, bottom, right, top)."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    page.set_rotation(rotation)
    if crop:
        page.set_cropbox(*crop)
    saved = BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def mapped(lines: Sequence[tuple[float, float, bytes]], meaning: Mapping[int, str]) -> bytes:
    """Lines of codes at a place, of a font that says what each code means, and nothing of the others."""
    rows = "\n".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in meaning.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(meaning)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    shown = "\n".join(f"1 0 0 1 {x} {HEIGHT - y} Tm <{codes.hex()}> Tj" for x, y, codes in lines)
    return _file(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        _stream(f"BT /F 12 Tf {shown} ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        _stream(cmap),
    )


def form(label: str, *, field: str, remark: str) -> bytes:
    """A page with a form field that was filled in, and a remark typed onto it as an annotation."""
    fonts = "/Resources << /Font << /F 5 0 R >> >>"
    shown = f"/Type /XObject /Subtype /Form /BBox [0 0 140 25] {fonts}"
    return _file(
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R {fonts}"
        " /Annots [6 0 R 8 0 R] >>",
        _stream(f"BT /F 12 Tf 1 0 0 1 60 700 Tm ({label}) Tj ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (owner) /V ({field})"
        " /Rect [60 640 300 665] /F 4 /AP << /N 7 0 R >> >>",
        _stream(f"BT /F 12 Tf 1 0 0 1 2 8 Tm ({field}) Tj ET", shown),
        "<< /Type /Annot /Subtype /FreeText /Rect [60 540 300 565] /F 4 /AP << /N 9 0 R >> >>",
        _stream(f"BT /F 12 Tf 1 0 0 1 2 8 Tm ({remark}) Tj ET", shown),
    )


def _stream(text: str, entries: str = "") -> str:
    return f"<< {entries} /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(*objects: str) -> bytes:
    data, offsets = "%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
