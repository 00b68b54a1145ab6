"""The page of agreement figures and its CSV: by period and scale, with the pairs behind each figure."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.verdicts import opinions
from factcheck.verdicts.agreement_figures import compared_pairs, figures_of
from factcheck.verdicts.scales import Label, publish_scale
from tests.database.verdicts.rounds import ask, claim_of, give, settle

pytestmark = pytest.mark.django_db


def compare(first, second, one, other, statement="The mill closed in May."):
    round = ask(first, second, claim=claim_of(first, statement))
    give(round, first, one)
    give(round, second, other)
    round.refresh_from_db()
    return round


def show(browser, user, name="verdicts:agreement", **query):
    return browser(user).get(reverse(name), query)


def test_figures_are_those_of_the_pairs(reviewer, second_editor, editor):
    for one, other in [("True", "True"), ("False", "False"), ("True", "False"), ("Unproven", "True")]:
        compare(reviewer, second_editor, one, other)
    (found,) = figures_of(compared_pairs(editor))
    assert (found.agreement.pairs, found.agreement.same, found.agreement.outside) == (4, 2, 1)
    assert found.same_percent == 50
    # By hand: 2 of 4 agree; chance 2/4*2/4 (True) + 1/4*2/4 (False) = 3/8; (1/2 - 3/8) / (1 - 3/8) = 1/5.
    assert found.agreement.kappa.value == pytest.approx(0.2)


def test_the_same_person_sits_in_the_same_seat_whoever_was_named_first(reviewer, second_editor, editor):
    compare(reviewer, second_editor, "True", "False")
    compare(second_editor, reviewer, "False", "True")
    seats = {tuple(str(opinion.person) for opinion in pair.opinions) for pair in compared_pairs(editor)}
    assert len(seats) == 1
    assert {pair.opinions[0].rating.label for pair in compared_pairs(editor)} == {"True"}


def test_scales_are_shown_apart(reviewer, second_editor, editor, browser):
    compare(reviewer, second_editor, "True", "False")
    scale = publish_scale(name="Two steps", labels=[Label("Yes", 2), Label("No", 1)])
    compare(reviewer, second_editor, "Yes", "Yes")
    text = show(browser, editor).text
    assert "Five steps, version 1" in text
    assert "Two steps, version 1" in text
    assert [len(group.pairs) for group in figures_of(compared_pairs(editor, scale=scale))] == [1]


def test_a_period_counts_by_the_day_on_which_both_were_in(reviewer, second_editor, editor, browser):
    compare(reviewer, second_editor, "True", "False")
    today = timezone.localdate()
    assert len(compared_pairs(editor, since=today, until=today)) == 1
    assert compared_pairs(editor, until=today - timedelta(days=1)) == []
    assert show(browser, editor, since=str(today), until=str(today - timedelta(days=1))).status_code == 422


def test_where_all_say_the_same_kappa_is_said_to_be_undefined(reviewer, second_editor, editor, browser):
    compare(reviewer, second_editor, "False", "False")
    text = show(browser, editor).text
    assert "100 %" in text
    assert text.count("undefined") == 3


def test_it_is_said_from_whom_it_was_settled_differently(reviewer, second_editor, editor, browser):
    round = compare(reviewer, second_editor, "True", "False")
    settle(round, editor, "False", note="The record says so.")
    with acting(reviewer, action="test"):
        opinions.note_dissent(round=round, by=reviewer, text="It does not.")
    (pair,) = compared_pairs(editor)
    assert [opinion.person for opinion in pair.settled_differently_from] == [reviewer]
    text = " ".join(show(browser, editor).text.split())
    assert "Edda Editor, differently from Remy Reviewer · dissent noted" in text
    (row,) = csv.DictReader(io.StringIO(show(browser, editor, "verdicts:agreement_pairs").text))
    noted = {row["first"]: row["first_dissent"], row["second"]: row["second_dissent"]}
    assert noted == {"Remy Reviewer": "It does not.", "Eino Editor": ""}


def test_the_csv_has_one_row_for_each_pair_and_no_formula(reviewer, second_editor, editor, browser):
    round = compare(reviewer, second_editor, "True", "Unproven", statement="=1+1 is two.")
    settle(round, editor, "True", note="As listed.")
    response = show(browser, editor, "verdicts:agreement_pairs")
    (row,) = csv.DictReader(io.StringIO(response.text))
    assert row["statement"] == "'=1+1 is two."
    assert (row["first_rating"], row["first_value"]) == ("True", "5")
    assert (row["second_rating"], row["second_value"]) == ("Unproven", "")
    assert (row["settled_rating"], row["settled_by"]) == ("True", "Edda Editor")
    assert row["settled_differently_from"] == "Eino Editor"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_page_costs_the_same_for_two_pairs_and_for_eight(reviewer, second_editor, editor, browser):
    def queries():
        client = browser(editor)
        client.get(reverse("verdicts:agreement"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(reverse("verdicts:agreement"))
        return len(seen)

    third = create_user(email="rita@desk.example", name="Rita Reviewer", role="reviewer")
    for person in (second_editor, third):
        compare(reviewer, person, "True", "False")
    before = queries()
    for person in (second_editor, third) * 3:
        compare(reviewer, person, "False", "Half true")
    assert queries() == before
