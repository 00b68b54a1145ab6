"""An index is disposable: killed, deleted, damaged or out of room, it heals by itself, and PostgreSQL is untouched."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from factcheck.passages.models import Segment
from factcheck.search import folders, following, index, problems, reading, registry
from factcheck.search.following import catch_up
from factcheck.search.state import state
from tests.database.search.test_following import TEXT, bring, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

ROOT = Path(__file__).resolve().parents[3]


def folder() -> Path:
    return folders.folder_of(registry.named("segments"))


def files() -> list[Path]:
    return sorted(path for path in folder().iterdir() if path.suffix in {".term", ".idx", ".store", ".pos", ".fast"})


def is_whole() -> bool:
    """Each segment is in the index, once."""
    keys = [one.key for one in reading.find("segments", limit=100_000, any_of={"river": 1.0})]
    return sorted(keys) == sorted(Segment.objects.values_list("id", flat=True)) and bool(keys)


def rivers(count: int) -> None:
    bring("\n\n".join(f"River number {number}." for number in range(count)), f"{count}.txt")


def test_the_folders_are_for_one_user_only():
    bring(TEXT)
    catch_up()
    assert [path.stat().st_mode & 0o777 for path in (settings.INDEX_DIR, folder())] == [0o700, 0o700]


def test_a_deleted_folder_is_built_anew_by_who_had_it_open():
    bring(TEXT)
    catch_up()
    assert len(found("river")) == 1
    shutil.rmtree(folder())
    assert found("river") == []
    assert not state("segments").ready
    catch_up()
    assert len(found("river")) == 1
    assert state("segments").ready


def test_all_folders_deleted_are_built_anew():
    bring(TEXT)
    catch_up()
    shutil.rmtree(settings.INDEX_DIR)
    catch_up()
    assert len(found("river")) == 1


@pytest.mark.parametrize("whose", ["term", "idx", "store", "fast", "meta.json"])
@pytest.mark.parametrize("how", ["missing", "empty", "garbage"])
def test_a_damaged_file_has_the_index_built_anew(whose, how):
    rivers(30)
    catch_up()
    assert is_whole()
    following.forget()
    reading.forget()
    (path,) = [path for path in folder().iterdir() if path.name.endswith(whose)]
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if how == "empty" else os.urandom(200))
    # Whoever reads first finds out, and says so to whoever writes.
    found("river")
    catch_up()
    assert is_whole()
    assert state("segments").said == ""


def test_an_index_of_another_database_is_built_anew(monkeypatch):
    bring(TEXT)
    monkeypatch.setattr(following, "database_identity", lambda: "another")
    catch_up()
    monkeypatch.undo()
    before = folder().stat().st_ino, folders.identity(folder())
    following.forget()
    catch_up()
    assert before != (folder().stat().st_ino, folders.identity(folder()))


def test_an_index_ahead_of_a_database_that_was_put_back_is_built_anew(monkeypatch):
    rivers(3)
    catch_up()
    following.forget()
    monkeypatch.setattr(following, "current_xid", lambda: 1)
    assert catch_up("segments").added == 3
    assert is_whole()


def test_folders_of_older_methods_are_removed():
    stale = settings.INDEX_DIR / "segments-older"
    stale.mkdir(parents=True)
    (stale / "meta.json").write_text("{}")
    catch_up()
    assert not stale.exists()


def test_a_question_that_cannot_be_asked_is_no_damage():
    bring(TEXT)
    catch_up()
    with pytest.raises(Exception, match="not defined in the schema"):
        reading.candidates("segments", {"river": 1.0}, limit=5, among=[1], field="nonsense")
    assert not (folder() / folders.DAMAGED).exists()
    assert len(found("river")) == 1


# --- one writer ------------------------------------------------------------------------------------------------


def test_while_another_writes_nobody_else_does():
    bring(TEXT)
    with folders.lock(registry.named("segments")) as ours:
        assert ours
        assert catch_up("segments", wait=False) == following.Progress(added=0, complete=False)
    assert catch_up("segments", wait=False).added == 2


def test_a_lock_whose_file_was_deleted_is_none():
    with folders.lock(registry.named("segments")):
        shutil.rmtree(settings.INDEX_DIR)
        with folders.lock(registry.named("segments")) as ours:
            assert ours


# --- trouble with the disk -----------------------------------------------------------------------------------------


@pytest.fixture
def full_disk(monkeypatch):
    """Commits fail as they do on a full disk."""

    def fail(self, state):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.Writer, "commit", fail)
    yield
    monkeypatch.undo()


def test_a_full_disk_is_told_and_tried_again_later(full_disk, monkeypatch):
    bring(TEXT)
    assert catch_up("segments").problem == "No space left on device"
    assert "No space left on device" in state("segments").said
    # Another process reads it from the file.
    problems.forget()
    assert state("segments").problem == "No space left on device"
    added = Segment.objects.count()
    monkeypatch.undo()
    monkeypatch.setattr("factcheck.search.arrival.HORIZON", "'9223372036854775807'::xid8")
    # The worker waits a while between tries; a person who calls a command does not.
    assert catch_up("segments", wait=False).problem == "No space left on device"
    assert catch_up("segments").added == 2
    assert state("segments").problem == ""
    assert (len(found("river")), Segment.objects.count()) == (1, added)


def test_the_time_between_tries_grows_up_to_a_minute():
    segments = registry.named("segments")
    pauses = []
    for _ in range(9):
        problem = problems.note(segments, OSError("No space left on device"))
        pauses.append(round(problem.again - time.time()))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert problem.since < time.time()


def test_a_problem_is_kept_in_memory_when_there_is_no_room_for_a_file(monkeypatch):
    monkeypatch.setattr(Path, "write_text", lambda *_: (_ for _ in ()).throw(OSError("No space left on device")))
    problems.note(registry.named("segments"), OSError("No space left on device"))
    assert state("segments").problem == "No space left on device"


def test_a_folder_that_cannot_be_made_is_a_problem_and_no_error(monkeypatch):
    blocked = Path(tempfile.mkdtemp()) / "file"
    blocked.touch()
    monkeypatch.setattr(settings, "INDEX_DIR", blocked / "index")
    bring(TEXT)
    assert catch_up().problem
    assert found("river") == []
    assert state().problem


# --- a real kill, and a real full disk -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_is_killed_at_any_moment_leaves_each_segment_once(searchable):
    rivers(400)
    command = [sys.executable, "-m", "tests.database.search.faults"]
    command += [connection.settings_dict["NAME"], str(settings.INDEX_DIR)]
    for _ in range(4):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(random.uniform(0.02, 0.4))
        process.kill()
        process.communicate()
    texts = Segment.objects.count()
    searchable()
    assert is_whole()
    assert Segment.objects.count() == 400
    assert texts in (0, 400)


@pytest.fixture
def small_disk(monkeypatch):
    """An index folder on a disk of a few MB."""
    place = tempfile.mkdtemp(prefix="factcheck-small-")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a tmpfs")
    monkeypatch.setattr(settings, "INDEX_DIR", Path(place) / "index")
    yield Path(place)
    reading.forget()
    following.forget()
    subprocess.run(["umount", "-l", place], check=True)
    Path(place).rmdir()


def test_a_disk_that_is_really_full_heals_when_there_is_room(small_disk):
    rivers(50)
    catch_up()
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    rivers(5_000)
    assert catch_up().problem == "No space left on device"
    assert len(reading.find("segments", limit=100, any_of={"river": 1.0})) == 50
    assert "No space left on device" in state().said
    filler.unlink()
    assert catch_up().problem == ""
    assert is_whole()
    assert state().said == ""
