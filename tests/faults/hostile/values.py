"""What a hostile file is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """`make` gives the bytes of a file that came under the name `filename`."""

    filename: str
    make: Callable[[], bytes]
