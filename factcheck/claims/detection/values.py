"""What a sentence is scored in, and what comes of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """Where the sentence stands, as far as it is known.

    `language` is an ISO 639-1 code; empty, the words of no language are looked for, only numbers, names and marks.
    `block` is the kind of its block.
    """

    language: str = "en"
    block: str = "paragraph"
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature of the sentence: what it adds (below 0: takes away), and the words that show it."""

    name: str
    weight: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How worth checking, from 0 to 1, and all that went into it, the weightiest first."""

    value: float
    reasons: tuple[Reason, ...]
