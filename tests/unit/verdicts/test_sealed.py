"""What rules say names nothing that is sealed."""

import pytest

from factcheck.verdicts.sealed import NOTHING, Hidden, Told

HIDDEN = Hidden({public: Told("A letter", b"") for public in ("D-0004", "D-0005")}, evidence=frozenset({"E-0001"}))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Nobody has said what that means: D-0004.", "Nobody has said what that means: one sealed document."),
        ("What: D-0004, D-0006, D-0005.", "What: D-0006, 2 sealed documents."),
        ("First-hand: E-0001, E-0010, E-00010, ….", "First-hand: E-0010, E-00010, one sealed passage, …."),
        ("On the board: E-0001.", "On the board: one sealed passage."),
        ("An F-16 and DE-0001, not D-00040 or CD-0004.", "An F-16 and DE-0001, not D-00040 or CD-0004."),
    ],
)
def test_ids_of_what_is_sealed_are_replaced_by_words(said, told):
    assert HIDDEN.unnamed(said) == told
    assert NOTHING.unnamed(said) == said
