"""Rating scales are data in versions; a verdict keeps the labels it was given."""

import pytest
from django.urls import reverse

from factcheck.verdicts.models import Rating, RatingScale
from factcheck.verdicts.scales import Label, activate_scale, publish_scale, ratings_offered

pytestmark = pytest.mark.django_db

ROWS = [("Right", "2", "It is so."), ("Wrong", "1", ""), ("Open", "", "Nobody knows."), ("", "", "")]


def posted(rows, name="Three steps"):
    data = {"name": name, "rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"}
    for at, (label, value, meaning) in enumerate(rows):
        data |= {f"rows-{at}-label": label, f"rows-{at}-value": value, f"rows-{at}-meaning": meaning}
    return data


def test_the_default_scale_has_five_steps_and_three_labels_outside():
    offered = ratings_offered()
    assert [rating.label for rating in offered.inside] == ["False", "Mostly false", "Half true", "Mostly true", "True"]
    assert [rating.label for rating in offered.outside] == ["Unproven", "Missing context", "Satire"]


def test_an_admin_makes_the_next_version_and_it_is_offered(admin, browser):
    client = browser(admin)
    assert client.post(reverse("verdicts:new_scale"), posted(ROWS, name="Five steps")).status_code == 302
    current = RatingScale.objects.get(is_current=True)
    assert (current.name, current.number) == ("Five steps", 2)
    assert list(current.ratings.values_list("label", "value")) == [("Right", 2), ("Wrong", 1), ("Open", None)]
    page = client.get(reverse("verdicts:scales")).content.decode()
    assert "version 2" in page
    assert "Half true" in page


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("Right", "2", "")], "at least two labels"),
        ([("Right", "2", ""), ("right", "1", "")], "the same label"),
        ([("Right", "2", ""), ("Wrong", "2", "")], "the same value"),
        ([("Right", "2", ""), ("Wrong", "1", ""), ("", "3", "")], "Give it a label"),
        ([("Right", "two", ""), ("Wrong", "1", "")], "whole number"),
    ],
)
def test_a_scale_that_cannot_be_read_is_refused_with_what_was_typed(admin, browser, rows, says):
    answer = browser(admin).post(reverse("verdicts:new_scale"), posted(rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Right"' in page
    assert RatingScale.objects.count() == 1


@pytest.mark.parametrize("who", ["reviewer", "editor"])
def test_only_admins_see_and_make_scales(request, who, browser):
    client = browser(request.getfixturevalue(who))
    assert client.get(reverse("verdicts:scales")).status_code == 403
    assert client.post(reverse("verdicts:new_scale"), posted(ROWS)).status_code == 403


def test_an_earlier_version_can_be_offered_again(admin, browser):
    first = RatingScale.objects.get()
    publish_scale(name="Five steps", labels=[Label("Right", 2), Label("Wrong", 1)])
    browser(admin).post(reverse("verdicts:activate_scale", args=[first.pk]))
    assert RatingScale.objects.get(is_current=True) == first


def test_a_verdict_keeps_the_label_it_was_given(approved, draft, reviewer):
    chosen = Rating.objects.get(pk=approved.verdict.rating_id)
    publish_scale(name="Five steps", labels=[Label("Right", 2), Label("Wrong", 1)])
    approved.verdict.refresh_from_db()
    assert approved.verdict.rating.label == "Mostly true"
    assert approved.submission.rating_label == "Mostly true"
    assert approved.submission.content["scale"]["version"] == 1
    offered = ratings_offered(chosen)
    assert chosen in offered.outside
    assert [rating.label for rating in offered.inside] == ["Wrong", "Right"]


def test_offering_the_current_scale_again_changes_nothing():
    scale = RatingScale.objects.get()
    activate_scale(scale=scale)
    assert RatingScale.objects.get(is_current=True) == scale
