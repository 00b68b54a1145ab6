"""Texts, pages, tables and transcripts, and what only claims to be one."""

from tests.faults.hostile import archives
from tests.faults.hostile.values import Hostile
from tests.unit.documents import test_docx as word
from tests.unit.documents.extraction.pdf_samples import made, paragraph
from tests.unit.documents.extraction.test_picture import saved

WORDS = "The bridge was closed on Monday, and the minister said that it would open again after the summer. "
SVG = '<svg xmlns="http://www.w3.org/2000/svg">'


def page(body: str) -> bytes:
    return f"<!doctype html><html><body><p>{WORDS}</p>{body}</body></html>".encode()


def _cue(words: str, times: str = "00:00:01,000 --> 00:00:02,000") -> bytes:
    return f"1\n{times}\n{words}\n\n".encode()


PAGES = {
    "page nested 10,000 deep": lambda: page("<div>" * 10_000 + "words"),
    "page of 100,000 tags that stay open": lambda: page("<b><i>" * 50_000 + "words"),
    "page of tables 3,000 deep": lambda: page("<table><tr><td>" * 3_000 + "words"),
    "page with an attribute of 1 MB": lambda: page(f"<p title='{'x' * 10**6}'>words</p>"),
    "page with a comment that never ends": lambda: page("<!-- " + "x" * 10**6),
    "page with a script that never ends": lambda: page("<script>" + "x" * 10**6),
    "page with billion laughs": lambda: f"{word.LAUGHS}]><html><body><p>{WORDS}&j;</p></body></html>".encode(),
    "page with an external entity": lambda: f"{word.XXE}]><html><body><p>{WORDS}&j;</p></body></html>".encode(),
    "page with JSON-LD 100,000 deep": lambda: page("<script type='application/ld+json'>" + "[" * 10**5 + "</script>"),
    "page of 300,000 entities": lambda: page("<p>" + "&amp;" * 300_000 + "</p>"),
    "page with NUL characters in its tags": lambda: page("<scr\0ipt>alert(1)</scr\0ipt><p\0>words</p>"),
    "page in UTF-7": lambda: b"<html><head><meta charset='utf-7'></head><body><p>+ADw-script+AD4- words</p>",
    "page whose charset is a lie": lambda: "<html><head><meta charset='utf-8'></head><p>für".encode("cp1252"),
    "page whose charset does not exist": lambda: b"<html><head><meta charset='no-such'></head><p>f\xfcr immer",
    "page that asks for itself again at once": lambda: page("<meta http-equiv=refresh content='0;url=/'>"),
}
OTHERS = {
    "SVG with an external entity": Hostile("a.svg", lambda: f"{word.XXE}]>{SVG}&j;</svg>".encode()),
    "SVG with billion laughs": Hostile("a.svg", lambda: f'<?xml version="1.0"?>{word.LAUGHS}]>{SVG}&j;'.encode()),
    "feed with billion laughs": Hostile("a.xml", lambda: f"<?xml version='1.0'?>{word.LAUGHS}]><rss>&j;".encode()),
    "JSON 10,000 deep": Hostile("a.json", lambda: b"[" * 10_000 + b"]" * 10_000),
    "JSON 1,000,000 deep": Hostile("a.json", lambda: b'{"a":' * 1_000_000),
    "Markdown quotes 10,000 deep": Hostile("a.md", lambda: b"# Title\n\n" + b">" * 10_000 + b" words\n"),
    "Markdown lists 2,000 deep": Hostile("a.md", lambda: "".join(f"{' ' * n}- a\n" for n in range(2_000)).encode()),
    "Markdown brackets 100,000 deep": Hostile("a.md", lambda: b"# Title\n\n" + b"[" * 100_000 + b"words"),
    "Markdown of 15,000 stars": Hostile("a.md", lambda: b"# Title\n\n" + b"*a **b " * 5_000),
    "Markdown table of 3,000 columns": Hostile("a.md", lambda: b"# T\n\n" + b"|a" * 3_000 + b"|\n" + b"|-" * 3_000),
    "text with NUL characters": Hostile("a.txt", lambda: WORDS.encode() + b"\0\0\0" + WORDS.encode()),
    "text of NUL characters alone": Hostile("a.txt", lambda: b"\0" * 100_000),
    "text of one line of 1 MB": Hostile("a.txt", lambda: WORDS.encode() * 10_000),
    "text of one word of 1 MB": Hostile("a.txt", lambda: b"x" * 10**6),
    "text of 200,000 line ends": Hostile("a.txt", lambda: b"\n" * 200_000 + b"words"),
    "text of 200,000 short lines": Hostile("a.txt", lambda: b"a\n" * 200_000),
    "text of 100,000 combining marks": Hostile("a.txt", lambda: ("a" + "\u0301" * 100_000 + " words").encode()),
    "text that is not UTF-8": Hostile("a.txt", lambda: WORDS.encode() + b"\xff\xfe\xfa\x80" + WORDS.encode()),
    "text in two encodings": Hostile("a.txt", lambda: "für immer. ".encode() * 9 + "für immer. ".encode("cp1252") * 9),
    "text in UTF-16 with half a character": Hostile(
        "a.txt", lambda: b"\xff\xfe" + WORDS.encode("utf-16-le") + b"\0\xd8a\0"
    ),
    "text in UTF-32 beyond Unicode": Hostile("a.txt", lambda: b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * 20),
    "text written right to left and back": Hostile("a.txt", lambda: f"\u202e{WORDS}\u202c\u2066{WORDS}".encode()),
    "text of control characters": Hostile("a.txt", lambda: bytes(range(32)) * 500),
    "nothing at all": Hostile("a.txt", lambda: b""),
    "white space alone": Hostile("a.txt", lambda: b" \n\t" * 10_000),
    "random bytes": Hostile("a.txt", lambda: bytes((n * n * 7919 + n) % 251 for n in range(50_000))),
    "table with a quotation mark that stays open": Hostile("a.csv", lambda: b'a,"b\n' + b"c,d\n" * 10_000),
    "table of a million columns": Hostile("a.csv", lambda: b"," * 10**6 + b"words"),
    "table of formulas": Hostile("a.csv", lambda: b"=cmd|' /C calc'!A0,@SUM(1),+1,-1\n" * 20),
    "table with NUL characters": Hostile("a.csv", lambda: b"a,b\0\n\0,\0\n"),
    "table with quotation marks alone": Hostile("a.csv", lambda: b'"' * 100_001),
    "transcript with impossible times": Hostile("a.srt", lambda: _cue("Words.", "99:99:99,999 --> 00:00:00,000") * 9),
    "transcript with a cue of 1 MB": Hostile("a.srt", lambda: _cue(WORDS * 10_000)),
    "transcript of arrows": Hostile("a.srt", lambda: _cue("-->") + b"-->\n" * 100_000),
    "transcript with tags 10,000 deep": Hostile("a.srt", lambda: _cue("<i>" * 10_000 + "words")),
    "transcript whose note never ends": Hostile("a.vtt", lambda: b"WEBVTT\n\nNOTE " + b"words\n" * 100_000),
    "transcript with script in its styles": Hostile(
        "a.vtt",
        lambda: b"WEBVTT\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000\n<c.x><script>a</script> words\n",
    ),
    "PDF called .txt": Hostile("a.txt", lambda: made(paragraph(60, 100, "The bridge was closed."))),
    "text called .pdf": Hostile("a.pdf", lambda: WORDS.encode()),
    "text called .docx": Hostile("a.docx", lambda: WORDS.encode()),
    "picture called .html": Hostile("a.html", lambda: saved("PNG")),
    "page called .png": Hostile("a.png", lambda: page("")),
    "program called .txt": Hostile("a.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(500)),
    "Word file called .zip": Hostile("a.zip", lambda: word.report()),
    "zip called .docx": Hostile("a.docx", lambda: archives.zipped({"a.txt": WORDS.encode()})),
    "zip called .txt": Hostile("a.txt", lambda: archives.zipped({"a.txt": WORDS.encode()})),
    "text whose name is written right to left": Hostile("invoice\u202efdp.exe", lambda: WORDS.encode()),
    "text whose name leads out": Hostile("../../../../tmp/factcheck-out.txt", lambda: WORDS.encode()),
    "text whose name has 2,000 letters": Hostile("x" * 2_000 + ".txt", lambda: WORDS.encode()),
    "text whose name has NUL and line ends": Hostile("a\0b\r\nc\x1b[31m.txt", lambda: WORDS.encode()),
    "text whose name is half a character": Hostile("a\udcff.txt", lambda: WORDS.encode()),
    "text without a name": Hostile("", lambda: WORDS.encode()),
}
FILES = {**{name: Hostile("a.html", make) for name, make in PAGES.items()}, **OTHERS}
