from django import forms


class Example(forms.Form):
    statement = forms.CharField(help_text="One sentence, in the desk's <words>.")
    when = forms.CharField(required=False)
    how = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A")])


class Filters(forms.Form):
    show_optional = False
    words = forms.CharField(required=False)


def test_optional_fields_are_marked_in_words_and_required_ones_are_not():
    form = Example()
    assert "(optional)" in form["when"].as_field_group()
    assert "(optional)" not in form["statement"].as_field_group()


def test_filters_are_not_marked_as_optional():
    assert "(optional)" not in str(Filters())


def test_label_help_and_field_stand_in_that_order():
    html = Example()["statement"].as_field_group()
    assert html.index("<label") < html.index('class="help"') < html.index("<input")


def test_an_error_is_tied_to_its_field_and_linked_from_the_summary():
    html = str(Example({}))
    assert 'aria-describedby="id_statement_helptext id_statement_error"' in html
    assert 'id="id_statement_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#id_statement">' in html
    assert "2 things to put right" in html


def test_what_was_typed_is_kept_when_another_field_fails():
    assert 'value="2020-08"' in str(Example({"when": "2020-08"}))


def test_help_text_is_text():
    assert "&lt;words&gt;" in str(Example())


def test_no_id_stands_twice():
    import re

    ids = re.findall(r' id="([^"]+)"', str(Example({})))
    assert len(ids) == len(set(ids))
