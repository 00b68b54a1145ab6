"""What kept an index from being written: remembered for the pages and for the doctor until it is over.

In a small file beside the index, since other processes show it; and in memory, since a full disk may take no file.
"""

import json
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from factcheck.search.registry import Index


@dataclass(frozen=True)
class Problem:
    """`text` is the system's own; `since` and `again` are seconds of the clock: when it began, the next try."""

    text: str
    since: float
    again: float = 0.0
    times: int = 1


NO_ROOM = "No space left on device"
#: Bytes.
LEAST_ROOM = 64 * 1024 * 1024
#: Seconds between two tries: the first, and the longest.
_FIRST, _LONGEST = 1.0, 60.0
_remembered: dict[str, Problem] = {}


def _path(index: Index) -> Path:
    return Path(settings.INDEX_DIR) / f"{index.name}.problem"


def of(index: Index) -> Problem | None:
    """What keeps the index from being written, as far as this process can know."""
    try:
        return Problem(**json.loads(_path(index).read_text()))
    except (OSError, ValueError, TypeError):
        return _remembered.get(index.name)


def note(index: Index, error: BaseException) -> Problem:
    """Remember a problem, and when to try again: after twice the time of the last."""
    before, now = of(index), time.time()
    times = before.times + 1 if before else 1
    pause = min(_FIRST * 2 ** (times - 1), _LONGEST)
    problem = Problem(_in_one_line(error), before.since if before else now, now + pause, times)
    _remembered[index.name] = problem
    with suppress(OSError):
        _path(index).write_text(json.dumps(vars(problem)))
    return problem


def over(index: Index) -> None:
    """Forget the problem."""
    _remembered.pop(index.name, None)
    with suppress(OSError):
        _path(index).unlink(missing_ok=True)


def forget() -> None:
    """Forget what this process remembers."""
    _remembered.clear()


def _in_one_line(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    # What tantivy says is long and for programmers; these words of it are the reason.
    for known in (NO_ROOM, "Read-only file system", "Permission denied", "Too many open files"):
        if known in text:
            return known
    if "writer was killed" in text and _is_full():
        return NO_ROOM
    return text[:300]


def _is_full() -> bool:
    """Whether there is less room than one file of a writer may need: it does not say why it broke off."""
    with suppress(OSError):
        return shutil.disk_usage(settings.INDEX_DIR).free < LEAST_ROOM
    return False
