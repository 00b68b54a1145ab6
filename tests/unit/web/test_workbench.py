from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.template import engines

from factcheck.web.icons import ICONS


def render(source, **context):
    return engines["django"].from_string(source).render(context)


def test_a_negative_claims_stance_is_spelt_out():
    assert "Corroborates: there were none" in render('{% stance "corroborates" negative=True %}')
    assert "there were none" not in render('{% stance "corroborates" %}')


@pytest.mark.parametrize("stance", ["corroborates", "contradicts", "context", "said", "kept"])
def test_every_mark_has_an_icon_and_a_word_beside_its_colour(stance):
    html = render("{% stance s %}", s=stance)
    assert "<svg" in html
    assert html.split("</svg>")[1].split("</span>")[0].strip()


def test_the_three_stances_of_the_model_have_marks():
    from factcheck.evidence.models import Stance
    from factcheck.web.templatetags.workbench import MARKS

    assert set(Stance.values) <= set(MARKS)


def test_a_grade_says_itself_in_words():
    html = render('{% grade "B" 3 %}')
    assert "usually reliable; credibility 3: possibly true" in html


def test_no_grade_is_not_the_lowest_grade():
    html = render("{% grade None %}")
    assert "not graded" in html
    assert ">F<" not in html


def test_a_moment_is_shown_in_utc_and_says_so():
    there = datetime(2020, 8, 21, 11, 14, tzinfo=timezone(timedelta(hours=2)))
    assert (
        render("{{ m|moment }}", m=there) == '<time datetime="2020-08-21T09:14:00+00:00">21 Aug 2020, 09:14 UTC</time>'
    )
    assert ">2020-08-21 09:14<" in render("{{ m|stamp }}", m=there)


def test_a_day_is_words_in_prose_and_iso_in_tables():
    assert ">21 Aug 2020<" in render("{{ d|day }}", d=date(2020, 8, 21))
    assert ">2020-08-21<" in render("{{ d|isoday }}", d=datetime(2020, 8, 21, 23, tzinfo=UTC))


@pytest.mark.parametrize("name", ["moment", "stamp", "day", "isoday"])
def test_a_missing_date_shows_nothing(name):
    assert render(f"{{{{ d|{name} }}}}", d=None) == ""


def test_a_difference_cannot_smuggle_markup_in():
    html = render("{% diff a b %}", a="<b>", b="<script>x</script>")
    assert "<script>" not in html
    assert "&lt;" in html


def test_an_empty_value_in_a_difference_is_named():
    assert render('{% diff "" "B" %}') == ('<span class="diff" dir="auto"><del>nothing</del><ins>B</ins></span>')


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "check" %}')
    labelled = render('{% icon "x" "Remove" %}')
    assert 'aria-label="Remove"' in labelled
    assert "aria-hidden" not in labelled


def test_an_icon_that_does_not_exist_fails_at_once():
    with pytest.raises(KeyError):
        render('{% icon "no such icon" %}')


def test_icons_are_well_formed():
    from xml.etree import ElementTree

    for name, drawing in ICONS.items():
        assert ElementTree.fromstring(f"<svg>{drawing}</svg>") is not None, name
