"""What moved beneath what the desk has published, told by the stage in which it moved.

Stages downstream listen, and say so in their `apps.py`; so a source can be graded down without knowing that there
are verdicts. They hear of it inside the same transaction: what may be stale shows at once, or nothing moved at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What happened to the object that is named."""

    REGRADED = "regraded"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    PAGE = "page"
    CAPTURE = "capture"
    REDACTED = "redacted"
    LINKED = "linked"
    VERDICT_WITHDRAWN = "verdict withdrawn"


@dataclass(frozen=True)
class Moved:
    """`about`: the public id of what moved. `detail`: in words, and nothing that not everybody of the desk may read."""

    what: What
    about: str
    detail: str = ""


type Listener = Callable[[Moved], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Told once by each stage, in `ready()`. Called inside the transaction of the change."""
    _listeners.append(listener)


def tell(moved: Moved) -> None:
    for listener in _listeners:
        listener(moved)
