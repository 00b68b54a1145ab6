"""Boxes of a passage on its page."""

from factcheck.documents.extraction.values import Page
from factcheck.passages.boxes import boxes_of

#: "The bridge / was shut" on page 1 in two lines, "Friday" on page 2.
PAGES = (
    Page(1, 600, 800, 0, 19, ((0, 3, 50, 100, 80, 112), (4, 10, 84, 101, 130, 113), (11, 14, 50, 120, 70, 132))),
    Page(2, 600, 800, 21, 27, ((21, 27, 50, 40, 90, 52),)),
)


def test_words_of_one_line_are_one_box_and_each_line_has_its_own():
    assert boxes_of(PAGES, 0, 14) == [(1, 50, 100, 130, 113), (1, 50, 120, 70, 132)]


def test_a_word_that_is_touched_is_marked_whole_and_no_other():
    assert boxes_of(PAGES, 6, 8) == [(1, 84, 101, 130, 113)]


def test_words_that_run_on_to_the_next_page_have_boxes_on_both():
    assert [box[0] for box in boxes_of(PAGES, 11, 27)] == [1, 2]


def test_two_columns_at_one_height_are_two_boxes():
    page = Page(1, 600, 800, 0, 9, ((0, 4, 50, 100, 90, 112), (5, 9, 320, 100, 360, 112)))
    assert len(boxes_of([page], 0, 9)) == 2


def test_a_line_from_right_to_left_is_one_box():
    page = Page(1, 600, 800, 0, 9, ((0, 4, 320, 100, 360, 112), (5, 9, 280, 100, 315, 112)))
    assert boxes_of([page], 0, 9) == [(1, 280, 100, 360, 112)]


def test_text_without_pages_has_no_boxes():
    assert boxes_of([], 0, 9) == []
    assert boxes_of([Page(1, 600, 800, 0, 0)], 0, 9) == []
