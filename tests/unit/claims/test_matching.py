"""How near a known claim is to a text: what a post says, what counts, what is too little."""

from datetime import date

import pytest

from factcheck.claims.matching.scoring import WEIGHTS, Asked, Known, Rarity, ranked, tokens
from factcheck.claims.matching.spoken import day_in, parts_of, spoken

STATEMENTS = [
    "The old bridge over the Lenna was closed to lorries in March.",
    "Bottled water contains more minerals than tap water.",
    "The mayor of Lenna promised 500 new flats by 2030.",
    "Wolves were seen in the city park at night.",
    "The hospital closed its children's ward.",
    "A photograph shows a shark on a flooded street.",
]


def known(statements=STATEMENTS, **values):
    return [Known(("earlier", number), text, **values) for number, text in enumerate(statements)]


def rarity(among):
    return Rarity(len(among), lambda token: sum(token in one.counts for one in among))


def near(text, among=None, **options):
    among = among or known()
    return [one for one in ranked(Asked(text, **options), among, rarity(among)) if one.is_near]


def first(text, among=None, **options):
    among = among or known()
    return ranked(Asked(text, **options), among, rarity(among))[0]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("StopTheSteal", "Stop The Steal"),
        ("NRAFail2016", "NRA Fail 2016"),
        ("whec_rleclair", "whec rleclair"),
        ("foxnews", "foxnews"),
        ("СтойМост", "Стой Мост"),
        ("_", ""),
    ],
)
def test_a_tag_is_cut_where_case_and_digits_show_its_words(tag, words):
    assert parts_of(tag) == words


def test_a_post_is_read_without_its_addresses_and_with_the_words_of_its_tags():
    post = "Shut! #LennaBridge @TheMayor https://t.example/abc pic.twitter.com/xyz"
    assert spoken(post) == "Shut! Lenna Bridge LennaBridge The Mayor TheMayor"


def test_the_day_of_a_quoted_post_is_the_last_one_in_it():
    assert day_in("since 2019-01-02 — Ann (@ann) March 6, 2021").iso == "2021-03-06"
    assert day_in("20 августа 2020").iso == "2020-08-20"
    assert day_in("on 31 February 2020") is None
    assert day_in("in 2020") is None


def test_the_same_claim_in_other_words_is_first_and_near():
    assert near("Lenna bridge closed for lorries since March")[0].known.key == ("earlier", 0)
    assert near("They really saw wolves at the park at night??")[0].known.key == ("earlier", 3)


def test_a_tag_alone_finds_the_claim():
    assert first(spoken("Unbelievable #LennaBridge")).known.key == ("earlier", 0)


@pytest.mark.parametrize("text", ["", "the", "Grain prices fell in autumn", "The", "!!!", "It was closed"])
def test_what_is_unlike_all_of_them_is_not_near(text):
    assert near(text) == []


def test_numbers_in_common_are_told_apart_from_words():
    found = first("The mayor builds 500 flats")
    assert found.known.key == ("earlier", 2)
    assert found.shared_numbers == ("500",)
    assert set(found.shared_words) == set(tokens("mayor flats"))


def test_of_two_equal_claims_the_one_nearer_in_time_is_first():
    text = "The bridge was closed."
    old = Known(("earlier", 1), text, day=date(1999, 1, 1))
    new = Known(("earlier", 2), text, day=date(2020, 8, 1))
    found = first(text, [old, new, *known()], day=date(2020, 8, 3))
    assert (found.known, found.days) == (new, 2)


def test_letters_find_a_word_that_its_stem_does_not():
    among = known(["The waterworks were poisoned.", *STATEMENTS])
    found = first("watterworks poisned", among)
    assert found.known.key == ("earlier", 0)
    assert found.terms["words"] == 0


def test_a_title_counts_like_a_statement():
    among = [*known(), Known(("earlier", 9), "It did.", title="Did the comet pass between Earth and Moon?")]
    assert near("a comet passed between earth and the moon", among)[0].known.key == ("earlier", 9)


def test_each_term_is_within_zero_and_one():
    for text in (*STATEMENTS, "bridge", "a" * 500, "500 500 500"):
        for one in ranked(Asked(text, day=date(2020, 1, 1)), known(day=date(2020, 1, 1)), rarity(known())):
            assert set(one.terms) == set(WEIGHTS)
            assert all(0 <= value <= 1.0001 for value in one.terms.values()), one.terms


def test_a_claim_in_another_language_is_compared_in_that_language():
    among = [*known(), Known(("earlier", 8), "Die Brücken wurden gesperrt.", language="de")]
    assert near("gesperrte Brücke", among)[0].known.key == ("earlier", 8)


def test_frequent_words_are_left_out_in_every_region_of_a_language():
    assert tokens("the bridge", "en-GB") == tokens("the bridge", "en") == ("bridg",)


def test_nothing_known_gives_nothing():
    assert ranked(Asked("the bridge"), [], Rarity(0, lambda token: 0)) == []
