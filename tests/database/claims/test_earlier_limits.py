"""What of a file of earlier checks is too much for a request, or can't be written, and what is said instead."""

import json
import os

import pytest
from django.core.management import call_command

from factcheck.claims.earlier import views
from factcheck.claims.models import EarlierCheck
from tests.database.claims.test_earlier import ROWS, lines, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"claim\n" + b"a\n" * 4, "a.csv"),
        (lines([{"id": f"c{n}", "statement": f"Claim {n}."} for n in range(4)]), "a.jsonl"),
        (json.dumps([{"id": f"c{n}", "statement": f"Claim {n}."} for n in range(4)]).encode(), "a.json"),
    ],
)
def test_more_rows_than_a_request_takes_are_for_the_command(as_reviewer, monkeypatch, data, name):
    monkeypatch.setattr(views, "MOST_ROWS", 3)
    response = upload(as_reviewer, data, name)
    assert response.status_code == 422
    assert "manage.py import_claims" in response.context["form"].errors["file"][0]
    assert not EarlierCheck.objects.exists()
    monkeypatch.setattr(views, "MOST_ROWS", 4)
    assert upload(as_reviewer, data, name).status_code == 200


def test_a_table_of_thousands_of_columns_is_refused_at_the_first_step(as_reviewer):
    response = upload(as_reviewer, ",".join(f"c{n}" for n in range(60_001)).encode() + b"\na\n", "a.csv")
    assert response.status_code == 422
    assert "60,001 columns" in response.context["form"].errors["file"][0]


def test_a_name_of_a_field_that_cannot_be_written_is_told_of_and_not_an_error(as_reviewer):
    response = upload(as_reviewer, b'{"id": "a", "statement": "It rained.", "mood\\ud800": "gay"}', "a.jsonl")
    assert response.status_code == 200
    assert "mood? (1)" in response.content.decode()


def test_a_file_whose_name_is_no_text_is_told_of_all_the_same(tmp_path, capfd):
    path = tmp_path / os.fsdecode(b"a\xff.jsonl")
    path.write_bytes(lines(ROWS))
    call_command("import_claims", path)
    assert "a\\udcff.jsonl: new 2" in capfd.readouterr().out
    call_command("import_claims", path, "--json")
    assert json.loads(capfd.readouterr().out)["file"].endswith("a\\udcff.jsonl")
