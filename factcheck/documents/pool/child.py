"""The process that reads files: `python -m factcheck.documents.pool.child`. Asks its parent for nothing else.

It has no database and no settings, may write no file, and ends with its parent.
"""

import ctypes
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from factcheck.documents.extraction import Unreadable
from factcheck.documents.extraction.words import as_plain
from factcheck.documents.pool.tasks import TASKS, prepare
from factcheck.documents.pool.wire import Closed, read_frame, write_frame

_PR_SET_PDEATHSIG = 1
#: The status with which a child ends that has no memory left, not even to say so.
OUT_OF_MEMORY = 12


def main() -> None:
    requests, answers = _pipes()
    settings, _ = read_frame(requests)
    # Before the limits: the model of languages is unpacked into a temporary file.
    prepare()
    _confine(settings)
    write_frame(answers, {"ready": True})
    while True:
        try:
            request, data = read_frame(requests)
        except Closed:
            return
        _limit_processor_time(settings["cpu_seconds"])
        answer, answer_data = _answer(request, data)
        write_frame(answers, answer, answer_data)


def _answer(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        return TASKS[request["task"]](data, **request["given"])
    except Unreadable as unreadable:
        return {"error": "unreadable", "kind": type(unreadable).__name__, "reason": as_plain(unreadable.reason)}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except RecursionError:
        return {"error": "nested"}, b""
    except Exception as error:
        return {"error": "broke", "reason": f"{type(error).__name__}: {error}"[:500]}, b""


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Pipes of our own; what a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return requests, answers


def _confine(settings: dict[str, Any]) -> None:
    """Limits that the kernel holds. Memory counts address space, which is more than what is in use."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the parent, with which this ends
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (settings["memory_bytes"], settings["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_processor_time(seconds: int) -> None:
    """So many seconds more than were used up to now; then the kernel ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def run() -> None:
    try:
        main()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    run()
