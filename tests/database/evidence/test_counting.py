"""Ways to make one witness look like two."""

import itertools

import pytest

from factcheck.claims.actions import mark_appearance
from factcheck.documents.actions import relate_documents
from factcheck.evidence.actions import ClaimCannotCorroborateItself, change_evidence, link_evidence
from factcheck.evidence.board import board_of, standing_evidence
from tests.database.desk.papers import claim_of, linked, paper, passage_of, said

pytestmark = pytest.mark.django_db

WORDS = "The bridge was closed on Monday. The mayor"


def corroborating(claim):
    return board_of(claim, standing_evidence(claim)).corroborates


def test_a_long_chain_of_copies_is_one_origin(by_reviewer, reviewer):
    papers = [paper(reviewer, f"The bridge was closed, edition {number} wrote.\n") for number in range(8)]
    for one, other in itertools.pairwise(papers):
        relate_documents(document=one, kind="copy", other=other, by=reviewer)
    claim = claim_of(reviewer)
    for document in (papers[0], papers[-1]):
        linked(document, "The bridge was closed", claim, reviewer)
    assert corroborating(claim).independent == 1


def test_words_in_which_the_claim_is_made_cannot_be_linked_in_support(by_reviewer, reviewer):
    document, claim = paper(reviewer), claim_of(reviewer)
    said(document, "The bridge was closed on Monday. The mayor said", claim, reviewer)
    for words in (WORDS, "closed on Monday. The"):
        with pytest.raises(ClaimCannotCorroborateItself):
            link_evidence(
                claim=claim, passage=passage_of(document, words, reviewer), stance="corroborates", by=reviewer
            )
    linked(document, "Nobody was hurt", claim, reviewer)
    assert corroborating(claim).independent == 1


def test_context_does_not_become_support_where_the_claim_is_made(by_reviewer, reviewer):
    document, claim = paper(reviewer), claim_of(reviewer)
    said(document, WORDS, claim, reviewer)
    passage = passage_of(document, WORDS, reviewer)
    evidence = link_evidence(claim=claim, passage=passage, stance="context", by=reviewer)
    with pytest.raises(ClaimCannotCorroborateItself):
        change_evidence(evidence=evidence, expected=evidence.version, stance="corroborates")


def test_support_counts_no_more_once_the_claim_turns_out_to_be_made_there(by_reviewer, reviewer):
    document, claim = paper(reviewer), claim_of(reviewer)
    passage = linked(document, WORDS, claim, reviewer)
    assert corroborating(claim).independent == 1
    mark_appearance(claim=claim, passage=passage, manner="made", by=reviewer)
    column = corroborating(claim)
    assert column.independent == 0
    assert [card.own_words for card in column.cards] == [True]


def test_of_a_claim_of_what_was_said_the_recording_counts(by_reviewer, reviewer):
    document, claim = paper(reviewer), claim_of(reviewer, kind="statement")
    said(document, WORDS, claim, reviewer)
    linked(document, WORDS, claim, reviewer)
    assert corroborating(claim).independent == 1
