"""What goes out is what was agreed to, whatever has changed since."""

import json

from factcheck.accounts.models import Desk
from factcheck.audit.context import acting, because
from factcheck.claims.actions import change_claim
from factcheck.evidence.actions import withdraw_evidence
from factcheck.reports.claimreview import claim_review, missing
from factcheck.reports.reading import report_of, reported_verdicts
from factcheck.sources.actions import change_source
from factcheck.verdicts.actions import revise_verdict


def the_report(case, desk):
    return report_of(reported_verdicts(None).get(pk=case.verdict.pk), desk)


def test_a_report_keeps_the_wording_that_was_approved(published, desk, reviewer):
    before = the_report(published, desk)
    with acting(reviewer, action="test"):
        published.claim.refresh_from_db()
        change_claim(claim=published.claim, expected=published.claim.version, statement="Other words")
        withdraw_evidence(
            evidence=published.corroborating, by=reviewer, expected=published.corroborating.version, reason="wrong"
        )
    assert the_report(published, desk) == before
    assert before.statement == "=There were no exercises in August."
    assert [piece.stance for piece in before.evidence] == ["corroborates", "contradicts"]


def test_grades_leave_the_desk_only_if_its_settings_say_so(published, desk, editor):
    source = published.document.source
    with acting(editor, action="test"), because("read for a year"):
        change_source(source=source, reason="read for a year", reliability="B")
    assert {piece.grade for piece in the_report(published, desk).evidence} == {None}
    Desk.objects.update(prints_grades=True)
    grades = {piece.grade for piece in the_report(published, Desk.objects.get()).evidence}
    # The grade frozen at submission: the source had none yet.
    assert grades == {"Source not graded yet"}


def test_only_a_published_verdict_with_an_address_is_a_claimreview(case, desk):
    assert "the public address" in missing(the_report(case, desk))


def test_a_published_verdict_has_all_that_a_claimreview_needs(published, desk):
    report = the_report(published, desk)
    assert missing(report) == ()
    review = claim_review(report)
    assert review["url"] == "https://desk.example/checks/1"
    assert review["reviewRating"]["ratingValue"] == 4
    assert (review["reviewRating"]["worstRating"], review["reviewRating"]["bestRating"]) == (1, 5)
    assert review["itemReviewed"]["author"]["name"] == "The Lantern"
    json.dumps(review)


def test_every_correction_stands_on_the_report(published, desk, editor):
    with acting(editor, action="test"):
        published.verdict.refresh_from_db()
        verdict = revise_verdict(verdict=published.verdict, kind="correction", note="A date was wrong.", by=editor)
    assert verdict.revises == published.verdict
    assert the_report(published, desk).corrections == ()
