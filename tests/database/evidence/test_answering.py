"""What is answered to suggested words: put to use as a selection is, remembered with its reasons, taken back."""

import pytest

from factcheck.audit.models import Entry
from factcheck.claims.actions import ReasonMissing, change_claim, ensure_claimant, mark_submitted
from factcheck.claims.models import Appearance
from factcheck.evidence.actions import ClaimantCannotCorroborate, keep_passage, link_evidence, withdraw_evidence
from factcheck.evidence.answering import AnsweredMeanwhile, OtherWords, Words, answer_suggestion, take_back_answer
from factcheck.evidence.models import EvidenceSuggestion
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage
from tests.database.desk.papers import claim_of, paper, text_of

pytestmark = pytest.mark.django_db

TEXT = """The bridge

“The ferry will sail all night,” said Ada Moss, the mayor of the town. Nobody was hurt on the pier.
"""
QUOTE = "“The ferry will sail all night,” said Ada Moss, the mayor of the town."


@pytest.fixture
def extraction(by_reviewer):
    return text_of(paper(by_reviewer, TEXT))


@pytest.fixture
def claim(by_reviewer):
    return claim_of(by_reviewer, "The ferry sails all night.")


@pytest.fixture
def answer(claim, extraction, by_reviewer):
    start = extraction.text.index(QUOTE)

    def give(decision: str, **options) -> EvidenceSuggestion:
        return answer_suggestion(
            claim=claim,
            extraction=extraction,
            start=start,
            end=start + len(QUOTE),
            rank=2,
            score=7.5,
            reasons=[{"name": "words", "words": ["ferry", "night"]}],
            detector="evidence 1",
            decision=decision,
            by=by_reviewer,
            **options,
        )

    return give


def test_linked_words_stand_on_the_board_with_the_voice_that_they_show(answer, claim):
    given = answer("linked", stance="contradicts")
    piece = claim.evidence.standing().get()
    assert (piece.stance, piece.speaker, piece.passage.quote) == ("contradicts", "Ada Moss", QUOTE)
    assert piece.voice
    assert (given.rank, given.score, given.detector) == (2, 7.5, "evidence 1")
    assert given.reasons == [{"name": "words", "words": ["ferry", "night"]}]


def test_what_somebody_is_quoted_with_is_said_here_as_reported(answer, claim):
    answer("said_here")
    appearance = claim.appearances.standing().get()
    assert (appearance.manner, appearance.voice) == (Appearance.Manner.REPORTED, "quotes")
    assert appearance.speaker == "Ada Moss"


def test_kept_words_lie_in_the_tray_of_the_claim(answer, claim):
    answer("kept")
    assert claim.kept.get(settled_at=None).passage.quote == QUOTE


def test_dismissed_words_make_no_passage(answer):
    answer("dismissed")
    assert not Passage.objects.exists()


def test_words_are_narrowed_or_widened_before_they_are_linked(answer, claim, extraction):
    start = extraction.text.index("The ferry")
    answer("linked", stance="context", words=Words(start, start + len("The ferry will sail all night")))
    assert claim.evidence.get().passage.quote == "The ferry will sail all night"


def test_other_words_than_those_suggested_are_refused(answer, extraction, claim):
    start = extraction.text.index("Nobody")
    with pytest.raises(OtherWords):
        answer("linked", stance="context", words=Words(start, start + 6))
    assert not claim.answered_suggestions.exists()


def test_who_made_the_claim_is_not_let_corroborate_it_and_nothing_is_remembered(answer, claim):
    change_claim(claim=claim, expected=1, claimant=ensure_claimant("Ada Moss"))
    with pytest.raises(ClaimantCannotCorroborate):
        answer("linked", stance="corroborates")
    assert not claim.answered_suggestions.exists()
    assert not Passage.objects.exists()


@pytest.mark.parametrize(("decision", "options"), [("linked", {"stance": "context"}), ("said_here", {}), ("kept", {})])
def test_pressed_twice_words_are_linked_once(answer, claim, decision, options):
    answer(decision, **options)
    with pytest.raises(AnsweredMeanwhile):
        answer(decision, **options)
    assert claim.answered_suggestions.count() == 1


def test_an_old_page_does_not_set_aside_what_stands_on_the_board(answer, claim):
    given = answer("linked", stance="corroborates")
    with pytest.raises(AnsweredMeanwhile, match="linked as evidence"):
        answer("dismissed")
    assert claim.answered_suggestions.standing().get() == given


def test_once_it_was_removed_on_the_board_the_words_can_be_answered_anew(answer, claim, by_reviewer):
    first = answer("linked", stance="corroborates")
    withdraw_evidence(evidence=first.evidence, by=by_reviewer, expected=1)
    second = answer("dismissed")
    first.refresh_from_db()
    assert first.taken_back_at is not None
    assert claim.answered_suggestions.standing().get() == second


def test_taking_back_leaves_what_others_made_of_words_nearby(answer, claim, extraction, by_reviewer):
    start = extraction.text.index("The ferry")
    passage = mark_passage(extraction=extraction, start=start, end=start + 30, by=by_reviewer)
    theirs = link_evidence(claim=claim, passage=passage, stance="contradicts", by=by_reviewer)
    given = answer("linked", stance="context")
    withdraw_evidence(evidence=given.evidence, by=by_reviewer, expected=1)
    take_back_answer(answer=EvidenceSuggestion.objects.get(pk=given.pk), by=by_reviewer)
    assert claim.evidence.standing().get() == theirs


def test_what_was_in_the_tray_before_stays_there(answer, claim, extraction, by_reviewer):
    start = extraction.text.index(QUOTE)
    passage = mark_passage(extraction=extraction, start=start, end=start + len(QUOTE), by=by_reviewer)
    theirs = keep_passage(passage=passage, claim=claim, by=by_reviewer)
    take_back_answer(answer=answer("kept"), by=by_reviewer)
    assert claim.kept.get(settled_at=None) == theirs


def test_a_later_answer_takes_the_place_of_the_one_before(answer, claim, by_reviewer):
    first = answer("dismissed")
    second = answer("linked", stance="context")
    first.refresh_from_db()
    assert first.taken_back_by == by_reviewer
    assert claim.answered_suggestions.standing().get() == second


@pytest.mark.parametrize(
    ("decision", "options"),
    [("linked", {"stance": "corroborates"}), ("said_here", {}), ("kept", {}), ("dismissed", {})],
)
def test_taking_an_answer_back_takes_back_what_it_made(answer, claim, by_reviewer, decision, options):
    given = take_back_answer(answer=answer(decision, **options), by=by_reviewer)
    assert given.taken_back_by == by_reviewer
    assert not claim.evidence.standing().exists()
    assert not claim.appearances.standing().exists()
    assert not claim.kept.filter(settled_at=None).exists()
    assert take_back_answer(answer=given, by=by_reviewer).taken_back_at == given.taken_back_at
    assert answer(decision, **options).taken_back_at is None


def test_narrowed_words_are_taken_back_too(answer, claim, extraction, by_reviewer):
    start = extraction.text.index("ferry")
    given = answer("linked", stance="context", words=Words(start, start + 5))
    take_back_answer(answer=given, by=by_reviewer)
    assert not claim.evidence.standing().exists()


def test_once_a_verdict_was_submitted_what_was_linked_is_not_just_taken_back(answer, claim, by_reviewer):
    given = answer("linked", stance="context")
    mark_submitted(claim=claim)
    with pytest.raises(ReasonMissing):
        take_back_answer(answer=EvidenceSuggestion.objects.get(pk=given.pk), by=by_reviewer)
    given.refresh_from_db()
    assert given.taken_back_at is None
    assert claim.evidence.standing().exists()


def test_answer_and_its_undoing_stand_in_the_history_of_the_claim(answer, claim, by_reviewer):
    take_back_answer(answer=answer("dismissed"), by=by_reviewer)
    entries = Entry.objects.filter(table_name="evidence_evidencesuggestion", about__contains=[claim.public_id])
    assert entries.count() == 2
    assert {entry.actor_id for entry in entries} == {by_reviewer.pk}
