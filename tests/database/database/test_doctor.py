"""What the doctor sees, one line for each thing."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from factcheck.database import checkup, doctor
from factcheck.database.checkup import Check
from factcheck.database.roles import as_owner
from factcheck.documents import blobs
from factcheck.documents.doctor import blob_checks


def run(*arguments: str) -> tuple[int, dict[str, str]]:
    """The exit code, and the lines by what they are about."""
    out, code = io.StringIO(), 0
    try:
        call_command("doctor", *arguments, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, {line[5:].split(":")[0]: line for line in out.getvalue().splitlines()}


@pytest.mark.django_db
def test_a_well_kept_installation_passes_every_check(monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_DISK", 1)
    code, lines = run()
    assert code == 0, lines
    assert {"database", "role", "grants", "migrations", "triggers", "worker", "disk", "blobs"} <= set(lines)
    assert all(line.startswith("ok   ") for line in lines.values())


@pytest.mark.django_db
def test_one_failed_check_decides_the_exit_code_and_says_what_to_do(monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_DISK", 2**80)
    code, lines = run()
    assert code == 1
    assert lines["disk"].startswith("FAIL disk:")
    assert "Make room" in lines["disk"]


@pytest.mark.django_db(transaction=True)
def test_a_right_too_many_is_named():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT INSERT ON audit_entry TO {connection.role_name('app')}")
    try:
        assert "audit_entry" in str(doctor.grants())
        assert not doctor.grants().ok
    finally:
        call_command("migrate", verbosity=0)
    assert doctor.grants().ok


@pytest.mark.django_db(transaction=True)
def test_a_disabled_trigger_is_named():
    name = _a_trigger_of("documents_capture")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE documents_capture DISABLE TRIGGER {name}")
    try:
        assert name in doctor.triggers().found
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE documents_capture ENABLE TRIGGER {name}")
    assert doctor.triggers().ok


def _a_trigger_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_not_a_role_to_run_as():
    with as_owner():
        assert not doctor.role().ok


def test_a_folder_that_others_may_enter_is_named(tmp_path):
    tmp_path.chmod(0o755)
    check = doctor._private("folder keys", tmp_path, 0o700)
    assert str(check) == f"FAIL folder keys: mode 0755. Run `chmod 700 {tmp_path}`."


def test_an_altered_blob_is_found_only_by_reading_it(db):
    blob = blobs.store(b"as received")
    path = settings.BLOBS_DIR / blob.sha256[:2] / blob.sha256
    path.chmod(0o600)
    path.write_bytes(b"as altered!")
    (quick,), (deep,) = blob_checks(False), blob_checks(True)
    assert quick.ok
    assert not deep.ok
    assert blob.sha256 in str(deep)


def test_bytes_without_a_row_are_counted_and_harmless(db):
    blobs.store(b"written before a kill")
    (check,) = blob_checks(True)
    assert check.ok
    assert "1 stored without a row" in check.found


def test_a_check_that_breaks_off_fails_and_the_others_go_on(monkeypatch, db):
    def broken(deep: bool):
        yield Check("before", True, "seen")
        raise RuntimeError("broke")

    monkeypatch.setattr("factcheck.documents.apps.DocumentsConfig.doctor_checks", lambda self, deep: broken(deep))
    found = {check.name: check.ok for check in checkup.checks(False)}
    assert found["before"]
    assert found["Documents"] is False
    assert found["migrations"]
