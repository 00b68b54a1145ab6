"""Passages suggested for a claim: found, ranked, grouped, and left out where the claim has them."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.claims.actions import ensure_claimant
from factcheck.documents.models import Document, DocumentQuerySet, DocumentRelation
from factcheck.evidence.answering import answer_suggestion
from factcheck.evidence.suggesting import Asked, Suggestions, gathering, suggest
from tests.database.desk.papers import claim_of, linked, paper, said, text_of

pytestmark = pytest.mark.django_db

SANK = "The old ferry Aurora sank beside the pier of Port Clay on Monday with 12 people on board."
LOG = f"From the harbour log\n\n{SANK}\n\nThe pier was closed for a week.\n"
COPY = f"Morning paper\n\n{SANK}\n\nIt will rain tomorrow, and nobody goes out.\n"
OTHER = "Insurance\n\nThe owner of the Aurora had not insured the ferry, and 120 people were on board when it sank.\n"
GARDEN = "Gardens\n\nRoses need much water in summer and little in spring.\n"
STATEMENT = "The ferry Aurora sank on Monday with 12 people on board"


def found(statement: str = STATEMENT, **values) -> Suggestions:
    given = {name: values.pop(name) for name in ("limit", "everything", "user", "per_document") if name in values}
    return suggest(Asked(statement, "en", **values), **{"user": None, **given})


def quotes(ones) -> list[str]:
    return [one.quote for one in ones]


@pytest.fixture
def log(reviewer, searchable) -> Document:
    for text in (LOG, GARDEN, *(f"Day {n}\n\nNothing of note happened in town {n}.\n" for n in range(12))):
        paper(reviewer, text)
    searchable()
    return Document.objects.earliest("id")


def test_what_makes_the_claim_is_told_from_what_bears_on_it(reviewer, log, searchable):
    paper(reviewer, OTHER)
    searchable()
    suggestions = found()
    assert quotes(suggestions.said_here) == [SANK]
    assert suggestions.said_here[0].document == log
    assert [one.quote[:9] for one in suggestions.bears_on] == ["The owner"]
    assert [one.rank for one in suggestions.in_order] == [1, 2]
    assert "numbers" in {cue.kind for cue in suggestions.bears_on[0].cues}


def test_a_suggestion_says_why_and_marks_the_words(log):
    [one] = found().said_here
    assert {reason.kind: reason.words for reason in one.reasons}["numbers"] == ("12",)
    assert "Aurora" in [one.quote[start:end] for start, end in one.marked]
    assert one.quote == text_of(log).text[one.start : one.end]


def test_a_copy_takes_no_second_place(reviewer, log, searchable):
    other = paper(reviewer, COPY)
    searchable()
    [one] = found().said_here
    assert {one.document.pk, *(copy.document for copy in one.copies)} == {log.pk, other.pk}


def test_documents_known_to_be_one_work_are_grouped_sooner(reviewer, log, searchable):
    shorter = paper(
        reviewer,
        "Late paper\n\nThe old ferry Aurora sank beside a pier at Port Clay on a Monday with 12 people on board.\n",
    )
    searchable()
    assert len(found().in_order) == 2
    DocumentRelation.objects.create(document=shorter, other=log, kind="copy")
    assert len(found().in_order) == 1


def test_nothing_is_shown_under_the_floor_unless_asked_for(log):
    statement = "Roses were sold at the market in large numbers by twelve merchants of another country"
    assert found(statement).in_order == []
    assert found(statement).looked_at > 0
    everything = found(statement, everything=True).in_order
    assert everything
    assert all(one.beneath for one in everything)


def test_where_the_claim_is_made_and_its_copies_are_left_out(reviewer, log, searchable):
    paper(reviewer, COPY)
    searchable()
    claim = claim_of(reviewer, STATEMENT)
    said(log, SANK, claim, reviewer)
    assert found(claim=claim.pk, everything=True, limit=3).said_here == []
    assert SANK not in quotes(found(claim=claim.pk, everything=True).in_order)


CONTRADICTIONS = (
    SANK.replace("12 people", "250 people"),
    SANK.replace("sank", "never sank"),
    "It is not true that the" + SANK[3:],
    "Fact check: the story is made up. " + SANK,
)


@pytest.mark.parametrize("related", [False, True])
def test_a_contradiction_in_nearly_the_same_words_is_a_suggestion_of_its_own(reviewer, log, searchable, related):
    for text in CONTRADICTIONS:
        other = paper(reviewer, f"A paper\n\n{text}\n")
        if related:
            DocumentRelation.objects.create(document=other, other=log, kind="copy")
    searchable()
    ones = found().in_order
    assert {*quotes(ones)} >= {SANK, *CONTRADICTIONS}
    assert not any(one.copies for one in ones)
    claim = claim_of(reviewer, STATEMENT)
    said(log, SANK, claim, reviewer)
    left = quotes(found(claim=claim.pk).in_order)
    assert {*left} >= {*CONTRADICTIONS}
    assert SANK not in left


def test_what_is_linked_or_answered_is_left_out(reviewer, log, searchable):
    paper(reviewer, OTHER)
    searchable()
    claim = claim_of(reviewer, STATEMENT)
    linked(log, SANK, claim, reviewer)
    [one] = found(claim=claim.pk).in_order
    answer_suggestion(
        claim=claim, extraction=text_of(one.document), start=one.start, end=one.end, rank=1, score=one.score,
        reasons=[], detector=one.detector, decision="dismissed", by=reviewer,
    )  # fmt: skip
    assert found(claim=claim.pk).in_order == []
    assert len(found().in_order) == 2


def test_a_passage_is_found_by_the_title_of_its_document(reviewer, log, searchable):
    document = paper(reviewer, "A report\n\nTwelve passengers were rescued by fishermen before noon.\n")
    Document.objects.filter(pk=document.pk).update(title="Sinking of the Aurora", title_basis="desk", title_how="asked")
    searchable()
    statement = "Fishermen rescued passengers of the Aurora"
    best = found(statement).in_order[0]
    assert best.document == document
    assert "title" in {reason.kind for reason in best.reasons}


def test_only_the_document_named_is_searched(reviewer, log, searchable):
    other = paper(reviewer, OTHER)
    searchable()
    assert {one.document for one in found(document=other.pk, everything=True).in_order} == {other}


def test_what_may_not_be_seen_is_not_suggested(reviewer, log, monkeypatch):
    assert found(user=reviewer).in_order
    monkeypatch.setattr(DocumentQuerySet, "visible_to", lambda self, user: self.none())
    assert found(user=reviewer).in_order == []


def test_of_what_was_read_twice_only_the_newest_text_is_suggested(reviewer, log, searchable):
    old = text_of(log)
    newer = type(old).objects.create(
        capture=old.capture,
        extractor="another",
        extractor_version="1",
        line_ends="lf",
        text=old.text,
        blocks=old.blocks,
    )
    searchable()
    assert {one.extraction for one in found(everything=True).in_order if one.document == log} == {newer.pk}


def test_cues_of_the_claim_itself(reviewer, searchable):
    text = "Harbour news\n\nAda Moss, the mayor, said: “The ferry Aurora sank on Monday.”\n\nNobody was hurt.\n"
    document = paper(reviewer, text)
    Document.objects.filter(pk=document.pk).update(
        published="[2024-05-03,2024-05-04)", published_text="2024-05-03", published_basis="desk", published_how="seen"
    )
    searchable()
    claim = claim_of(reviewer, "The ferry Aurora sank on Monday", claimant=ensure_claimant(name="Ada Moss"))
    type(claim).objects.filter(pk=claim.pk).update(made="[2024-05-01,2024-05-02)", made_text="2024-05-01")
    [one] = [one for one in found(claim.statement, claim=claim.pk).in_order if "Aurora" in one.quote]
    assert {cue.kind for cue in one.cues} >= {"claimant", "later"}


def test_many_suggestions_cost_as_many_queries_as_few(reviewer, log, searchable):
    with CaptureQueriesContext(
        connection,
    ) as few:
        found()
    for who, where in (("divers", "north"), ("sailors", "south"), ("guests", "east"), ("children", "west")):
        text = (
            f"Note of the {where}\n\nMany {who} saw from the {where} how the Aurora sank with 12 people; {who} cried.\n"
        )
        paper(reviewer, text)
    searchable()
    with CaptureQueriesContext(connection) as many:
        assert len(found(everything=True).in_order) > 3
    assert len(many) <= len(few)


def shuffled(count: int) -> str:
    """The claim's words over and over, in no order."""
    chance = random.Random(4)
    return "\n\n".join(" ".join(chance.sample(STATEMENT.split(), len(STATEMENT.split()))) for _ in range(count))


def test_a_document_of_the_claims_words_crowds_nothing_out_and_says_nothing(reviewer, log, searchable):
    paper(reviewer, OTHER)
    stuffed = paper(reviewer, f"Words\n\n{shuffled(40)}\n")
    searchable()
    crowded = found()
    assert [one.document for one in crowded.in_order].count(stuffed) > 15
    shown = found(per_document=3)
    assert [one.document for one in shown.in_order].count(stuffed) == 3
    assert quotes(shown.said_here) == [SANK]
    assert "The owner" in [one.quote[:9] for one in shown.bears_on]
    assert len(found(per_document=3, document=stuffed.pk).in_order) == 20


def test_neither_list_crowds_out_the_other(reviewer, log, searchable):
    for name in ("Ada", "Bo", "Cy"):
        paper(reviewer, f"{name}\n\n{name} of the {name} inn wrote home: {SANK}\n")
    paper(reviewer, OTHER)
    searchable()
    assert found(limit=2).bears_on == []
    shown = found(limit=2, per_document=3)
    assert [len(shown.said_here), len(shown.bears_on)] == [2, 1]


def test_more_is_looked_at_where_one_document_has_all_that_is_found_first(reviewer, log, searchable, monkeypatch):
    paper(reviewer, f"Words\n\n{shuffled(30)}\n")
    searchable()
    for name, value in (("FIRST", 10), ("BY_TITLE", 0), ("OF_BEST", 0)):
        monkeypatch.setattr(gathering, name, value)
    assert log not in {one.document for one in found().in_order}
    assert log in {one.document for one in found(per_document=3).in_order}
