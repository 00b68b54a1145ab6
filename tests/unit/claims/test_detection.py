"""What is worth checking, in sentences of the tests' own."""

import math

import pytest

from factcheck.claims.detection import WORTH_A_LOOK, Context, score
from factcheck.claims.detection.features import features_of
from factcheck.claims.detection.lexicon import lexicon_of
from factcheck.claims.detection.scoring import weights
from factcheck.claims.proposing import proposed_kind

PAIRS = {
    "en": (
        "The government spent 30 million euros on hospitals last year, 12 percent more than in 2019.",
        "I think we should all be proud of ourselves, really.",
    ),
    "ru": (
        "Правительство потратило 30 миллионов рублей на больницы, на 12 процентов больше, чем в 2019 году.",
        "Я думаю, что нам всем нужно гордиться собой.",
    ),
    "de": (
        "Die Regierung hat im vergangenen Jahr 30 Millionen Euro für Krankenhäuser bezahlt, 12 Prozent mehr als 2019.",
        "Ich glaube, wir sollten alle sehr stolz auf uns sein.",
    ),
    "fr": (
        "Le gouvernement a dépensé 30 millions d'euros pour les hôpitaux, 12 pour cent de plus qu'en 2019.",
        "Je pense que nous devrions tous être très fiers.",
    ),
    "es": (
        "El gobierno gastó 30 millones de euros en hospitales, un 12 por ciento más que en 2019.",
        "Creo que todos debemos estar muy orgullosos.",
    ),
    "fi": (
        "Hallitus käytti 30 000 000 euroa vuonna 2019, 12 % enemmän kuin ennen.",
        "Ehkä niin on hyvä?",
    ),
}


@pytest.mark.parametrize("language", PAIRS)
def test_a_quantity_that_can_be_checked_is_above_an_opinion(language):
    fact, opinion = (score(sentence, context=Context(language=language)) for sentence in PAIRS[language])
    assert fact.value > opinion.value + 0.2


@pytest.mark.parametrize("language", ["en", "ru", "de", "fr", "es"])
def test_in_the_languages_with_word_lists_the_threshold_lies_between(language):
    fact, opinion = (score(sentence, context=Context(language=language)) for sentence in PAIRS[language])
    assert fact.value >= WORTH_A_LOOK > opinion.value


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The ministry paid 4,500 euros.", "quantity"),
        ("According to the ministry the bridge is open.", "according"),
        ("Ada Moss said the harbour was closed.", "said by a name"),
        ("There are no warships in the harbour.", "absence"),
        ("The law was signed in 1997.", "year"),
        ("Unemployment fell because of the strike.", "cause"),
        ("It is the longest bridge of the country.", "superlative"),
        ("“We never met,” he wrote.", "quotation"),
    ],
)
def test_what_speaks_for_checking_is_named(sentence, reason):
    assert reason in [one.name for one in score(sentence).reasons if one.weight > 0]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Who paid for the bridge?", "question"),
        ("I was there myself.", "first_one"),
        ("They should close the harbour.", "should"),
        ("The harbour will open tomorrow.", "future"),
        ("What a wonderful and beautiful harbour.", "valuing"),
        ("Thank you very much, ladies and gentlemen.", "greeting"),
        ("Please donate and subscribe to our newsletter.", "appeal"),
    ],
)
def test_what_speaks_against_is_named(sentence, reason):
    assert reason in [one.name for one in score(sentence).reasons if one.weight < 0]


def test_boilerplate_is_never_worth_a_look():
    sentence = "Your 2 million dollars support 300 hospitals, 40 percent more than the government paid in 2019."
    assert score(sentence).value > WORTH_A_LOOK
    assert score(sentence, context=Context(block="boilerplate")).value < WORTH_A_LOOK


def test_the_score_is_the_sum_of_its_reasons():
    scored = score("The government spent 30 million euros on hospitals.")
    total = weights().base + sum(one.weight for one in scored.reasons)
    assert scored.value == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-4)
    assert [abs(one.weight) for one in scored.reasons] == sorted(
        (abs(one.weight) for one in scored.reasons), reverse=True
    )


def test_there_are_no_more_than_a_hundred_weights_each_with_a_name():
    assert 40 < len(weights().of) <= 100


@pytest.mark.parametrize("sentence", ["", " ", "?", "🚧", "a" * 5000, "\u202e1,000", "1" * 300, "٣٠٠ مليون"])
def test_anything_is_scored(sentence):
    assert 0 <= score(sentence, context=Context(language="xx")).value <= 1


def test_a_language_is_no_path():
    assert score("The ministry paid 4,500 euros.", context=Context(language="../words/en")).value < WORTH_A_LOOK


@pytest.mark.parametrize(
    "order",
    [
        "Her 66th birthday was in the harbour.",
        "The vote of Aug. 9 is over.",
        "The vote of 20 February is over.",
        "The 100-years jubilee is over.",
    ],
)
def test_the_number_of_a_day_counts_nothing(order):
    assert "quantity" not in [one.name for one in score(order).reasons]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("There are no warships in the harbour.", "negative"),
        ("The ministry paid 4,500 euros for it.", "quantity"),
        ("The harbour will open tomorrow.", "prediction"),
        ("I will cut all taxes.", "promise"),
        ("Ada Moss said the harbour was closed.", "statement"),
        ("Ada Moss said the harbour was not closed.", "statement"),
        ("Ada Moss said that there are no warships in the harbour.", "statement"),
        ("The ministry did not answer, and the firm sold the ferry.", "fact"),
        ("The ministry has not sold the ferry.", "negative"),
        ("The ministry has never sold so much.", "fact"),
        ("The harbour opened on 20 February.", "fact"),
        ("The harbour burned because of the storm.", "cause"),
        ("The harbour burned down.", "fact"),
    ],
)
def test_the_kind_of_claim_is_proposed(sentence, kind):
    assert proposed_kind(score(sentence)) == kind


def _words_of(sentence, name):
    return {reason.name: reason.words for reason in score(sentence).reasons}.get(name)


@pytest.mark.parametrize(
    ("sentence", "name", "words"),
    [
        ("On Sunday the mayor agreed to sell it.", "stance of a name", ("agreed",)),
        ("Ada Moss said it was not so.", "denial", ("not",)),
        ("The harbour has 30 000 ships.", "quantity", ("30 000",)),
        ("Prices rose by 6.9% here.", "share", ("6.9%",)),
        ("It cost $30.5 last time.", "money", ("$30.5",)),
    ],
)
def test_a_reason_shows_what_triggers_it_and_not_its_neighbours(sentence, name, words):
    assert _words_of(sentence, name) in (None, words)
    assert features_of(sentence, Context())[name].words == words


@pytest.mark.parametrize(
    ("sentence", "language", "feature"),
    [
        ("The United States and the council of Nordby share a harbour.", "en", "said by a name"),
        ("The Rise of Nordby ended the quarrel.", "en", "change"),
        ("The manoeuvres of Defender-Europe 20 were cut short.", "en", "quantity"),
        ("Two pilots of the Boeing 737 are in Nordby.", "en", "figure"),
        ("It is an important and significant harbour.", "en", "deed"),
        ("Ada Moss added that the harbour is open.", "en", "change"),
        ("The ferry is no longer here.", "en", "comparison"),
        ("It holds at least a ton.", "en", "superlative"),
        ("An unprecedented speed is needed indeed by so-called hundreds.", "en", "change"),
        ("There is an unprecedented need for speed.", "en", "past"),
        ("Ada Moss said that it must not be allowed.", "en", "denial"),
        ("Ada Moss said that not only ferries are here.", "en", "denial"),
        ("I said in Nordby that he told me.", "en", "said by a name"),
        ("Нет, гавань открыта.", "ru", "absence"),
        ("El puerto es precioso.", "es", "public"),
    ],
)
def test_what_only_looks_like_a_sign_is_none(sentence, language, feature):
    assert feature not in features_of(sentence, Context(language=language))


@pytest.mark.parametrize(
    ("sentence", "language", "words"),
    [
        ("There are currently no warships in the harbour.", "en", "There are currently no"),
        ("Es gibt derzeit keine Manöver.", "de", "Es gibt derzeit keine"),
        ("Il n'y a actuellement aucun exercice.", "fr", "n'y a actuellement aucun"),
        ("No hay maniobras en la frontera.", "es", "No hay"),
        ("Сейчас нет крупных учений.", "ru", "нет"),
    ],
)
def test_that_there_is_none_of_something_is_seen_without_anybody_saying_it(sentence, language, words):
    found = features_of(sentence, Context(language=language))
    assert words in found["absence"].words
    assert "say" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "President Moss gave an important interview to the journalist of the Nordby Herald:",
        "President Moss gave an important interview to the journalist, in which he indicated that",
        "It is important NOT to start guessing what the army is, and what it can do.",
        "The president told the council, “Together to spare the harbour, to make it simpler to master the tide, to "
        "bring new ships, to build new quays, and to keep the friendship of other towns.”",
    ],
)
def test_what_only_leads_on_or_wishes_is_below_what_is_told(sentence):
    told = "President Moss said on Monday that the army has no ships in the harbour."
    assert score(sentence).value < WORTH_A_LOOK < score(told).value


def test_a_number_after_a_name_counts_when_something_follows_that_it_counts():
    assert features_of("In Nordby 40 people were hurt.", Context())["quantity"].words == ("40",)
    assert features_of("The council of Nordby added 40 ferries.", Context())["change"].words == ("added",)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru"])
def test_every_list_that_has_a_weight_is_there_in_every_language(language):
    lists = lexicon_of(language)
    sources = (lists.exact, lists.stems, lists.endings)
    there = {name for source in sources for names in source.values() for name in names}
    there |= {name for phrases in lists.phrases.values() for _words, name in phrases}
    english = {"being", "past", "unreal", "absence", "negation", "public", "deed", "change", "should", "appeal"}
    assert english <= there


def test_a_country_in_capitals_is_nobody_speaking_of_oneself():
    assert "first_many" not in features_of("The US sold 12 ships.", Context())
    assert "opens with first_many" not in features_of("US ships left the harbour.", Context())
    assert "first_many" in features_of("They told us of 12 ships.", Context())
    assert features_of("The US sold us 12 ships.", Context())["first_many"].words == ("us",)
