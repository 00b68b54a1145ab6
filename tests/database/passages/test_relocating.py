"""When a document gains a capture, what was marked in the earlier ones is located in it."""

import pytest
from django.db import IntegrityError, transaction

from factcheck.documents import drawn
from factcheck.documents.actions import Receipt, declare_same_work, import_document
from factcheck.documents.models import Document, Extraction
from factcheck.evidence.actions import keep_passage
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Anchor, Passage

pytestmark = pytest.mark.django_db

BEFORE = (
    "The river rose by thirty centimetres on Monday. The mayor closed the old bridge to all lorries at noon.\n\n"
    "Nobody was hurt when the wall of the mill gave way. Schools stay open on Tuesday, the council said."
)
AFTER = (
    "Corrected on Tuesday.\n\nThe river rose by thirty\ncentimetres on Monday. "
    "The mayor closed the new bridge to all heavy "
    "lorries at noon.\n\nSchools stay open on Tuesday, the council said."
)


def bring(text: str, name: str) -> Document:
    receipt = Receipt(filename=name)
    return import_document(data=text.encode(), receipt=receipt, by=None, look_for_copies=False).document


def mark(document: Document, quote: str) -> Passage:
    extraction = Extraction.objects.get(capture__document=document)
    start = extraction.text.index(quote)
    return mark_passage(extraction=extraction, start=start, end=start + len(quote), by=None)


@pytest.fixture
def joined():
    """Two captures of one document, with passages of both."""
    first, second = bring(BEFORE, "before.txt"), bring(AFTER, "after.txt")
    quotes = {
        "moved": mark(first, "The river rose by thirty centimetres on Monday."),
        "altered": mark(first, "The mayor closed the old bridge to all lorries at noon."),
        "lost": mark(first, "Nobody was hurt when the wall of the mill gave way."),
        "back": mark(second, "Schools stay open on Tuesday, the council said."),
    }
    declare_same_work(document=second, into=first)
    return first, quotes


def newest(document: Document) -> Extraction:
    return Extraction.objects.filter(capture__document=document).latest("capture__number")


def test_each_passage_stands_as_before_altered_or_is_gone(joined):
    document, quotes = joined
    text = newest(document).text
    found = {one.passage_id: one for one in Anchor.objects.filter(extraction=newest(document))}
    assert [found[quotes[name].pk].status for name in ("moved", "altered", "lost")] == ["moved", "altered", "lost"]
    altered, lost = found[quotes["altered"].pk], found[quotes["lost"].pk]
    assert text[altered.start : altered.end] == "The mayor closed the new bridge to all heavy lorries at noon."
    assert (lost.start, lost.end) == (None, None)


def test_a_passage_of_the_newer_capture_is_located_in_the_older_one(joined):
    _document, quotes = joined
    assert Anchor.objects.get(passage=quotes["back"]).status == "moved"


def test_locating_again_changes_nothing(joined):
    document, _quotes = joined
    before = list(Anchor.objects.values_list("pk", flat=True))
    assert drawn.relocate(document.pk, newest(document).pk) == {"moved": 1, "altered": 1, "lost": 1}
    assert list(Anchor.objects.values_list("pk", flat=True)) == before


def test_the_database_refuses_words_that_do_not_stand_there(joined):
    document, _quotes = joined
    other = mark_passage(extraction=Extraction.objects.earliest("pk"), start=0, end=9, by=None)
    with pytest.raises(IntegrityError, match="does not stand"), transaction.atomic():
        Anchor.objects.create(passage=other, extraction=newest(document), status="exact", start=3, end=12)


def test_the_reader_shows_where_each_stands_in_the_capture_that_is_open(joined, client, reviewer):
    document, quotes = joined
    for passage in quotes.values():
        keep_passage(passage=passage, claim=None, by=reviewer)
    client.force_login(reviewer)
    page = " ".join(client.get(f"/documents/{document.public_id}/?capture=2").text.split())
    for name in ("moved", "altered", "back"):
        assert f'data-entry="{quotes[name].public_id}"' in page
    assert "<del>old</del><ins>new</ins>" in page
    assert "stands here in the same words" in page
    assert "Gone from this one" in page
    assert f'data-entry="{quotes["lost"].public_id}"' not in page
