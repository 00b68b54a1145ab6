"""Brings in every hostile file as a person's upload, and tells what became of each.

    python -m tests.faults.hostile_files [--only WORDS]

Each must end in an import or in a message in plain words; nothing may be raised, no reading child may outlive its
limits, and the process that takes the files in must stay free. Prints a table; exits with 1 if anything did not hold.
"""

import argparse
import io
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from tests.faults.own_home import installed

if TYPE_CHECKING:
    from factcheck.documents.models import ImportOutcome
    from tests.faults.hostile import Hostile

#: What one file may use here: seconds of processor and on the clock, bytes. Small, so that what spins ends soon.
LIMITS = {"READING_CPU_SECONDS": 1, "READING_SECONDS": 20.0, "READING_MEMORY_BYTES": 1536 * 1024**2}
#: Seconds of processor that taking in a file may cost whoever takes it in.
TAKING_IN = 1.0
#: What people must not be shown.
_PROGRAMMERS_WORDS = re.compile(r"\w(?:Error|Exception)\b|Traceback|<class|\b0x[0-9a-f]+|root:|/work/|site-packages")
_WORST = ("failed", "unread", "imported", "unchanged")
_CALLED = {"imported": "imported", "unchanged": "imported", "unread": "kept unread", "failed": "refused"}


@dataclass(frozen=True)
class Ended:
    """How a file ended: the statuses of its pieces, the first message, processor time used, and what was wrong."""

    name: str
    statuses: Counter[str]
    message: str
    seconds: float
    wrong: list[str]

    @property
    def status(self) -> str:
        """Imported wholly, kept unread, refused; of several pieces the best."""
        return _CALLED[next((one for one in reversed(_WORST) if one in self.statuses), "failed")]

    def __str__(self) -> str:
        wrong = "".join(f"\n    WRONG: {one}" for one in self.wrong)
        pieces = f" ({self.statuses.total()} pieces)" if self.statuses.total() > 1 else ""
        return f"{self.status:12}{self.seconds:5.1f} s  {self.name}{pieces}: {self.message[:110]}{wrong}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="files with these words in their name")
    only = parser.parse_args().only
    with installed():
        from django.conf import settings

        for name, value in LIMITS.items():
            setattr(settings, name, value)
        ended = run(only, report=lambda line: print(line, flush=True))
    print(table(ended))
    return 1 if any(one.wrong for one in ended) else 0


def run(only: str = "", report: Callable[[object], object] = lambda line: None) -> list[Ended]:
    """All files whose names hold `only`, on the database and with the limits that the settings name."""
    from tests.faults.hostile import FILES

    ended = []
    for name, file in FILES.items():
        if only in name:
            ended.append(bring_in(name, file))
            report(ended[-1])
    return ended


def table(ended: list[Ended]) -> str:
    """How many ended how."""
    found = Counter(one.status for one in ended)
    wrong = sum(bool(one.wrong) for one in ended)
    counts = ", ".join(f"{found[status]} {status}" for status in dict.fromkeys(_CALLED.values()))
    return f"{len(ended)} hostile files: {counts}; {wrong} with something wrong"


def bring_in(name: str, file: "Hostile") -> Ended:
    """Take the file in as the web server does, and work through it as a worker does; its rows do not stay."""
    from django.db import transaction

    data, wrong, began = file.make(), [], _processor_seconds()
    with transaction.atomic():
        outcomes = _taken_in(file.filename, data, wrong)
        wrong += _wrong_with(outcomes, data)
        transaction.set_rollback(True)
    wrong += _wrong_with_children()
    message = next((one.message for one in outcomes if one.message), "")
    return Ended(name, Counter(one.status for one in outcomes), message, _processor_seconds() - began, wrong)


def _taken_in(filename: str, data: bytes, wrong: list[str]) -> list["ImportOutcome"]:
    from factcheck.documents.actions import Receipt
    from factcheck.documents.importing import work
    from factcheck.documents.importing.start import Handed, start_import
    from factcheck.documents.models import ImportOutcome

    used = time.thread_time()
    try:
        started = start_import(files=[Handed(filename, io.BytesIO(data))], receipt=Receipt(), by=None)
        if (used := time.thread_time() - used) > TAKING_IN:
            wrong.append(f"taking it in cost {used:.1f} s of processor")
        work.work_through(started.pk)
        row = started.files.get()
        if not row.imported + row.unread + row.unchanged + row.failed:
            wrong.append("nothing came of it")
        return list(ImportOutcome.objects.filter(file__part_of=started).order_by("number"))
    except Exception as error:
        wrong.append(f"the import raised {error!r}"[:2000])
        return []


def _processor_seconds() -> float:
    """What this process and its children have used."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() + spent.ru_utime + spent.ru_stime
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            total += sum(child.cpu_times()[:2])
    return total


def _wrong_with(outcomes: list["ImportOutcome"], data: bytes) -> list[str]:
    from factcheck.documents.stored import bytes_of

    wrong = []
    for one in outcomes:
        if one.status in {"failed", "unread"} and not re.search(r"[.!?]$", one.message):
            wrong.append(f"{one.status} with the message {one.message!r}")
        if found := _PROGRAMMERS_WORDS.search(f"{one.name} {one.message}"):
            wrong.append(f"{found[0]!r} in {one.message!r}")
        if one.status == "failed":
            continue
        try:
            kept = bytes_of(one.capture)
        except Exception as error:
            wrong.append(f"its bytes are not given back: {error!r}")
        else:
            if one.capture.container is None and kept != data:
                wrong.append("other bytes are given back")
        if one.status == "imported" and not one.capture.extractions.exists():
            wrong.append("imported without a text")
    return wrong


def _wrong_with_children() -> list[str]:
    """Children that still work, though nobody waits for them, and more than there should be."""
    from django.conf import settings

    children = [child for child in psutil.Process().children(recursive=True) if _reads(child)]
    wrong = [f"child {child.pid} is still {status}" for child in children if (status := _at_rest(child))]
    if len(children) > settings.READING_CHILDREN:
        wrong.append(f"{len(children)} children are left")
    return wrong


def _reads(process: psutil.Process) -> bool:
    try:
        return "factcheck.documents.pool.child" in process.cmdline()
    except psutil.Error:
        return False


def _at_rest(child: psutil.Process) -> str:
    """What it does, where it does anything. It may just be on the way to its next wait."""
    status = ""
    for _ in range(50):
        try:
            status = child.status()
        except psutil.NoSuchProcess:
            return ""
        if status in {psutil.STATUS_SLEEPING, psutil.STATUS_ZOMBIE}:
            return ""
        time.sleep(0.02)
    return status


if __name__ == "__main__":
    sys.exit(main())
