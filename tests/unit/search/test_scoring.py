from dataclasses import replace

import pytest

from factcheck.search.scoring import USUAL, Question, Ranking, Unit, question, ranked, rarity


def asked(*words: str, **frequencies: int) -> Question:
    return question(words, lambda token: frequencies.get(token, 5), 1000, 10.0)


def unit(key: int, words: str, *, text: int = 0, number: int | None = None, title: str = "") -> Unit:
    return Unit(key, text or key, key * 10 if number is None else number, words.split(), title.split())


def order(question_: Question, *units: Unit, weights=USUAL) -> list[int]:
    return [one.unit.key for one in ranked(question_, units, weights)]


def test_a_rare_word_counts_more_than_a_frequent_one():
    assert rarity(1, 1000) > rarity(500, 1000) > 0
    assert order(asked("ferry", "town", town=600), unit(1, "town x"), unit(2, "ferry x")) == [2, 1]


def test_in_a_small_collection_chance_decides_less():
    assert rarity(1, 80) / rarity(10, 80) < 2


def test_a_number_counts_more_than_a_word_as_rare():
    assert order(asked("ferry", "30000"), unit(1, "ferry x"), unit(2, "30000 x")) == [2, 1]


def test_however_often_the_question_says_a_word_it_counts_once():
    assert asked(*["ferry"] * 9).weights == asked("ferry").weights


def test_a_share_of_a_long_question_is_nearer_than_the_same_share_of_a_short_one():
    short, long = asked("ferry", "sank"), asked("ferry", "sank", *(f"word{n}" for n in range(8)))
    (one,), (other,) = ranked(short, [unit(1, "ferry sank")]), ranked(long, [unit(1, " ".join(long.weights))])
    assert other.score == pytest.approx(one.score, abs=0.05)
    assert other.nearness > 1.5 * one.nearness


def test_a_word_of_the_same_beginning_counts_in_part():
    scores = {one.unit.key: one.score for one in ranked(asked("methylation"), [
        unit(1, "methylation"), unit(2, "methylated"), unit(3, "metal")])}  # fmt: skip
    assert scores[1] > scores[2] > scores[3] == 0


def test_a_title_says_what_its_passages_leave_out_but_less_than_they_do():
    question_ = asked("gandhi", "filmed")
    by_title = unit(1, "filmed there", title="gandhi")
    assert order(question_, unit(2, "filmed there"), by_title, unit(3, "gandhi filmed")) == [3, 1, 2]


def test_a_passage_gains_by_what_stands_beside_it():
    question_ = asked("ferry", "sank")
    beside, alone = unit(1, "it sank", text=9, number=4), unit(2, "it sank", text=8, number=4)
    neighbour, far = unit(3, "ferry", text=9, number=3), unit(4, "ferry", text=8, number=40)
    weights = replace(USUAL, document=0.0)
    placed = order(question_, alone, beside, neighbour, far, weights=weights)
    assert placed.index(1) < placed.index(2)
    assert order(question_, alone, beside, neighbour, far, weights=replace(weights, neighbours=0.0))[:2] != [1, 3]


def test_a_passage_gains_by_what_its_documents_best_passages_have_together():
    question_ = asked("ferry", "sank")
    here = [unit(2, "it sank", text=9, number=0), unit(3, "ferry", text=9, number=50)]
    other = unit(1, "it sank", text=8, number=0)
    assert order(question_, other, *here) == [3, 2, 1]
    assert order(question_, other, *here, weights=replace(USUAL, document=0.0)) == [3, 1, 2]


@pytest.mark.parametrize("weights", [USUAL, replace(USUAL, document=0.0)])
def test_scores_are_comparable_between_questions(weights):
    few, many = asked("ferry", "sank"), asked("ferry", "sank", "mayor", "harbour")
    whole = [ranked(one, [unit(1, " ".join(one.weights))], weights)[0] for one in (few, many)]
    assert whole[0].score == pytest.approx(whole[1].score, abs=0.05)
    assert 0.5 < whole[0].score <= 1
    assert whole[0].own == 1


def test_nothing_in_common_is_nothing():
    found = ranked(asked("ferry"), [unit(1, "garden")])
    assert (found[0].score, found[0].own) == (0, 0)
    assert ranked(question([], lambda token: 0, 0, 0.0), [unit(1, "garden")])[0].score == 0


def test_of_two_as_good_the_first_stands_first():
    assert order(asked("ferry"), unit(2, "ferry"), unit(1, "ferry")) == [1, 2]


def test_ranking_again_when_more_is_found_is_ranking_all_of_it():
    sought = asked("treaty", "union", "1997")
    texts = ("treaty x", "union 1997 y", "x y", "treaty union", "1997", "x union z", "treaty 1997")
    units = [unit(n, words, text=1 + n // 3, number=n % 3, title="union") for n, words in enumerate(texts)]
    ranking = Ranking(sought)
    ranking.ranked(units[:4])
    assert ranking.ranked(units) == ranked(sought, units)
    assert ranking.ranked(units[2:]) == ranked(sought, units[2:])
