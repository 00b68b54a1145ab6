"""Strangers' words on somebody's terminal."""

import re

#: Control characters, line ends, those that turn the direction of what follows, and bytes of a path that are no UTF-8.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\ud800-\udfff]")


def for_a_terminal(text: str) -> str:
    """A stranger's words on one line: what would move the cursor, colour or turn round the text stands escaped."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
