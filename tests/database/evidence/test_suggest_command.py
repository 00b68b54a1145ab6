"""`manage.py suggest_evidence`: for a text, a claim, or each of a file."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck.documents.models import Document
from tests.database.desk.papers import claim_of
from tests.database.evidence.test_suggest import GARDEN, LOG, OTHER, SANK, STATEMENT

pytestmark = pytest.mark.django_db

FIELDS = {"claim", "rank", "score", "document", "document_key", "capture", "start", "end", "quote", "reasons"}


@pytest.fixture
def corpus(tmp_path, searchable):
    rows = [{"id": name, "text": text} for name, text in (("log", LOG), ("insurance", OTHER), ("garden", GARDEN))]
    rows += [{"id": f"day-{n}", "text": f"Nothing of note happened in town {n} that day."} for n in range(12)]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    call_command("import_documents", str(path), "--json", stdout=StringIO())
    return path


def run(*arguments: str) -> list[dict]:
    out = StringIO()
    call_command("suggest_evidence", *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def claims(tmp_path, *rows: dict | str) -> str:
    path = tmp_path / "claims.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return str(path)


def test_a_text_is_answered_with_passages_best_first(corpus):
    first, *rest = run("--text", STATEMENT)
    assert first.keys() >= FIELDS
    assert (first["rank"], first["quote"], first["document_key"]) == (1, SANK, "log")
    assert [one["rank"] for one in rest] == list(range(2, 2 + len(rest)))
    assert all(one["score"] <= first["score"] for one in rest)


def test_a_claim_of_the_desk_is_named_by_its_number(corpus, reviewer):
    claim = claim_of(reviewer, STATEMENT)
    assert {one["claim"] for one in run("--claim", claim.public_id)} == {claim.public_id}


def test_each_claim_of_a_file_is_answered_under_its_own_id(corpus, tmp_path):
    path = claims(tmp_path, {"id": "a", "statement": STATEMENT}, {"id": 2, "claim": "Roses need much water in summer"})
    found = run("--claims", path, "--limit", "1")
    assert [(one["claim"], one["document_key"]) for one in found] == [("a", "log"), ("2", "garden")]


@pytest.mark.parametrize("by_number", [False, True])
def test_a_claim_that_names_a_document_is_searched_in_that_alone(corpus, tmp_path, by_number):
    name = Document.objects.get(outside_key="insurance").public_id if by_number else "insurance"
    found = run("--claims", claims(tmp_path, {"id": "a", "statement": STATEMENT, "document": name}), "--all")
    assert {one["document_key"] for one in found} == {"insurance"}


def test_by_document_each_stands_once(corpus):
    found = run("--text", STATEMENT, "--by", "document", "--all")
    names = [one["document_key"] for one in found]
    assert len(names) == len(set(names)) > 1


def test_all_lists_what_is_under_the_floor_and_says_so(corpus):
    statement = f"{STATEMENT}, and nothing else of note"
    shown, everything = run("--text", statement), run("--text", statement, "--all")
    assert len(everything) > len(shown)
    assert not any(one["beneath_floor"] for one in shown)
    assert any(one["beneath_floor"] for one in everything)


def test_without_json_a_person_can_read_it(corpus):
    out = StringIO()
    call_command("suggest_evidence", "--text", STATEMENT, stdout=out)
    assert SANK in out.getvalue()
    out = StringIO()
    call_command("suggest_evidence", "--text", "Bishops of Rome", stdout=out)
    assert out.getvalue().strip() == "Nothing found in these documents."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"id": "a"}, "statement"),
        ({"id": "a", "statement": 7}, "statement"),
        ({"id": "a", "statement": "x", "document": "nowhere"}, "nowhere"),
        ({"id": "a", "statement": "x", "language": 5}, "language"),
        ("{", "Line 1: it is not JSON"),
        ({"id": "\ud800", "statement": "x"}, "Line 1: “id” holds half a character"),
        ({"id": "a", "statement": "x\ud800"}, "Line 1: “statement” holds half a character"),
        ({"id": "a", "statement": "x", "document": "\0"}, "Line 1: “document” holds a NUL"),
        ({"id": "a", "statement": "x", "document": "D-99999999999999999999"}, "no document"),
    ],
)
def test_a_bad_row_ends_it_with_a_clear_word(corpus, tmp_path, line, said):
    with pytest.raises(CommandError, match=said) as ended:
        run("--claims", claims(tmp_path, line))
    assert ended.value.returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--claim", "C-9999"),
        ("--claim", "nonsense"),
        ("--text", " "),
        ("--text", "x", "--limit", "0"),
        ("--text", "x", "--limit", "999999999999999999999"),
        ("--text", "x\udcff"),
        ("--claims", "/nowhere/at/all.jsonl"),
    ],
)
def test_wrong_usage_is_said_with_exit_code_2(db, arguments):
    with pytest.raises(CommandError) as ended:
        run(*arguments)
    assert ended.value.returncode == 2
