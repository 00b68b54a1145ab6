"""One object of each kind, so that the permission table can fill in addresses. Made with the ORM, by `reviewer`."""

from datetime import timedelta
from io import BytesIO

from allauth.usersessions.models import UserSession
from django.utils import timezone
from PIL import Image

from factcheck.accounts.actions import change_desk, create_user
from factcheck.accounts.models import Invitation, User
from factcheck.audit.context import acting, because
from factcheck.claims.models import Appearance, Claim, Claimant, ClaimLink, EarlierCheck, SavedView
from factcheck.claims.models import Kind as ClaimKind
from factcheck.discussion.actions import open_thread
from factcheck.documents import blobs
from factcheck.documents.models import (
    Capture,
    Container,
    Document,
    DocumentRelation,
    Extraction,
    Fetch,
    Import,
    ImportFile,
    PageLayout,
    Received,
    RelationSuggestion,
    WatchFinding,
)
from factcheck.evidence.models import (
    DocumentedSearch,
    Enquiry,
    EnquiryTemplate,
    Evidence,
    EvidenceSuggestion,
    Kept,
    Stance,
)
from factcheck.notifications.models import Notification, Topic
from factcheck.passages.models import Passage
from factcheck.reports.actions import publish_verdict
from factcheck.reports.models import Complaint
from factcheck.sources.models import Source, SourceDomain, SourceRelation
from factcheck.verdicts import actions as verdict_actions
from factcheck.verdicts.models import OpinionRound, Policy, ProposedEdit, Rating, RatingScale, StaleItem, Verdict
from factcheck.verdicts.opinions import ask_opinions

TEXT = "The bridge was closed on Monday. It opened again on Friday."


def make_dataset(reviewer: User, admin: User, person: User) -> dict[str, object]:
    """What kwargs in the table may name. `person` is somebody whom admins may change; it acts in no test."""
    # An editor who is not one of the cast: what they approved, everybody may see.
    approver = create_user(email="aino@desk.example", name="Aino Approver", role="editor")
    with acting(reviewer, action="test"):
        return {
            "token": "nonsense",
            "page_number": 1,
            "uidb36": "1",
            "person": person.pk,
            **_accounts(admin),
            **_flow(reviewer, approver),
            "opinion_round": _opinion_round(reviewer, approver).pk,
            "approved": _approved(reviewer, approver, "It opened again.").pk,
            **_published_and_after(reviewer, approver),
        }


def _accounts(admin: User) -> dict[str, object]:
    now = timezone.now()
    invitation = Invitation.objects.create(
        email="nia@desk.example",
        role="viewer",
        invited_by=admin,
        token_sha256="0" * 64,
        expires_at=now + timedelta(days=1),
    )
    session = UserSession.objects.create(user=admin, ip="127.0.0.1", session_key="elsewhere", user_agent="test")
    return {"invitation": invitation.pk, "session": session.pk}


def _flow(reviewer: User, approver: User) -> dict[str, object]:
    source = Source.objects.create(name="The Daily Example")
    other_source = Source.objects.create(name="The Example Agency")
    with because("the same outlet"):
        merged_source = Source.objects.create(name="Daily Example", merged_into=source)
    document = Document.objects.create(first_words=TEXT[:20], imported_by=reviewer)
    capture = Capture.objects.create(
        document=document,
        number=1,
        sha256=blobs.store(TEXT.encode()).sha256,
        size=len(TEXT),
        media_type="text/plain",
        received_how=Received.values[0],
        received_from="a colleague",
        captured_by=reviewer,
    )
    extraction = Extraction.objects.create(
        capture=capture,
        extractor="plain",
        extractor_version="1",
        text=TEXT,
        blocks=[{"kind": "paragraph", "start": 0, "end": len(TEXT), "level": 0, "links": []}],
        line_ends="lf",
    )
    passage = Passage.objects.create(
        document=document, extraction=extraction, start=0, end=10, quote=TEXT[:10], suffix=TEXT[10:42]
    )
    fetch = _fetch(document)
    claim = Claim.objects.create(statement="The bridge was closed.", kind=ClaimKind.FACT, created_by=reviewer)
    evidence = Evidence.objects.create(
        claim=claim, passage=passage, stance=Stance.CONTEXT, rationale="It says so.", linked_by=reviewer
    )
    verdict = Verdict.objects.create(claim=claim, number=1, created_by=reviewer)
    earlier = EarlierCheck.objects.create(
        key="e-1", statement="The bridge was shut.", rating="Mostly so", imported_by=reviewer
    )
    thread = open_thread(about=claim, text="Where was it closed?", by=reviewer)
    told = Notification.objects.create(user=reviewer, topic=Topic.ASSIGNED, about="C-0001", text="Yours.", url="/")
    made = {
        "thread": thread,
        "comment": thread.comments.get(),
        "source": source,
        "merged_source": merged_source,
        "source_domain": SourceDomain.objects.create(source=source, domain="daily.example"),
        "source_relation": SourceRelation.objects.create(
            source=source, other=other_source, kind=SourceRelation.Kind.values[0]
        ),
        "document": document,
        "document_relation": DocumentRelation.objects.create(
            document=document, other=_second(reviewer), kind=DocumentRelation.Kind.values[0]
        ),
        "suggestion": RelationSuggestion.objects.create(
            document=document, other=_second(reviewer), kind="copy", similarity=0.9, containment=1, detector="test"
        ),
        "capture": capture,
        "fetch": fetch,
        "finding": WatchFinding.objects.create(document=document, fetch=fetch, kind=WatchFinding.Kind.VANISHED),
        "extraction": extraction,
        "passage": passage,
        "import": _import(reviewer),
        "claim": claim,
        "claim_part": Claim.objects.create(statement="It was shut.", kind=ClaimKind.FACT, parent=claim),
        "earlier_check": earlier,
        "saved_view": SavedView.objects.create(name="Urgent", query="priority=1", owner=reviewer, is_shared=True),
        "claim_link": ClaimLink.objects.create(claim=claim, earlier=earlier, kind=ClaimLink.Kind.SAME),
        "evidence": evidence,
        "claimant": Claimant.objects.create(name="The road office"),
        "appearance": Appearance.objects.create(claim=claim, passage=passage, created_by=reviewer),
        "suggestion_answer": EvidenceSuggestion.objects.create(
            claim=claim, extraction=extraction, start=0, end=10, rank=1, score=1, decision="dismissed"
        ),
        "kept": Kept.objects.create(claim=claim, passage=passage, kept_by=reviewer),
        "search": _search(claim),
        "enquiry": _enquiry(claim),
        "enquiry_template": EnquiryTemplate.objects.create(name="Press office", text="Is it so that {claim}?"),
        "verdict": verdict,
        "proposed_edit": _proposed_edit(verdict, approver),
        "scale": RatingScale.objects.get(is_current=True),
        "policy": Policy.objects.earliest("pk"),
        "picture": _picture(reviewer),
    }
    # Whole public ids, for addresses that take any kind.
    public = {f"{name}_id": row.public_id for name, row in made.items()}
    return {name: row.pk for name, row in made.items()} | public | {"notification": told.pk, "figure_name": "ratings"}


def _published_and_after(reviewer: User, approver: User) -> dict[str, object]:
    """What readers have, a complaint about it, and something that may have made it stale."""
    verdict = _published(reviewer, approver)
    complaint = Complaint.objects.create(
        verdict=verdict, received_on="2026-03-01", channel="mail", point="It was open.", recorded_by=reviewer
    )
    stale = StaleItem.objects.create(verdict=verdict, cause="capture", about="D-0001")
    return {"published": verdict.pk, "complaint": complaint.pk, "stale_item": stale.pk}


def _published(reviewer: User, approver: User) -> Verdict:
    """A verdict that machines may read: the desk has an address, and so has the verdict."""
    change_desk(name="The Example Desk", url="https://desk.example/", prints_grades=False)
    verdict = _approved(reviewer, approver, "It was closed for repairs.")
    with acting(approver, action="test"):
        publish_verdict(verdict=verdict, by=approver, published_at=timezone.now(), address="https://desk.example/1")
    return verdict


def _opinion_round(reviewer: User, approver: User) -> OpinionRound:
    """Two who are asked, and have not answered yet."""
    claim = Claim.objects.create(statement="It closed twice.", kind=ClaimKind.FACT, created_by=reviewer)
    return ask_opinions(claim=claim, first=reviewer, second=approver, by=reviewer)


def _approved(reviewer: User, approver: User, statement: str) -> Verdict:
    """A verdict that has a report."""
    claim = Claim.objects.create(statement=statement, kind=ClaimKind.FACT, created_by=reviewer)
    verdict = verdict_actions.draft_verdict(claim=claim, by=reviewer)
    verdict = verdict_actions.save_draft(
        verdict=verdict,
        expected=verdict.version,
        rating=Rating.objects.filter(scale__is_current=True).first(),
        conclusion="It did.",
        explanation="It did.",
    )
    submission = verdict_actions.submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    verdict.refresh_from_db()
    # The demo case, beside which this is made too, has put a policy in force.
    rules = submission.policy.rules.all() if submission.policy else ()
    reasons = {rule.pk: "There is no more to be had." for rule in rules}
    with acting(approver, action="test"):
        return verdict_actions.approve_verdict(verdict=verdict, submission=submission, by=approver, reasons=reasons)


def _second(reviewer: User) -> Document:
    return Document.objects.create(first_words="Another", imported_by=reviewer)


def _picture(reviewer: User) -> Document:
    """A document with a page and no text."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    document = Document.objects.create(filename="post.png", imported_by=reviewer)
    capture = Capture.objects.create(
        document=document,
        number=1,
        sha256=blobs.store(file.getvalue()).sha256,
        size=len(file.getvalue()),
        media_type="image/png",
        received_how=Received.values[0],
        received_from="a colleague",
        captured_by=reviewer,
    )
    extraction = Extraction.objects.create(
        capture=capture, extractor="picture", extractor_version="1", text="", blocks=[], line_ends="none"
    )
    PageLayout.objects.create(extraction=extraction, number=1, width=40, height=30, start=0, end=0)
    return document


def _fetch(document: Document) -> Fetch:
    data = b"WARC/1.1"
    container = Container.objects.create(
        sha256=blobs.store(data).sha256, size=len(data), media_type="application/warc", received_how=Received.FETCHED
    )
    url = "https://daily.example/bridge"
    return Fetch.objects.create(url=url, document=document, container=container, outcome=Fetch.Outcome.GONE)


def _import(reviewer: User) -> Import:
    started = Import.objects.create(filename="a.zip", received_how=Received.FILE, started_by=reviewer)
    sha256 = blobs.store(b"Bytes that no reader can read.").sha256
    ImportFile.objects.create(part_of=started, number=1, name="a.zip", sha256=sha256, size=1)
    return started


def _proposed_edit(verdict: Verdict, approver: User) -> ProposedEdit:
    with acting(approver, action="test"):
        return ProposedEdit.objects.create(
            verdict=verdict, field="explanation", before="a", after="b", proposed_by=approver
        )


def _search(claim: Claim) -> DocumentedSearch:
    return DocumentedSearch.objects.create(
        claim=claim, where="the archive", query="bridge", searched_text="2020-08", outcome="not_found"
    )


def _enquiry(claim: Claim) -> Enquiry:
    return Enquiry.objects.create(
        claim=claim, asked="the road office", role=Enquiry.Asked.values[0], question="Was it?", asked_on="2020-08-21"
    )
