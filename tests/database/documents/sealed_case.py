"""A sealed document with all that can be drawn from it, each with the marker in it, and much that is open beside it."""

import hashlib
from dataclasses import dataclass

from django.utils import timezone

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.actions import Voice, create_claim, mark_appearance
from factcheck.claims.models import ClaimSuggestion
from factcheck.discussion.actions import open_thread
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.models import (
    Container,
    Document,
    DocumentRelation,
    Fetch,
    Import,
    ImportFile,
    ImportOutcome,
    Received,
    RelationSuggestion,
    Seal,
    Watch,
    WatchFinding,
)
from factcheck.documents.sealing import seal_documents
from factcheck.evidence.actions import keep_passage, link_evidence, record_enquiry, record_search
from factcheck.evidence.models import Enquiry, EvidenceSuggestion
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Translation
from factcheck.reports.actions import publish_verdict
from factcheck.sources.models import Source
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts.models import Rating, StaleItem, Verdict

#: Stands in everything that nobody without access may read.
MARKER = "zquill"
#: Stands in the sealed document and in open ones: what somebody may well look for.
COMMON = "harbourmaster"
DESCRIPTION = "A letter from somebody whom we protect"
TEXT = (
    "The harbourmaster took the zquillmoney in August, says zquillname.\n\n"
    "The harbourmaster of zquilltown closed 40 bridges in August 2020.\n"
)
OPEN_TEXT = "The harbourmaster closed 40 bridges in August 2020, the office says.\n\nIt opened them again.\n"


@dataclass
class SealedCase:
    insider: User
    seal: Seal
    document: Document
    #: Plain hashes of what is sealed.
    hashes: tuple[str, ...]
    #: For the addresses of the permission table, by its names.
    keys: dict[str, object]
    #: The open document that is related to it, under the names of the sealed one.
    beside: dict[str, object]
    #: Public ids of what is to be as if it were not.
    hidden: tuple[str, ...]


def make_sealed_case() -> SealedCase:
    insider = create_user(email="ines@desk.example", name="Ines Insider", role="reviewer")
    second = create_user(email="elsa@desk.example", name="Elsa Editor", role="editor")
    with acting(insider, action="test"):
        source = Source.objects.create(name="The Harbour Herald")
        document = _bring_in(insider, source, TEXT, "zquillfile.txt", "https://zquillhost.example/zquillpage")
        document.change(
            title="Zquilltitle of the harbourmaster",
            title_basis="content",
            author="Zquillauthor",
            author_basis="content",
        )
        beside = _bring_in(insider, source, OPEN_TEXT, "open.txt", "https://open.example/page")
        keys = _drawn(insider, second, source, document, beside)
    with acting(insider, action="documents:seal"):
        seal = seal_documents(documents=[document], people=[second], description=DESCRIPTION, by=insider)
    document.refresh_from_db()
    warc = keys.pop("warc_sha256")
    hashes = (hashlib.sha256(TEXT.encode()).hexdigest(), str(warc))
    hidden = tuple(str(value) for value in keys.pop("hidden"))
    return SealedCase(insider, seal, document, hashes, keys, {"document": beside.pk, "picture": beside.pk}, hidden)


def _bring_in(by: User, source: Source, text: str, filename: str, url: str) -> Document:
    receipt = Receipt(received_from=f"{MARKER}giver" if MARKER in text else "the office", filename=filename)
    return import_document(data=text.encode(), receipt=receipt, by=by, source=source, url=url).document


def _drawn(insider: User, second: User, source: Source, document: Document, beside: Document) -> dict:
    extraction = document.captures.get().extractions.get()
    passages = [_passage(document, words, insider) for words in ("took the zquillmoney in August", "closed 40 bridges")]
    open_passage = _passage(beside, "closed 40 bridges", insider)
    claim = create_claim(by=insider, statement="The harbourmaster closed 40 bridges in August.", kind="fact")
    appearance = mark_appearance(claim=claim, passage=passages[1], manner="made", by=insider)
    evidence = link_evidence(
        claim=claim,
        passage=passages[0],
        stance="corroborates",
        by=insider,
        rationale="zquillwhy",
        voice=Voice(speaker="Zquillspeaker"),
    )
    link_evidence(claim=claim, passage=open_passage, stance="contradicts", by=insider, rationale="Read.")
    Translation.objects.create(passage=passages[0], language="de", text="zquillübersetzt", translated_by=insider)
    kept = keep_passage(passage=passages[1], claim=claim, by=insider, note="zquillnote")
    threads = [open_thread(about=one, text="zquillsaid", by=insider) for one in (evidence, passages[1])]
    fetch, finding, warc = _of_the_web(document, insider)
    answer = EvidenceSuggestion.objects.create(
        claim=claim, extraction=extraction, start=0, end=20, rank=1, score=1, decision="dismissed", reasons=[]
    )
    ClaimSuggestion.objects.create(
        extraction=extraction, start=0, end=20, detector="test", score=1, decision="dismissed", decided_by=insider
    )
    suggestion = RelationSuggestion.objects.create(
        document=document, other=beside, kind="copy", similarity=0.95, containment=1, detector="test"
    )
    relation = DocumentRelation.objects.create(document=beside, other=document, kind="copy", note="zquillhow")
    search = record_search(
        claim=claim,
        by=insider,
        where="the web",
        query="bridges",
        searched_text="2020-08",
        outcome="not_found",
        capture=document.captures.get(),
    )
    enquiry = record_enquiry(
        claim=claim,
        by=insider,
        asked="the road office",
        role=Enquiry.Asked.values[0],
        question="Was it?",
        asked_on="2020-08-21",
        answer="zquillanswer",
        answered_on="2020-08-22",
        answer_document=document,
    )
    everybody = User.objects.exclude(pk=insider.pk)
    tell(users=everybody, topic=Topic.ASSIGNED, about=evidence.public_id, text="zquilltold", url="/", actor=insider)
    verdict = _verdict(claim, insider, second, evidence.public_id)
    StaleItem.objects.create(
        verdict=verdict, cause=StaleItem.Cause.WITHDRAWN, about=evidence.public_id, detail="zquilldetail"
    )
    imported = _import(insider, document)
    keys = {
        "document": document.pk,
        "picture": document.pk,
        "source": source.pk,
        "claim": claim.pk,
        "claim_id": claim.public_id,
        "appearance": appearance.pk,
        "evidence": evidence.pk,
        "evidence_id": evidence.public_id,
        "kept": kept.pk,
        "thread": threads[0].pk,
        "comment": threads[0].comments.get().pk,
        "fetch": fetch.pk,
        "finding": finding.pk,
        "suggestion": suggestion.pk,
        "document_relation": relation.pk,
        "import": imported.pk,
        "suggestion_answer": answer.pk,
        "search": search.pk,
        "enquiry": enquiry.pk,
        "verdict": verdict.pk,
        "approved": verdict.pk,
        "published": verdict.pk,
        "passage": passages[0].pk,
    }
    hidden = [
        one.public_id
        for one in (
            document,
            appearance,
            evidence,
            kept,
            *threads,
            fetch,
            finding,
            suggestion,
            relation,
            imported,
            *passages,
            extraction,
            extraction.capture,
            fetch.container,
        )
    ]
    return keys | {"warc_sha256": warc, "hidden": hidden}


def _passage(document: Document, words: str, by: User):
    extraction = document.captures.get().extractions.get()
    start = extraction.text.index(words)
    return mark_passage(extraction=extraction, start=start, end=start + len(words), by=by)


def _of_the_web(document: Document, insider: User) -> tuple[Fetch, WatchFinding, str]:
    data = b"WARC/1.1 zquillwarc"
    sha256 = blobs.store(data).sha256
    container = Container.objects.create(
        sha256=sha256,
        size=len(data),
        media_type="application/warc",
        received_how=Received.FETCHED,
        filename="zquill.warc.gz",
    )
    fetch = Fetch.objects.create(
        url="https://zquillhost.example/zquillpage",
        document=document,
        container=container,
        outcome=Fetch.Outcome.GONE,
        message="zquillmessage",
        asked_by=insider,
    )
    Watch.objects.create(document=document, started_by=insider)
    finding = WatchFinding.objects.create(document=document, fetch=fetch, kind=WatchFinding.Kind.VANISHED)
    return fetch, finding, sha256


def _import(insider: User, document: Document) -> Import:
    imported = Import.objects.create(
        filename="zquillfile.txt",
        received_how=Received.FILE,
        received_from="zquillgiver",
        started_by=insider,
        finished_at=timezone.now(),
    )
    sha256 = document.captures.get().sha256
    file = ImportFile.objects.create(
        part_of=imported,
        number=1,
        name="zquillfile.txt",
        sha256=sha256,
        size=1,
        total=1,
        position=1,
        imported=1,
        done_at=timezone.now(),
    )
    ImportOutcome.objects.create(
        file=file, number=1, name="zquillfile.txt", status="imported", capture=document.captures.get()
    )
    return imported


def _verdict(claim, insider: User, second: User, reference: str) -> Verdict:
    """Published, resting on the sealed document and on an open one."""
    verdict = verdicts.draft_verdict(claim=claim, by=insider)
    verdicts.save_draft(
        verdict=verdict,
        expected=verdict.version,
        rating=Rating.objects.filter(scale__is_current=True).first(),
        conclusion="He did.",
        explanation=f"A letter says so [{reference}].",
    )
    submission = verdicts.submit_verdict(verdict=verdict, expected=verdict.version, by=insider)
    verdict.refresh_from_db()
    with acting(second, action="test"):
        verdicts.approve_verdict(verdict=verdict, submission=submission, by=second)
        publish_verdict(verdict=verdict, by=second, published_at=timezone.now(), address="https://desk.example/9")
    verdict.refresh_from_db()
    return verdict
