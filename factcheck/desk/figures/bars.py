"""Bars for a figure: places and lengths only, for a template that draws them as SVG. Plain values, no Django.

Heights are pixels and lengths are shares of the drawing's width, whatever that is: on a telephone the words are as
large as on a desk. So each label stands above its bar, not beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from factcheck.desk.figures.figure import Cell, Figure, plain

ROW, BAR = 40, 14
#: Percent of the width that the longest bar takes; the number stands behind it.
LONGEST = 80
#: What fits the narrowest page.
LABEL_LETTERS = 44


@dataclass(frozen=True)
class Bar:
    """`width` in percent, the others in pixels."""

    label: str
    number: str
    label_y: int
    y: int
    number_y: int
    width: float


@dataclass(frozen=True)
class Chart:
    height: int
    bars: tuple[Bar, ...]
    bar_height: int = BAR


def chart_of(figure: Figure, say: Callable[[Cell], str] = plain) -> Chart | None:
    """The bars of a figure, the longest as long as there is room; None when there is nothing to draw.

    `say` writes a number for whoever looks at it.
    """
    if figure.is_empty:
        return None
    longest = max(line.value or 0 for line in figure.lines) or 1
    bars = []
    for place, line in enumerate(figure.lines):
        top = place * ROW
        short = line.label if len(line.label) <= LABEL_LETTERS else f"{line.label[: LABEL_LETTERS - 1]}…"
        width = round(LONGEST * (line.value or 0) / longest, 1)
        bars.append(Bar(short, say(line.value), top + 14, top + 20, top + 20 + BAR - 2, width))
    return Chart(height=len(bars) * ROW, bars=tuple(bars))
