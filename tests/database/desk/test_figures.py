"""The figures of the desk: what they count, in which period, for whom, and as CSV."""

import csv
import datetime as dt
import io

import pytest
from django.utils import timezone
from django.utils.translation import override

from factcheck.accounts.actions import ensure_desk
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.desk.figures import judgement, second_looks, work
from factcheck.desk.figures.bars import chart_of
from factcheck.desk.figures.figure import Days
from factcheck.desk.figures.pages import FIGURES, said
from factcheck.documents.models import Document
from factcheck.reports.actions import publish_verdict
from factcheck.sources.actions import retract_source
from factcheck.sources.models import Source
from factcheck.verdicts import actions as verdicts
from factcheck.web.period import Period
from tests.database.verdicts.conftest import approve, make_case, send, write

pytestmark = pytest.mark.django_db

ALWAYS = Period()
LONG_AGO = Period(until=dt.date(2001, 1, 1))


def values(figure) -> dict[str, float | None]:
    return {line.label: line.value for line in figure.lines}


@pytest.fixture
def published(reviewer, editor):
    ensure_desk()
    case = make_case(reviewer)
    write(case, reviewer, label="False")
    send(case, reviewer)
    approve(case, editor)
    with acting(editor, action="test"):
        publish_verdict(verdict=case.verdict, by=editor, published_at=timezone.now())
    return case


def test_a_published_verdict_is_in_each_step_that_it_took(published, viewer):
    figure = work.stages(viewer, ALWAYS)
    assert [line.cells[-1] for line in figure.lines] == ["1"] * 5
    assert all(line.value == pytest.approx(0, abs=0.01) for line in figure.lines)
    # Median and longest are written alike, as they are drawn: for people with their unit, for programs in days.
    assert figure.rows()[0][1:3] == ["Median, days", "Longest, days"]
    assert figure.rows()[1][1:3] == ["0.00", "0.00"]
    assert chart_of(figure, said).bars[0].number == "under an hour"
    assert figure.table(said)[0][1][0] == ("Median", "under an hour")
    with override("de"):
        assert [said(Days(0.25)), said(Days(1.5))] == ["6,0 hours", "1,5 days"]
    assert work.stages(viewer, LONG_AGO).is_empty


def test_open_work_falls_into_groups_by_age(reviewer, viewer):
    now = timezone.now()
    with acting(reviewer, action="test"):
        for days in (0, 3, 3, 200):
            create_claim(by=reviewer, statement="It was so.", kind="fact", created_at=now - dt.timedelta(days=days))
        create_claim(by=reviewer, statement="Late.", kind="fact", due_on=dt.date(2020, 1, 1))
    figure = work.open_work(viewer, ALWAYS)
    assert [line.value for line in figure.lines] == [2, 2, 0, 0, 1]
    assert [line.label for line in figure.lines[:3]] == ["under a day", "1 to 6 days", "7 to 29 days"]
    assert "1 of them is late" in figure.about


def test_verdicts_are_counted_by_rating_and_by_the_tags_of_their_claims(published, viewer):
    type(published.claim).objects.filter(pk=published.claim.pk).update(tags=["army", "borders"])
    assert values(judgement.ratings(viewer, ALWAYS)) == {"False": 1}
    assert values(judgement.ratings(viewer, LONG_AGO)) == {}
    assert values(judgement.topics(viewer, ALWAYS)) == {"army": 1, "borders": 1}
    assert judgement.topics(viewer, ALWAYS).lines[0].cells == ("1", "False 1")


def test_sources_and_grades_are_those_of_frozen_evidence(published, viewer):
    # Of the two passages, the one that the explanation refers to.
    assert [(line.label, line.cells) for line in judgement.sources(viewer, ALWAYS).lines] == [
        ("source not known", ("1", "1"))
    ]
    assert values(judgement.grades(viewer, ALWAYS))["not graded"] == 100


def test_what_was_approved_and_what_went_back(published, reviewer, editor, viewer):
    assert [line.value for line in second_looks.returns(viewer, ALWAYS).lines] == [1, 0]


def test_a_correction_is_counted_by_its_kind_once_it_is_out(published, reviewer, editor, viewer):
    assert work.corrections(viewer, ALWAYS).is_empty
    with acting(reviewer, action="test"):
        published.verdict = verdicts.revise_verdict(
            verdict=published.verdict, kind="correction", note="A number was wrong.", by=reviewer
        )
    write(published, reviewer, label="Mostly false")
    send(published, reviewer)
    approve(published, editor)
    with acting(editor, action="test"):
        publish_verdict(verdict=published.verdict, by=editor, published_at=timezone.now())
    assert values(work.corrections(viewer, ALWAYS))["Correction"] == 1
    # Two versions of one check rest on a source once; whoever it stands for, a reader is told that it does no longer.
    with acting(editor, action="test", reason="It made things up."):
        source = Source.objects.create(name="The Daily")
        Document.objects.update(source=source, source_basis="desk", source_how="asked")
        retract_source(source=source, reason="It made things up.")
    (line,) = judgement.sources(viewer, ALWAYS).lines
    assert (line.label, line.cells) == ("The Daily (relied on no longer)", ("1", "1"))


def test_each_figure_is_on_the_page_and_has_its_csv(client, editor, published):
    client.force_login(editor)
    page = client.get("/desk/figures/")
    assert page.status_code == 200
    for name in FIGURES:
        assert f'id="figure-{name}"' in page.content.decode()
        answer = client.get(f"/desk/figures/{name}.csv")
        assert answer["Content-Type"].startswith("text/csv")
        heads, *lines = csv.reader(io.StringIO(answer.content.decode()))
        assert all(len(line) == len(heads) for line in lines)
    assert client.get("/desk/figures/nothing.csv").status_code == 404


def test_an_impossible_period_is_refused_in_words(client, editor):
    client.force_login(editor)
    page = client.get("/desk/figures/?since=2021-01-01&until=2020-01-01")
    assert page.status_code == 422
    assert "before the beginning" in page.content.decode()


def test_no_figure_costs_more_for_more_verdicts(published, viewer, django_assert_max_num_queries):
    for figure in FIGURES.values():
        with django_assert_max_num_queries(6):
            figure(viewer, ALWAYS)
