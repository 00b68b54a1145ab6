"""Every kind of container, cut off and with bytes changed: what is not sound is said, nothing else is raised."""

import contextlib
import gzip
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.documents.containers import reading
from factcheck.documents.extraction.errors import Unreadable

from .samples import PAGE, good, lines, listed, mail, read_again, request, response, wacz, warc, zipped

RECORDS = (
    response("https://a.example/1", gzip.compress(PAGE), http={"Content-Encoding": "gzip"}),
    request("https://a.example/1", "<urn:x>", Sec_Fetch_Dest="document"),
    response("https://a.example/2"),
)
SAMPLES = {
    "zip": zipped({"a.txt": b"words", "b.html": PAGE, "c.zip": zipped({"d.txt": b"deep"})}),
    "warc": warc(*RECORDS, gzip=False),
    "warc.gz": warc(*RECORDS),
    "wacz": wacz({"w.warc.gz": warc(*RECORDS)}, [{"url": "https://a.example/2", "title": "Two"}]),
    "jsonl": lines({"text": "One."}, {"html": "<p>Two</p>", "url": "https://a.example/"}),
    "eml": mail({"a.txt": b"words", "b.zip": zipped({"c.txt": b"in"})}),
}
each = pytest.mark.parametrize("name", SAMPLES)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def kind(name):
    return name.removesuffix(".gz")


def judged(data, name):
    """Lists what can be listed; every member must be readable again or say why not."""
    try:
        members, _ = listed(data, kind(name))
    except Unreadable:
        return []
    for member in members:
        if member.problem:
            assert member.data == b""
        else:
            assert read_again(data, member) == member.data
    return members


@each
def test_the_samples_are_sound_and_every_member_is_read_again_as_it_was_listed(name):
    members = judged(SAMPLES[name], name)
    assert len(good(members)) == len(members) >= 1


@each
@relaxed
@given(st.data())
def test_a_file_cut_off_anywhere_is_read_as_far_as_it_goes_or_refused(name, data):
    whole = SAMPLES[name]
    judged(whole[: data.draw(st.integers(0, len(whole) - 1))], name)


@each
@relaxed
@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(name, data):
    changed = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    judged(bytes(changed), name)


@each
@relaxed
@given(st.data())
def test_pieces_put_together_anew_are_read_or_refused(name, data):
    whole = SAMPLES[name]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), min_size=2, max_size=6)))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    judged(b"".join(data.draw(st.permutations(pieces))), name)


@each
@relaxed
@given(content=st.binary(max_size=300))
def test_bytes_that_are_no_container_are_refused_or_give_problems(name, content):
    judged(content, name)


@each
@relaxed
@given(
    path=st.sampled_from(["", "a.txt", "c.zip!/d.txt", "archive/w.warc.gz", "record 2", "2 a.txt"])
    | st.text(max_size=20),
    offset=st.none() | st.integers(0, 3000),
    length=st.integers(0, 3000),
)
def test_any_address_gives_bytes_or_says_that_nothing_is_there(name, path, offset, length):
    with contextlib.suppress(Unreadable):
        reading.read_member(io.BytesIO(SAMPLES[name]), path, offset, length)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b'{"text"', b"From: a\nTo: b\n"])
@relaxed
@given(rest=st.binary(max_size=200), filename=st.text(max_size=20))
def test_the_kind_is_told_of_anything(start, rest, filename):
    assert reading.kind_of(start + rest, filename) in {None, "zip", "warc", "wacz", "jsonl"}
    assert reading.kind_of_file(io.BytesIO(start + rest), filename) in {None, "zip", "warc", "wacz", "jsonl"}
    assert reading.is_mail(start + rest, filename) in {True, False}
