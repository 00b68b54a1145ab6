"""Bars for a figure: places and lengths only, for a template that draws them as SVG. Plain values, no Django.

Units are those of the drawing's own view box, in which text is 13 high; the page scales it as a whole.
"""

from dataclasses import dataclass

from factcheck.desk.figures.figure import UNKNOWN, Figure

WIDTH = 640
ROW = 26
#: What the labels take, and what is kept free for the number behind the longest bar.
LABELS, NUMBERS = 210, 60
LABEL_LETTERS = 28


@dataclass(frozen=True)
class Bar:
    label: str
    whole_label: str
    number: str
    y: int
    text_y: int
    width: float
    number_x: float


@dataclass(frozen=True)
class Chart:
    height: int
    bars: tuple[Bar, ...]
    width: int = WIDTH
    bar_x: int = LABELS
    label_x: int = LABELS - 8
    bar_height: int = ROW - 8


def chart_of(figure: Figure) -> Chart | None:
    """The bars of a figure, the longest as long as there is room; None when there is nothing to draw."""
    if figure.is_empty:
        return None
    longest = max(line.value or 0 for line in figure.lines) or 1
    room = WIDTH - LABELS - NUMBERS
    bars = []
    for place, line in enumerate(figure.lines):
        width = round(room * (line.value or 0) / longest, 1)
        number = UNKNOWN if line.value is None else f"{line.value:g}"
        short = line.label if len(line.label) <= LABEL_LETTERS else f"{line.label[: LABEL_LETTERS - 1]}…"
        bars.append(Bar(short, line.label, number, place * ROW + 4, place * ROW + 18, width, LABELS + width + 6))
    return Chart(height=len(bars) * ROW + 8, bars=tuple(bars))
