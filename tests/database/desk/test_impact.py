"""What rests on a thing: directly, through copies, as far as a person may see, at the same cost however much."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.audit.context import acting, because
from factcheck.claims.actions import create_claim
from factcheck.desk.impact import impact_of, lines, visible_thing
from factcheck.documents.models import Document, DocumentQuerySet, DocumentRelation
from factcheck.evidence import actions as evidence
from factcheck.evidence.models import Evidence
from factcheck.reports.actions import record_export
from factcheck.reports.models import Export
from factcheck.sources.models import Source
from factcheck.verdicts import actions as verdicts
from tests.database.verdicts.conftest import approve, make_case, send, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def published(reviewer, editor):
    case = make_case(reviewer)
    write(case, reviewer)
    send(case, reviewer)
    approve(case, editor)
    with acting(editor, action="test"):
        verdicts.mark_published(verdict=case.verdict, by=editor)
    return case


def document_of(case) -> Document:
    return case.corroborating.passage.document


def impact(public: str, user, **page):
    return impact_of(visible_thing(public, user), user, **({"limit": 50} | page))


def kinds_of(case, source):
    passage = case.corroborating.passage
    return [source, document_of(case), passage.extraction.capture, passage, case.corroborating]


def test_every_kind_of_thing_names_the_claim_the_verdict_and_the_export(published, reviewer, browser):
    source = Source.objects.create(name="The Lantern")
    document_of(published).change(source=source, source_basis="desk", source_how="The imprint.")
    taken = record_export(format=Export.Format.CSV, filters={}, verdicts=[published.verdict.public_id], by=reviewer)
    for thing in kinds_of(published, source):
        found = impact(thing.public_id, reviewer)
        [line] = lines(found, reviewer)
        assert (line.claim, line.verdicts, line.exports) == (published.claim, [published.verdict], [taken]), thing
        page = browser(reviewer).get(reverse("desk:impact", args=[thing.public_id])).content.decode()
        for name in (published.claim.public_id, published.verdict.public_id, taken.public_id):
            assert name in page
    assert impact(document_of(published).public_id, reviewer).direct == 2
    assert impact(published.corroborating.public_id, reviewer).direct == 1


def test_a_copy_carries_it_on_and_the_work_does_not_rest_on_its_copy(published, reviewer, editor):
    cited = document_of(published)
    work, middle, copy = (Document.objects.create(first_words=words) for words in ("Work", "Middle", "Copy"))
    for one, other in ((middle, work), (cited, middle), (copy, cited)):
        DocumentRelation.objects.create(document=one, kind="copy", other=other, declared_by=editor)
    found = impact(work.public_id, reviewer)
    assert (found.direct, found.through_copies, found.counts) == (0, 2, {"published": 1})
    assert impact(copy.public_id, reviewer).claims == 0


def test_relations_in_a_circle_end(published, reviewer, editor):
    other = Document.objects.create(first_words="Other")
    for one, two in ((document_of(published), other), (other, document_of(published))):
        DocumentRelation.objects.create(document=one, kind="copy", other=two, declared_by=editor)
    assert impact(other.public_id, reviewer).through_copies == 2


def test_a_relation_that_was_withdrawn_carries_nothing(published, reviewer, editor):
    other = Document.objects.create(first_words="Other")
    relation = DocumentRelation.objects.create(document=document_of(published), kind="copy", other=other)
    DocumentRelation.objects.filter(pk=relation.pk).update(
        withdrawn_at=relation.declared_at, withdrawn_reason="A mistake."
    )
    assert impact(other.public_id, reviewer).claims == 0


def test_a_source_stands_for_what_was_merged_into_it(published, reviewer):
    standing = Source.objects.create(name="The Lantern")
    with because("one outlet"):
        part = Source.objects.create(name="The Lantern, online", merged_into=standing)
    document_of(published).change(source=part, source_basis="desk", source_how="The imprint.")
    assert impact(standing.public_id, reviewer).direct == 2


def test_evidence_that_was_withdrawn_still_touches_what_was_sent_with_it(published, reviewer):
    piece = published.corroborating
    piece.refresh_from_db()
    with acting(reviewer, action="test"):
        evidence.withdraw_evidence(evidence=piece, by=reviewer, expected=piece.version, reason="A forgery.")
    found = impact(piece.public_id, reviewer)
    assert (found.evidence, found.counts, found.shares[0].withdrawn) == (0, {"published": 1}, 1)


def test_a_draft_rests_on_the_board_and_not_on_what_was_taken_off_it(reviewer):
    case = make_case(reviewer)
    assert impact(case.corroborating.public_id, reviewer).counts == {"draft": 1}
    with acting(reviewer, action="test"):
        evidence.withdraw_evidence(evidence=case.corroborating, by=reviewer, expected=case.corroborating.version)
    assert impact(case.corroborating.public_id, reviewer).counts == {}


def test_only_the_latest_sending_counts(reviewer, editor):
    case = make_case(reviewer)
    write(case, reviewer)
    send(case, reviewer)
    with acting(editor, action="test"):
        verdicts.return_verdict(verdict=case.verdict, submission=case.submission, by=editor, comment="Drop it.")
    with acting(reviewer, action="test"):
        case.contradicting.refresh_from_db()
        evidence.withdraw_evidence(
            evidence=case.contradicting, by=reviewer, expected=case.contradicting.version, reason="Not this August."
        )
    case.verdict.refresh_from_db()
    send(case, reviewer)
    assert impact(case.contradicting.public_id, reviewer).counts == {}
    assert impact(case.corroborating.public_id, reviewer).counts == {"in_review": 1}


def test_what_a_person_may_not_see_is_neither_named_nor_counted(published, reviewer, browser, monkeypatch):
    hidden = document_of(published)
    work = Document.objects.create(first_words="Work")
    DocumentRelation.objects.create(document=hidden, kind="copy", other=work)
    monkeypatch.setattr(DocumentQuerySet, "visible_to", lambda self, user: self.exclude(pk=hidden.pk))
    found = impact(work.public_id, reviewer)
    assert (found.claims, found.evidence, found.counts) == (0, 0, {})
    client = browser(reviewer)
    passage = published.corroborating.passage
    for thing in (hidden, passage.extraction.capture, passage, published.corroborating):
        assert client.get(reverse("desk:impact", args=[thing.public_id])).status_code == 404


@pytest.mark.parametrize("public", ["C-0001", "S-999999", "nonsense", "V-0001"])
def test_what_is_no_ground_is_not_found(reviewer, browser, public):
    assert browser(reviewer).get(reverse("desk:impact", args=[public])).status_code == 404


def make_boards(number: int, case, by) -> None:
    """So many claims more, each with a piece of evidence from the case's document."""
    passage = case.corroborating.passage
    with acting(by, action="test"):
        for place in range(number):
            claim = create_claim(by=by, statement=f"Claim number {place}.", kind="fact")
            Evidence.objects.create(claim=claim, passage=passage, stance="context", linked_by=by)


def test_the_page_costs_the_same_for_10_and_for_500_rows(published, reviewer, browser):
    client, address = browser(reviewer), reverse("desk:impact", args=[document_of(published).public_id])
    make_boards(9, published, reviewer)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        page = client.get(address).content.decode()
    assert "Claim number 8." in page
    make_boards(490, published, reviewer)
    with CaptureQueriesContext(connection) as many:
        last = client.get(address + "?page=10").content.decode()
    assert published.claim.public_id in last
    assert len(many) == len(few)
    page = client.get(address).content.decode()
    assert "Claim number 489." in page
    assert published.claim.public_id not in page
    # A page that is none is the last one.
    assert published.claim.public_id in client.get(address + "?page=99").content.decode()
