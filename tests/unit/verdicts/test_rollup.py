"""What the ratings of its parts suggest for a claim."""

import pytest

from factcheck.verdicts.rollup import Basis, Rated, suggestion_from_parts, suggestion_from_readings

VALUES = {"True": 5, "Mostly true": 4, "Half true": 3, "Mostly false": 2, "False": 1, "Unproven": None}


def rated(*labels, scale="Five steps, version 1"):
    return [
        Rated(f"C-{number}", label, VALUES[label], scale, worst=1) if label else Rated(f"C-{number}")
        for number, label in enumerate(labels, start=1)
    ]


@pytest.mark.parametrize(
    ("labels", "basis", "label", "because"),
    [
        (["True", "True"], Basis.ALL_SAME, "True", ("C-1", "C-2")),
        (["Unproven", "Unproven"], Basis.ALL_SAME, "Unproven", ("C-1", "C-2")),
        (["True", "Mostly false", "True"], Basis.LOWEST, "Mostly false", ("C-2",)),
        (["True", "False", "False"], Basis.LOWEST, "False", ("C-2", "C-3")),
        (["Mostly true", ""], Basis.AT_MOST, "Mostly true", ("C-1",)),
        (["True", "Unproven"], Basis.AT_MOST, "True", ("C-1",)),
        # It can't get lower than that, whatever the others turn out to be.
        (["False", ""], Basis.LOWEST, "False", ("C-1",)),
        (["False", "Unproven"], Basis.LOWEST, "False", ("C-1",)),
        (["Unproven", ""], Basis.NOTHING_RATED, "", ()),
        (["", ""], Basis.NOTHING_RATED, "", ()),
        ([], Basis.NOTHING_RATED, "", ()),
    ],
)
def test_a_claim_is_no_truer_than_the_least_true_of_its_parts(labels, basis, label, because):
    found = suggestion_from_parts(rated(*labels))
    assert (found.basis, found.label, found.because) == (basis, label, because)


def test_what_is_missing_is_named():
    found = suggestion_from_parts(rated("True", "", "Unproven"))
    assert (found.open, found.outside) == (("C-2",), ("C-3",))


def test_scales_are_not_compared():
    parts = [*rated("True"), *rated("False", scale="Five steps, version 2")]
    assert suggestion_from_parts(parts).basis is Basis.SEVERAL_SCALES


def test_a_part_that_takes_no_rating_is_left_out_and_counted():
    found = suggestion_from_parts([*rated("True"), Rated("C-9", takes_rating=False)])
    assert (found.label, found.left_out, found.open) == ("True", 1, ())


@pytest.mark.parametrize(
    ("labels", "basis", "label"),
    [
        (["False", "False"], Basis.ALL_SAME, "False"),
        (["True", "False"], Basis.DIFFERENT_READINGS, ""),
        (["True", "Unproven"], Basis.DIFFERENT_READINGS, ""),
        (["True", ""], Basis.NOTHING_RATED, ""),
        (["True", "False", ""], Basis.DIFFERENT_READINGS, ""),
    ],
)
def test_readings_are_alternatives_and_suggest_only_what_they_share(labels, basis, label):
    found = suggestion_from_readings(rated(*labels))
    assert (found.basis, found.label) == (basis, label)
