import pytest

from factcheck.passages.names import same_voice_key


@pytest.mark.parametrize(
    "other",
    [
        "jane petrova",
        "Minister  Jane Petrova",
        "J\u0430ne Petr\u043ev\u0430",  # Cyrillic a and o
        "J\u03b1ne Petr\u03bfva",  # Greek alpha and omicron
        "Jane\u200b Pet\u00adrova",  # zero-width space, soft hyphen
        "\u202eJane Petrova\u202c",  # right-to-left override
        "Ｊane Petrova",
        "JANE PETROVÁ",
    ],
)
def test_a_name_is_one_voice_however_it_is_spelt(other):
    assert same_voice_key(other) == same_voice_key("Jane Petrova")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Петров", "Петрова"), ("Нина", "Инна"), ("Jane Petrova", "Ivan Petrova"), ("Сорокин", "Соколов")],
)
def test_different_names_stay_different(one, other):
    assert same_voice_key(one) != same_voice_key(other)


def test_a_name_of_invisible_characters_is_nobody():
    assert same_voice_key("\u200b\u2060") == ""
