"""A pool of long-lived children. One that hits a limit is killed and replaced; nobody waits for it."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, cast

from factcheck.documents.extraction import CouldNotRead, errors
from factcheck.documents.extraction.errors import (
    NestedTooDeep,
    ReaderBroke,
    TookTooLong,
    TookTooMuchMemory,
    Unreadable,
)
from factcheck.documents.extraction.words import from_plain, gettext
from factcheck.documents.pool.child import OUT_OF_MEMORY
from factcheck.documents.pool.wire import Closed, read_frame, write_frame

_MODULE = "factcheck.documents.pool.child"
#: Seconds that a child gets to start, with all its libraries, on a machine that has other things to do.
_START = 60
#: Seconds in which the end of a child that has closed its pipe is known.
_ENDING = 5


@dataclass(frozen=True)
class Limits:
    """What one file may use: seconds of processor and on the clock, bytes of memory."""

    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    memory_bytes: int = 2 * 1024**3


@dataclass(frozen=True)
class Task:
    """The name of one of `tasks.TASKS`, and what it is given beside the bytes."""

    name: str
    given: Mapping[str, Any] = field(default_factory=dict)


class Pool:
    """Up to `size` children, started when first needed. Any number of threads may ask at once."""

    def __init__(self, size: int, limits: Limits) -> None:
        self._limits = limits
        # A place for each child: the child that waits in it, or None where one is still to be started.
        self._places: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._places.put(None)
        self._size = size
        # Linux ends a child with the thread that started it, not with the process: a thread that came to ask may be
        # gone long before the next one does, so this one starts them all, and lasts.
        self._starter = ThreadPoolExecutor(1)

    def run(self, task: Task, data: bytes) -> tuple[dict[str, Any], bytes]:
        """What the child answers. Raises Unreadable, and CouldNotRead if it hit a limit or broke."""
        child = self._places.get()
        try:
            if child is None or not child.is_alive():
                child = _Child(self._limits, self._starter)
            answer = child.ask(task, data)
        except BaseException:
            if child is not None:
                child.kill()
            self._places.put(None)
            raise
        if answer[0].get("error") == "memory":
            # What is left of its heap is not to be relied on.
            child.kill()
            self._places.put(None)
        else:
            self._places.put(child)
        return _judged(answer)

    def close(self) -> None:
        """End all children. Waits for those that are at work."""
        for _ in range(self._size):
            child = self._places.get()
            if child is not None:
                child.kill()
        for _ in range(self._size):
            self._places.put(None)


class _Child:
    def __init__(self, limits: Limits, starter: ThreadPoolExecutor) -> None:
        self._limits = limits
        self._process = starter.submit(_start).result()
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        try:
            self._exchange(asdict(limits), b"", _START)
        except CouldNotRead:
            self.kill()
            raise

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, task: Task, data: bytes) -> tuple[dict[str, Any], bytes]:
        return self._exchange({"task": task.name, "given": dict(task.given)}, data, self._limits.wall_seconds)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()

    def _exchange(self, message: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send and receive a frame. A child that has not answered wholly in time is killed, whatever it does."""
        too_late = threading.Event()

        def give_up() -> None:
            too_late.set()
            self._process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.start()
        try:
            write_frame(self._requests, message, data)
            return read_frame(self._answers)
        except (Closed, BrokenPipeError, ValueError):
            raise TookTooLong if too_late.is_set() else self._why_it_ended() from None
        finally:
            timer.cancel()

    def _why_it_ended(self) -> CouldNotRead:
        """By the signal that ended it: the kernel's for too much processor time, or out of memory."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDING)
        why = {-signal.SIGXCPU: TookTooLong, -signal.SIGKILL: TookTooMuchMemory, OUT_OF_MEMORY: TookTooMuchMemory}
        status = self._process.returncode
        if status in why:
            return why[status]()
        return ReaderBroke(gettext("It ended with status %(status)s.", status=status))


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603
        # -P: nothing is imported from the folder it happens to be started in.
        [sys.executable, "-P", "-m", _MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """No secret of the parent's: neither its key nor the address of its database."""
    kept = ("PATH", "LANG", "LC_ALL", "HOME", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
    # Each thread's own heap would count against the limit of memory.
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "MALLOC_ARENA_MAX": "2",
        "OMP_THREAD_LIMIT": "1",
        "PYTHONPATH": _ROOT,
    }


_ROOT = __file__.rpartition("/factcheck/")[0]
_FAMILY = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Unreadable)}


def _judged(answer: tuple[dict[str, Any], bytes]) -> tuple[dict[str, Any], bytes]:
    message, _ = answer
    match message.get("error"):
        case None:
            return answer
        case "memory":
            raise TookTooMuchMemory
        case "nested":
            raise NestedTooDeep
        case "unreadable":
            raise _as_raised(message)
        case _:
            raise ReaderBroke(message.get("reason", ""))


def _as_raised(message: dict[str, Any]) -> Unreadable:
    unreadable = _FAMILY.get(message["kind"], CouldNotRead)()
    try:
        unreadable.reason = from_plain(message["reason"])
    except (TypeError, KeyError, ValueError):
        return ReaderBroke(gettext("Its answer makes no sense."))
    return unreadable
