import pytest

from factcheck.claims.splitting import parts_of


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The bridge was closed, but the ferry went on all night.",
            ["The bridge was closed", "the ferry went on all night"],
        ),
        ("She built the new bridge; he paid for all of it.", ["She built the new bridge", "he paid for all of it"]),
        ("The mayor came by train, and left.", []),
        ("“She built it all, and he paid for all of it,” he said.", []),
        ("The bridge (it was built by her, and he paid for it) is open.", []),
        (
            "Мост закрыли на целый месяц, но паром ходил всю ночь.",
            ["Мост закрыли на целый месяц", "паром ходил всю ночь"],
        ),
        ("", []),
    ],
)
def test_a_sentence_is_cut_where_both_sides_can_stand(sentence, parts):
    assert [sentence[start:end] for start, end in parts_of(sentence)] == parts


def test_parts_are_counted_from_where_the_sentence_begins():
    text = "One. She built the new bridge; he paid for all of it."
    assert [text[start:end] for start, end in parts_of(text[5:], 5)] == [
        "She built the new bridge",
        "he paid for all of it",
    ]
