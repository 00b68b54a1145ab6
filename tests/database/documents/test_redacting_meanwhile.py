"""Nothing comes to a document while it is redacted, nor afterwards."""

import hashlib
import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim, mark_appearance
from factcheck.claims.models import Appearance, ClaimSuggestion
from factcheck.database.roles import as_owner
from factcheck.documents import blobs
from factcheck.documents.actions import Typing, relate_documents, type_text
from factcheck.documents.actions.errors import BytesWereRedacted, RedactedAlready
from factcheck.documents.capturing import archiving
from factcheck.documents.capturing import carrying_out as fetching
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.models import (
    ArchiveRequest,
    Capture,
    DocumentRelation,
    Extraction,
    Fetch,
    PageLayout,
    ReadingFailure,
    Redaction,
    RelationSuggestion,
    Retrieval,
    Watch,
    WatchFinding,
)
from factcheck.documents.redacting import carrying_out
from factcheck.evidence.actions import keep_passage, link_evidence
from factcheck.evidence.answering import answer_suggestion
from factcheck.evidence.models import Evidence, EvidenceSuggestion, Kept
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage, Translation
from factcheck.passages.translations import translate_passage
from tests.database.documents.cast import bring_in, document
from tests.database.documents.test_redacting import MARKER, REASON, agreed, columns_with
from tests.database.documents.test_redacting_decided import in_thread

WORDS, PAGE = "Zquill wrote this letter.", "https://news.example/zquill"
FOUND = {"kind": "copy", "similarity": 0.5, "containment": 0.5, "detector": "x", "reasons": ["Zquill"]}


def redact(found: Redaction) -> None:
    call_command("redact", found.public_id, stdout=StringIO())


def came_of(act: Callable[[], object], found: Redaction, by: User, monkeypatch: pytest.MonkeyPatch) -> object:
    """What `act` gave or raised that somebody did on another connection while the command held the tables."""
    emptying = carrying_out.empty
    begun: list[tuple[threading.Thread, list[object]]] = []

    def as_somebody() -> object:
        with acting(by, action="test"):
            return act()

    def empty(salts: dict[int, bytes]) -> object:
        thread, given = in_thread(as_somebody)
        thread.join(timeout=1)
        assert given == [], "it waits"
        begun.append((thread, given))
        return emptying(salts)

    monkeypatch.setattr(carrying_out, "empty", empty)
    redact(found)
    ((thread, given),) = begun
    thread.join(timeout=30)
    return given[0]


@pytest.mark.django_db(transaction=True)
def test_who_asks_for_its_page_while_it_is_redacted_is_told_so(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer, url=PAGE)
    found = agreed(one, editor, admin)

    def again() -> Fetch:
        return ask_for_capture(url=PAGE, by=reviewer, document=one)

    assert isinstance(came_of(again, found, reviewer, monkeypatch), RedactedAlready)
    assert not Fetch.objects.exists()
    assert columns_with(MARKER) == []


@pytest.mark.django_db(transaction=True)
def test_who_types_from_it_while_it_is_redacted_is_told_so(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer)
    found, capture = agreed(one, editor, admin), one.captures.get()

    def type_on() -> Extraction:
        return type_text(capture=capture, typing=Typing("Zquill wrote more."), by=reviewer)

    assert isinstance(came_of(type_on, found, reviewer, monkeypatch), RedactedAlready)
    assert columns_with(MARKER) == []


@pytest.mark.django_db(transaction=True)
def test_its_bytes_that_come_in_while_it_is_redacted_are_not_taken_in(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer)
    refused = came_of(lambda: bring_in(WORDS, reviewer), agreed(one, editor, admin), reviewer, monkeypatch)
    assert isinstance(refused, BytesWereRedacted)
    assert all(words in str(refused) for words in (one.public_id, REASON.rstrip("."), str(editor), str(admin)))
    assert not Retrieval.objects.exists()
    assert columns_with(MARKER) == []
    assert not blobs.exists(hashlib.sha256(WORDS.encode()).hexdigest())


@pytest.mark.django_db(transaction=True)
def test_the_database_takes_nothing_for_a_redacted_document(reviewer, editor, admin, settings, monkeypatch):
    one, other = document(WORDS, reviewer), document("Another letter, which stays.", reviewer)
    third = document("A third letter, which stays.", reviewer)
    with acting(reviewer, action="test"):
        extraction = one.captures.get().extractions.get()
        passage, further = (mark_passage(extraction=extraction, start=0, end=end, by=reviewer) for end in (6, 12))
        claim = create_claim(by=reviewer, statement="It says so.", kind="fact")
        kept = keep_passage(passage=passage, claim=claim, by=reviewer)
        visit, empty = (Fetch.objects.create(url=PAGE, document=one, outcome="failed") for _ in range(2))
        alone = Fetch.objects.create(url="https://other.example/", outcome="failed")
        asked = ArchiveRequest.objects.create(fetch=visit, service="archive.example")
        Watch.objects.create(document=one, stopped_at=timezone.now())
        pair = RelationSuggestion.objects.create(document=one, other=other, **FOUND)
        translated = translate_passage(passage=further, language="de", text="Zquill", by=reviewer)
    redact(agreed(one, editor, admin))
    capture, moved = one.captures.get(), other.captures.get()
    extracted = {"extractor": "x", "extractor_version": "1"}
    given = {"size": 1, "media_type": "text/plain", "received_how": "file"}
    linked = {"claim": claim, "passage": further, "stance": "context"}
    answered = {"extraction": extraction, "start": 0, "end": 6, "detector": "x", "score": 1, "reasons": ["Zquill"]}
    page = {"extraction": extraction, "number": 1, "width": 1, "height": 1, "start": 0, "end": 6}
    with acting(reviewer, action="test"):
        for refused in (
            lambda: Fetch.objects.create(url=PAGE, document=one),
            lambda: Capture.objects.create(document=one, number=2, sha256="0" * 64, **given),
            lambda: Capture.objects.filter(pk=moved.pk).update(document=one, number=2),
            lambda: Retrieval.objects.create(capture=capture, received_how="file", filename="zquill.txt"),
            lambda: Extraction.objects.create(capture=capture, text="Zquill", blocks=[], line_ends="lf", **extracted),
            lambda: ReadingFailure.objects.create(capture=capture, reason="Zquill", **extracted),
            lambda: Passage.objects.bulk_create([Passage(document=one, extraction=extraction, start=1, end=1)]),
            lambda: Evidence.objects.create(**linked),
            lambda: Kept.objects.create(claim=claim, passage=passage, note="Zquill"),
            lambda: Translation.objects.create(passage=passage, language="de", text="Zquill", translated_by=reviewer),
            lambda: DocumentRelation.objects.create(document=other, other=one, kind="copy", note="Zquill"),
            lambda: Appearance.objects.create(claim=claim, passage=passage, speaker="Zquill"),
            lambda: EvidenceSuggestion.objects.create(claim=claim, rank=1, decision="dismissed", **answered),
            lambda: ClaimSuggestion.objects.create(text="Zquill", decision="dismissed", **answered),
            lambda: RelationSuggestion.objects.create(document=third, other=one, **FOUND),
            lambda: RelationSuggestion.objects.filter(pk=pair.pk).update(reasons=["Zquill"]),
            lambda: Watch.objects.create(document=one),
            lambda: Watch.objects.filter(document=one).update(stopped_at=None),
            lambda: WatchFinding.objects.create(document=one, fetch=empty, kind="vanished", note="Zquill"),
            lambda: PageLayout.objects.create(words=[[0, 6, 0, 0, 1, 1]], **page),
            lambda: ArchiveRequest.objects.create(fetch=visit, service="x", link="https://zquill.example/"),
            lambda: ArchiveRequest.objects.filter(pk=asked.pk).update(link="https://zquill.example/"),
            lambda: Translation.objects.filter(pk=translated.pk).update(text="Zquill"),
        ):
            with pytest.raises(Exception, match="was redacted: nothing comes to it"), transaction.atomic():
                refused()
        # What came of a visit is not rewritten, nor is what was received: of no document.
        for rows in (Fetch.objects.filter(pk=visit.pk), Fetch.objects.filter(pk=alone.pk)):
            for words in ({"url": PAGE}, {"message": "Zquill"}, {"headers": [["Title", "Zquill"]]}):
                with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
                    rows.update(**words)
        with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
            one.captures.update(filename="zquill.txt")
        for said in (
            lambda: mark_appearance(claim=claim, passage=passage, manner="made", by=reviewer),
            lambda: answer_suggestion(
                claim=claim, rank=1, decision="linked", stance="context", by=reviewer, **answered
            ),
            lambda: mark_passage(extraction=extraction, start=0, end=3, by=reviewer),
            lambda: link_evidence(claim=claim, passage=passage, stance="context", by=reviewer),
            lambda: keep_passage(passage=passage, claim=claim, by=reviewer),
            lambda: translate_passage(passage=passage, language="de", text="Zquill", by=reviewer),
            lambda: relate_documents(document=other, kind="copy", other=one, by=reviewer, note="Zquill"),
        ):
            with pytest.raises(RedactedAlready):
                said()
        assert document("A fourth letter.", reviewer).captures.exists()
    settings.ARCHIVE_SAVE_URL = "https://other.archive.example/save/"
    monkeypatch.setattr(archiving, "ask_archive", lambda *_given, **_more: pytest.fail("Nobody is asked to keep it."))
    archiving.ask_archive_to_keep(visit.pk)
    client = Client()
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    judging = client.post(reverse("evidence:judge", args=[kept.pk]), {"stance": "context", "weight": "central"})
    assert judging.status_code == 422
    assert "was redacted: nothing is left of it" in judging.content.decode()
    assert columns_with(MARKER) == []


@pytest.mark.django_db(transaction=True)
def test_a_visit_to_its_page_that_was_on_its_way_all_the_same_ends_refused(reviewer, editor, admin, monkeypatch):
    one = document(WORDS, reviewer, url=PAGE)
    redact(agreed(one, editor, admin))
    with as_owner(), acting(reviewer, action="test"):
        fetch = Fetch.objects.create(url="https://news.example/", host="news.example", document=one, asked_by=reviewer)
    monkeypatch.setattr(fetching, "visit", lambda *_given, **_more: pytest.fail("Nobody goes there."))
    with acting(reviewer, action="test"):
        assert carry_out_fetch(fetch.pk) is None
    fetch.refresh_from_db()
    assert (fetch.outcome, fetch.message) == ("refused", f"{one.public_id} was redacted: nothing is left of it.")
    assert (fetch.container, fetch.capture, one.captures.count()) == (None, None, 1)
