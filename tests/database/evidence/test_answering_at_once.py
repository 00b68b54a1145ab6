"""Several people answer the same suggested words at the same moment: one is heard, the others are told."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from factcheck.claims.actions import ensure_claimant
from factcheck.claims.answering import AcceptedMeanwhile, Proposed, accept_suggestion
from factcheck.claims.detection import score
from factcheck.claims.models import Claim
from factcheck.evidence.answering import AnsweredMeanwhile, answer_suggestion
from tests.database.desk.papers import claim_of, paper, text_of

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The bridge\n\nAbout 300 people crossed the bridge on Monday, Ada Moss said. Nobody was hurt.\n"
QUOTE = "About 300 people crossed the bridge on Monday, Ada Moss said."


def all_at_once(act, *given) -> Counter[str]:
    """How each of the calls ended: the name of what it raised, or "done"."""

    def one(argument) -> str:
        try:
            act(argument)
        except (AnsweredMeanwhile, AcceptedMeanwhile) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(given)) as pool:
        return Counter(pool.map(one, given))


@pytest.fixture
def extraction(by_reviewer):
    return text_of(paper(by_reviewer, TEXT))


def test_words_answered_four_times_at_once_are_put_to_one_use(extraction, by_reviewer):
    claim = claim_of(by_reviewer, "Three hundred people crossed the bridge.")
    start = extraction.text.index(QUOTE)

    def answer(decision: str) -> None:
        stance = "context" if decision == "linked" else ""
        answer_suggestion(
            claim=claim,
            extraction=extraction,
            start=start,
            end=start + len(QUOTE),
            rank=1,
            score=0.5,
            reasons=[],
            detector="evidence 1",
            decision=decision,
            by=by_reviewer,
            stance=stance,
        )

    ended = all_at_once(answer, "linked", "kept", "said_here", "linked")
    assert ended == {"done": 1, "AnsweredMeanwhile": 3}
    made = (claim.evidence.count(), claim.kept.count(), claim.appearances.count())
    assert sum(made) == 1


def test_a_sentence_accepted_three_times_at_once_is_one_claim(extraction, by_reviewer):
    start = extraction.text.index(QUOTE)
    proposed = Proposed(extraction, start, start + len(QUOTE), score(QUOTE))

    def accept(name: str) -> None:
        values = {"statement": QUOTE, "kind": "fact", "claimant": ensure_claimant(name)}
        accept_suggestion(proposed=proposed, values=values, manner="made", by=by_reviewer)

    ended = all_at_once(accept, "Ada Moss", "Ada Moss", "ada moss")
    assert ended == {"done": 1, "AcceptedMeanwhile": 2}
    assert Claim.objects.count() == 1
