import io
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.containers import reading, rows
from factcheck.documents.containers.values import Limits
from factcheck.documents.extraction.errors import CouldNotRead

from .samples import lines, listed, read_again

ROW = {
    "url": "https://a.example/x",
    "title": "Bridge",
    "author": "Jane Doe",
    "published_on": "2020-08",
    "language": "en-GB",
    "source": "The Example",
    "text": "The bridge is shut. Закрыт.",
}


def test_a_row_has_its_fields_its_line_and_its_place():
    data = lines({"html": "<p>One</p>"}, ROW)
    first, second = listed(data, "jsonl")[0]
    assert (first.number, first.declared_type, first.says) == (1, "text/html", {"html": "<p>One</p>"})
    assert (second.number, second.declared_type, second.says) == (2, "text/plain", ROW)
    assert (second.url, second.title, second.path) == (ROW["url"], "Bridge", "")
    assert data[second.offset : second.offset + second.length] == second.data == read_again(data, second)


def test_a_mark_at_the_start_line_ends_of_windows_and_blank_lines_are_no_part_of_a_row():
    data = b'\xef\xbb\xbf{"text": "One."}\r\n\r\n  \n{"text": "Two."}'
    members, _ = listed(data, "jsonl")
    assert [(m.number, m.data) for m in members] == [(1, b'{"text": "One."}'), (4, b'{"text": "Two."}')]
    assert [read_again(data, member) for member in members] == [member.data for member in members]


def test_fields_left_empty_are_fields_not_given():
    (member,), _ = listed(lines({"text": "One.", "html": "", "url": None, "title": "  "}), "jsonl")
    assert (member.says, member.url, member.title) == ({"text": "One."}, None, None)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (b"[]", "not an object"),
        (b'"text"', "not an object"),
        (b"{", "not JSON"),
        (b'{"text": "a"} x', "not JSON at character 15"),
        (b"{}", "neither"),
        (b'{"text": "  "}', "neither"),
        (b'{"text": "a", "html": "b"}', "both"),
        (b'{"text": 5}', "not a text in quotes"),
        (b'{"text": ["a"]}', "not a text in quotes"),
        (b'{"text": "a", "text": "b"}', "given twice"),
        (b'{"text": "a", "x": NaN}', "NaN is not JSON"),
        (b'{"text": "a", "x": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"text": "a\xff"}', "byte 12 is not UTF-8"),
        (b'{"text": "\\ud800"}', "half a character"),
        (b'{"text": "a", "title": "\\u0000"}', "NUL"),
        (b'{"text": "a\0"}', "not JSON"),
        (b'{"text": "a", "title": "' + b"x" * 2001 + b'"}', "2,000 are the most"),
        (b'{"text": "a", "url": "javascript:alert(1)"}', "not a web address"),
        (b'{"text": "a", "url": "https://[x"}', "not a web address"),
        (b'{"text": "a", "url": "https://a.example/a b"}', "not a web address"),
        (b'{"text": "a", "language": "English!"}', "not a language code"),
        (b'{"text": "a", "published_on": "03/04/2020"}', "can't be told apart"),
        (b'{"text": "a", "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", "nested too deep"),
        (b'{"text": "a", "x": ' + b'{"a":' * 20_000 + b"1" + b"}" * 20_001, "nested too deep"),
    ],
)
def test_a_row_that_is_not_right_is_a_problem_with_its_line_and_the_others_are_read(row, said):
    good = b'{"text": "Good."}\n'
    before, bad, after = listed(good + row + b"\n" + good, "jsonl")[0]
    assert not before.problem
    assert not after.problem
    assert bad.problem.startswith("Line 2: ")
    assert said in bad.problem
    assert bad.data == b""


def test_nul_in_a_text_is_left_to_where_text_is_drawn():
    (member,), _ = listed(b'{"text": "a\\u0000b"}', "jsonl")
    assert member.says == {"text": "a\0b"}


def test_fields_that_are_not_known_are_named():
    (member,), _ = listed(b'{"text": "a", "score": 5, "\\ud800\\n": {}}', "jsonl")
    assert "'score'" in member.messages[0]
    assert "\n" not in member.messages[0]


def test_a_line_of_a_megabyte_is_read_and_one_over_the_limit_is_a_problem():
    data = lines({"text": "a" * (1 << 20)}, {"text": "b" * 5000}, {"text": "c"})
    assert [bool(m.problem) for m in listed(data, "jsonl")[0]] == [False, False, False]
    members, _ = listed(data, "jsonl", Limits(row=4000))
    assert [bool(member.problem) for member in members] == [True, True, False]
    assert "it has 1,048,589 bytes" in members[0].problem
    assert read_again(data, members[2]) == b'{"text": "c"}'


def test_reading_takes_no_more_memory_for_many_rows_than_for_few():
    class Endless(io.RawIOBase):
        """400,000 rows that are made while they are read."""

        def __init__(self):
            self.left = 400_000 * 20

        readable = seekable = lambda self: True

        def seek(self, *where):
            return 0

        def readinto(self, buffer):
            size = min(len(buffer) // 20 * 20, self.left)
            buffer[:size] = b'{"text": "A word."}\n' * (size // 20)
            self.left -= size
            return size

    file = io.BufferedReader(Endless())
    tracemalloc.start()
    try:
        seen = sum(1 for _, member in zip(range(5_000), reading.members(file, "jsonl"), strict=False))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert seen == 5_000


def test_characters_of_two_bytes_are_refused_as_a_whole():
    with pytest.raises(CouldNotRead, match="UTF-8"):
        listed('{"text": "a"}'.encode("utf-16"), "jsonl")


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b'{"text": "a"}\n', "x.jsonl", "jsonl"),
        (b"", "x.ndjson", "jsonl"),
        (b'{"text": "a"}\n{"text"', "", "jsonl"),
        (b'{"title": "a", "text": "' + b"x" * 5000, "dump.txt", "jsonl"),
        (b'{"title": "a"}\n', "", None),
        (b'{\n  "text": "a"\n}', "", None),
        (b'{"text": "a"}', "x.json", None),
        (b"Words", "x.txt", None),
    ],
)
def test_rows_are_known_by_name_or_first_line(head, name, kind):
    assert reading.kind_of(head, name) == kind


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from(rows.FIELDS) | st.text(), json_values)


@settings(deadline=None, max_examples=50)
@given(st.lists(objects | json_values))
def test_whatever_json_comes_is_a_row_or_a_problem(values):
    data = b"".join(json.dumps(value).encode() + b"\n" for value in values)
    members, _ = listed(data, "jsonl")
    assert [member.number for member in members] == list(range(1, len(values) + 1))
    for member in members:
        assert bool(member.problem) != bool(member.says)
        if member.says:
            assert json.loads(read_again(data, member)) == json.loads(member.data)
            assert set(member.says) <= set(rows.FIELDS)


@settings(deadline=None, max_examples=50)
@given(st.binary())
def test_whatever_bytes_come_are_rows_or_problems_in_their_places(data):
    try:
        members, _ = listed(data, "jsonl")
    except CouldNotRead:
        return
    for member in members:
        assert bool(member.problem) != bool(member.says)
        assert 0 <= member.offset <= member.offset + member.length <= len(data)
