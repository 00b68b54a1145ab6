import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.database.partial_dates import parse
from factcheck.documents.extraction import (
    BinaryFile,
    Damaged,
    EmptyFile,
    NestedTooDeep,
    NoText,
    Undecodable,
    Unreadable,
    UnsupportedType,
    extract,
)
from factcheck.documents.extraction.decode import decode

REPORT = (
    "The harbour bridge in Example Town will stay shut until March, the port authority said on Monday, after "
    "inspectors found eleven cracks in its northern pier."
)


def kinds(extracted):
    return [(block.kind, extracted.text[block.start : block.end]) for block in extracted.blocks]


def assert_blocks_hold_everything(extracted):
    end, outside = 0, []
    for block in extracted.blocks:
        assert end <= block.start < block.end
        words = extracted.text[block.start : block.end]
        assert words == words.strip()
        assert all(block.start <= a < b <= block.end for a, b, _ in block.links)
        outside.append(extracted.text[end : block.start])
        end = block.end
    outside.append(extracted.text[end:])
    assert not "".join(outside).strip()
    assert not set("\r\0") & set(extracted.text)


markup = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["\n", "\n\n", "\r\n", "\r", "\0", "• ", "- ", "# ", "> ", "[x](y)", "**", "<p>", "</p>", "<html>", "<li>",
             "<a href=x>", "</a>", "<br>", "<pre>", "<table><tr><td>", "e\u0301", "😀", "שלום", "&#0;", "Dear readers,",
             "donate", "By Jane Doe", "August 31, 2020", "Original url:", "https://a.example/b", "---\n", "a: b\n"]
        ),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(markup, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-8-sig"]), st.sampled_from(["", "a.md"]))
def test_blocks_of_any_text_are_in_order_apart_and_hold_all_its_words(text, encoding, filename):
    with contextlib.suppress(Unreadable):
        assert_blocks_hold_everything(extract(text.encode(encoding), filename=filename))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused_with_a_reason(data):
    try:
        assert "\r" not in decode(data).text
    except Unreadable as refusal:
        reason = refusal.reason
        assert reason.endswith(".")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_a_text_without_control_characters_is_stored_exactly(text):
    assert decode(("x " + text).encode()).text == "x " + text


def test_crlf_emoji_combining_marks_and_right_to_left_keep_their_places():
    extracted = extract("One 😀 line.\r\n\r\ncafe\u0301 שלום עולם.\r\n".encode())
    assert extracted.line_ends == "crlf"
    assert kinds(extracted) == [("paragraph", "One 😀 line."), ("paragraph", "cafe\u0301 שלום עולם.")]
    assert extracted.blocks[1].start == len("One 😀 line.") + 2


@pytest.mark.parametrize(
    ("data", "line_ends"), [(b"a", "none"), (b"a\nb", "lf"), (b"a\rb", "cr"), (b"a\r\nb\n", "mixed")]
)
def test_line_ends_are_recorded(data, line_ends):
    assert extract(data).line_ends == line_ends


def test_a_stray_nul_is_replaced_counted_and_said():
    extracted = extract(REPORT.encode() + b" One\0two.")
    assert extracted.nul_count == 1
    assert "One\ufffdtwo." in extracted.text
    assert extracted.messages == ("1 NUL characters were replaced by U+FFFD.",)


RUSSIAN = "В Примерске мост через гавань закрыт до марта: специалисты нашли одиннадцать трещин."
GERMAN = "Die Brücke bleibt für Fußgänger geschlossen – über „Größe“ und Kosten wird später entschieden."
FRENCH = "Le président a déclaré hier : « C’est l’été à Exempleville, là où naît la fête. »"
POLISH = "Zażółć gęślą jaźń, powiedział wczoraj burmistrz podczas konferencji prasowej."


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-8-sig", "utf-8-sig"),
        (RUSSIAN, "utf-16", "utf-16-le"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp866", "ibm866"),
        (GERMAN, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        (POLISH, "cp1250", "windows-1250"),
    ],
)
def test_encodings_are_detected_and_recorded(text, codec, name):
    extracted = extract(text.encode(codec))
    assert (extracted.text, extracted.encoding) == (text, name)
    assert bool(extracted.messages) == (not name.startswith("utf"))


def test_the_charset_that_a_page_names_is_honoured():
    page = '<html><head><meta charset="iso-8859-5"></head><body><p>Да.</p></body></html>'
    extracted = extract(page.encode("iso-8859-5"))
    assert (extracted.text, extracted.encoding, extracted.messages) == ("Да.", "iso-8859-5", ())


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyFile, "empty"),
        (b" \r\n\t ", EmptyFile, "empty"),
        (b"\xff\xfe", EmptyFile, "empty"),
        (bytes(range(256)) * 4, BinaryFile, "no kind"),
        (b"\0" * 100, BinaryFile, "no kind"),
        (b"%PDF-1.7 ...", Damaged, "damaged"),
        (b"PK\x03\x04 word/", UnsupportedType, "ZIP"),
        (b"{\\rtf1 hello}", UnsupportedType, "RTF"),
        (b'<?xml version="1.0"?><rss></rss>', UnsupportedType, "XML"),
        (b"\xff\xfea\xd8b\0", Undecodable, "UTF-8"),
        (b"<html><script>x()</script></html>", NoText, "no words"),
        (b"<html>" + b"<div>" * 5_000 + b"words", NestedTooDeep, "nested"),
    ],
)
def test_what_can_not_be_read_is_refused_with_what_to_do(data, error, words):
    with pytest.raises(error, match=words):
        extract(data)


@pytest.mark.parametrize(
    ("text", "filename", "media_type"),
    [
        ("Just a sentence.", "a.html", "text/plain"),
        ("See [the report](https://a.example/r) for more.", "a.txt", "text/markdown"),
        ("# Title\n\nWords.", "a.txt", "text/markdown"),
        ("A *word* in print.", "a.txt", "text/plain"),
        ("A *word* in print.", "a.md", "text/markdown"),
        ("Words without marks.", "a.md", "text/plain"),
        ("<!doctype html><p>Words", "a.txt", "text/html"),
        ("<div><p>Words</p></div>", "", "text/html"),
        ("1 < 2 and 3 > 2", "", "text/plain"),
        ("<div>kept</div> [x](y)", "a.md", "text/markdown"),
    ],
)
def test_the_content_decides_what_a_file_is_and_not_its_name(text, filename, media_type):
    assert extract(text.encode(), filename=filename).media_type == media_type


def test_a_language_is_named_only_when_there_are_enough_words():
    longer = f"{RUSSIAN} Об этом сообщили в управлении порта. Ремонт обойдётся городу в четыре миллиона крон."
    assert extract(longer.encode()).language.value == "ru"
    assert extract(b"Minsk, Minsk.").language is None


def test_a_published_date_is_always_one_that_can_be_parsed():
    for line in ("August 31, 2020", "Published: 31 August 2020", "31 августа 2020 г., 14:05", "2020-08-31 10:00"):
        found = extract(f"A bridge is shut\n\n{line}\n\n{REPORT}".encode()).published
        assert parse(found.value).iso == "2020-08-31"
        assert found.basis == "content"


def test_a_date_that_leaves_day_and_month_open_is_not_taken_and_said():
    extracted = extract(f"A bridge is shut\n\n03/04/2020\n\n{REPORT}".encode())
    assert extracted.published is None
    assert "can't be told apart" in extracted.messages[0]
