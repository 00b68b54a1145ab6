"""`manage.py suggest_claims`: of a document, a file, or lines."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck.claims.detection import WORTH_A_LOOK
from tests.database.desk.papers import paper, text_of

MONEY = "The council spent 3,000,000 euros on the bridge last year."
LAW = "The parliament signed a law in 1997, the largest change of the constitution in 30 years."
TEXT = f"# The bridge\n\nWhat a lovely day.\n\n{MONEY} I hope you like it!\n\n{LAW}\n"


def _run(*arguments):
    out = StringIO()
    call_command("suggest_claims", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def _rows(*arguments):
    return [json.loads(line) for line in _run(*arguments, "--json")]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bridge.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_best_come_first_and_none_below_the_threshold(file):
    rows = _rows("--file", file)
    assert {row["text"] for row in rows} == {MONEY, LAW}
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(row["score"] >= WORTH_A_LOOK for row in rows)


def test_all_are_given_in_the_order_of_the_text_with_reasons(file):
    rows = _rows("--file", file, "--all")
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert len(rows) == 5
    assert list(rows[0]) == ["start", "end", "text", "score", "reasons"]
    assert all({"name", "weight", "words"} == set(reason) for row in rows for reason in row["reasons"])


def test_lines_are_scored_each_by_itself_in_order(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text(f"Thank you.\n{MONEY} And so on.\n\n🚧 {LAW}\n", "utf-8")
    rows = _rows("--lines", path)
    assert [row["text"] for row in rows] == ["Thank you.", f"{MONEY} And so on.", "", f"🚧 {LAW}"]
    text = path.read_text("utf-8")
    assert [text[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert rows[3]["score"] > rows[0]["score"]
    assert len(_rows("--lines", path, "--all")) == 4


def test_a_line_has_the_same_score_in_other_company(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text(f"{MONEY}\n{LAW}\n", "utf-8")
    alone = tmp_path / "alone.txt"
    alone.write_text(LAW, "utf-8")
    assert _rows("--lines", path)[1]["score"] == _rows("--lines", alone)[0]["score"]


@pytest.mark.django_db
def test_a_document_is_named_by_its_number(by_reviewer):
    document = paper(by_reviewer, TEXT)
    rows = _rows("--document", document.public_id)
    text = text_of(document).text
    assert MONEY in [text[row["start"] : row["end"]] for row in rows]


def test_people_read_the_score_the_words_and_why(file):
    (line, *_rest) = _run("--file", file)
    assert "0." in line
    assert "quantity" in line


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments", [("--document", "D-9999"), ("--document", "x"), ("--file", "/nowhere"), ("--lines", "/nowhere")]
)
def test_what_can_not_be_read_is_bad_input(arguments):
    with pytest.raises(CommandError) as refused:
        _run(*arguments)
    assert refused.value.returncode == 2


def test_bytes_that_are_no_text_are_bad_input(tmp_path):
    path = tmp_path / "picture.bin"
    path.write_bytes(b"\xff\xfe\x00\xd8\x00")
    with pytest.raises(CommandError) as refused:
        _run("--lines", path)
    assert refused.value.returncode == 2
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(CommandError) as refused:
        _run("--file", damaged)
    assert refused.value.returncode == 2
