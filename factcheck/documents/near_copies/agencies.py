"""Agencies that a text names as where it comes from: "(Reuters)", "MINSK, March 3 (AP)". Pure."""
# ruff: noqa: RUF001 -- names are written in the letters of their languages

import re

_NAMES = (
    "AP",
    "AFP",
    "Reuters",
    "dpa",
    "DPA",
    "TASS",
    "ТАСС",
    "Interfax",
    "Интерфакс",
    "UNIAN",
    "EFE",
    "ANSA",
    "PAP",
    "BelTA",
    "БЕЛТА",
)
_IN_BRACKETS = re.compile(rf"[(\[](?:[^()\[\]\n]{{0,30}}[/ ])?({'|'.join(_NAMES)})[)\]]")
#: Code points at either end of a text where an agency is named.
_EDGE = 600


def agencies_in(text: str) -> frozenset[str]:
    """Those named in brackets near the beginning or the end, as wire copy carries them."""
    edges = text[:_EDGE] + "\n" + text[-_EDGE:]
    return frozenset(match[1].casefold() for match in _IN_BRACKETS.finditer(edges))
