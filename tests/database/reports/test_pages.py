import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.actions import ensure_desk
from factcheck.audit.context import acting, because
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.reports import articles
from factcheck.reports.models import Publication
from factcheck.reports.reading import report_of, reported_verdicts
from factcheck.sources.actions import retract_source
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts.models import State

pytestmark = pytest.mark.django_db


def a_moment() -> str:
    return f"{timezone.now():%Y-%m-%d %H:%M}"


def test_the_list_says_what_to_do_when_there_is_nothing(client, viewer):
    client.force_login(viewer)
    assert "No reports yet" in client.get(reverse("reports:list")).content.decode()


def test_a_report_shows_each_quote_with_its_hash(client, viewer, published):
    client.force_login(viewer)
    page = client.get(reverse("reports:detail", args=[published.verdict.pk])).content.decode()
    assert "<mark>the calendar lists no exercise in August</mark>" in page
    assert published.document.captures.get().sha256 in page
    assert 'id="note-1"' in page
    # On paper: whose it is and which, once; and no address after the words that are the address.
    (head,) = re.findall(r'<p class="print-only[^"]*">(.*?)</p>', page)
    assert "The Desk" in head
    assert published.verdict.public_id in head
    assert f"printed on {timezone.now():%Y}" in head
    assert '<a class="address" href="https://ministry.example/calendar"' in page


def test_an_editor_records_where_and_when_it_was_published(client, editor, case):
    client.force_login(editor)
    address = reverse("reports:publish", args=[case.verdict.pk])
    response = client.post(address, {"address": "https://desk.example/1", "published_at": a_moment()})
    assert response.status_code == 302
    case.verdict.refresh_from_db()
    assert case.verdict.state == State.PUBLISHED
    publication = case.verdict.publication
    assert publication.address == "https://desk.example/1"
    # Mended later, it is not published a second time, nor does the history say so.
    mended = {"address": "https://desk.example/2", "published_at": a_moment(), "version": publication.version}
    assert client.post(address, mended).status_code == 302
    history = client.get(reverse("claims:detail", args=[case.claim.pk])).text
    assert history.count("published a verdict") == 1
    assert history.count("changed when or where it was published") == 1


def test_a_moment_in_the_future_or_before_the_approval_is_refused_and_nothing_is_lost(client, editor, case):
    client.force_login(editor)
    address = reverse("reports:publish", args=[case.verdict.pk])
    for moment, why in (
        ("2999-03-01 14:30", "lies in the future"),
        ("2026-03-01 14:30", f"{case.verdict.public_id}, the"),
    ):
        response = client.post(address, {"address": "https://desk.example/1", "published_at": moment})
        assert response.status_code == 422
        assert "https://desk.example/1" in response.content.decode()
        assert why in response.content.decode()
    assert not Publication.objects.exists()


def test_a_moment_before_the_claim_was_made_is_refused_but_not_for_the_hour_at_the_other_end_of_the_world(
    client, editor, case
):
    client.force_login(editor)
    address = reverse("reports:publish", args=[case.verdict.pk])
    sent = {"address": "https://desk.example/1", "published_at": a_moment()}
    for days, status in ((2, 422), (0, 302)):
        made = f"{timezone.now() + timedelta(days=days):%Y-%m-%d}"
        with acting(editor, action="test"), because("Heard again."):
            case.claim.refresh_from_db()
            case.claim.change(**partial_date_columns("made", parse(made)))
        response = client.post(address, sent)
        assert response.status_code == status
        assert (f"before the claim was made: {made}" in response.text) is (status == 422)
    assert Publication.objects.get().address == "https://desk.example/1"


def test_a_later_version_takes_over_the_address_and_emptying_it_is_asked_about(client, editor, reviewer, published):
    with acting(reviewer, action="test"), because("It made things up."):
        retract_source(source=published.document.source, reason="It made things up.")
        published.verdict.refresh_from_db()
        later = verdicts.revise_verdict(
            verdict=published.verdict, kind="correction", note="A date was wrong in it.", by=reviewer
        )
        submission = verdicts.submit_verdict(verdict=later, expected=later.version, by=reviewer)
    with acting(editor, action="test"):
        verdicts.approve_verdict(verdict=later, submission=submission, by=editor)
    client.force_login(editor)
    address = reverse("reports:publish", args=[later.pk])
    assert 'value="https://desk.example/checks/1"' in client.get(address).text
    emptied = {"address": "", "published_at": a_moment()}
    refused = client.post(address, emptied)
    assert refused.status_code == 422
    assert "falls out of ClaimReview" in refused.text
    assert client.post(address, emptied | {"without_address": "on"}).status_code == 302
    assert Publication.objects.get(verdict=later).address == ""
    # The note that stood on neither article nor table stands in each.
    report = report_of(reported_verdicts(None).get(pk=later.pk), ensure_desk())
    assert "A date was wrong in it." in articles.as_html(report)
    assert "Correction, 20" in report.corrections_in_words
    # Frozen with it: the version before was written while the desk relied on the source.
    assert {row.source_mark for row in (*report.evidence, *report.appearances)} == {"relied on no longer"}
    assert client.get(reverse("reports:detail", args=[later.pk])).text.count(">relied on no longer<") == 3
    before = report_of(reported_verdicts(None).get(pk=published.verdict.pk), ensure_desk())
    assert {row.source_mark for row in before.evidence} == {""}


def test_a_reviewer_may_not_publish(client, reviewer, case):
    client.force_login(reviewer)
    assert client.post(reverse("reports:publish", args=[case.verdict.pk])).status_code == 403


def test_no_claimreview_before_publication(client, viewer, case):
    client.force_login(viewer)
    response = client.get(reverse("reports:claimreview", args=[case.verdict.pk]))
    assert response.status_code == 404
    assert "public address" in response.content.decode()


def test_a_draft_has_no_report(client, viewer, case):
    client.force_login(viewer)
    assert client.get(reverse("reports:detail", args=[case.verdict.pk + 1])).status_code == 404


def test_the_article_is_offered_as_rich_text_and_as_markdown(client, viewer, published):
    client.force_login(viewer)
    page = client.get(reverse("reports:detail", args=[published.verdict.pk])).content.decode()
    assert "[^1]" in page
    assert "https://ministry.example/calendar" in page
