"""PDF files that are locked, broken or too large: a clear refusal, never anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.extraction import pdf, pdf_file
from factcheck.documents.extraction.errors import CouldNotRead, Damaged, Encrypted, Unreadable

from .pdf_samples import made, mapped, paragraph, scan
from .test_pdf_boxes import assert_words_fit

WHOLE = made(paragraph(60, 100, "The harbour bridge", "will stay shut."), [(60, 60, 20, "Costs")], title="Bridge shut")
PICTURED = scan("Bridge shut")


def test_a_password_is_asked_for():
    with pytest.raises(Encrypted, match="protected by a password"):
        pdf.draw(made([(60, 100, 11, "secret")], password="open"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"Hello", WHOLE[:200], b"\0" * 5_000])
def test_a_file_cut_off_is_damaged(data):
    with pytest.raises(Damaged, match="damaged or incomplete"):
        pdf.draw(data)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf_file, "MAX_PAGES", 2)
    with pytest.raises(CouldNotRead, match=r"has 3 pages; at most 2"):
        pdf.draw(made([], [], []))


def test_too_many_characters_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 30)
    with pytest.raises(CouldNotRead, match="more than 30 characters"):
        pdf.draw(WHOLE)


def test_a_font_that_maps_a_letter_to_a_space_makes_no_empty_word():
    assert_words_fit(pdf.draw(mapped([(60, 100, b"ABA")], {0x41: "\u2003", 0x42: "x"})))


def _draws_or_refuses(data: bytes) -> None:
    try:
        drawing = pdf.draw(data)
    except Unreadable:
        return
    assert_words_fit(drawing)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_bytes_changed_anywhere_are_drawn_or_refused(data):
    broken = bytearray(data.draw(st.sampled_from([WHOLE, PICTURED])))
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    _draws_or_refuses(bytes(broken))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_off_anywhere_is_drawn_or_refused(length):
    _draws_or_refuses(WHOLE[:length])


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_after_the_signature_are_drawn_or_refused(body):
    _draws_or_refuses(b"%PDF-1.7\n" + body)
