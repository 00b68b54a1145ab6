"""What a change would touch, for forms of stages that know nothing of verdicts.

Whoever knows says so once, in its `apps.py`; `{% touches source.public_id %}` asks.
"""

from collections.abc import Callable
from typing import Any

type Tell = Callable[[str, Any], dict[str, Any]]

_tellers: list[Tell] = []


def tell_with(tell: Tell) -> None:
    """`tell` is called with a public id and the person who looks; it gives what `components/touches.html` shows."""
    _tellers.append(tell)


def touched_by(public: str, user: Any) -> dict[str, Any]:
    """Empty where nobody knows, or nothing is touched."""
    found: dict[str, Any] = {}
    for tell in _tellers:
        found |= tell(public, user)
    return found
