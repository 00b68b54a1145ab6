"""`manage.py search_rebuild`: a new index beside the old one, which answers until the new one is whole."""

import itertools

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from factcheck.search import following
from factcheck.search.following import catch_up, rebuild
from tests.database.search.test_healing import folder, full_disk, is_whole, rivers

__all__ = ["full_disk"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


def test_a_rebuild_leaves_the_old_index_answering_until_the_new_one_is_whole(monkeypatch):
    rivers(12)
    catch_up()
    monkeypatch.setattr(following, "READ", 5)
    seen = []
    progress = rebuild("segments", told=lambda items: seen.append((items, is_whole())))
    assert progress.added == 12
    assert seen == [(5, True), (10, True), (12, True)]
    assert is_whole()
    assert [path.name for path in settings.INDEX_DIR.glob("segments-*")] == [folder().name]


def test_a_rebuild_that_is_broken_off_leaves_the_old_index(monkeypatch):
    rivers(12)
    catch_up()
    monkeypatch.setattr(following, "READ", 5)
    steps = itertools.count()
    assert not rebuild("segments", stop=lambda: next(steps) == 1).complete
    assert is_whole()


def test_the_command_says_how_far_it_is(capsys, monkeypatch):
    rivers(12)
    monkeypatch.setattr(following, "READ", 5)
    monkeypatch.setattr("factcheck.search.management.commands.search_rebuild._TOLD_EVERY", 0.0)
    call_command("search_rebuild", "segments")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["segments: 5 of 12", "segments: 10 of 12", "segments: 12 of 12"]
    assert lines[3].startswith("segments: done, 12 in")


def test_the_command_knows_the_indexes():
    with pytest.raises(CommandError, match=r"There is no index nonsense, only: .*segments, claims") as error:
        call_command("search_rebuild", "nonsense")
    assert error.value.returncode == 2


def test_the_command_fails_when_an_index_cannot_be_written(full_disk, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("search_rebuild")
    assert ended.value.code == 1
    assert "No space left on device" in capsys.readouterr().err
