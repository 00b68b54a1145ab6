"""Agreement figures against worked examples that others have published, and by hand where chance can't be told."""

import pytest

from factcheck.verdicts.agreement import Given, agreement_of, weighted_kappa

#: Cohen (1960), table 2, and again in Cohen (1968): 200 cases, three categories without an order. Rows: first judge.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
#: The sizes of disagreement that Cohen (1968) gives them: 0 on the diagonal.
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]

#: 85 xeromammograms by two radiologists (Boyd and others 1982), the example of "[R] kappa" in Stata's manual:
#: normal, benign, suspect, cancer.
BOYD = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]


def given(table, *, values=True):
    """The pairs behind a table of counts."""
    return [
        (Given(f"label {row}", row if values else None), Given(f"label {column}", column if values else None))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def test_kappa_is_that_of_cohens_first_example():
    figures = agreement_of(given(COHEN, values=False))
    assert (figures.pairs, figures.same) == (200, 140)
    # By hand: chance agrees on 120*100/200 + 60*60/200 + 20*40/200 = 60 + 18 + 4 = 82 of 200.
    assert figures.kappa.value == pytest.approx((140 - 82) / (200 - 82))
    assert round(figures.kappa.value, 3) == 0.492


def test_weighted_kappa_is_that_of_cohens_second_paper():
    pairs = [(int(first.value), int(second.value)) for first, second in given(COHEN)]
    found = weighted_kappa(pairs, lambda row, column: COHEN_WEIGHTS[row][column])
    # By hand, in proportions: observed 1*.12 + 3*.10 + 6*.08 = .90; expected 1*.33 + 3*.17 + 6*.09 = 1.38.
    assert found.value == pytest.approx(1 - 0.90 / 1.38)
    assert round(found.value, 3) == 0.348


def test_plain_linear_and_quadratic_kappa_are_those_of_statas_manual():
    figures = agreement_of(given(BOYD))
    assert round(figures.raw, 4) == 0.6353
    assert round(figures.kappa.value, 4) == 0.4728
    assert round(figures.linear.value, 4) == 0.5684
    assert round(figures.quadratic.value, 4) == 0.6714
    assert figures.outside == 0


def test_kappa_is_undefined_and_not_one_where_all_gave_one_label():
    figures = agreement_of([(Given("False", 1), Given("False", 1))] * 12)
    assert figures.raw == 1
    assert figures.kappa.value is figures.linear.value is figures.quadratic.value is None
    assert figures.kappa.pairs == 12


def test_kappa_of_two_who_always_differ_in_the_same_way_is_nought():
    figures = agreement_of([(Given("True", 5), Given("False", 1))] * 4)
    assert (figures.raw, figures.kappa.value, figures.linear.value) == (0, 0, 0)


def test_no_pairs_have_no_figures():
    figures = agreement_of([])
    assert figures.raw is figures.kappa.value is figures.linear.value is None
    assert figures.pairs == 0


def test_labels_outside_the_range_count_in_plain_kappa_and_in_no_weighted_one():
    inside = given(BOYD)
    outside = [(Given("Unproven"), Given("label 1", 1)), (Given("Unproven"), Given("Unproven"))]
    figures = agreement_of(inside + outside)
    assert (figures.pairs, figures.outside) == (87, 2)
    assert figures.kappa.pairs == 87
    assert figures.linear.pairs == 85
    assert figures.linear == agreement_of(inside).linear
    assert figures.kappa != agreement_of(inside).kappa


def test_the_unit_of_the_scale_does_not_matter_but_its_gaps_do():
    def spread(values):
        return agreement_of(
            [(Given(a.label, values[int(a.value)]), Given(b.label, values[int(b.value)])) for a, b in given(BOYD)]
        ).linear.value

    assert spread([0, 10, 20, 30]) == pytest.approx(spread([0, 1, 2, 3]))
    assert spread([0, 1, 2, 30]) != pytest.approx(spread([0, 1, 2, 3]), abs=0.01)


def test_figures_stay_the_same_when_all_pairs_change_seats():
    pairs = given(BOYD)
    turned = [(second, first) for first, second in pairs]
    assert agreement_of(turned).quadratic.value == pytest.approx(agreement_of(pairs).quadratic.value)
