"""Documents that share their words are suggested as one work, a copy or an excerpt; people say what it means."""

from pathlib import Path

import pytest
from django.db import connection

from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.actions.errors import AlreadyDecided
from factcheck.documents.actions.suggestions import confirm_suggestion, reject_suggestion
from factcheck.documents.models import Document, DocumentRelation, Fingerprint, RelationSuggestion
from factcheck.documents.near_copies.finding import _CANDIDATES, look_later

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parents[4] / "shared/seeds"

STORY = " ".join(
    f"On day {n} the river rose by {n} centimetres near the bridge number {n} and the mayor closed street {n}."
    for n in range(1, 30)
)


def bring(text: str, **beside) -> Document:
    return import_document(data=text.encode(), receipt=Receipt(), by=None, **beside).document


def test_the_same_story_twice_is_suggested_as_one_work():
    first, second = bring(STORY), bring(STORY + " Photograph by a reader.")
    suggestion = RelationSuggestion.objects.get()
    assert (suggestion.document, suggestion.kind, suggestion.other) == (second, "same_work", first)
    assert suggestion.similarity > 0.9
    assert "nearly_all_words" in suggestion.reasons


def test_different_addresses_make_it_a_copy():
    first = bring(STORY, url="https://river.example/rising")
    second = bring(STORY + " Photograph by a reader.", url="https://other.example/the-river")
    suggestion = RelationSuggestion.objects.get()
    assert (suggestion.document, suggestion.kind, suggestion.other) == (second, "copy", first)
    assert {"addresses_differ", "sources_differ"} <= set(suggestion.reasons)


def test_a_part_of_a_long_text_is_suggested_as_an_excerpt():
    long = " ".join(
        f"In year {n} the harbour counted {n * 7} ships and {n * 3} storms, as clerk {n} noted." for n in range(400)
    )
    whole = bring(long)
    part = bring(" ".join(long.split()[600:900]))
    suggestion = RelationSuggestion.objects.get()
    assert (suggestion.document, suggestion.kind, suggestion.other) == (part, "excerpt", whole)


def test_documents_that_merely_quote_the_same_sentence_are_left_alone():
    quote = "The river will not rise above the bridge this year, said the mayor."
    bring(f"{quote} " + " ".join(f"The town has {n} boats and {n} nets." for n in range(40)))
    bring(" ".join(f"In the hills {n} goats met {n} foxes." for n in range(40)) + f" {quote}")
    assert not RelationSuggestion.objects.exists()


def test_a_rejected_pair_is_not_suggested_again(reviewer):
    bring(STORY)
    bring(STORY + " Photograph by a reader.")
    suggestion = RelationSuggestion.objects.get()
    reject_suggestion(suggestion=suggestion, by=reviewer)
    Fingerprint.objects.all().delete()
    assert look_later() == 2
    assert RelationSuggestion.objects.get().decision == "rejected"
    with pytest.raises(AlreadyDecided):
        confirm_suggestion(suggestion=suggestion, kind="copy", by=reviewer)


def test_confirmed_as_a_copy_makes_a_relation(reviewer):
    first, second = bring(STORY), bring(STORY + " Photograph by a reader.")
    confirm_suggestion(suggestion=RelationSuggestion.objects.get(), kind="copy", by=reviewer)
    relation = DocumentRelation.objects.get()
    assert (relation.document, relation.kind, relation.other) == (second, "copy", first)


def test_looking_up_near_copies_probes_the_index():
    bring(STORY)
    with connection.cursor() as cursor:
        # GIN is scanned by bitmap alone: what is left is that, or a scan of every row.
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + _CANDIDATES, [[1, 2], 0])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "documents_fingerprint_bands" in plan


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
def test_the_two_copies_of_the_wire_article_are_suggested_and_nothing_else(reviewer):
    documents = {path.name[:3]: bring_file(path) for path in sorted(SEEDS.glob("*.txt"))}
    suggestion = RelationSuggestion.objects.get()
    assert {suggestion.document, suggestion.other} == {documents["001"], documents["002"]}
    assert suggestion.kind == "same_work"
    undated = documents["001"]
    assert undated.published is None
    kept = confirm_suggestion(suggestion=suggestion, kind="same_work", by=reviewer)
    kept.refresh_from_db()
    assert kept.captures.count() == 2
    assert kept.published_on.iso == "2020-08-31"


def bring_file(path: Path) -> Document:
    return import_document(data=path.read_bytes(), receipt=Receipt(filename=path.name), by=None).document
