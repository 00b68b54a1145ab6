"""Kills the worker again and again while it brings in a ZIP of 200 files and text files, and starts it anew.

    python -m tests.faults.kill_worker [--rounds 10] [--files 200] [--kills 2] [--seed N]

Each round hands over a ZIP and a few text files. The worker is killed (SIGKILL) at random moments and started again
at once. In the end every document must be here once, its outcome noted once, and `doctor --deep` content. Prints a
line a round; exits with 1 if anything did not hold.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from factcheck.database.embedded import DATABASE, Server
from tests.faults.installation import PATIENCE, ROOT, Installation
from tests.faults.kill_imports import write_files

#: Seconds that the last worker gets: those in which the one before counts as alive, and the work itself.
TO_THE_END = 300
#: Text files beside the ZIP.
BESIDE = 20
#: Seconds within which a kill falls: after the worker was seen at work, or, every fourth time, after it was started.
AT_WORK, STARTING = 2.0, 8.0


@dataclass(frozen=True)
class Round:
    """What one round came to. `before`: how many were done when the worker was killed, at each kill."""

    before: list[int]
    seconds: float
    wrong: list[str]

    def __str__(self) -> str:
        kills = ", ".join(str(done) for done in self.before)
        line = f"killed with {kills} done; all there {self.seconds:.0f} s after the last start"
        return "; ".join([line, *(f"WRONG: {fault}" for fault in self.wrong)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="factcheck-faults-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        wrong = _run(folder, options, random.Random(options.seed))
    print(f"{options.rounds} rounds, {wrong} with something wrong")
    return 1 if wrong else 0


def _run(folder: Path, options: argparse.Namespace, chance: random.Random) -> int:
    home = folder / "home"
    home.mkdir(mode=0o711)
    installation = Installation(home)
    wrong = 0
    try:
        # Keeps the database up, whatever becomes of the worker.
        installation.serve()
        for number in range(1, options.rounds + 1):
            done = _round(installation, folder / f"round-{number}", options.files, options.kills, chance)
            print(f"{number}: {done}", flush=True)
            wrong += bool(done.wrong)
    finally:
        installation.stop()
    return wrong


def _round(installation: Installation, folder: Path, count: int, kills: int, chance: random.Random) -> Round:
    files = write_files(folder, count + BESIDE, chance)
    key = _hand_over(installation, folder, list(files), count)
    before = []
    for _kill in range(kills):
        worker = installation.command("worker")
        if chance.random() < 0.25:
            time.sleep(chance.uniform(0, STARTING))
        else:
            _wait_until_at_work(installation.home, key)
            time.sleep(chance.uniform(0, AT_WORK))
        worker.kill()
        worker.wait()
        before.append(_done(installation.home, key))
    started = time.monotonic()
    worker = installation.command("worker")
    try:
        while not _is_over(installation.home, key) and time.monotonic() < started + TO_THE_END:
            time.sleep(0.5)
        seconds = time.monotonic() - started
    finally:
        worker.terminate()
        worker.wait(PATIENCE)
    return Round(before, seconds, _faults(installation, key, files))


def _wait_until_at_work(home: Path, key: int) -> None:
    """Return when one more document is done, or nothing is left to do."""
    before, started = _done(home, key), time.monotonic()
    while _done(home, key) == before and not _is_over(home, key) and time.monotonic() < started + PATIENCE:
        time.sleep(0.05)


def _hand_over(installation: Installation, folder: Path, names: list[str], zipped: int) -> int:
    """The key of an import of a ZIP with so many of the files, and of the others as they are."""
    archive = folder / f"{folder.name}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names[:zipped]:
            target.write(folder / name, name)
    beside = [str(folder / name) for name in names[zipped:]]
    module = [sys.executable, "-m", "tests.faults.start_import", str(archive), *beside]
    ended = subprocess.run(module, cwd=ROOT, env=installation.environment, capture_output=True, check=True)
    return int(ended.stdout)


def _ask(home: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with Server(home).superuser(DATABASE) as connection:
        return connection.execute(query, values).fetchall()


def _done(home: Path, key: int) -> int:
    ((done,),) = _ask(home, "SELECT sum(position)::int FROM documents_importfile WHERE part_of_id = %s", key)
    return int(str(done))


def _is_over(home: Path, key: int) -> bool:
    return bool(_ask(home, "SELECT 1 FROM documents_import WHERE id = %s AND finished_at IS NOT NULL", key))


def _faults(installation: Installation, key: int, files: dict[str, str]) -> list[str]:
    """What is lost, or twice, or half there."""
    home, wrong = installation.home, []
    if not _is_over(home, key):
        wrong.append(f"not over after {TO_THE_END} s")
    outcomes = _ask(
        home,
        "SELECT o.name, o.status, c.sha256 FROM documents_importoutcome o"
        " JOIN documents_importfile f ON f.id = o.file_id LEFT JOIN documents_capture c ON c.id = o.capture_id"
        " WHERE f.part_of_id = %s",
        key,
    )
    if sorted(outcomes) != sorted((name, "imported", sha256) for name, sha256 in files.items()):
        wrong.append(f"{len(outcomes)} outcomes of {len(files)}, or others than expected")
    counted = _ask(
        home,
        "SELECT sum(total)::int, sum(position)::int, sum(imported)::int FROM documents_importfile"
        " WHERE part_of_id = %s",
        key,
    )
    if counted != [(len(files), len(files), len(files))]:
        wrong.append(f"counted {counted} of {len(files)}")
    captures = _ask(home, "SELECT filename, sha256 FROM documents_capture")
    here = [pair for pair in captures if pair in set(files.items())]
    if len(here) != len(files) or len(set(here)) != len(files):
        wrong.append(f"{len(here)} captures of {len(files)} files")
    wrong += _of_the_database(home)
    doctor = installation.command("doctor", "--deep")
    said, _ = doctor.communicate(timeout=PATIENCE)
    if doctor.returncode:
        wrong.append(f"doctor --deep: {said.decode()}")
    return wrong


def _of_the_database(home: Path) -> list[str]:
    """What holds whatever was imported."""
    queries = {
        "documents without their one capture": (
            "SELECT d.id FROM documents_document d LEFT JOIN documents_capture c ON c.document_id = d.id"
            " GROUP BY d.id HAVING count(c.id) <> 1"
        ),
        "captures without their one extraction": (
            "SELECT c.id FROM documents_capture c LEFT JOIN documents_extraction x ON x.capture_id = c.id"
            " GROUP BY c.id HAVING count(x.id) <> 1"
        ),
        "bytes captured twice": "SELECT sha256 FROM documents_capture GROUP BY sha256 HAVING count(*) > 1",
        "containers twice": "SELECT sha256 FROM documents_container GROUP BY sha256 HAVING count(*) > 1",
        "retrievals": "SELECT id FROM documents_retrieval",
    }
    return [f"{what}: {len(rows)}" for what, query in queries.items() if (rows := _ask(home, query))]


if __name__ == "__main__":
    sys.exit(main())
