"""The Admiralty (NATO) code in words, as every page and export prints it."""

from django.utils.translation import gettext_lazy as _

# Lazy, so that only the words asked for are translated: exports ask for thousands.
_RELIABILITY = {
    "": _("Source not graded yet"),
    "A": _("Source reliability A: completely reliable"),
    "B": _("Source reliability B: usually reliable"),
    "C": _("Source reliability C: fairly reliable"),
    "D": _("Source reliability D: not usually reliable"),
    "E": _("Source reliability E: unreliable"),
    "F": _("Source reliability F: cannot be judged"),
}
_CREDIBILITY = {
    0: _("credibility not judged yet"),
    1: _("credibility 1: confirmed by other sources"),
    2: _("credibility 2: probably true"),
    3: _("credibility 3: possibly true"),
    4: _("credibility 4: doubtful"),
    5: _("credibility 5: improbable"),
    6: _("credibility 6: cannot be judged"),
}


def reliability_in_words(grade: str | None) -> str:
    """A to F in words; no grade is "not graded yet", which is not F."""
    return str(_RELIABILITY.get(grade or "", _RELIABILITY[""]))


def credibility_in_words(grade: int | None) -> str:
    """1 to 6 in words."""
    return str(_CREDIBILITY.get(grade or 0, _CREDIBILITY[0]))
