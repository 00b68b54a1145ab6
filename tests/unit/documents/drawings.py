"""What every drawing must be, and files put together for tests."""

import io
import zipfile

from factcheck.documents.extraction.errors import Unreadable


def assert_holds_everything(drawing):
    """Each character that is not white space lies in exactly one block, and the blocks are in order."""
    end, outside = 0, []
    for block in drawing.blocks:
        assert end <= block.start < block.end
        words = drawing.text[block.start : block.end]
        assert words == words.strip()
        assert all(block.start <= a < b <= block.end for a, b, _ in block.links)
        outside.append(drawing.text[end : block.start])
        end = block.end
    outside.append(drawing.text[end:])
    assert not "".join(outside).strip()
    assert not set("\r\0") & set(drawing.text)
    found = (drawing.says.title, drawing.says.author, drawing.says.published, drawing.says.language)
    labels = [block.label for block in drawing.blocks] + [one.value for one in found if one] + [*drawing.says.messages]
    assert "\0" not in "".join(labels)
    (drawing.text + "".join(labels)).encode()


def assert_drawn_or_refused(draw, file):
    """Anything but a whole drawing or a refusal with a reason is an error."""
    try:
        drawing = draw(file)
    except Unreadable as refusal:
        reason = refusal.reason
        assert reason.endswith(".")
    else:
        assert_holds_everything(drawing)


def pieces(drawing):
    return [(block.kind, block.label, drawing.text[block.start : block.end]) for block in drawing.blocks]


def zipped(parts):
    """A ZIP file of these parts: name -> str or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def with_parts(data, parts):
    """The same ZIP file with some parts put in place of others, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | parts)


def flipped(data, flips):
    """`data` with one bit turned at each of these places, counted round."""
    damaged = bytearray(data)
    for place, bit in flips:
        damaged[place % len(damaged)] ^= 1 << bit
    return bytes(damaged)
