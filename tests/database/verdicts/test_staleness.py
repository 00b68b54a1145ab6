"""What moves beneath a verdict opens an item on it at once; a person answers it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents.actions.works import declare_same_work
from factcheck.documents.capturing.watching import answer_finding
from factcheck.documents.models import Document, DocumentRelation, Fetch, WatchFinding
from factcheck.evidence import actions as evidence
from factcheck.notifications.models import Notification
from factcheck.passages.actions import mark_passage
from factcheck.sources import actions as sources
from factcheck.sources.models import Source
from factcheck.verdicts import actions
from factcheck.verdicts.errors import NeedsEditor, SomebodyWasFaster
from factcheck.verdicts.models import Rating, StaleItem, Verdict
from factcheck.verdicts.staleness import (
    NotYoursToReaffirm,
    WhyMissing,
    answer_stale,
    raise_stale,
    speaks_against,
)
from tests.database.verdicts.conftest import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(db) -> Source:
    return sources.create_source(name="The Lantern", reliability="B")


def published_by(source: Source, document: Document) -> None:
    document.change(source=source, source_basis="desk", source_how="The imprint.")


def open_causes(verdict: Verdict) -> list[tuple[str, str]]:
    return list(StaleItem.objects.open().filter(verdict=verdict).values_list("cause", "about"))


def document_of(case) -> Document:
    return case.corroborating.passage.document


def copy_of(document: Document, by) -> Document:
    """Another document, declared to be a copy of this one."""
    other = Document.objects.create(first_words="The original")
    DocumentRelation.objects.create(document=document, other=other, kind="copy", declared_by=by)
    return other


def regrade(source, by, to="E"):
    with acting(by, action="test"):
        sources.change_source(source=source, reason="It made things up.", reliability=to)


def test_a_source_graded_down_opens_an_item_on_what_was_published_with_it(published, source, editor):
    published_by(source, document_of(published))
    regrade(source, editor)
    assert open_causes(published.verdict) == [("regraded", source.public_id)]
    item = StaleItem.objects.get()
    assert (item.detail, item.raised_by) == ("B → E", editor)


@pytest.mark.parametrize("grade", ["A", "B"])
def test_a_source_graded_up_or_left_opens_none(published, source, editor, grade):
    published_by(source, document_of(published))
    regrade(source, editor, to=grade)
    assert open_causes(published.verdict) == []


def test_the_source_of_what_was_copied_counts_and_that_of_a_copy_does_not(published, source, editor):
    original = copy_of(document_of(published), editor)
    first = copy_of(original, editor)
    published_by(source, first)
    copier = sources.create_source(name="The Copier", reliability="A")
    later = Document.objects.create(first_words="A copy of what is cited")
    DocumentRelation.objects.create(document=later, other=document_of(published), kind="copy", declared_by=editor)
    published_by(copier, later)
    regrade(copier, editor)
    assert open_causes(published.verdict) == []
    regrade(source, editor)
    assert open_causes(published.verdict) == [("regraded", source.public_id)]


def test_a_retracted_source_opens_items_also_on_what_was_merged_into_it(published, source, editor):
    part = sources.create_source(name="The Lantern, online", reliability="B")
    published_by(part, document_of(published))
    sources.merge_sources(source=part, into=source, reason="One outlet.")
    with acting(editor, action="test"):
        sources.retract_source(source=source, reason="It closed, and its archive was forged.")
    assert open_causes(published.verdict) == [("retracted", source.public_id)]


def test_a_merge_into_a_source_of_lower_grade_grades_down_what_was_merged(published, source, editor):
    low = sources.create_source(name="The Gutter", reliability="E")
    published_by(source, document_of(published))
    with acting(editor, action="test"):
        sources.merge_sources(source=source, into=low, reason="One outlet.")
    assert open_causes(published.verdict) == [("regraded", source.public_id)]


def test_withdrawn_evidence_opens_an_item_on_what_was_approved_with_it(approved, editor):
    with acting(editor, action="test"):
        piece = approved.corroborating
        piece.refresh_from_db()
        evidence.withdraw_evidence(evidence=piece, by=editor, expected=piece.version, reason="A forgery.")
    assert open_causes(approved.verdict) == [("withdrawn", piece.public_id)]


@pytest.mark.parametrize("answer", ["matters", "dropped"])
def test_a_page_of_which_the_change_matters_opens_an_item(published, editor, answer):
    finding = found_on(document_of(published))
    answer_finding(finding=finding, answer=answer, note="The figure is gone.", by=editor)
    assert open_causes(published.verdict) == [("page", document_of(published).public_id)]


def test_a_page_that_stands_as_captured_opens_none(published, editor):
    answer_finding(finding=found_on(document_of(published)), answer="stands", note="", by=editor)
    assert open_causes(published.verdict) == []


def found_on(document: Document) -> WatchFinding:
    fetch = Fetch.objects.create(url="https://a.example/", document=document, outcome="gone")
    return WatchFinding.objects.create(document=document, fetch=fetch, kind="vanished")


def test_a_better_capture_of_a_cited_document_opens_an_item(published, reviewer):
    from factcheck.documents import actions as documents

    scan = documents.import_document(
        data=b"A better scan.", receipt=documents.Receipt(received_from="The archive", filename="b.txt"), by=reviewer
    ).document
    declare_same_work(document=scan, into=document_of(published))
    assert open_causes(published.verdict) == [("capture", document_of(published).public_id)]


def more_evidence(case, stance, by, quote="The calendar"):
    extraction = case.corroborating.passage.extraction
    start = TEXT.index(quote)
    passage = mark_passage(extraction=extraction, start=start, end=start + len(quote), by=by)
    with acting(by, action="test"):
        return evidence.link_evidence(claim=case.claim, passage=passage, stance=stance, by=by)


@pytest.mark.parametrize(
    ("stance", "expected"), [("contradicts", ["contradicted"]), ("corroborates", []), ("context", [])]
)
def test_new_evidence_against_the_rating_opens_an_item(published, reviewer, stance, expected):
    more_evidence(published, stance, reviewer)
    assert [cause for cause, _about in open_causes(published.verdict)] == expected


def test_evidence_that_is_turned_against_the_rating_opens_an_item(published, reviewer):
    piece = more_evidence(published, "context", reviewer)
    with acting(reviewer, action="test"):
        evidence.change_evidence(evidence=piece, expected=piece.version, stance="contradicts")
    assert open_causes(published.verdict) == [("contradicted", piece.public_id)]


@pytest.mark.parametrize(
    ("label", "contradicts", "corroborates"),
    [("True", True, False), ("Mostly true", True, False), ("False", False, True), ("Unproven", True, True)],
)
def test_what_speaks_against_a_rating_follows_from_its_place_on_the_scale(db, label, contradicts, corroborates):
    rating = Rating.objects.filter(scale__is_current=True, label=label).first()
    if rating is None:
        pytest.skip(f"the scale has no {label}")
    assert speaks_against(rating, "contradicts") is contradicts
    assert speaks_against(rating, "corroborates") is corroborates
    assert not speaks_against(rating, "context")


def test_nothing_is_opened_on_a_draft_or_on_what_is_in_review(in_review, source, editor):
    published_by(source, document_of(in_review))
    regrade(source, editor)
    assert not StaleItem.objects.exists()


def test_the_same_cause_is_told_once_until_it_is_answered(published, source, editor, second_editor):
    first = raise_stale(verdicts=[published.verdict], cause="capture", about="D-0001")
    assert raise_stale(verdicts=[published.verdict], cause="capture", about="D-0001") == []
    with acting(editor, action="test"):
        answer_stale(item=first[0], answer="reaffirmed", note="The words are the same.", by=editor)
    assert len(raise_stale(verdicts=[published.verdict], cause="capture", about="D-0001")) == 1


def test_authors_and_whoever_has_the_claim_are_told_and_who_did_it_is_not(published, source, reviewer, editor):
    published_by(source, document_of(published))
    published.claim.refresh_from_db()
    assert published.claim.assignee == reviewer
    regrade(source, editor)
    told = Notification.objects.filter(topic="stale")
    assert [(row.user, row.actor) for row in told] == [(reviewer, editor)]
    assert told.get().url == reverse("verdicts:stale", args=[StaleItem.objects.get().pk])


def test_a_retraction_is_told_by_the_name_of_its_source_and_with_the_reason(published, source, editor, browser):
    published_by(source, document_of(published))
    # In a request of its own, as people do it: so that the claim's history has a step of it.
    client, why = browser(editor), "It made up an interview."
    assert client.post(reverse("sources:retract", args=[source.pk]), {"reason": why}).status_code == 302
    history = client.get(reverse("claims:detail", args=[published.claim.pk])).text
    link = f'<a href="{reverse("sources:detail", args=[source.pk])}" dir="auto">The Lantern</a>'
    assert f"relied on a source no longer: {link}" in history
    page = client.get(reverse("verdicts:stale", args=[StaleItem.objects.get().pk])).text
    assert link in page
    assert why.rstrip(".") in page


@pytest.mark.parametrize("one_by_one", [3, 0])
def test_what_is_told_does_not_name_what_moved_which_may_be_sealed(
    published, reviewer, editor, monkeypatch, one_by_one
):
    monkeypatch.setattr("factcheck.verdicts.staleness._TOLD_ONE_BY_ONE", one_by_one)
    moved = published.corroborating.public_id
    with acting(editor, action="test"):
        raise_stale(verdicts=[published.verdict], cause="withdrawn", about=moved, detail="Withdrawn.")
    told = Notification.objects.get(topic="stale", user=reviewer)
    assert moved not in told.text
    assert told.about == published.verdict.public_id
    assert StaleItem.objects.get().about == moved


# --- answers ---------------------------------------------------------------------------------------------------


@pytest.fixture
def item(published, editor) -> StaleItem:
    with acting(editor, action="test"):
        return raise_stale(verdicts=[published.verdict], cause="withdrawn", about=published.corroborating.public_id)[0]


def test_reaffirming_takes_a_reason_and_an_editor_who_wrote_none_of_it(item, reviewer, editor):
    with pytest.raises(WhyMissing):
        answer_stale(item=item, answer="reaffirmed", note=" ", by=editor)
    with pytest.raises(NeedsEditor):
        answer_stale(item=item, answer="reaffirmed", note="Fine.", by=reviewer)
    reviewer.role = "editor"
    reviewer.save()
    with pytest.raises(NotYoursToReaffirm):
        answer_stale(item=item, answer="reaffirmed", note="Fine.", by=reviewer)
    with acting(editor, action="test"):
        answer_stale(item=item, answer="reaffirmed", note="Two others say the same.", by=editor)
    with pytest.raises(SomebodyWasFaster):
        answer_stale(item=item, answer="reaffirmed", note="Again.", by=editor)


def test_the_claim_and_the_verdict_say_that_it_may_be_stale_until_it_is_reaffirmed(item, published, editor, browser):
    client = browser(editor)
    pages = [
        reverse("claims:detail", args=[published.claim.pk]),
        reverse("verdicts:detail", args=[published.verdict.pk]),
        reverse("verdicts:stale_list"),
    ]
    address = reverse("verdicts:stale", args=[item.pk])
    assert all(address in client.get(page).content.decode() for page in pages)
    assert client.post(address, {"do": "reaffirm", "note": ""}).status_code == 422
    assert client.post(address, {"do": "reaffirm", "note": "It stands without it."}).status_code == 302
    assert not any(address in client.get(page).content.decode() for page in pages)
    assert "It stands without it." in client.get(address).content.decode()


def test_a_reviewer_answers_by_opening_a_revision(item, published, reviewer, browser):
    address = reverse("verdicts:stale", args=[item.pk])
    client = browser(reviewer)
    assert client.post(address, {"do": "reaffirm", "note": "Fine."}).status_code == 422
    answer = client.post(address, {"do": "revise", "kind": "correction", "note": "One source fell away."})
    revision = Verdict.objects.get(revises=published.verdict)
    assert answer.url == reverse("verdicts:edit", args=[revision.pk])
    item.refresh_from_db()
    assert (item.answer, item.answered_by) == ("revised", reviewer)
    assert (revision.kind_of_change, revision.public_note) == ("correction", "One source fell away.")


def test_nobody_says_revised_of_what_nobody_revises(item, published, reviewer, editor, browser):
    address = reverse("verdicts:stale", args=[item.pk])
    for person in (reviewer, editor):
        answer = browser(person).post(address, {"do": "revised", "note": "Done."})
        assert answer.status_code == 422
        assert "No later version of this verdict is begun" in answer.content.decode()
    item.refresh_from_db()
    assert item.answer == ""
    with acting(reviewer, action="test"):
        actions.revise_verdict(verdict=published.verdict, kind="update", note="A new list came.", by=reviewer)
    assert browser(reviewer).post(address, {"do": "revised", "note": "See the next version."}).status_code == 302
    item.refresh_from_db()
    assert (item.answer, item.note) == ("revised", "See the next version.")


def test_the_database_holds_who_answers_and_that_revised_is_true(item, reviewer, editor):
    now = timezone.now()

    def answer(by, **values):
        with acting(by, action="test"), transaction.atomic():
            StaleItem.objects.filter(pk=item.pk).update(**{"note": "So.", "answered_at": now} | values)

    for by, values in (
        (reviewer, {"answer": "revised", "answered_by": reviewer}),
        (editor, {"answer": "reaffirmed", "answered_by": reviewer}),
        (reviewer, {"answer": "reaffirmed", "answered_by": reviewer}),
    ):
        with pytest.raises(IntegrityError):
            answer(by, **values)
    reviewer.role = "editor"
    reviewer.save()
    with pytest.raises(IntegrityError):
        answer(reviewer, answer="reaffirmed", answered_by=reviewer)
    answer(editor, answer="reaffirmed", answered_by=editor)
    with pytest.raises(IntegrityError):
        answer(editor, answer="", answered_by=None, answered_at=None)


def test_an_approved_verdict_is_given_back_to_its_author(approved, editor, browser):
    with acting(editor, action="test"):
        items = raise_stale(verdicts=[approved.verdict], cause="capture", about="D-0001")
        items += raise_stale(verdicts=[approved.verdict], cause="capture", about="D-0002")
    address = reverse("verdicts:stale", args=[items[0].pk])
    answer = browser(editor).post(address, {"do": "give_back", "note": "Look at the new capture."})
    assert answer.status_code == 302
    approved.verdict.refresh_from_db()
    assert approved.verdict.state == "returned"
    assert not StaleItem.objects.open().exists()
    items[0].refresh_from_db()
    assert items[0].note == "Look at the new capture."


def test_what_is_open_is_answered_when_the_next_version_is_published(item, published, reviewer, editor):
    with acting(reviewer, action="test"):
        revision = actions.revise_verdict(
            verdict=published.verdict, kind="update", note="A new list came.", by=reviewer
        )
        submission = actions.submit_verdict(verdict=revision, expected=revision.version, by=reviewer)
        revision.refresh_from_db()
    with acting(editor, action="test"):
        actions.approve_verdict(verdict=revision, submission=submission, by=editor)
        actions.mark_published(verdict=revision, by=editor)
    item.refresh_from_db()
    assert (item.answer, item.note, item.answered_by) == ("revised", "A new list came.", editor)


def test_what_is_open_is_answered_when_the_verdict_is_withdrawn(item, published, editor):
    with acting(editor, action="test"):
        actions.withdraw_verdict(verdict=published.verdict, by=editor, note="It was wrong.")
    item.refresh_from_db()
    assert (item.answer, item.note) == ("revised", "It was wrong.")
