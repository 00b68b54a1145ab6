"""Importing a table of sources: the plan, what it writes, and the command."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from factcheck.audit.models import Entry
from factcheck.sources.actions import change_source, create_source, merge_sources
from factcheck.sources.importing import Status, carry_out, plan_import, table_of
from factcheck.sources.models import Source
from factcheck.web.spreadsheets import csv_rows

pytestmark = pytest.mark.django_db


def plan(text, **options):
    return plan_import(text.encode(), **options)


def statuses(planned):
    return [row.status for row in planned.rows]


def test_a_plan_writes_nothing(herald):
    before = Entry.objects.count()
    planned = plan("name,domains\nHerald Daily,herald.example\nWire,wire.example\n")
    assert statuses(planned) == [Status.CHANGED, Status.NEW]
    assert Entry.objects.count() == before


def test_a_source_is_found_by_domain_and_then_takes_the_name(herald):
    carry_out(plan("name,domains\nHerald Daily,www.herald.example herald2.example\n"))
    herald.refresh_from_db()
    assert herald.name == "Herald Daily"
    assert {domain.domain for domain in herald.domains.all()} == {"herald.example", "herald2.example"}


def test_a_source_is_found_by_name_whatever_its_case(herald):
    planned = plan("name,description\nHERALD,A daily\n")
    assert planned.rows[0].source == herald
    assert [change.column for change in planned.rows[0].changes] == ["name", "description"]


def test_what_is_already_so_is_unchanged(herald):
    planned = plan("name,domains,reliability\nHerald,herald.example,C\n")
    assert statuses(planned) == [Status.UNCHANGED]
    assert not planned.writes


def test_a_changed_grade_needs_a_reason_in_its_row_or_for_the_file(herald):
    table = "name,reliability,reason\nHerald,D,{}\n"
    for nothing in ("", "\u200b"):
        assert "give a reason" in plan(table.format(nothing)).rows[0].errors[0]
    assert plan(table.format(""), reason="Yearly review").rows[0].reason == "Yearly review"
    carry_out(plan(table.format("Two retractions"), reason="Yearly review"))
    entry = Entry.objects.about(herald.public_id).newest_first().first()
    assert (entry.after["reliability"], entry.reason) == ("D", "Two retractions")


def test_rows_that_fail_are_left_out_and_the_others_written(herald):
    planned = carry_out(plan("name,reliability\nWire,B\nBad,Z\n"))
    assert statuses(planned) == [Status.NEW, Status.FAILED]
    assert planned.rows[0].source == Source.objects.get(name="Wire")
    assert not Source.objects.filter(name="Bad").exists()


def test_a_row_about_two_sources_or_the_same_as_another_fails(herald):
    create_source(name="Wire", domains=("wire.example",))
    create_source(name="herald")
    errors = [
        " ".join(row.errors)
        for row in plan(
            "name,domains\nBoth,herald.example wire.example\nHerald,\nNew,new.example\nOther,new.example\n"
        ).rows
    ]
    assert "several sources" in errors[0]
    assert "Several sources have this name" in errors[1]
    assert errors[2] == ""
    assert "Row 4 is about the same source" in errors[3]


def test_a_merged_source_is_not_changed_but_the_one_that_stands(herald):
    wire = create_source(name="Wire")
    merge_sources(source=herald, into=wire, reason="One newsroom")
    assert plan("name,domains\nWire,herald.example\n").rows[0].source == wire


def test_agreeing_to_one_plan_is_not_agreeing_to_another(herald):
    table = "name,description\nHerald,A daily\n"
    first = plan(table).digest
    assert plan(table).digest == first
    change_source(source=herald, description="A weekly")
    assert plan(table).digest != first


def test_what_is_exported_is_read_back_unchanged(herald):
    create_source(name="=cmd()", description="-5 stars\nand more", state_affiliation="owned")
    exported = "".join(csv_rows(table_of(Source.objects.prefetch_related("domains"))))
    assert "'=cmd()" in exported
    assert statuses(plan(exported)) == [Status.UNCHANGED, Status.UNCHANGED]


def test_planning_costs_the_same_number_of_queries_for_2_rows_and_for_20(herald, django_assert_num_queries):
    for rows in (2, 20):
        table = "name,domains\n" + "".join(f"Source {n},s{n}.example\n" for n in range(rows))
        with django_assert_num_queries(2):
            plan(table)


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "sources.csv"
        path.write_text(text)
        return str(path)

    return write


def run(capsys, *arguments):
    """The exit code and what was printed."""
    try:
        call_command("import_sources", *arguments)
        code = 0
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        return error.returncode, str(error)
    return code, capsys.readouterr().out


def test_the_command_imports_and_says_what_it_did(table, capsys, reviewer):
    code, printed = run(capsys, table("name,domains\nWire,wire.example\n"), "--as", reviewer.email, "--json")
    source = Source.objects.get()
    assert code == 0
    assert json.loads(printed) == {
        "row": 2,
        "status": "new",
        "source": source.public_id,
        "name": "Wire",
        "changes": {"name": ["", "Wire"], "domains": ["", "wire.example"]},
        "message": "",
    }
    entry = Entry.objects.about(source.public_id).newest_first().first()
    assert (entry.actor, entry.action) == (reviewer.email, "sources:import")


def test_without_a_person_the_operating_systems_user_is_recorded(table, capsys):
    run(capsys, table("name\nWire\n"))
    assert Entry.objects.filter(table_name="sources_source").get().actor.startswith("command line, ")


def test_a_dry_run_writes_nothing(table, capsys):
    code, printed = run(capsys, table("name\nWire\n"), "--dry-run")
    assert (code, Source.objects.count()) == (0, 0)
    assert "nothing written" in printed


def test_the_command_exits_1_when_a_row_fails(table, capsys):
    code, printed = run(capsys, table("name,reliability\nWire,Z\nHerald,B\n"))
    assert code == 1
    assert "2: failed" in printed
    assert Source.objects.get().name == "Herald"


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("domains\nwire.example\n", (), "no column “name”"),
        ("name\nWire\n", ("--as", "nobody@desk.example"), "nobody@desk.example"),
    ],
)
def test_the_command_exits_2_on_wrong_usage(table, capsys, text, arguments, message):
    code, printed = run(capsys, table(text), *arguments)
    assert code == 2
    assert message in printed
    assert not Source.objects.exists()


def test_a_missing_file_is_wrong_usage(tmp_path, capsys):
    code, printed = run(capsys, str(tmp_path / "absent.csv"))
    assert code == 2
    assert "absent.csv" in printed
