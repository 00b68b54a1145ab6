import sys

import pytest
from django.core import management
from django.db import ProgrammingError
from procrastinate.exceptions import ConnectorException
from psycopg.errors import UndefinedColumn, UndefinedFunction, UndefinedTable

import manage


def run(monkeypatch, *arguments, error=None):
    def execute(_argv):
        if error:
            raise error

    monkeypatch.setattr(management, "execute_from_command_line", execute)
    monkeypatch.setattr(sys, "argv", ["manage.py", *arguments])
    manage.main()


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [caused(ProgrammingError(), UndefinedTable()), caused(ConnectorException(), UndefinedFunction())],
)
def test_a_command_on_a_desk_that_is_not_set_up_says_what_to_run_in_one_line(monkeypatch, capsys, error):
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "worker", error=error)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "manage.py migrate" in line


def test_bytes_that_are_no_text_are_said_to_be_that_in_one_line(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "worker", "a\udcff", error=UnicodeEncodeError("utf-8", "a\udcff", 1, 2, "no"))
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_command_that_does_not_exist_is_named_in_one_line(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "nosuchcommand")
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "nosuchcommand" in line


@pytest.mark.parametrize("arguments", [[], ["help"], ["--version"], ["version"], ["doctor"]])
def test_other_commands_are_left_to_django(monkeypatch, arguments):
    run(monkeypatch, *arguments)


def test_a_fault_of_ours_is_not_hidden(monkeypatch):
    with pytest.raises(ProgrammingError):
        run(monkeypatch, "export", error=caused(ProgrammingError(), UndefinedColumn()))
