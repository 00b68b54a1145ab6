import time
from email.message import EmailMessage
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.extraction.errors import CouldNotRead, Damaged
from factcheck.documents.extraction.mail import Attachment, attachments, draw
from factcheck.documents.extraction.values import Found

from .drawings import assert_drawn_or_refused, assert_holds_everything, flipped, pieces

HEAD = b"From: Jane Doe <jane@a.example>\r\nSubject: Bridge\r\n"


@cache
def message():
    """A message with alternatives, a file and a forwarded message, made by the standard library."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Max Roe <max@a.example>", "Cracks"
    inner.set_content("Eleven cracks.\n")
    outer = EmailMessage()
    outer["From"] = "Jürgen Doe <jane@a.example>"
    outer["To"] = "Council <c@a.example>, press@b.example"
    outer["Subject"] = "Brücke gesperrt – " + "bis März " * 12
    outer["Date"] = "Mon, 31 Aug 2020 23:05:00 -0400"
    outer.set_content("Dear all,\n\nthe bridge – is shut. See https://a.example/r.\n\n> When?\n")
    outer.add_alternative("<html><body><p>Only in HTML</p></body></html>", subtype="html")
    outer.add_attachment(b"%PDF-1.7\r\n\0", maintype="application", subtype="pdf", filename="../../Prüfung.pdf")
    outer.add_attachment(inner)
    return outer.as_bytes()


def body(content, kind="text/plain; charset=utf-8", *more):
    lines = [f"Content-Type: {kind}".encode(), *more]
    return HEAD + b"\r\n".join(lines) + b"\r\n\r\n" + content


def test_header_lines_and_the_plain_body_are_the_text():
    drawing = draw(message())
    subject = "Brücke gesperrt – " + " ".join(["bis März"] * 12)
    assert pieces(drawing) == [
        (
            "paragraph",
            "mail header",
            "From: Jürgen Doe <jane@a.example>\nTo: Council <c@a.example>, press@b.example\n"
            f"Date: Mon, 31 Aug 2020 23:05:00 -0400\nSubject: {subject}",
        ),
        ("paragraph", "", "Dear all,"),
        ("paragraph", "", "the bridge – is shut. See https://a.example/r."),
        ("quote", "", "> When?"),
    ]
    ((start, end, href),) = drawing.blocks[2].links
    assert drawing.text[start:end] == href == "https://a.example/r"
    assert_holds_everything(drawing)
    assert drawing.says.title == Found(subject, "content", "line “Subject”")
    assert drawing.says.author == Found("Jürgen Doe", "content", "line “From”")


def test_the_day_is_the_one_on_the_sender_s_clock():
    assert draw(message()).says.published == Found("2020-08-31", "content", "line “Date”")


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2020 25:61:61 +9999", "1 Jan 99999999999 00:00:00"])
def test_a_date_that_can_t_be_read_is_none(date):
    assert draw(HEAD + f"Date: {date}\r\n\r\nwords".encode()).says.published is None


def test_attachments_come_with_their_place_name_and_exact_bytes():
    pdf, forwarded = attachments(message())
    assert pdf == Attachment("2", "Prüfung.pdf", "application/pdf", b"%PDF-1.7\r\n\0")
    assert (forwarded.part, forwarded.media_type) == ("3", "message/rfc822")
    assert forwarded.data in message()
    assert draw(forwarded.data).says.author.value == "Max Roe"
    assert draw(message()).says.messages == ("Attached: Prüfung.pdf (application/pdf), without name (message/rfc822).",)


def test_html_is_read_where_there_is_no_plain_text():
    for alternative in (b"", b"--x\r\n\r\n \r\n"):
        content = alternative + b"--x\r\nContent-Type: text/html\r\n\r\n<p>One <b>word</b></p><p>Two</p>\r\n--x--\r\n"
        drawing = draw(body(content, 'multipart/alternative; boundary="x"'))
        assert [words for _, _, words in pieces(drawing)][1:] == ["One word", "Two"]


def test_an_html_body_that_is_nested_too_deep_is_refused():
    with pytest.raises(CouldNotRead, match="nested too deep"):
        draw(body(b"<div>" * 10_000 + b"words", "text/html"))


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        ("für".encode("latin-1"), "text/plain; charset=iso-8859-1", "für"),
        ("für".encode(), "text/plain; charset=us-ascii", "für"),
        ("мост закрыт".encode("koi8-r"), "text/plain; charset=koi8-r", "мост закрыт"),
        ("橋は閉鎖".encode("iso2022_jp"), "text/plain; charset=iso-2022-jp", "橋は閉鎖"),
        (b"plain", "text/plain; charset=no-such-set", "plain"),
        (b"a\\u0041", "text/plain; charset=unicode_escape", "a\\u0041"),
        (b"a\0b", "text/plain", "a\ufffdb"),
        (b"plain", "text/plain; charset*0*=x'" + "9" * 5_000, "plain"),
        (b"plain", "nonsense", "plain"),
    ],
)
def test_bodies_are_decoded_as_declared_else_by_what_fits(content, kind, words):
    drawing = draw(body(content, kind))
    assert pieces(drawing)[1][2] == words


def test_bytes_that_fit_no_set_of_characters_are_drawn_with_a_warning():
    drawing = draw(body(b"\xff\xfe\xfa words \x81\x00\xd8", "text/plain; charset=utf-8"))
    assert_holds_everything(drawing)
    drawing = draw(body(b"PK\x03\x04 \xff words", "text/plain; charset=utf-8"))
    assert "could not be told" in drawing.says.messages[0]


def test_quoted_printable_and_broken_base64_are_decoded_as_far_as_they_go():
    quoted = body(
        b"f=C3=BCr =\r\nimmer=ZZ", "text/plain; charset=utf-8", b"Content-Transfer-Encoding: quoted-printable"
    )
    assert draw(quoted).text.endswith("für immer=ZZ")
    broken = body(b"SGVs\r\nbG8*", "text/plain", b"Content-Transfer-Encoding: base64")
    assert draw(broken).text.endswith("Hello")


def test_headers_in_raw_bytes_or_unknown_sets_are_readable():
    head = "From: Jürgen <j@a.example>\r\nSubject: =?no-such?q?Br=C3=BCcke?= =?utf-8?b?4oCT?=\r\n\r\n"
    assert draw(head.encode() + b"x").text.startswith("From: Jürgen <j@a.example>\nSubject: Brücke–")
    assert draw(head.encode("latin-1") + b"x").says.author.value == "Jürgen"
    mixed = "Subject: Мост =?utf-8?q?=E2=80=93?= für =?utf-8?b?!!!?=\r\n\r\n"
    assert draw(mixed.encode()).text.startswith("Subject: Мост – für")


def test_control_characters_and_line_ends_never_leave_a_header_line():
    drawing = draw(b"From: a\x00b\x1b[2J <x@y>\r\nSubject: =?utf-8?q?one=0D=0AFrom:_evil?=\r\n\r\nwords")
    assert drawing.text == "From: a b [2J <x@y>\nSubject: one From: evil\n\nwords"


def test_an_envelope_line_a_missing_last_boundary_and_a_line_that_is_no_header_do_no_harm():
    content = b"--x\r\nContent-Type: text/plain\r\n\r\nOne\r\n--x\r\n\r\nTwo"
    drawing = draw(b"From max Mon Aug 31\n" + body(content, "multipart/mixed; boundary=x"))
    assert [words for _, _, words in pieces(drawing)][1:] == ["One", "Two"]
    assert "lost words" in draw(HEAD + b"lost words here\r\n\r\nbody").text


def test_a_message_under_encryption_says_so():
    drawing = draw(body(b"MIAG", "application/pkcs7-mime; name=smime.p7m", b"Content-Transfer-Encoding: base64"))
    assert "encrypted" in " ".join(drawing.says.messages)


def test_what_has_no_header_is_no_message():
    for data in (b"", b"Just words.\n\nMore words.", b"\0" * 1_000, b"\n" * 1_000):
        with pytest.raises(Damaged):
            draw(data)


def nested(depth):
    data = b"words"
    for level in range(depth):
        data = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n" % (
            level,
            level,
            data,
            level,
        )
    return HEAD + data


BOMBS = {
    "multiparts 10,000 deep": HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(10_000)
    ),
    "100,000 parts": body(b"--x\r\n\r\na\r\n" * 100_000, "multipart/mixed; boundary=x"),
    "a header of 2 MB": HEAD + b"X-A: b\r\n" * 250_000 + b"\r\nwords",
}  # fmt: skip
HEAVY = {
    "100,000 header lines": HEAD + b"X: y\r\n" * 100_000 + b"\r\nwords",
    "a To line of 900 kB": HEAD + b"To: " + b"a@b.example, " * 70_000 + b"\r\n\r\nwords",
    "comments 100,000 deep": b"From: " + b"(" * 100_000 + b"\r\n\r\nwords",
    "parameters without end": HEAD + b"Content-Type: text/plain" + b";" * 900_000 + b"\r\n\r\nwords",
    "encoded words without end": HEAD + b"Subject: " + b"=?utf-8?q?" * 80_000 + b"\r\n\r\nwords",
    "a line of 1 MB": body(b"x" * 1_000_000),
    "a million line ends": body(b"\n" * 1_000_000),
    "a million spaces": HEAD + b"\n" + b" \t" * 500_000,
    "messages in messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 10_000,
    "one boundary in all": HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 500,
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("read", [draw, attachments])
def test_bombs_are_refused_at_once(name, read):
    began = time.process_time()
    with pytest.raises(CouldNotRead):
        read(BOMBS[name])
    assert time.process_time() - began < 3


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_messages_take_seconds(name):
    began = time.process_time()
    assert_drawn_or_refused(draw, HEAVY[name])
    attachments(HEAVY[name])
    assert time.process_time() - began < 6


def test_parts_may_nest_as_people_forward_mail_and_no_deeper():
    assert draw(nested(15)).text.rstrip().endswith("words")
    with pytest.raises(CouldNotRead, match="nested more than 20 deep"):
        draw(nested(30))


def test_attachments_have_a_limit_in_all(monkeypatch):
    monkeypatch.setattr("factcheck.documents.extraction.mail.MOST_ATTACHED", 10)
    with pytest.raises(CouldNotRead, match="attachments are larger"):
        attachments(message())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4_000), st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 7)), max_size=8))
def test_a_truncated_message_with_flipped_bits_is_drawn_or_refused(length, flips):
    data = flipped(message(), flips)[: len(message()) - length % len(message())]
    assert_drawn_or_refused(draw, data)


tokens = st.sampled_from(
    [b"From: a <b@c>", b"Subject: ", b"=?utf-8?b?", b"=?x?q?=FF?=", b"=?utf-7?q?+2AA-?=",
     b"?=", b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"--x",
     b"--x--",
     b"Content-Type: multipart/alternative; boundary=x", b"Content-Type: text/html", b"Content-Type: message/rfc822",
     b"Content-Type: multipart/mixed; boundary*=utf-8''%C3%BC",
     b"Content-Disposition: attachment; filename*1=a; filename*0=b",
     b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-uuencode", b"begin 644 a\n",
     b"Date: 31 Aug 2020",
     b"\\uD800", b"charset=utf-16", b"\0", b"\xff", b"<p>", b"word", b" ", b";", b'"']
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(tokens, st.binary(max_size=6)), max_size=40).map(b"".join))
def test_any_bytes_are_drawn_or_refused(data):
    for whole in (data, b"From: a\r\n" + data):
        assert_drawn_or_refused(draw, whole)
        assert all(isinstance(one.data, bytes) for one in attachments(whole))
