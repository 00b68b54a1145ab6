"""Blocks as HTML: escaped, marked, safe to follow."""

import html
import re

import pytest

from factcheck.desk.highlights import Highlight
from factcheck.desk.markup import in_tables, is_safe_link, marked_block
from factcheck.documents.extraction.values import Block

PASSAGE = Highlight("P-0007", 4, 9, ("said", "yes"), 1)


def _html(text, highlights=(), links=(), kind="paragraph", focus=""):
    block = Block(kind, 0, len(text), 0, tuple(links))
    return marked_block(text, block, list(highlights), language="en", title=False, focus=focus).html


def _text(markup):
    """What a reader of [data-start] finds: the document's own text."""
    return html.unescape("".join(re.findall(r"<span data-start=\"\d+\">([^<]*)</span>", markup)))


def test_text_is_shown_as_text():
    evil = '<script>alert("x")</script> & <b onclick=1>bold</b>'
    assert "<script" not in _html(evil)
    assert _text(_html(evil)) == evil


def test_the_id_begins_at_the_exact_words_and_the_number_follows_them():
    markup = _html("The quick fox", [PASSAGE])
    assert re.search(r'<mark class="said"[^>]* id="p-0007"[^>]*><mark class="yes"><span data-start="4">quick', markup)
    assert '<sup><a href="#entry-p-0007"' in markup
    assert _text(markup) == "The quick fox"


def test_words_under_two_passages_name_both():
    markup = _html("The quick fox", [PASSAGE, Highlight("P-0008", 6, 13, ("no",), 2)])
    assert 'data-passages="P-0008 P-0007"' in markup
    assert 'id="p-0008"' in markup


def test_only_the_passage_that_was_marked_just_now_takes_the_focus():
    other = Highlight("P-0008", 10, 13, ("no",), 2)
    markup = _html("The quick fox", [PASSAGE, other], focus="P-0008")
    assert len(re.findall("data-focus", markup)) == 1
    assert re.search(r'id="p-0008" tabindex="-1" data-focus', markup)


def test_links_to_the_web_can_be_followed_and_name_where_they_lead():
    markup = _html("The quick fox", links=[(4, 9, "https://paper.example/?a=1&b=2")])
    assert '<a href="https://paper.example/?a=1&amp;b=2"' in markup
    assert 'rel="nofollow noopener noreferrer"' in markup


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "/relative", "https:", "http://[", ""]
)
def test_other_links_stay_text(href):
    assert not is_safe_link(href)
    assert "<a " not in _html("The quick fox", links=[(4, 9, href)])


ROW = "Depot 3\t9\t\tby hand"


def _row(highlights=()):
    block = Block("row", 0, len(ROW), label="Fleet!5")
    return marked_block(ROW, block, list(highlights), language="en", title=False, focus="")


def test_cells_of_a_row_stand_under_their_columns_and_say_which_they_are():
    row = _row()
    assert re.findall(r'<span class="cell"(?: title="([^"]*)")?>', row.html) == [
        "Fleet!A5",
        "Fleet!B5",
        "",
        "Fleet!D5",
    ]
    assert _text(row.html) == ROW
    assert row.label == "5"


def test_a_passage_over_several_cells_is_marked_in_each():
    row = _row([Highlight("P-0007", 6, len(ROW), ("yes",), 1)])
    assert row.html.count('data-passage="P-0007"') == 3
    assert row.html.count('id="p-0007"') == 1
    assert _text(row.html) == ROW


def test_a_row_of_a_table_in_word_keeps_its_words_though_its_cells_have_no_names():
    block = Block("row", 0, len(ROW), label="table 1, row 2")
    row = marked_block(ROW, block, [], language="en", title=False, focus="")
    assert _text(row.html) == ROW
    assert "title=" not in row.html


@pytest.mark.parametrize(
    ("words", "is_row"),
    [("Orzysz\t1100", True), ("Orzysz 1100", False), (f"Orzysz\t{'and many words ' * 9}", False), ("\tOrzysz", False)],
)
def test_cells_of_a_table_of_a_page_are_parted_and_prose_with_a_tab_is_prose(words, is_row):
    block = marked_block(words, Block("paragraph", 0, len(words)), [], language="en", title=False, focus="")
    assert (block.is_row, block.html.count('class="cell"')) == ((True, 2) if is_row else (False, 0))
    assert _text(block.html) == words


def test_each_run_of_rows_knows_where_it_begins_and_ends():
    words = marked_block("Words", Block("paragraph", 0, 5), [], language="en", title=False, focus="")
    ends = [(block.first_row, block.last_row) for block in in_tables([words, _row(), _row(), words, _row()])]
    assert ends == [(False, False), (True, False), (False, True), (False, False), (True, True)]
