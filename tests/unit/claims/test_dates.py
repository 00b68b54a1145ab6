"""Dates in sentences, as seen from the day they came out."""

import pytest

from factcheck.claims.dates import dates_in, dates_of
from factcheck.database.partial_dates import parse

#: A Monday.
CAME_OUT = parse("2020-08-31")


def _made(sentence, language="en", published=CAME_OUT):
    made = dates_of(sentence, published, language=language).made
    return made and made.iso


def _about(sentence, language="en", published=CAME_OUT):
    about = dates_of(sentence, published, language=language).about
    return about and about.iso


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("The office will not open, Ada Moss said Monday.", "2020-08-31"),
        ("Ada Moss said on Friday that it was closed.", "2020-08-28"),
        ("Ada Moss told us yesterday that it was closed.", "2020-08-30"),
        ("Last week Ada Moss warned that it was closed.", "2020-08-24/2020-08-30"),
        ("Ada Moss said on Aug. 9 that it was closed.", "2020-08-09"),
        ("Ada Moss said on 9 November 2019 that it was closed.", "2019-11-09"),
        ("The bridge was closed on Friday.", None),
        ("Ada Moss said the whole long bridge over the river had been closed on Friday.", None),
    ],
)
def test_a_date_beside_a_verb_of_saying_is_when_it_was_said(sentence, made):
    assert _made(sentence) == made


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("The treaty was signed in 1997.", "1997"),
        ("The bridge was closed on Friday.", "2020-08-28"),
        ("It opened last month.", "2020-07"),
        ("It opened last year.", "2019"),
        ("It opened in May 2019.", "2019-05"),
        ("It opened on Dec. 24.", "2019-12-24"),
        ("It opens on Sept. 9.", "2020-09-09"),
        ("It opened in 1990 and closed in 1991.", None),
        ("It has stood since 1922.", None),
        ("It was built in 1922 ... and now it is gone.", None),
        ("It was a school (1922-now).", None),
        ("It is a 100-years tradition.", None),
        ("It cost $1997.", None),
        ("It cost 1,997 euros.", None),
        ("It opened on Feb. 30.", None),
    ],
)
def test_any_other_date_is_the_time_it_tells_of(sentence, about):
    assert _about(sentence) == about


@pytest.mark.parametrize(
    ("sentence", "language", "made"),
    [
        ("Мэр заявил в пятницу, что мост закрыт.", "ru", "2020-08-28"),
        ("Der Bürgermeister sagte am Freitag, die Brücke sei gesperrt.", "de", "2020-08-28"),
        ("Le maire a déclaré vendredi que le pont était fermé.", "fr", "2020-08-28"),
        ("El alcalde dijo ayer que el puente estaba cerrado.", "es", "2020-08-30"),
    ],
)
def test_relative_words_are_read_in_five_languages(sentence, language, made):
    assert _made(sentence, language) == made


@pytest.mark.parametrize("published", [None, *map(parse, ("2020", "2020-08", "0001-01-01", "9999-12-30"))])
def test_relative_words_mean_nothing_without_the_day_it_came_out(published):
    for when in ("on Friday", "last week", "this year"):
        assert dates_in(f"Ada Moss said {when} it would open on Aug. 9.", published, language="en") == []


def test_a_weekday_is_never_after_the_day_it_came_out():
    for day in ("Monday", "Tuesday", "Sunday"):
        (dated,) = dates_in(f"It closed on {day}.", CAME_OUT, language="en")
        assert dated.date.start <= CAME_OUT.start
