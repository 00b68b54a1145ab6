import pytest

from factcheck.evidence.suggesting import likeness
from factcheck.evidence.suggesting.likeness import Read, holds
from factcheck.search.words import words

TRAM = "The Quarry Hill tram carried 4,500 riders each weekday in 2016, the office said."


def read(text: str, language: str = "en") -> Read:
    return likeness.read(words(text, language), language)


def is_copy(one: str, other: str, language: str = "en", *, related: bool = False) -> bool:
    there, back = read(one, language), read(other, language)
    found = likeness.is_copy(there, back, related=related)
    assert likeness.is_copy(back, there, related=related) == found
    return found


@pytest.mark.parametrize(
    "copy",
    [
        TRAM.replace("The Quarry", "\u201cThe Quarry").replace("2016,", "2016,\u201d").replace("4,500", "4500"),
        TRAM.replace("each", "on each").replace("The Quarry", "Quarry"),
        TRAM.replace("riders", "regular riders"),
        TRAM.replace(", the office said", ""),
        f"QUARRY HILL, 3 May 2017 (Valley News) \u2013 {TRAM}",
        f"QUARRY HILL, Sept. 3 (Valley News) \u2013 {TRAM}",
        f"Valley News: {TRAM}",
    ],
)
def test_quotes_a_dateline_a_cut_end_or_a_word_more_leave_a_copy(copy):
    assert is_copy(TRAM, copy)
    assert holds(read(copy), [read(TRAM)])


@pytest.mark.parametrize(
    "contradiction",
    [
        TRAM.replace("4,500", "450"),
        TRAM.replace("in 2016", "in 2013"),
        TRAM.replace("carried", "never carried"),
        TRAM.replace("carried", "didn\u2019t carry"),
        TRAM.replace("carried", "hardly carried"),
        TRAM.replace("carried", "lost"),
        TRAM.replace("Quarry Hill", "Castle Hill"),
        TRAM.replace("said", "denied"),
        TRAM.replace("4,500", "4,500 million"),
        "It is false that the" + TRAM[3:],
        "Debunked: " + TRAM,
        TRAM + " This is untrue.",
        TRAM + " Engineers who counted at the depot put the number far lower.",
        "In 2011 the office changed its mind. " + TRAM,
    ],
)
def test_a_number_a_denial_or_another_word_makes_no_copy(contradiction):
    assert not is_copy(TRAM, contradiction)
    assert not is_copy(TRAM, contradiction, related=True)
    assert not holds(read(contradiction), [read(TRAM)])


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "Мост у Ольховки построили рабочие завода весной", "Мост у Ольховки не построили рабочие завода весной"),
        ("de", "Die Brücke in Auenfeld trug im Sommer viele Wagen", "Falsch: Die Brücke in Auenfeld trug im Sommer viele Wagen"),  # noqa: E501
        ("fr", "Le pont de Valmont portait beaucoup de voitures", "Le pont de Valmont ne portait pas beaucoup de voitures"),  # noqa: E501
        ("es", "El puente de Robledo soporta muchos coches", "Es un bulo: el puente de Robledo soporta muchos coches"),
    ],
)  # fmt: skip
def test_denial_is_known_in_five_languages(language, one, other):
    assert is_copy(one, one, language)
    assert not is_copy(one, other, language)


def test_words_that_changed_places_make_no_copy():
    one = "On that evening in the harbour the captain Orlo struck the pilot Venn with a lamp before all of the crew"
    assert not is_copy(one, one.replace("Orlo", "X").replace("Venn", "Orlo").replace("X", "Venn"))
    assert not is_copy(TRAM, " ".join(sorted(TRAM.split())))


def test_works_known_to_be_one_may_differ_in_more_words_of_one_side():
    more = TRAM.replace("riders", "regular riders of every age").replace("office", "office of the valley")
    assert not is_copy(TRAM, more)
    assert is_copy(TRAM, more, related=True)


def test_a_passage_that_a_longer_quote_has_is_held_unless_the_quote_denies_it():
    around = "The mayor spoke for an hour about the 12 new lines. {} Then the choir sang and the guests went home."
    assert holds(read(TRAM), [read(around.format(TRAM))])
    assert not holds(read(around.format(TRAM)), [read(TRAM)])
    assert not holds(read(TRAM.replace("4,500", "9,500")), [read(around.format(TRAM))])
    assert not holds(read(TRAM), [read(f"{TRAM} That is a myth, and the drivers who were there know it well.")])


def test_a_passage_that_goes_on_after_the_quote_is_not_held_however_short_the_rest():
    assert not holds(read(f"{TRAM} Drivers laughed."), [read(TRAM)])
    assert holds(read(TRAM), [read(f"{TRAM} Drivers laughed.")])


def test_a_few_words_are_copies_of_nothing():
    assert not is_copy("The tram stopped", "The tram stopped")
    assert not holds(read(TRAM), [read("The Quarry Hill")])
