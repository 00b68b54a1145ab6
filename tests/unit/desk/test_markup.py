"""Blocks as HTML: escaped, marked, safe to follow."""

import html
import re

import pytest

from factcheck.desk.highlights import Highlight
from factcheck.desk.markup import is_safe_link, marked_block
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
