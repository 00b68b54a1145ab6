"""Kills the database and the web server, and in every other round the import too, while 200 files come in.

    python -m tests.faults.kill_imports [--rounds 10] [--files 200] [--seed N]

Afterwards each file must be here wholly or not at all, `doctor --deep` content, and running the import again
must bring in the rest. Prints a line a round; exits with 1 if anything did not hold.
"""

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.installation import PATIENCE, Installation
from tests.faults.whole import faults, here

#: Seconds from the first file to the last moment at which something is killed: about what 200 files take.
SPAN_FOR_A_FILE = 0.02
_TEXT = "the bridge was closed on Monday and the minister said that it would open again after the summer"
WORDS = _TEXT.split()


@dataclass(frozen=True)
class Round:
    """What one round came to. `before`: files here when all was dead; `statuses` of the import, and of its rerun."""

    killed: str
    before: int
    statuses: Counter[str]
    rerun: Counter[str]
    back_after: float
    wrong: list[str]

    def __str__(self) -> str:
        first = ", ".join(f"{count} {status}" for status, count in sorted(self.statuses.items())) or "nothing"
        again = ", ".join(f"{count} {status}" for status, count in sorted(self.rerun.items()))
        line = f"killed {self.killed}; pages back after {self.back_after:.1f} s; import said: {first};"
        line += f" here {self.before}; rerun: {again}"
        return "; ".join([line, *(f"WRONG: {fault}" for fault in self.wrong)])


def main() -> int:
    options = _options()
    chance = random.Random(options.seed)
    print(f"seed {options.seed}")
    rounds = run(options.rounds, options.files, chance, report=print)
    wrong = sum(bool(one.wrong) for one in rounds)
    print(f"{len(rounds)} rounds, {wrong} with something wrong")
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    return parser.parse_args()


def run(
    rounds: int, files: int, chance: random.Random, report: Callable[[str], object] = lambda line: None
) -> list[Round]:
    """All rounds on one installation, each with files of its own."""
    with tempfile.TemporaryDirectory(prefix="factcheck-faults-") as name:
        folder = Path(name)
        # As root the server runs as a user of its own, who has to pass through.
        folder.chmod(0o711)
        return _run_in(folder, rounds, files, chance, report)


def _run_in(
    folder: Path, rounds: int, files: int, chance: random.Random, report: Callable[[str], object]
) -> list[Round]:
    home = folder / "home"
    home.mkdir(mode=0o711)
    installation = Installation(home)
    done = []
    try:
        installation.serve()
        for number in range(1, rounds + 1):
            done.append(_round(installation, folder / f"round-{number}", files, chance, everything=number % 2 == 0))
            report(f"{number}: {done[-1]}")
    finally:
        installation.stop()
        if any(one.wrong for one in done):
            _keep_log(home)
    return done


def _keep_log(home: Path) -> None:
    kept = shutil.copy(home / "output.log", Path(tempfile.gettempdir()) / "factcheck-faults.log")
    print(f"The installation's messages: {kept}")


def _round(installation: Installation, folder: Path, count: int, chance: random.Random, everything: bool) -> Round:
    files = write_files(folder, count, chance)
    importing = installation.command("import_documents", str(folder), "--json")
    first_line = importing.stdout.readline() if importing.stdout else b""
    killed = _kill(installation, importing, count * SPAN_FOR_A_FILE, chance, everything)
    dead = time.monotonic()
    if everything:
        installation.serve()
    back_after = installation.wait_for_pages()
    back_after = time.monotonic() - dead if everything else back_after
    statuses = _statuses(importing, first_line)
    wrong = faults(installation.home) + _doctor(installation)
    if not everything and statuses.total() != count:
        wrong.append(f"the import ended with {importing.returncode} and told of {statuses.total()} of {count}")
    before = here(installation.home, files)
    again = installation.command("import_documents", str(folder), "--json")
    rerun = _statuses(again)
    wrong += faults(installation.home) + _doctor(installation)
    if again.returncode or here(installation.home, files) != count or rerun["imported"] != count - before:
        wrong.append(f"the rerun ended with {again.returncode} and {here(installation.home, files)} of {count} here")
    return Round(killed, before, statuses, rerun, back_after, wrong)


def write_files(folder: Path, count: int, chance: random.Random) -> dict[str, str]:
    """Text files, no two alike; their names with the SHA-256 of their bytes."""
    folder.mkdir()
    files = {}
    for number in range(count):
        paragraphs = [" ".join(chance.choices(WORDS, k=60)) + "." for _ in range(5)]
        data = f"Report {folder.name} {number}\n\n{'\n\n'.join(paragraphs)}\n".encode()
        name = f"{folder.name}-{number:03d}.txt"
        (folder / name).write_bytes(data)
        files[name] = hashlib.sha256(data).hexdigest()
    return files


def _kill(
    installation: Installation,
    importing: "subprocess.Popen[bytes]",
    span: float,
    chance: random.Random,
    everything: bool,
) -> str:
    """Kill each at a moment of its own. `everything`: also the import and what would start the rest again."""
    victims: dict[str, Callable[[], None]] = {"database": installation.kill_database, "web": installation.kill_web}
    if everything:
        victims = {
            "database": installation.kill_database,
            "import": importing.kill,
            "serve": installation.kill_serve,
        }
    started, said = time.monotonic(), []
    for moment, name in sorted((chance.uniform(0, span), name) for name in victims):
        time.sleep(max(0.0, started + moment - time.monotonic()))
        ended = importing.poll() is not None
        victims[name]()
        said.append(f"{name} at {moment:.1f} s{' (import had ended)' if ended else ''}")
    return ", ".join(said)


def _statuses(importing: "subprocess.Popen[bytes]", first_line: bytes = b"") -> Counter[str]:
    """What became of each file, as far as the import came to say."""
    rest, _ = importing.communicate(timeout=PATIENCE)
    statuses: Counter[str] = Counter()
    for line in (first_line + rest).splitlines(keepends=True):
        # The last one may be cut off.
        if line.endswith(b"\n"):
            statuses[json.loads(line)["status"]] += 1
    return statuses


def _doctor(installation: Installation) -> list[str]:
    # No worker runs here to do it.
    installation.command("search_rebuild").communicate(timeout=PATIENCE)
    doctor = installation.command("doctor", "--deep")
    said, _ = doctor.communicate(timeout=PATIENCE)
    if doctor.returncode == 0:
        return []
    failed = [line for line in said.decode().splitlines() if line.startswith("FAIL")]
    return [f"doctor --deep: {'; '.join(failed) or said.decode()}"]


if __name__ == "__main__":
    sys.exit(main())
