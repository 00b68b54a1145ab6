import pytest
from django.core import management
from django.db import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

import manage


def broken_by(cause):
    def execute(_argv):
        raise ProgrammingError from cause

    return execute


def test_a_command_on_a_desk_that_is_not_set_up_says_what_to_run(monkeypatch):
    monkeypatch.setattr(management, "execute_from_command_line", broken_by(UndefinedTable()))
    with pytest.raises(SystemExit, match=r"manage\.py migrate"):
        manage.main()


def test_a_fault_of_ours_is_not_hidden(monkeypatch):
    monkeypatch.setattr(management, "execute_from_command_line", broken_by(UndefinedColumn()))
    with pytest.raises(ProgrammingError):
        manage.main()
