"""A sound file of every format, cut off in the middle and with bits turned."""

import random

from tests.faults.hostile.values import Hostile
from tests.unit.documents import test_docx, test_mail, test_spreadsheet, test_transcript
from tests.unit.documents.containers.samples import PAGE, lines, response, wacz, warc, zipped
from tests.unit.documents.drawings import flipped
from tests.unit.documents.extraction.pdf_samples import made, paragraph
from tests.unit.documents.extraction.test_picture import saved

SOUND = {
    "a.txt": lambda: "Füße auf der Brücke. ".encode() * 40,
    "a.md": lambda: b"# Bridge\n\nIt was *closed* on [Monday](https://a.example/).\n" * 9,
    "a.html": lambda: PAGE * 3,
    "a.csv": lambda: b'month,"trips"\nMay,"1,200"\n' * 20,
    "a.srt": lambda: test_transcript.SRT.encode(),
    "a.vtt": lambda: test_transcript.WEBVTT.encode(),
    "a.pdf": lambda: made(paragraph(60, 100, "The harbour bridge", "will stay shut."), title="Bridge shut"),
    "a.docx": lambda: test_docx.report(),
    "a.xlsx": lambda: test_spreadsheet.trips(),
    "a.eml": lambda: test_mail.message(),
    "a.png": lambda: saved("PNG"),
    "a.jpg": lambda: saved("JPEG"),
    "a.webp": lambda: saved("WEBP"),
    "a.zip": lambda: zipped({"a.txt": b"Some words.", "b.html": PAGE}),
    "a.warc": lambda: warc(response(), gzip=False),
    "a.warc.gz": lambda: warc(response(), response("https://a.example/2")),
    "a.wacz": lambda: wacz({"a.warc.gz": warc(response())}, [{"url": "https://a.example/bridge"}]),
    "a.jsonl": lambda: lines({"text": "Some words."}, {"html": "<p>Other words</p>"}),
}


def _cut(name: str) -> bytes:
    data = SOUND[name]()
    return data[: len(data) * 3 // 5]


def _turned(name: str) -> bytes:
    data, chance = SOUND[name](), random.Random(name)
    return flipped(data, [(chance.randrange(len(data)), chance.randrange(8)) for _ in range(12)])


FILES = {f"{name} cut off": Hostile(name, lambda name=name: _cut(name)) for name in SOUND} | {
    f"{name} with bits turned": Hostile(name, lambda name=name: _turned(name)) for name in SOUND
}
