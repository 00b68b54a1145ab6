"""What pages say of where a fact about a document comes from."""

import pytest

from factcheck.documents.wording import basis_in_words


@pytest.mark.parametrize(
    ("name", "basis", "how", "said"),
    [
        ("title", "content", "first line", "stands in the document: first line"),
        ("language", "content", "detected from the words", "follows from the document: detected from the words"),
        (
            "source",
            "metadata",
            "by the domain of the address",
            "follows from the document: by the domain of the address",
        ),
        ("source", "desk", "the editor told us", "established by the desk: the editor told us"),
        ("author", "", "", "not known"),
    ],
)
def test_a_fact_is_said_to_stand_only_where_somebody_can_read_it(name, basis, how, said):
    assert basis_in_words({"name": name, "value": "x", "basis": basis, "how": how}) == said
