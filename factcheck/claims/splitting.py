"""A compound sentence taken apart at its joints, so that each part can be a claim of its own.

Only where both sides can stand: each has four words and a verb's worth of text. Words are never changed; a part is a
span of the sentence, and whoever accepts it finishes the wording. Pure.
"""

import re

from factcheck.passages.spans import Span

_FEWEST = 4
#: What joins clauses: a semicolon, a long dash, a comma with a joining word (of five languages).
_JOINT = re.compile(
    r";\s+|\s[—–]\s+|,\s+(?:and|but|while|whereas|although|after|before|because|so|yet|which|"  # noqa: RUF001
    r"а|но|и|однако|хотя|тогда как|потому что|поэтому|"  # noqa: RUF001
    r"und|aber|während|obwohl|sondern|"
    r"et|mais|tandis que|alors que|car|"
    r"y|pero|mientras|aunque)\s+(?:also\s+)?",
    re.IGNORECASE,
)
_OPENS, _CLOSES = "([{“«„", ")]}”»"
_WORD = re.compile(r"[^\W_]+")


def parts_of(sentence: str, start: int = 0) -> list[Span]:
    """The spans of its parts, counted from `start`; none if it is one whole. Never cut within quotation marks."""
    cuts = [match for match in _JOINT.finditer(sentence) if not _is_within(sentence, match.start())]
    edges = [0, *(edge for match in cuts for edge in (match.start(), match.end())), len(sentence)]
    parts: list[tuple[int, int]] = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if parts and (_too_short(sentence[first:last]) or _too_short(sentence[slice(*parts[-1])])):
            parts[-1] = (parts[-1][0], last)
        else:
            parts.append((first, last))
    if len(parts) < 2:
        return []
    return [Span(start + first, start + _without_stop(sentence, last)) for first, last in parts]


def _too_short(words: str) -> bool:
    return len(_WORD.findall(words)) < _FEWEST


def _is_within(sentence: str, at: int) -> bool:
    """Whether brackets or quotation marks are open there."""
    before = sentence[:at]
    opened = sum(map(before.count, _OPENS)) - sum(map(before.count, _CLOSES))
    return opened > 0 or before.count('"') % 2 == 1


def _without_stop(sentence: str, end: int) -> int:
    return end - 1 if end == len(sentence) and sentence.endswith(".") else end
