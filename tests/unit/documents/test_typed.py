"""Text typed off a picture, region by region."""

from factcheck.documents.extraction.values import Page
from factcheck.documents.typed import Region, box_of, drawn, regions_of, with_region

SIZES = (Page(1, 200, 400, 0, 0), Page(2, 200, 400, 0, 0))
HEAD = Region(1, (0, 0, 200, 40), "A quiet night")
BODY = Region(1, (0, 50, 200, 300), "The bridge was shut.\r\n\r\nNobody  was hurt.")
LATER = Region(2, (0, 0, 200, 400), "Friday.")


def test_paragraphs_are_blocks_and_each_region_is_one_box():
    text, blocks, pages = drawn([HEAD, BODY, LATER], SIZES)
    assert text == "A quiet night\n\nThe bridge was shut.\n\nNobody  was hurt.\n\nFriday."
    assert [text[one.start : one.end] for one in blocks] == text.split("\n\n")
    assert pages[0].words == ((0, 13, 0, 0, 200, 40), (15, 54, 0, 50, 200, 300))
    assert text[pages[1].start : pages[1].end] == "Friday."


def test_what_was_typed_can_be_told_from_what_was_drawn():
    text, _, pages = drawn([HEAD, LATER], SIZES)
    assert regions_of(text, pages) == [HEAD, LATER]


def test_a_page_without_words_keeps_its_size_and_an_empty_share_of_the_text():
    _, _, pages = drawn([LATER], SIZES)
    assert (pages[0].width, pages[0].words, pages[0].start, pages[0].end) == (200, (), 0, 0)


def test_the_same_part_typed_again_takes_the_place_of_what_it_was():
    again = Region(1, HEAD.box, "A quieter night")
    assert with_region([HEAD, LATER], again) == [again, LATER]


def test_regions_follow_the_pages_whatever_was_typed_first():
    assert with_region([LATER], BODY) == [BODY, LATER]


def test_percentages_are_cut_at_the_edge_of_the_page():
    assert box_of((50, 25, 80, 50), SIZES[0]) == (100, 100, 200, 300)
