"""Overlapping passages over a block, cut into pieces that nest."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from factcheck.desk.highlights import Highlight, numbered, pieces
from factcheck.documents.extraction.values import Block

_SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def _highlights(draw):
    spans = draw(st.lists(_SPANS, max_size=12, unique=True))
    return [Highlight(f"P-{index:04d}", *span, ("yes",)) for index, span in enumerate(spans, start=1)]


@st.composite
def _blocks(draw):
    start, end = draw(_SPANS)
    links = []
    at = start
    for gap, width in draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), max_size=4)):
        if at + gap + width > end:
            break
        links.append((at + gap, at + gap + width, f"https://paper.example/{len(links)}"))
        at += gap + width
    return Block("paragraph", start, end, 0, tuple(links))


@given(_blocks(), _highlights())
def test_pieces_joined_are_the_block(block, highlights):
    cut = pieces(block, highlights)
    assert cut[0].start == block.start
    assert cut[-1].end == block.end
    assert all(one.end == following.start for one, following in itertools.pairwise(cut))
    assert all(piece.start < piece.end for piece in cut)


@given(_blocks(), _highlights())
def test_each_character_lies_under_exactly_the_passages_that_hold_it(block, highlights):
    for piece in pieces(block, highlights):
        for at in range(piece.start, piece.end):
            assert {one.passage for one in piece.highlights} == {
                one.passage for one in highlights if one.start <= at < one.end
            }


@given(_blocks(), _highlights())
def test_each_passage_begins_and_ends_once_where_the_block_holds_its_edges(block, highlights):
    cut = pieces(block, highlights)
    for one in highlights:
        begins = [piece for piece in cut if one in piece.begins]
        ends = [piece for piece in cut if one in piece.ends]
        assert [piece.start for piece in begins] == ([one.start] if block.start <= one.start < block.end else [])
        assert [piece.end for piece in ends] == ([one.end] if block.start < one.end <= block.end else [])


@given(_blocks(), _highlights())
def test_a_piece_is_in_one_link_or_none(block, highlights):
    for piece in pieces(block, highlights):
        holding = [href for start, end, href in block.links if start < piece.end and piece.start < end]
        assert holding == ([piece.href] if piece.href else [])


@given(_highlights())
def test_numbers_follow_the_reading(highlights):
    ordered = numbered(highlights)
    assert [one.number for one in ordered] == list(range(1, len(highlights) + 1))
    assert [one.start for one in ordered] == sorted(one.start for one in highlights)


def test_the_longest_passage_lies_outermost():
    short, long = Highlight("P-0001", 0, 5, ("yes",), 1), Highlight("P-0002", 0, 9, ("no",), 2)
    first = pieces(Block("paragraph", 0, 9), [short, long])[0]
    assert first.highlights == (long, short)
