from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from factcheck.database.checkup import Check, checks


@pytest.mark.parametrize(
    ("cause", "words"), [(UndefinedTable(), "manage.py migrate"), (UndefinedColumn(), "Report this")]
)
def test_a_check_that_breaks_off_is_one_line_and_the_others_go_on(monkeypatch, cause, words):
    def fails(deep):
        raise ProgrammingError from cause

    well = Check("another", True, "well")
    configs = [
        SimpleNamespace(verbose_name="Documents", doctor_checks=fails),
        SimpleNamespace(verbose_name="Others", doctor_checks=lambda deep: [well]),
    ]
    monkeypatch.setattr(apps, "get_app_configs", lambda: configs)
    first, second = checks(deep=False)
    assert words in str(first)
    assert second == well
