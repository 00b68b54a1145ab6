"""Breaks every file-system call of the blob store in turn: an I/O error, a full disk, a SIGKILL, by strace.

    python -m tests.faults.blob_calls

For each situation an import is watched once, which lists its calls in the store's folder; then one import for each
call and fault, in a process of its own that the kernel makes fail, or ends, at that very call. Afterwards
`doctor --deep` must find bytes and rows in agreement, and the import, run again, must complete. Prints a line a
situation; exits with 1 if anything did not hold.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.faults.own_home import installed

if TYPE_CHECKING:
    from tests.faults.blob_situations import Situation

FAULTS = {"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "SIGKILL": "signal=KILL"}
#: All that the store is made of; those that are not there on this machine's kind of processor are passed over.
_CALLS = "?open,openat,?stat,newfstatat,?statx,?lstat,fstat,?access,?faccessat2,?mkdir,mkdirat,?chmod,fchmodat,write,"
_CALLS += "lseek,ioctl,fsync,fdatasync,close,?rename,?renameat,renameat2,?unlink,unlinkat,getdents64"
_LINE = re.compile(r"(?P<name>\w+)\(")
_IMPORTED, _REFUSED, _BROKE = 0, 3, 4


@dataclass
class Tally:
    """What the points of one situation came to."""

    name: str
    points: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        by_fault = ", ".join(f"{count} {fault}" for fault, count in self.points.items())
        line = f"{self.name}: {self.points.total()} points ({by_fault}), {self.refused} refused with a message,"
        return "\n  ".join([f"{line} {len(self.wrong)} disagreements", *self.wrong])


def main() -> int:
    # The thread that starts reading children sleeps while this process forks.
    warnings.filterwarnings("ignore", message=".*multi-threaded, use of fork", category=DeprecationWarning)
    with installed():
        tallies = run(report=lambda line: print(line, flush=True))
    wrong = sum(len(one.wrong) for one in tallies)
    print(f"{sum(one.points.total() for one in tallies)} points, {wrong} disagreements")
    return 1 if wrong else 0


def run(faults: tuple[str, ...] = tuple(FAULTS), report: Callable[[object], object] = lambda line: None) -> list[Tally]:
    """All points of all situations, on the database and below the folder that the settings name."""
    from tests.faults.blob_situations import SITUATIONS

    tallies = []
    for situation in SITUATIONS:
        tallies.append(_tally(situation, faults))
        report(tallies[-1])
    return tallies


def _tally(situation: "Situation", faults: tuple[str, ...]) -> Tally:
    tally = Tally(situation.name)
    calls, ended, wrong = _settled(situation)
    tally.wrong += wrong if ended == _IMPORTED else [f"it fails without a fault: {ended}", *wrong]
    seen: Counter[str] = Counter()
    for call in calls:
        seen[call.name] += 1
        if not call.in_store:
            continue
        for fault in faults:
            inject = f"{call.name}:{FAULTS[fault]}:when={seen[call.name]}"
            hit, ended, wrong = _hit(situation, inject, fault)
            tally.points[fault] += 1
            tally.refused += ended == _REFUSED
            if not hit:
                wrong.append("the fault hit another call")
            if ended not in ({-signal.SIGKILL} if fault == "SIGKILL" else {_IMPORTED, _REFUSED}):
                wrong.append(f"the import ended with {ended}")
            tally.wrong += [f"{fault} at {call.text[:90]}: {one}" for one in wrong]
    return tally


def _settled(situation: "Situation") -> tuple[list["_Call"], int, list[str]]:
    """An import without a fault, once two in a row make the same calls: the first ones load what is needed later."""
    seen: list[str] = []
    for _ in range(5):
        calls, ended, wrong = _point(situation, "")
        if seen == (seen := [call.name for call in calls]):
            break
    return calls, ended, wrong


@dataclass(frozen=True)
class _Call:
    name: str
    text: str

    @property
    def in_store(self) -> bool:
        from django.conf import settings

        return str(settings.BLOBS_DIR) in self.text or f'"{settings.BLOBS_DIR.parent}"' in self.text


def _hit(situation: "Situation", inject: str, fault: str) -> tuple[bool, int, list[str]]:
    """A point under this fault; whether it hit the store. The process may make a call more or less elsewhere."""
    for _ in range(6):
        made, ended, wrong = _point(situation, inject)
        if wrong or _was_hit(made, ended, fault):
            return True, ended, wrong
    return False, ended, wrong


def _was_hit(calls: list[_Call], ended: int, fault: str) -> bool:
    if fault == "SIGKILL":
        return ended == -signal.SIGKILL and bool(calls) and calls[-1].in_store
    return any(call.in_store and "(INJECTED)" in call.text for call in calls)


def _point(situation: "Situation", inject: str) -> tuple[list[_Call], int, list[str]]:
    """One import under a fault: its calls, how it ended, and what was wrong afterwards."""
    from factcheck.documents import blobs
    from tests.faults.blob_situations import FreshStore, disagreements, new_data, rerun

    data = new_data()
    with FreshStore() as store:
        situation.prepare(data)
        blobs._durable.clear()  # as in a process that has just started
        calls, ended = _watched(lambda: situation.bring_in(data), inject)
        store.join()
        wrong = disagreements()
        try:
            wrong += rerun(situation, data)
        except Exception as error:
            wrong.append(f"the rerun failed: {error!r}")
    return calls, ended, wrong


def _watched(act: Callable[[], object], inject: str) -> tuple[list[_Call], int]:
    """Do it in a forked process under strace."""
    from django.db import connection, connections

    connections.close_all()
    begin, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        # Before it is watched: how many calls connecting takes differs from time to time.
        connection.ensure_connection()
        os.read(begin, 1)
        os._exit(_try(act))
    with tempfile.NamedTemporaryFile("r") as log:
        options = ["-e", f"trace={_CALLS}", "-y", "-s", "120", "-o", log.name, "-p", str(pid)]
        options += ["-e", f"inject={inject}"] if inject else []
        watch = subprocess.Popen(["strace", *options], stderr=subprocess.PIPE)
        assert watch.stderr is not None
        said = watch.stderr.readline()
        assert b"attached" in said, said
        os.write(write, b"x")
        _, status = os.waitpid(pid, 0)
        watch.communicate()
        lines = log.read().splitlines()
    os.close(begin)
    os.close(write)
    calls = [_Call(match["name"], line) for line in lines if (match := _LINE.match(line))]
    return calls, os.waitstatus_to_exitcode(status)


def _try(act: Callable[[], object]) -> int:
    from factcheck.documents.blobs import BlobError

    try:
        act()
    except BlobError:
        return _REFUSED
    except BaseException:
        traceback.print_exc()
        return _BROKE
    return _IMPORTED


if __name__ == "__main__":
    sys.exit(main())
