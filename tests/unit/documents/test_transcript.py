import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.extraction.transcript import draw
from factcheck.documents.extraction.values import Found

from .drawings import assert_holds_everything, pieces

SRT = """1
00:00:01,000 --> 00:00:04,500
<i>The bridge</i> is shut,
said the {\\an8}harbour master.

2
01:01:02,003 --> 01:01:05,000
Prices &amp; wages: 3 < 4
"""
WEBVTT = """WEBVTT - Council meeting
Kind: captions
Language: en-GB

STYLE
::cue { color: lime }

NOTE checked by
nobody

opening
00:01.000 --> 00:04.000 align:start position:0%
<v.loud Jane Doe>The bridge <c.red>is</c> <00:00:02.500>shut.</v>

102:00:05.000 --> 102:00:06.000
- <v Max>Until when?
"""


def cues(text):
    return [(label, words) for kind, label, words in pieces(draw(text)) if kind == "cue"]


def test_cues_stand_under_their_start_and_lose_their_markup():
    assert cues(SRT) == [
        ("00:00:01", "The bridge is shut,\nsaid the harbour master."),
        ("01:01:02", "Prices & wages: 3 < 4"),
    ]


def test_speakers_are_kept_and_what_is_no_cue_is_left_out():
    assert cues(WEBVTT) == [("00:00:01", "Jane Doe: The bridge is shut."), ("102:00:05", "- Max: Until when?")]
    assert draw(WEBVTT).says.language == Found("en", "metadata", "WebVTT header")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\n", [("00:00:01", "One")]),
        ("00:00:01 -> 00:00:02\nOne\n", [("00:00:01", "One")]),
        ("1\n0:0:1.5 --> 0:0:2\nOne\n2\n0:0:3.5 --> 0:0:4\nTwo", [("00:00:01", "One"), ("00:00:03", "Two")]),
        ("1\n00:00:01,0 --> 00:00:02,0\nOne\n\nstill one\n\n2\n00:00:03,0 -->\nTwo",
         [("00:00:01", "One\nstill one"), ("00:00:03", "Two")]),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n2020\n", [("00:00:03", "2020")]),
        ("WEBVTT\n00:01.000 --> 00:02.000\nNo line between\n", [("00:00:01", "No line between")]),
    ],
)  # fmt: skip
def test_broken_cues_are_read_as_they_were_meant(text, expected):
    assert cues(text) == expected


def test_words_without_a_time_are_kept_and_this_is_said():
    drawing = draw("Translated by nobody\n\n" + SRT + "\nThe end")
    assert pieces(drawing)[0] == ("paragraph", "", "Translated by nobody")
    assert pieces(drawing)[-1] == ("cue", "01:01:02", "Prices & wages: 3 < 4\nThe end")
    assert drawing.says.messages == ("Words without a time stay with the cue before them (places: 2).",)


def test_a_number_is_a_cue_s_words_unless_times_follow_it():
    assert cues("1\n00:00:01,000 --> 00:00:02,000\nHow many?\n42\n") == [("00:00:01", "How many?\n42")]


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "<v " + " " * 1_000_000, "<" * 1_000_000, "<v " * 300_000, "&" * 1_000_000,
             "{\\" * 500_000, "00:00:01,000 --> " * 60_000, "00:00:01,000 --> 00:00:02,000\n" * 50_000,
             "\n" * 1_000_000]
)  # fmt: skip
def test_large_and_odd_files_take_seconds(text):
    began = time.process_time()
    assert_holds_everything(draw(text))
    assert time.process_time() - began < 6


tokens = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r", "\0", "1", "00:00:01,000 --> 00:00:02,000", "00:01.0 --> 00:02.0", "-->", "WEBVTT",
     "NOTE", "STYLE", "<v Jane>", "</v>", "<i>", "<", ">", "&amp;", "&#0;", "&#13;", "&#xD800;", "&nbsp;", "{\\an8}",
     "word", " "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(tokens, st.text(max_size=8)), max_size=30).map("".join))
def test_any_text_is_drawn_whole(text):
    assert_holds_everything(draw(text))
