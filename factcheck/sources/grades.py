"""Which of two grades is lower, in the Admiralty (NATO) code.

Not graded stands between C and D: whoever relied on a source without a grade relied on it as one of which nothing
bad is known. F says that it cannot be judged, after trying, and so is the lowest to rest something on.
"""

_BEST_FIRST = ("A", "B", "C", "", "D", "E", "F")


def is_lower(grade: str, *, than: str) -> bool:
    return _BEST_FIRST.index(grade) > _BEST_FIRST.index(than)
