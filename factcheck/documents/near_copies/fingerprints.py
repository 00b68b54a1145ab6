"""MinHash signatures of word shingles, and what they are looked up by. Pure.

A text is the set of its runs of four words (shingles; Broder 1997, "On the resemblance and containment of documents").
Two kinds of keys find texts that share many of them without comparing all with all: *bands* of the MinHash signature
find texts alike as wholes; a *sample* of the shingles themselves, the same in every text, finds a short text inside
a long one. A key that two texts share is a reason to compare them exactly, no more.
"""

import re
from array import array
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash  # type: ignore[attr-defined]  # compiled, without types

#: Raised when the same text could give another fingerprint than before.
METHOD = "minhash 96, shingles of 4 words, 1"
SHINGLE = 4
_SEED = 20
_ROWS, _BANDS = 3, 32
#: One shingle in so many is a key of its own, and at most so many of them for a text.
_SAMPLED, _SAMPLES = 32, 64
#: Code points. What follows in a longer text does not change whether it is a copy.
_ENOUGH = 1_000_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Print:
    """`minhash`: little-endian 32-bit integers. `size`: shingles in the text. `keys`: signed 64-bit integers."""

    minhash: bytes
    size: int
    keys: tuple[int, ...]


def shingles(text: str) -> frozenset[str]:
    """Runs of four words, whatever their case and what stands between them; none in a shorter text."""
    words = _WORD.findall(text[:_ENOUGH].casefold())
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def fingerprint(found: frozenset[str]) -> Print | None:
    """Of a text's shingles; None for a text of fewer than four words, which has none."""
    if not found:
        return None
    made = RMinHash(num_perm=_ROWS * _BANDS, seed=_SEED)
    # In one order: the signature does not depend on it, and neither should anything else.
    made.update(sorted(found))
    values = array("I", made.digest())
    return Print(values.tobytes(), len(found), (*_bands(values), *_sample(found)))


def resemblance(one: bytes, other: bytes) -> float:
    """The share of shingles that two texts have in common (Jaccard), estimated from their signatures."""
    a, b = array("I", one), array("I", other)
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def _bands(values: "array[int]") -> list[int]:
    return [
        _key(f"{number}:".encode() + values[number * _ROWS : (number + 1) * _ROWS].tobytes())
        for number in range(_BANDS)
    ]


def _sample(found: frozenset[str]) -> list[int]:
    keys = (_key(b"shingle:" + shingle.encode()) for shingle in found)
    return sorted(key for key in keys if key % _SAMPLED == 0)[:_SAMPLES]


def _key(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), signed=True)
