"""Sentences and quotations by span."""

import re

import pytest

from factcheck.passages.prose import quotations, sentences


def cut(text, **options):
    return [text[a:b] for a, b in sentences(text, 0, len(text), **options)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Lt. Gen. A. Roy spoke. Mr. X left.", ["Lt. Gen. A. Roy spoke.", "Mr. X left."]),
        ("On Aug. 9 it rained. It rose 3.5 percent.", ["On Aug. 9 it rained.", "It rose 3.5 percent."]),
        ("It ended in Aug. They left.", ["It ended in Aug.", "They left."]),
        ("“Go.” He went.", ["“Go.”", "He went."]),
        ("“Go!” he said. Then rain.", ["“Go!” he said.", "Then rain."]),
        ("В 2020 г. Минск рос. Потом нет.", ["В 2020 г. Минск рос.", "Потом нет."]),
        ("  ", []),
    ],
)
def test_sentences_are_cut_at_their_ends_and_not_at_abbreviations(text, parts):
    assert cut(text) == parts


def test_a_trailer_belongs_to_the_sentence_before_it():
    assert cut("One. [1] Two.", trailer=re.compile(r"\s*\[\d\]")) == ["One. [1]", "Two."]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said “yes” and "no".', ["“yes”", '"no"']),
        ("Er sagte „ja“ und »nein«.", ["„ja“", "»nein«"]),
        ("Он сказал: «да „нет“ да».", ["«да „нет“ да»"]),
        ("don’t, 'tis", []),
    ],
)
def test_quotations_are_found_by_their_marks(text, quoted):
    assert [text[q.start : q.end] for q in quotations(text, 0, len(text))] == quoted


def test_a_quotation_that_goes_on_is_known_as_open():
    (quotation,) = quotations("“It goes on.", 0, 12)
    assert (quotation.end, quotation.closed) == (12, False)
