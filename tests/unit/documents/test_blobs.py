import errno
import hashlib
import os
from datetime import timedelta

import pytest

from factcheck.documents import blobs


@pytest.fixture(autouse=True)
def store(tmp_path, settings):
    settings.BLOBS_DIR = tmp_path / "home" / "blobs"
    return settings.BLOBS_DIR


def test_bytes_come_back_as_they_were_stored():
    blob = blobs.store(b"received")
    assert blob == blobs.Blob(hashlib.sha256(b"received").hexdigest(), 8)
    assert blobs.exists(blob.sha256)
    assert blobs.read(blob.sha256) == b"received"
    with blobs.open_blob(blob.sha256) as file:
        assert file.read(3) == b"rec"


def test_the_name_is_the_hash_in_a_folder_of_its_first_two_digits(store):
    blob = blobs.store(b"received")
    assert [p for p in store.rglob("*") if p.is_file()] == [store / blob.sha256[:2] / blob.sha256]


def test_folders_and_files_are_for_the_owner_alone(store):
    old = os.umask(0)
    try:
        blob = blobs.store(b"private")
    finally:
        os.umask(old)
    folder = store / blob.sha256[:2]
    assert [path.stat().st_mode & 0o777 for path in (store, folder, folder / blob.sha256)] == [
        0o700, 0o700, 0o600,
    ]  # fmt: skip


def test_bytes_that_are_here_already_are_not_written_again(store, monkeypatch):
    blob = blobs.store(b"twice")
    monkeypatch.setattr(blobs, "_write", lambda *_: pytest.fail("written again"))
    assert blobs.store(b"twice") == blob


def test_a_stored_file_of_another_size_is_reported_and_left_alone(store):
    blob = blobs.store(b"whole")
    path = store / blob.sha256[:2] / blob.sha256
    path.write_bytes(b"who")
    with pytest.raises(blobs.BlobCorrupt, match="3 bytes are stored, 5 were received"):
        blobs.store(b"whole")
    assert path.read_bytes() == b"who"


def test_changed_bytes_are_noticed_on_reading(store):
    blob = blobs.store(b"genuine")
    (store / blob.sha256[:2] / blob.sha256).write_bytes(b"altered")
    with pytest.raises(blobs.BlobCorrupt, match="not the bytes received"):
        blobs.read(blob.sha256)


def test_a_missing_blob_is_named():
    with pytest.raises(blobs.BlobMissing, match="0" * 64):
        blobs.read("0" * 64)
    assert not blobs.exists("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_blob(name):
    with pytest.raises(ValueError, match="64 lower-case hex digits"):
        blobs.exists(name)


def test_all_blobs_lists_each_with_its_size_and_no_temporaries(store):
    stored = {blobs.store(bytes([n]) * n) for n in range(5)}
    (store / "00").mkdir(exist_ok=True)
    (store / "00" / ".writing-x").touch()
    assert set(blobs.all_blobs()) == stored
    assert [b.sha256 for b in blobs.all_blobs()] == sorted(b.sha256 for b in stored)


def test_an_empty_store_has_no_blobs():
    assert list(blobs.all_blobs()) == []
    assert blobs.sweep_temporaries(timedelta(0)) == 0


def test_only_old_temporaries_are_swept(store):
    blob = blobs.store(b"kept")
    left = store / blob.sha256[:2] / ".writing-left"
    left.touch()
    assert blobs.sweep_temporaries(timedelta(hours=1)) == 0
    assert blobs.sweep_temporaries(timedelta(0)) == 1
    assert not left.exists()
    assert blobs.read(blob.sha256) == b"kept"


class Killed(BaseException):
    """Stands for a process that ends here."""


STEPS = ["os.open", "os.fsync", "os.rename", "os.fdopen", "tempfile.mkstemp"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", range(5))
def test_a_failure_at_any_step_leaves_the_whole_blob_or_none_and_can_be_repeated(step, nth, store, monkeypatch):
    module, name = step.split(".")
    owner = getattr(blobs, module)
    genuine, calls = getattr(owner, name), []

    def failing(*args, **kwargs):
        calls.append(args)
        if len(calls) == nth + 1:
            raise Killed
        return genuine(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing)
        try:
            blobs.store(b"all or nothing")
        except Killed:
            pass
        else:
            assert len(calls) <= nth
    sha256 = hashlib.sha256(b"all or nothing").hexdigest()
    if blobs.exists(sha256):
        assert blobs.read(sha256) == b"all or nothing"
    assert blobs.store(b"all or nothing").sha256 == sha256
    assert blobs.read(sha256) == b"all or nothing"


def test_everything_is_flushed_before_and_after_the_rename(store, monkeypatch):
    order = []
    fsync, rename = os.fsync, os.rename
    monkeypatch.setattr(
        os,
        "fsync",
        lambda fd: (order.append(os.path.basename(os.readlink(f"/proc/self/fd/{fd}"))), fsync(fd)),
    )
    monkeypatch.setattr(os, "rename", lambda *args: (order.append("rename"), rename(*args)))
    blob = blobs.store(b"durable")
    order = ["temporary" if name.startswith(".writing-") else name for name in order]
    assert order == ["home", "blobs", "temporary", "rename", blob.sha256[:2]]


def test_a_folder_left_by_somebody_who_was_killed_is_flushed_into_its_parent_once(store, monkeypatch):
    blob = blobs.store(b"first")
    (store / blob.sha256[:2] / blob.sha256).unlink()
    blobs._durable.clear()
    flushed = []
    flush = blobs._flush_folder
    monkeypatch.setattr(blobs, "_flush_folder", lambda folder: (flushed.append(folder), flush(folder)))
    blobs.store(b"first")
    assert flushed == [store.parent, store, store / blob.sha256[:2]]
    blobs.store(b"first")
    assert flushed[3:] == [store / blob.sha256[:2]]


def test_a_disk_that_takes_no_more_is_named_as_ours_and_leaves_nothing(store, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(blobs.os, "fsync", full)
    with pytest.raises(blobs.BlobNotStored, match=r"blob folder can't be written.*No space left on device"):
        blobs.store(b"too much")
    assert [path for path in store.rglob("*") if path.is_file()] == []
