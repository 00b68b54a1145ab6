"""PNG, JPEG and WebP files."""

import struct
import zlib
from io import BytesIO

from PIL import Image

from tests.faults.hostile.values import Hostile
from tests.unit.documents.extraction.test_picture import _chunk, flood, saved


def jpeg_flood() -> bytes:
    """A JPEG that says it is 65,500 pixels wide and high."""
    data = bytearray(saved("JPEG"))
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, 65_500, 65_500)
    return bytes(data)


def webp_flood() -> bytes:
    canvas = (16_383).to_bytes(3, "little")
    head = b"VP8X" + struct.pack("<L", 10) + b"\x10\0\0\0" + canvas + canvas
    body = b"WEBP" + head + saved("WEBP")[12:]
    return b"RIFF" + struct.pack("<L", len(body)) + body


def full(width: int, height: int) -> bytes:
    """A PNG of that size in earnest: packed to a thousandth."""
    row = b"\0" + b"\0" * (width * 3)
    pack = zlib.compressobj(9)
    data = b"".join(pack.compress(row * 100) for _ in range(height // 100)) + pack.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def moving(frames: int) -> bytes:
    file = BytesIO()
    pictures = [Image.new("RGB", (40, 40), (n % 256, n // 256, 9)) for n in range(frames)]
    pictures[0].save(file, "WEBP", save_all=True, append_images=pictures[1:])
    return file.getvalue()


def _with_metadata(times: int) -> bytes:
    data = saved("PNG")
    return data[:33] + _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 10**8)) * times + data[33:]


FILES = {
    "PNG that says it has 4 billion pixels": Hostile("a.png", lambda: flood(65_500, 65_500)),
    "PNG that says it is two billion pixels wide": Hostile("a.png", lambda: flood(2**31 - 1, 2**31 - 1)),
    "PNG of no pixels": Hostile("a.png", lambda: flood(0, 0)),
    "PNG of 60 megapixels in 180 kB": Hostile("a.png", lambda: full(10_000, 5_900)),
    "PNG whose metadata unpack to 300 MB": Hostile("a.png", lambda: _with_metadata(3)),
    "PNG that ends in a page": Hostile("a.png", lambda: saved("PNG") + b"<script>alert(1)</script>"),
    "JPEG that says it has 4 billion pixels": Hostile("a.jpg", jpeg_flood),
    "JPEG of markers alone": Hostile("a.jpg", lambda: b"\xff\xd8" + b"\xff\xe1\x00\x02" * 200_000),
    "WebP that says it has 268 million pixels": Hostile("a.webp", webp_flood),
    "WebP with a length of 4 GB": Hostile("a.webp", lambda: b"RIFF\xff\xff\xff\xffWEBP" + saved("WEBP")[12:]),
    "WebP of 500 frames": Hostile("a.webp", lambda: moving(500)),
}
