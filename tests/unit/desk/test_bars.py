"""Bars of a figure: the longest fills the room, nothing known has none, long labels are cut on the drawing alone."""

from dataclasses import replace
from itertools import pairwise

from factcheck.desk.figures.bars import LABEL_LETTERS, LONGEST, chart_of
from factcheck.desk.figures.figure import Figure, Line


def _figure(*lines: Line) -> Figure:
    return Figure("name", "Title", "About", ("Label", "Value"), lines)


def test_the_longest_bar_fills_the_room_and_the_others_are_in_proportion():
    chart = chart_of(_figure(Line("a", 4, ("4",)), Line("b", 1, ("1",)), Line("c", 0, ("0",))))
    assert [bar.width for bar in chart.bars] == [LONGEST, LONGEST / 4, 0]
    assert [bar.number for bar in chart.bars] == ["4", "1", "0"]


def test_what_is_not_known_has_no_bar_and_says_so():
    chart = chart_of(_figure(Line("a", 2.5, (2.5,)), Line("b", None, (None,))))
    assert [(bar.width, bar.number) for bar in chart.bars] == [(LONGEST, "2.5"), (0, "–")]


def test_a_figure_without_anything_is_not_drawn():
    assert chart_of(_figure(Line("a", 0, ("0",)), Line("b", None, ("–",)))) is None
    assert chart_of(_figure()) is None


def test_a_long_label_is_whole_in_the_table():
    figure = _figure(Line("x" * 80, 1, ("1",)))
    assert chart_of(figure).bars[0].label == "x" * (LABEL_LETTERS - 1) + "…"
    assert figure.rows() == [["Label", "Value"], ["x" * 80, "1"]]


def test_bars_do_not_overlap():
    bars = chart_of(_figure(*(Line(str(n), n, (str(n),)) for n in range(1, 9)))).bars
    chart = chart_of(_figure(Line("a", 1, ("1",)), Line("b", 1, ("1",))))
    assert all(second.y - first.y > chart.bar_height for first, second in pairwise(bars))
    # Nor does a label stand in the bar above it.
    assert all(second.label_y - 13 >= first.y + chart.bar_height - 1 for first, second in pairwise(bars))


def test_where_a_zero_says_something_it_is_drawn():
    took_no_time = replace(_figure(Line("a", 0.0, (0.0,)), Line("b", None, (None,))), zero_counts=True)
    assert [bar.number for bar in chart_of(took_no_time).bars] == ["0.0", "–"]
    assert took_no_time.rows()[1:] == [["a", "0.0"], ["b", "–"]]
    assert chart_of(replace(took_no_time, lines=(Line("b", None, (None,)),))) is None
