"""Who speaks: what the words around a span show, and that nothing is guessed beyond them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.passages.attribution import NOTHING, guess_voice


def guess(text, *, language="en"):
    """The guess for the part of the text between ⟦ and ⟧."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    bare = text.replace("⟦", "").replace("⟧", "")
    found = guess_voice(bare, start, end, language=language)
    for run in filter(None, found.words.split(" … ")):
        assert run in bare
    return found


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "“⟦The bridge is open⟧,” Anna Roy said Monday.", "Anna Roy"),
        ("en", "“⟦The bridge is open⟧,” said Anna Roy, the mayor.", "Anna Roy"),
        ("en", 'Anna Roy said: "⟦The bridge is open⟧."', "Anna Roy"),
        ("en", "On Friday Roy told a crowd, “⟦The bridge is open⟧.”", "Roy"),
        ("en", "“⟦Is it open?⟧” Roy asked. Lind said nothing.", "Roy"),
        ("en", "⟦The bridge is open⟧, the mayor of the town, Anna Roy, said.", "Anna Roy"),
        ("en", "The Kremlin said ⟦the bridge is open⟧.", "Kremlin"),
        ("en", "⟦The bridge is open⟧, the defence ministry said.", "defence ministry"),
        ("en", "According to the Norlandic foreign ministry, ⟦it is open⟧.", "Norlandic foreign ministry"),
        ("en", "According to Anna Roy the ⟦bridge at Nord is open⟧.", "Anna Roy"),
        ("en", "⟦The bridge is open⟧, according to Anna Roy.", "Anna Roy"),
        ("en", "According to Norland defence chief Lars Lind, ⟦it is open⟧.", "Lars Lind"),
        ("en", "Norland’s Foreign Minister Lars Lind warned that ⟦it is open⟧.", "Lars Lind"),
        ("en", "Lt. Gen. Lars Lind, Norland’s chief of staff, warned, “⟦It is open⟧.”", "Lars Lind"),
        ("en", "Lind, when asked about it last week, said ⟦it is open⟧.", "Lind"),
        ("en", "Theresa May said ⟦it is open⟧.", "Theresa May"),
        ("en", "⟦It is open⟧, Ursula von der Leyen said.", "Ursula von der Leyen"),
        ("en-GB", "Roy called it “⟦an open bridge⟧”.", "Roy"),
        ("ru", "«⟦Мост открыт⟧», — заявил министр обороны Норландии Пётр Громов.", "Пётр Громов"),
        ("ru", "«⟦Мост открыт⟧», — сказала Анна Ройтман журналистам.", "Анна Ройтман"),
        ("ru", "По словам Громова, ⟦мост открыт⟧.", "Громова"),
        ("ru", "Громов заявил, что ⟦мост открыт⟧.", "Громов"),
        ("de", "„⟦Die Brücke ist offen⟧“, sagte Außenministerin Anna Roy.", "Anna Roy"),
        ("de", "Laut Anna Roy ⟦ist die Brücke offen⟧.", "Anna Roy"),
        ("de", "Roy erklärte, ⟦die Brücke sei offen⟧.", "Roy"),
        ("fr", "« ⟦Le pont est ouvert⟧ », a déclaré Anna Roy.", "Anna Roy"),
        ("fr", "Selon Anna Roy, ⟦le pont est ouvert⟧.", "Anna Roy"),
        ("fr", "Anna Roy a affirmé que ⟦le pont est ouvert⟧.", "Anna Roy"),
        ("es", "«⟦El puente está abierto⟧», dijo Ana Núñez.", "Ana Núñez"),
        ("es", "Según Ana Núñez, ⟦el puente está abierto⟧.", "Ana Núñez"),
        ("es", "El presidente Luis Paz afirmó que ⟦el puente está abierto⟧.", "Luis Paz"),
    ],
)
def test_the_speaker_is_read_where_the_words_name_one(language, text, speaker):
    found = guess(text, language=language)
    assert (found.kind, found.speaker, found.first_hand) == ("quotes", speaker, False)
    assert found.words


@pytest.mark.parametrize(
    ("language", "text", "speaker", "via"),
    [
        ("en", "⟦It is open⟧, according to the Kommersant newspaper.", "", "Kommersant"),
        ("en", "“⟦It is open⟧,” Roy told reporters, according to the Kommersant newspaper.", "Roy", "Kommersant"),
        ("en", "⟦It is open⟧, Roy told the state news agency Nordinform.", "Roy", "Nordinform"),
        ("en", "⟦It is open⟧, Roy said, citing Nord Wire.", "Roy", "Nord Wire"),
        ("en", "“⟦It is open⟧,” Roy told the Nord Times.", "Roy", "Nord Times"),
        ("en", "Speaking to the Nord Times, Roy warned, “⟦It is open⟧.”", "Roy", "Nord Times"),
        ("en", "The Nord Post reported that Anna Roy said, “⟦It is open⟧.”", "Anna Roy", "Nord Post"),
        ("ru", "⟦Мост открыт⟧, сообщает газета «Северный вестник».", "", "Северный вестник"),
        ("ru", "⟦Мост открыт⟧, заявил Громов, передает ТАСС.", "Громов", "ТАСС"),
        ("de", "⟦Die Brücke ist offen⟧, sagte Roy unter Berufung auf Reuters.", "Roy", "Reuters"),
    ],
)
def test_the_outlet_between_is_read_where_the_words_name_one(language, text, speaker, via):
    found = guess(text, language=language)
    assert (found.kind, found.speaker, found.via) == ("quotes", speaker, via)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“⟦The bridge is open⟧,” Anna Roy told us."),
        ("ru", "«⟦Мост открыт⟧», — сказала Анна Ройтман нашему изданию."),
        ("de", "„⟦Die Brücke ist offen⟧“, sagte uns Anna Roy."),
    ],
)
def test_what_was_said_to_the_outlet_itself_is_on_the_record(language, text):
    assert guess(text, language=language).kind == "on_record"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday we saw that ⟦the bridge was open⟧."),
        ("ru", "Мы видели, что ⟦мост открыт⟧."),
        ("fr", "Nous avons vu ⟦un pont ouvert⟧."),
    ],
)
def test_the_writers_own_eyes_are_an_own_observation_at_first_hand(language, text):
    found = guess(text, language=language)
    assert (found.kind, found.first_hand, found.speaker) == ("own_observation", True, "")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "⟦The bridge is reportedly open⟧."),
        ("en", "⟦The bridge is open⟧, sources said."),
        ("ru", "⟦Мост якобы открыт⟧."),
        ("de", "⟦Die Brücke ist angeblich offen⟧."),
        ("es", "⟦El puente está supuestamente abierto⟧."),
    ],
)
def test_an_origin_that_stays_unnamed_is_unattributed(language, text):
    found = guess(text, language=language)
    assert (found.kind, found.speaker) == ("unattributed", "")


def test_a_pronoun_shows_somebody_but_not_who():
    found = guess("He told his council that “⟦the bridge is open⟧.” Roy warned them of “rain”.")
    assert (found.kind, found.speaker, found.words) == ("quotes", "", "He told")


def test_two_possible_speakers_are_none():
    found = guess("Roy said, and Lind confirmed, that ⟦the bridge is open⟧.")
    assert (found.kind, found.speaker) == ("quotes", "")


@pytest.mark.parametrize(
    "text",
    [
        "⟦The bridge is open, Anna Roy said. It was built by soldiers.⟧",
        "⟦The bridge is long. It is open, Anna Roy said.⟧",
        "⟦The bridge is open, Anna Roy said. It is closed, Lars Lind said.⟧",
        "⟦The bridge is open, Anna Roy said. It is safe, Anna Roy said. Trees stand beside it.⟧",
        "⟦The bridge is open, Anna Roy told us. It is long.⟧",
    ],
)
def test_a_speaker_of_one_sentence_is_not_the_speaker_of_all(text):
    found = guess(text)
    assert (found.kind, found.speaker, found.via) == ("quotes", "", "")
    assert found.words


def test_sentences_that_all_name_one_speaker_have_that_speaker():
    found = guess("⟦The bridge is open, Anna Roy said. Anna Roy said that it is safe.⟧ Lars Lind said no.")
    assert (found.kind, found.speaker) == ("quotes", "Anna Roy")


@pytest.mark.parametrize(
    "text",
    [
        "⟦The bridge is open.⟧",
        "Roy said so. ⟦The bridge is open.⟧ Lind said no.",
        "The so-called “⟦reserve⟧” is open.",
        "⟦The bridge opened⟧, with Roy calling it “a joke”.",
        "⟦All went according to plan.⟧",
        "According to Danes many Swedes left, and ⟦it is open⟧.",
        "“The bridge,” Roy said. “⟦It is open.⟧”",
        "“Roy said so,” it read. ⟦The bridge is open.⟧",
    ],
)
def test_where_the_words_show_nobody_nothing_is_guessed(text):
    assert guess(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Dr. Anna Roy of the University of Nordby said ⟦the bridge is open⟧.", "Anna Roy"),
        ("Mayor Anna Roy from Lindby said ⟦the bridge is open⟧.", "Anna Roy"),
        ("⟦The bridge is open⟧, said Anna Roy of the University of Nordby.", "Anna Roy"),
        ("The University of Nordby said ⟦the bridge is open⟧.", "University of Nordby"),
        ("The Ministry of Defence said ⟦the bridge is open⟧.", "Ministry of Defence"),
        ("The mayor of Lindby said ⟦the bridge is open⟧.", "mayor of Lindby"),
        ("Police in Lindby said ⟦the bridge is open⟧.", "Police"),
    ],
)
def test_a_place_after_the_speaker_does_not_speak(text, speaker):
    assert guess(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "⟦The United States and other answers to the storm were slow.⟧",
        "Residents of Lindby say ⟦the bridge is open⟧.",
        "⟦The bridge is open⟧, the village of Lindby said.",
        "Photo from Northern.example said ⟦the bridge is open⟧.",
    ],
)
def test_places_and_addresses_are_no_speakers(text):
    assert guess(text) == NOTHING


def test_a_quotation_left_open_carries_its_speaker_into_the_next_paragraph():
    found = guess("Anna Roy said, “It rained.\n“⟦The bridge is open.⟧”")
    assert found.speaker == "Anna Roy"


def test_the_words_are_those_of_the_text():
    assert guess("“⟦It is open⟧,” Mayor Anna Roy also told us.").words == "Mayor Anna Roy also told us"


@pytest.mark.parametrize("language", ["", "xx", "zh-Hant"])
def test_a_language_without_word_lists_gives_no_guess(language):
    assert guess("“⟦It is open⟧,” Anna Roy said.", language=language) == NOTHING


@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "Roy", "said", ",", ".", "\n", "according", "to", "the", "told", "us", "х"]),
        min_size=1,
        max_size=25,
    ).map(" ".join),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(["en", "ru", "de", "fr", "es"]),
)
def test_any_span_of_any_text_is_survived_and_rests_on_its_words(text, start, end, language):
    found = guess_voice(text, start, end, language=language)
    assert found.kind in ("", "own_observation", "on_record", "quotes", "unattributed")
    assert all(run in text for run in found.words.split(" … "))
    assert bool(found.words) == bool(found.kind)


def test_a_paragraph_of_megabytes_costs_no_more_than_a_short_one():
    found = guess("It rained. " * 200_000 + "“⟦The bridge is open⟧,” Anna Roy said. " + "It rained. " * 200_000)
    assert found.speaker == "Anna Roy"
