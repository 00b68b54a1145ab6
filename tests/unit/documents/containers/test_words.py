"""What is said of containers and rows can be said in another language, by a process that knows of one."""

import ast
import io
from pathlib import Path

import pytest

from factcheck.documents.containers import rows
from factcheck.documents.containers.reading import members
from factcheck.documents.extraction import words
from factcheck.documents.extraction.errors import CouldNotRead
from factcheck.documents.pool import rows as pooled

PACKAGE = Path(rows.__file__).parent
#: What takes words for people: functions and the errors of this package.
_TELLING = {"note", "append", "RowError", "Damaged", "CouldNotRead", "TooLarge", "TooMuch", "problem_of"}
_KEYWORDS = {"problem", "damage"}


@pytest.fixture
def in_german():
    """As if a catalogue had the words: each sentence is marked."""
    before = words._translate
    words.speak(lambda one, many, number: f"auf Deutsch: {many if many and number != 1 else one}")
    yield
    words.speak(before)


@pytest.mark.parametrize(
    "row",
    [
        b'{"text": 7}',
        b"{",
        b"[]",
        b'{"id": "x"}',
        b'{"text": "a", "url": "x"}',
        b'{"text": "a", "published_on": "next week"}',
        b'{"text": "a", "published_on": "2020-06-31"}',
    ],
)
def test_what_a_child_says_of_a_bad_row_is_said_in_the_language_of_who_asked(row, in_german):
    (read,) = pooled.understood(pooled.answer(row, [len(row)]), 1)
    assert "auf Deutsch: " in read.problem
    assert rows.problem_of(7, rows.RowError(read.problem)).startswith("auf Deutsch: Line 7: ")


def test_what_a_child_says_of_a_sound_row_is_too(in_german):
    row = b'{"text": "The bridge is open.", "colour": "red"}'
    (read,) = pooled.understood(pooled.answer(row, [len(row)]), 1)
    assert read.messages == ("auf Deutsch: Fields that are not known were left out: 'colour'.",)


def test_a_bad_line_and_a_broken_archive_are_told_so(in_german):
    (member,) = members(io.BytesIO(b"{\n"), "jsonl")
    assert member.problem.startswith("auf Deutsch: Line 1: auf Deutsch: it is not JSON")
    with pytest.raises(CouldNotRead) as broken:
        list(members(io.BytesIO(b"WARC"), "warc"))
    assert "auf Deutsch: It has no WARC records." in broken.value.reason


def _literals(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        told = [*(node.args if name in _TELLING else []), *(one.value for one in node.keywords if one.arg in _KEYWORDS)]
        found += [
            f"{path.name}:{one.lineno}"
            for one in told
            if isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and " " in str(one.value))
        ]
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_nothing_is_told_in_words_that_can_not_be_translated(path):
    assert _literals(path) == []
