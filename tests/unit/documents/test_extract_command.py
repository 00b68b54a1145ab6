"""What would be stored of files can be seen without a database: none is allowed in these tests."""

import json
import os
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

KEYS = [
    *("path", "media_type", "title", "author", "published_on", "language", "url"),
    *("text", "main_text", "blocks", "extractor", "message"),
]
PAGE = """<html><head><title>The ferry</title><meta name="author" content="Ann Quay">
<meta property="article:published_time" content="2024-05-06T10:00:00Z"></head><body><article><h1>The ferry</h1>
<p>The ferry left at noon with forty people on board, the harbour office said on Monday morning.</p>
<p>Nobody was hurt when it came back in the evening, and it will leave again tomorrow as it always does.</p>
</article></body></html>"""


def run(*arguments: str) -> tuple[int, list[dict]]:
    """Exit code and the JSON lines."""
    out, code = StringIO(), 0
    try:
        call_command("extract", *arguments, "--json", stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_file_has_a_line_with_every_key(tmp_path):
    page = tmp_path / "ferry.html"
    page.write_text(PAGE)
    code, (line,) = run(str(page))
    assert (code, list(line)) == (0, KEYS)
    assert (line["path"], line["media_type"], line["title"]) == (str(page), "text/html", "The ferry")
    assert (line["author"], line["published_on"], line["language"]) == ("Ann Quay", "2024-05-06", "en")
    assert line["extractor"].startswith("factcheck HTML")
    first = line["blocks"][0]
    assert set(first) == {"kind", "start", "end", "level", "links", "label"}
    assert line["text"][first["start"] : first["end"]] == "The ferry"
    assert line["main_text"].startswith("The ferry left at noon")


def test_each_member_of_an_archive_has_its_line_in_order(tmp_path):
    archive = tmp_path / "week.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("a.txt", "It rained on Monday.")
        target.writestr("deeper/b.txt", "It snowed on Tuesday.")
    code, lines = run(str(archive))
    assert code == 0
    assert [line["path"] for line in lines] == [f"{archive}!/a.txt", f"{archive}!/deeper/b.txt"]
    assert [line["text"] for line in lines] == ["It rained on Monday.", "It snowed on Tuesday."]


def test_a_row_has_what_it_says_of_itself(tmp_path):
    rows = tmp_path / "days.jsonl"
    rows.write_text('{"title": "Rain", "published_on": "May 2024", "text": "It rained."}\n{"text": 3}\n')
    code, (first, second) = run(str(rows))
    assert code == 1
    assert (first["path"], first["title"], first["published_on"]) == (f"{rows}!/1", "Rain", "2024-05")
    assert (second["text"], second["blocks"]) == (None, None)
    assert "Line 2" in second["message"]


def test_what_cannot_be_read_has_a_line_with_the_reason_and_nulls(tmp_path):
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "c.txt").write_text("Words.")
    code, lines = run(*(str(tmp_path / name) for name in ("a.txt", "b.pdf", "absent.txt", "c.txt")))
    assert code == 1
    assert [line["text"] for line in lines] == [None, None, None, "Words."]
    assert [list(line) for line in lines] == [KEYS] * 4
    empty, damaged, absent = (line["message"] for line in lines[:3])
    assert "empty" in empty
    assert "damaged" in damaged
    assert "no such file" in absent


def test_a_file_that_is_too_large_is_not_read(tmp_path, settings):
    settings.MAX_DOCUMENT_BYTES = 10
    (tmp_path / "a.txt").write_text("More than ten bytes.")
    code, (line,) = run(str(tmp_path))
    assert code == 1
    assert "20 bytes" in line["message"]


def test_a_person_gets_a_summary_that_cannot_steer_the_terminal(tmp_path):
    (tmp_path / "a.txt").write_text("Title of it: \x1b[2J\n\nThe words follow here, in a sentence of some length.\n")
    out = StringIO()
    call_command("extract", str(tmp_path), stdout=out)
    assert "text/plain" in out.getvalue()
    assert "blocks" in out.getvalue()
    assert "\x1b" not in out.getvalue()


@pytest.mark.slow
def test_no_database_is_started_and_wrong_usage_ends_with_2(tmp_path):
    (tmp_path / "a.txt").write_text("Words.")
    environment = os.environ | {"FACTCHECK_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}

    def manage(*arguments: str) -> int:
        manage_py = Path(__file__).parents[3] / "manage.py"
        command = [sys.executable, str(manage_py), "extract", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    assert manage(str(tmp_path / "a.txt")) == 0
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["keys"]
    assert manage() == 2
