"""Two people's changes of one form, field by field."""

import json

import pytest
from django import forms
from django.http import QueryDict

from factcheck.web.conflict import VersionField
from factcheck.web.merging import Beside, MergingForm, as_sent, merge


class ThingForm(MergingForm):
    title = forms.CharField(label="Title", required=False)
    text = forms.CharField(label="Text", required=False, widget=forms.Textarea)
    urgent = forms.BooleanField(label="Urgent", required=False)
    level = forms.TypedChoiceField(label="Level", choices=[(1, "one"), (2, "two")], coerce=int, required=False)
    day = forms.DateField(label="Day", required=False)
    version = VersionField()
    beside = ("rows",)


BEGAN = {"title": "A", "text": "One.\nTwo.", "urgent": True, "level": 1, "day": None, "version": 3, "rows": "x: y"}


def sent(**typed) -> ThingForm:
    """What a browser sends for a page that began from BEGAN, with what the person typed."""
    page = ThingForm(initial=BEGAN)
    data = QueryDict(mutable=True)
    for name, field in page.fields.items():
        if text := as_sent(field, page.initial.get(name)):
            data[name] = text.replace("\n", "\r\n")
    for name, value in typed.items():
        data[name] = value
    data.update({"row-0": "y"})
    return ThingForm(QueryDict(data.urlencode()), initial=BEGAN)


def merged(form: ThingForm, **theirs):
    return merge(form, BEGAN | theirs, 4)


def saved(result) -> dict:
    form = ThingForm(result.data)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_what_different_people_changed_in_different_fields_is_both_kept():
    result = merged(sent(title="Mine"), text="Theirs.", level=2)
    values = saved(result)
    assert (values["title"], values["text"], values["level"], values["version"]) == ("Mine", "Theirs.", 2, 4)
    assert (result.taken, result.collided) == (["Text", "Level"], [])


def test_what_both_changed_collides_and_stays_as_typed_while_the_rest_is_merged():
    result = merged(sent(title="Mine", level="2"), title="Theirs", text="Theirs.")
    assert result.collided == ["title"]
    values = saved(result)
    assert (values["title"], values["text"], values["level"]) == ("Mine", "Theirs.", 2)


def test_what_both_changed_alike_is_settled():
    result = merged(sent(title="Same", text="One.\r\nTwo, three."), title="Same", text="One.\nTwo, three.")
    assert (result.collided, result.taken) == ([], [])


@pytest.mark.parametrize(
    ("name", "theirs", "expected"),
    [("urgent", False, False), ("text", "", ""), ("day", None, None), ("level", None, "")],
)
def test_what_they_emptied_is_empty(name, theirs, expected):
    assert saved(merged(sent(title="Mine"), **{name: theirs}))[name] == expected


def test_what_i_emptied_stays_empty():
    values = saved(merged(sent(text=""), title="Theirs"))
    assert (values["text"], values["title"]) == ("", "Theirs")


def test_line_ends_that_a_browser_changes_are_no_change():
    assert saved(merged(sent(), text="Theirs."))["text"] == "Theirs."


@pytest.mark.parametrize("began", ["", "{", "[]", "7", '{"title": 7}', "[" * 5000, json.dumps({"title": "forged"})])
def test_from_a_beginning_that_says_nothing_everything_that_differs_collides(began):
    form = sent(title="Mine")
    data = form.data.copy()
    data["began"] = began
    assert merged(ThingForm(data), title="Theirs").collided == ["title"]


def test_what_stands_beside_the_form_is_taken_whole_or_kept_whole():
    def beside(yours, theirs):
        return [Beside("rows", "Rows", yours, theirs, "row-", {"row-0": "new", "row-1": "more"})]

    taken = merge(sent(), BEGAN, 4, beside("x: y", "x: z"))
    assert (taken.taken, taken.data["row-0"], taken.data["row-1"]) == (["Rows"], "new", "more")
    kept = merge(sent(), BEGAN, 4, beside("x: mine", "x: y"))
    assert (kept.taken, kept.collided, kept.data["row-0"]) == ([], [], "y")
    assert merge(sent(), BEGAN, 4, beside("x: mine", "x: z")).collided == ["rows"]


def test_a_second_merge_begins_from_what_the_first_one_saw():
    again = ThingForm(merged(sent(title="Mine"), text="Theirs.").data)
    second = merge(again, BEGAN | {"text": "Theirs, again."}, 5)
    assert second.collided == []
    assert saved(second)["text"] == "Theirs, again."
