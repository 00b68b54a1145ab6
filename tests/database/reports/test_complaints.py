"""A complaint: received, decided by somebody who wrote none of it, mended by a new version, answered, erased."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.notifications.models import Notification
from factcheck.reports import complaints
from factcheck.reports.actions import publish_verdict, record_export
from factcheck.reports.models import Complaint, Export, PublicNotice
from factcheck.reports.notices import NoticeStands, NotPublished, lift_notice, set_notice
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts.errors import NeedsEditor, SomebodyWasFaster
from factcheck.verdicts.models import StaleItem, Verdict

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def complaint(published, reviewer) -> Complaint:
    with acting(reviewer, action="test"):
        return complaints.record_complaint(
            verdict=published.verdict,
            received_on=DAY,
            channel="mail",
            point="The calendar that is cited was replaced.",
            complainant="Greta Grumbler",
            text="You are wrong, sirs.",
            by=reviewer,
        )


@pytest.fixture
def author_made_editor(reviewer):
    reviewer.role = "editor"
    reviewer.save()
    return reviewer


def decide(complaint, by, decision="upheld", reason="It was replaced in February."):
    complaint.refresh_from_db()
    with acting(by, action="test"):
        return complaints.decide_complaint(
            complaint=complaint, expected=complaint.version, decision=decision, reason=reason, by=by
        )


def test_only_of_what_was_published_is_a_complaint_recorded(case, reviewer):
    with pytest.raises(complaints.NothingWasPublished):
        complaints.record_complaint(
            verdict=case.verdict, received_on=DAY, channel="mail", point="It is wrong.", by=reviewer
        )


def test_who_may_decide_is_told_and_who_wrote_it_is_not(complaint, editor, reviewer):
    told = Notification.objects.filter(topic="complaint")
    assert [row.user for row in told] == [editor]
    assert "Greta" not in told.get().text
    assert told.get().url == reverse("reports:complaint", args=[complaint.pk])


def test_an_author_does_not_decide_whatever_their_role(complaint, author_made_editor):
    with pytest.raises(complaints.WroteItThemselves):
        decide(complaint, author_made_editor)


def test_the_database_lets_no_author_decide_either(complaint, author_made_editor):
    with acting(author_made_editor, action="test"), pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(
            decision="rejected", reason="No.", decided_by=author_made_editor, decided_at=datetime.now(UTC)
        )


def test_who_wrote_what_readers_have_now_does_not_decide_either(published, editor):
    third = create_user(email="tilda@desk.example", name="Tilda", role="editor")
    corrected(published, editor, third)
    reviewer = published.verdict.authors.get().user
    with acting(reviewer, action="test"):
        complaint = complaints.record_complaint(
            verdict=published.verdict, received_on=DAY, channel="mail", point="It was worse than that.", by=reviewer
        )
    assert [row.user for row in Notification.objects.filter(topic="complaint")] == [third]
    with pytest.raises(complaints.WroteItThemselves):
        decide(complaint, editor)
    with acting(editor, action="test"), pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(
            decision="rejected", reason="No.", decided_by=editor, decided_at=datetime.now(UTC)
        )
    page = browser(editor).get(reverse("reports:complaint", args=[complaint.pk])).content.decode()
    assert reverse("reports:decide_complaint", args=[complaint.pk]) not in page
    assert decide(complaint, third).decided_by == third


def test_a_reviewer_does_not_decide(complaint, viewer, reviewer):
    other = create_user(email="rita@desk.example", name="Rita", role="reviewer")
    with pytest.raises(NeedsEditor):
        decide(complaint, other)


def test_it_is_decided_once_and_for_a_reason(complaint, editor):
    with pytest.raises(complaints.ReasonMissing):
        decide(complaint, editor, reason=" ")
    decide(complaint, editor)
    with pytest.raises(SomebodyWasFaster):
        decide(complaint, editor, decision="rejected")


@pytest.mark.parametrize(("decision", "opened"), [("upheld", 1), ("in_part", 1), ("rejected", 0)])
def test_one_that_is_upheld_opens_an_item_on_what_readers_have(complaint, editor, decision, opened):
    decide(complaint, editor, decision=decision)
    items = StaleItem.objects.filter(cause="complaint", about=complaint.public_id, verdict=complaint.verdict)
    assert items.count() == opened


def test_name_and_text_can_be_erased_and_the_history_never_held_them(complaint, editor):
    decide(complaint, editor)
    complaint.refresh_from_db()
    with acting(editor, action="test"):
        complaints.erase_complainant(complaint=complaint, by=editor)
    complaint.refresh_from_db()
    assert (complaint.complainant, complaint.text, complaint.erased_by) == ("", "", editor)
    assert complaint.point
    held = json.dumps(list(Entry.objects.values("before", "after")), default=str)
    assert "Greta" not in held
    assert "sirs" not in held
    with pytest.raises(complaints.ErasedAlready):
        complaints.erase_complainant(complaint=complaint, by=editor)


def test_the_database_keeps_an_erased_complaint_empty(complaint, editor):
    with acting(editor, action="test"):
        complaints.erase_complainant(complaint=complaint, by=editor)
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(complainant="Greta")


def test_it_is_mended_by_a_later_version_of_the_same_verdict_only(complaint, editor):
    decided = decide(complaint, editor)
    with pytest.raises(complaints.OfAnotherClaim):
        complaints.link_correction(complaint=decided, expected=decided.version, correction=decided.verdict)


# --- the public notice ------------------------------------------------------------------------------------------


def test_a_notice_stands_above_the_report_and_in_exports_until_it_is_lifted(published, reviewer, editor):
    verdict, client = published.verdict, browser(editor)
    words = "This check is under review."
    assert browser(reviewer).post(reverse("reports:notice", args=[verdict.pk]), {"text": words}).status_code == 403
    assert client.post(reverse("reports:notice", args=[verdict.pk]), {"text": words}).status_code == 302
    report = reverse("reports:detail", args=[verdict.pk])
    assert words in browser(reviewer).get(report).content.decode()
    for format in ("csv", "jsonl"):
        body = client.post(reverse("reports:export"), {"format": format})
        assert words in b"".join(body.streaming_content).decode()
    shown = {"notice": PublicNotice.objects.get().public_id}
    assert f'name="notice" value="{shown["notice"]}"' in client.get(report).content.decode()
    assert client.post(reverse("reports:lift_notice", args=[verdict.pk]), shown).status_code == 302
    assert words not in client.get(report).content.decode()
    assert PublicNotice.objects.get().lifted_by == editor


def test_one_notice_at_a_time_and_on_what_is_published_only(case, published, editor):
    notice = set_notice(verdict=published.verdict, text="Under review.", by=editor)
    with pytest.raises(NoticeStands):
        set_notice(verdict=published.verdict, text="Again.", by=editor)
    lift_notice(verdict=published.verdict, notice=notice.public_id, by=editor)
    with acting(editor, action="test"):
        verdicts.withdraw_verdict(verdict=published.verdict, by=editor, note="It was wrong.")
    with pytest.raises(NotPublished):
        set_notice(verdict=published.verdict, text="Under review.", by=editor)


def test_the_notice_that_is_lifted_is_the_one_that_was_read(published, editor):
    verdict, client = published.verdict, browser(editor)
    seen = set_notice(verdict=verdict, text="Under review.", by=editor)
    lift_notice(verdict=verdict, notice=seen.public_id, by=editor)
    later = set_notice(verdict=verdict, text="Don't rely on this.", by=editor)
    for sent in ({"notice": seen.public_id}, {}):
        answer = client.post(reverse("reports:lift_notice", args=[verdict.pk]), sent, follow=True)
        assert "another notice" in answer.content.decode()
    later.refresh_from_db()
    assert later.lifted_at is None


# --- corrections -------------------------------------------------------------------------------------------------


def corrected(published, reviewer, editor, conclusion="One list has two."):
    with acting(reviewer, action="test"):
        revision = verdicts.revise_verdict(
            verdict=published.verdict, kind="correction", note="The list was replaced.", by=reviewer
        )
        verdicts.save_draft(
            verdict=revision,
            expected=revision.version,
            rating=revision.rating,
            conclusion=conclusion,
            explanation=revision.explanation,
        )
        submission = verdicts.submit_verdict(verdict=revision, expected=revision.version, by=reviewer)
    revision.refresh_from_db()
    with acting(editor, action="test"):
        verdicts.approve_verdict(verdict=revision, submission=submission, by=editor)
        revision.refresh_from_db()
        publish_verdict(verdict=revision, by=editor, published_at=datetime(2026, 3, 5, tzinfo=UTC))
    return revision


def test_who_exported_the_earlier_version_is_told_and_listed(published, reviewer, editor, viewer):
    taken = record_export(format=Export.Format.CSV, filters={}, verdicts=[published.verdict.public_id], by=viewer)
    record_export(format=Export.Format.CSV, filters={}, verdicts=["V-999999"], by=reviewer)
    record_export(format=Export.Format.CSV, filters={}, verdicts=[published.verdict.public_id], by=editor)
    revision = corrected(published, reviewer, editor)
    told = Notification.objects.filter(topic="correction")
    assert [(row.user, row.about) for row in told] == [(viewer, revision.public_id)]
    page = browser(reviewer).get(reverse("reports:versions", args=[revision.pk])).content.decode()
    assert taken.public_id in page
    assert "Vera Viewer" in page
    # The editor took it too, and was not told: it was the editor's own doing.
    assert page.count("; told when it was published") == page.count("; published it") == 1


def test_who_exported_a_verdict_is_told_when_it_is_withdrawn(published, editor, viewer):
    record_export(format=Export.Format.CSV, filters={}, verdicts=[published.verdict.public_id], by=viewer)
    with acting(editor, action="test"):
        verdicts.withdraw_verdict(verdict=published.verdict, by=editor, note="It was wrong.")
    assert [row.user for row in Notification.objects.filter(topic="correction")] == [viewer]


def test_every_version_stays_reachable_with_what_changed_between_them(published, reviewer, editor):
    revision = corrected(published, reviewer, editor)
    client = browser(reviewer)
    earlier = published.verdict
    for verdict in (earlier, revision):
        assert client.get(reverse("reports:detail", args=[verdict.pk])).status_code == 200
        assert client.get(reverse("verdicts:detail", args=[verdict.pk])).status_code == 200
        page = client.get(reverse("reports:versions", args=[verdict.pk])).content.decode()
        assert reverse("reports:detail", args=[earlier.pk]) in page
        assert reverse("reports:detail", args=[revision.pk]) in page
        assert "<del>No</del>" in page
        assert "The list was replaced." in page


def test_a_complaint_leads_to_a_correction(published, reviewer, editor, viewer):
    """The whole way, over HTTP: recorded, decided, noticed, revised, approved, published, answered."""
    record_export(format=Export.Format.JSONL, filters={}, verdicts=[published.verdict.public_id], by=viewer)
    author, second, verdict = browser(reviewer), browser(editor), published.verdict
    given = {
        "received_on": "2026-03-02",
        "channel": "mail",
        "point": "The calendar was replaced.",
        "complainant": "Greta Grumbler",
        "text": "You are wrong.",
    }
    answer = author.post(reverse("reports:complain", args=[verdict.pk]), given)
    complaint = Complaint.objects.get()
    assert answer.url == reverse("reports:complaint", args=[complaint.pk])
    assert second.post(reverse("reports:notice", args=[verdict.pk]), {"text": "Under review."}).status_code == 302

    decision = {"decision": "upheld", "reason": "It was.", "version": complaint.version}
    assert author.post(reverse("reports:decide_complaint", args=[complaint.pk]), decision).status_code == 403
    assert second.post(reverse("reports:decide_complaint", args=[complaint.pk]), decision).status_code == 302
    item = StaleItem.objects.get(cause="complaint")
    banner = author.get(reverse("claims:detail", args=[published.claim.pk])).content.decode()
    assert reverse("verdicts:stale", args=[item.pk]) in banner

    revise = {"do": "revise", "kind": "correction", "note": "The calendar was replaced in February."}
    assert author.post(reverse("verdicts:stale", args=[item.pk]), revise).status_code == 302
    revision = Verdict.objects.get(revises=verdict)
    texts = {
        "rating": revision.rating_id,
        "conclusion": "The new list has one.",
        "explanation": revision.explanation,
        "version": revision.version,
        "submit": "1",
    }
    assert author.post(reverse("verdicts:edit", args=[revision.pk]), texts).status_code == 302
    submission = revision.submissions.get()
    with acting(editor, action="test"):
        revision.refresh_from_db()
        verdicts.approve_verdict(verdict=revision, submission=submission, by=editor)
    published_at = {"published_at": f"{timezone.now():%Y-%m-%d %H:%M}", "address": "https://desk.example/2"}
    assert second.post(reverse("reports:publish", args=[revision.pk]), published_at).status_code == 302

    complaint.refresh_from_db()
    link = {"correction": revision.pk, "version": complaint.version}
    assert author.post(reverse("reports:link_correction", args=[complaint.pk]), link).status_code == 302
    complaint.refresh_from_db()
    answered = {"answered_on": "2026-03-06", "version": complaint.version}
    assert author.post(reverse("reports:answer_complaint", args=[complaint.pk]), answered).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.correction, complaint.answered_on) == (revision, date(2026, 3, 6))
    assert author.get(reverse("reports:complaints")).status_code == 200
    assert revision.public_id in author.get(reverse("reports:complaint", args=[complaint.pk])).content.decode()
    # The notice went with the version that it stood on, and whoever exported that one was told.
    assert not PublicNotice.objects.filter(lifted_at=None).exists()
    assert Notification.objects.filter(user=viewer, topic="correction").exists()


def test_a_decision_on_what_somebody_else_changed_meanwhile_is_kept_and_shown(complaint, editor):
    stale = {"decision": "upheld", "reason": "It was so.", "version": complaint.version}
    complaint.change(channel="telephone")
    answer = browser(editor).post(reverse("reports:decide_complaint", args=[complaint.pk]), stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "It was so." in page
    assert f'name="version" value="{complaint.version}"' in page
