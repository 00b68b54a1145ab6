"""What a redaction takes out of the desk's own words and of their history, and what it leaves there."""

from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from factcheck.accounts.models import UnsentForm, User
from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.actions import Voice, create_claim
from factcheck.claims.models import Claim
from factcheck.database.roles import as_owner
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Document, Import
from factcheck.documents.redacting.runs import GONE
from factcheck.documents.sealing import seal_documents
from factcheck.evidence.actions import link_evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage
from tests.database.documents.cast import document
from tests.database.documents.test_redacting import agreed, browser, columns_with

#: Stand in the document that is redacted; the second in one that stays as well.
SECRET = "the harbourmaster took zquillmoney in August"
COMMON = "the Ministry of Ports and Harbours"
#: Stands in the document that is redacted as well, and in a column that tells of another document alone.
SPEAKER = "Whoever says it is so: the harbourmaster"


@dataclass
class Case:
    """A claim that cites two documents, one of which is to be redacted."""

    gone: Document
    stays: Document
    claim: Claim
    #: Of the one that stays.
    evidence: Evidence


def cited(one: Document, claim: Claim, by: User, **told: object) -> Evidence:
    extraction = one.captures.get().extractions.get()
    passage = mark_passage(extraction=extraction, start=0, end=len(extraction.text.strip()), by=by)
    return link_evidence(claim=claim, passage=passage, stance="corroborates", by=by, **told)


@pytest.fixture
def case(reviewer) -> Case:
    gone = document(f"It is so: {SECRET}, {COMMON} said.", reviewer)
    stays = document(f"Nothing of it is known to {COMMON}, it says.", reviewer)
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement=f"{COMMON} knew that {SECRET}.", kind="fact")
        cited(gone, claim, reviewer, rationale="It says so.")
        evidence = cited(stays, claim, reviewer, rationale=f"They say that {SECRET}.", voice=Voice(speaker=SPEAKER))
    return Case(gone, stays, claim, evidence)


def redacted(case: Case, by: User, and_by: User) -> None:
    call_command("redact", agreed(case.gone, by, and_by).public_id, stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_row_and_trail_of_what_rests_on_another_document_agree(case, editor, admin):
    redacted(case, editor, admin)
    evidence = Evidence.objects.get(pk=case.evidence.pk)
    added = Entry.objects.get(table_name="evidence_evidence", operation="insert", object_id=evidence.pk)
    assert evidence.rationale == f"They say that {GONE}."
    assert evidence.speaker == SPEAKER
    assert (added.after["rationale"], added.after["speaker"]) == (evidence.rationale, evidence.speaker)
    quote = Entry.objects.get(table_name="passages_passage", operation="insert", object_id=evidence.passage_id)
    assert quote.after["quote"] == evidence.passage.quote != ""


@pytest.mark.django_db(transaction=True)
def test_what_was_removed_before_loses_its_words_in_the_trail_too(case, reviewer, editor, admin):
    with acting(reviewer, action="test"):
        case.claim.terms.create(term="money", reading=f"As in: {SECRET}")
        case.claim.terms.all().delete()
    redacted(case, editor, admin)
    entries = Entry.objects.filter(table_name="claims_claimterm")
    assert {entry.operation for entry in entries} == {"insert", "delete"}
    for entry in entries:
        assert (entry.before or entry.after)["reading"] == f"As in: {GONE}"


@pytest.mark.django_db(transaction=True)
def test_words_that_another_cited_document_says_too_stay(case, reviewer, editor, admin):
    uncited = document(f"Nobody cites that {SECRET}.", reviewer)
    redacted(case, editor, admin)
    assert Claim.objects.get(pk=case.claim.pk).statement == f"{COMMON} knew that {GONE}."
    assert SECRET in uncited.captures.get().extractions.get().text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("said", "cited_as"),
    [
        ("Das Büro in der Großen Straße schließt", "DAS BÜRO IN DER GROSSEN STRASSE SCHLIESST"),
        ("ο λόγος της πόλης είναι ένας", "Ο ΛΌΓΟΣ ΤΗΣ ΠΌΛΗΣ ΕΊΝΑΙ ΈΝΑΣ"),
        ("Élodie était à l’école en été", "élodie ÉTAIT à l'école, en été"),
    ],
)
def test_what_another_document_says_is_found_however_it_is_written(said, cited_as, reviewer, editor, admin):
    gone, stays = document(f"{said}.", reviewer), document(f"So: {cited_as}!", reviewer)
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement=f"It is so that {said}.", kind="fact")
        for one in (gone, stays):
            cited(one, claim, reviewer, rationale="Read.")
    call_command("redact", agreed(gone, editor, admin).public_id, stdout=StringIO())
    assert Claim.objects.get(pk=claim.pk).statement == f"It is so that {said}."


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_what_is_cut_where_before_anybody_agrees(case, editor, admin):
    page = reverse("documents:redact", args=[case.gone.pk])
    shown = browser(editor).get(page).context
    promised = {(cut.public_id, words) for cut in shown["cuts"] for words in cut.words}
    assert promised == {(case.claim.public_id, SECRET), (case.evidence.public_id, SECRET)}
    assert f'<q dir="auto">{SECRET}</q>' in browser(editor).get(page).content.decode()
    redacted(case, editor, admin)
    assert GONE in Claim.objects.get(pk=case.claim.pk).statement
    assert GONE in Evidence.objects.get(pk=case.evidence.pk).rationale


def test_the_page_shows_no_place_that_is_sealed_to_who_looks(case, reviewer, editor, admin):
    with acting(reviewer, action="test"):
        seal_documents(documents=[case.stays], people=[admin], description="A letter", by=reviewer)
    page = reverse("documents:redact", args=[case.gone.pk])
    for user, seen in ((editor, False), (admin, True)):
        context = browser(user).get(page).context
        assert (case.evidence.public_id in {cut.public_id for cut in context["cuts"]}) is seen
        assert context["more_cuts"] == (0 if seen else 1)


def sampled(word: str) -> list[str]:
    """Columns of whose content the database keeps samples with that word, as the role of the application sees them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname = 'public'"
            " AND concat_ws(' ', most_common_vals::text, histogram_bounds::text, most_common_elems::text) ILIKE %s",
            [f"%{word}%"],
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_no_sample_that_the_database_keeps_for_planning_holds_the_words(case, editor, admin):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert {"passages_passage.quote", "audit_entry.after"} <= set(sampled("zquill"))
    redacted(case, editor, admin)
    assert Passage.objects.filter(quote="").exists()
    assert sampled("zquill") == []


@pytest.mark.django_db(transaction=True)
def test_unsent_words_for_what_rests_on_it_are_thrown_away_though_the_session_has_run_out(case, editor, admin):
    passage = case.gone.passages.get().public_id
    claim, evidence = case.claim.public_id, case.evidence.public_id
    gone = [
        *(f"/claims/{claim}/edit/", f"/evidence/for/{claim}/enquiry/", f"/claims/new/?passage={passage}"),
        *(f"/evidence/{evidence}/edit/", f"/claims/new/?kind=fact&passage={passage.lower()}"),
    ]
    stays = ["/claims/new/", "/claims/C-0999/edit/"]
    for number, path in enumerate([*gone, *stays]):
        row = {"action": "claims:new", "fields": [["text", SECRET]], "slot": str(number)}
        UnsentForm.objects.create(user=admin, path=path, **row)
    redacted(case, editor, admin)
    assert [row.path for row in UnsentForm.objects.order_by("pk")] == stays


@pytest.mark.django_db(transaction=True)
def test_of_several_files_of_one_import_only_what_tells_of_it_goes(reviewer, editor, admin):
    uploads = [SimpleUploadedFile(f"{name}.txt", f"A letter of {name}.".encode()) for name in ("zquill", "others")]
    browser(reviewer).post(reverse("documents:import"), {"files": uploads, "received_from": "the zoffice"})
    imported = Import.objects.get()
    work_through(imported.pk)
    assert imported.filename == "zquill.txt"
    first, other = Document.objects.order_by("pk")
    call_command("redact", agreed(first, editor, admin).public_id, stdout=StringIO())
    imported.refresh_from_db()
    assert (imported.filename, imported.received_from) == ("", "the zoffice")
    assert [file.name for file in imported.files.all()] == ["", "others.txt"]
    assert columns_with("zquill") == []
    call_command("redact", agreed(other, editor, admin).public_id, stdout=StringIO())
    assert columns_with("zoffice", "others") == []


@pytest.mark.django_db(transaction=True)
def test_what_others_are_told_of_a_seal_loses_its_words_as_well(case, reviewer, editor, admin):
    with acting(reviewer, action="test"):
        told = f"A letter which says that {SECRET}"
        seal = seal_documents(documents=[case.gone], people=[editor, admin], description=told, by=reviewer)
    redacted(case, editor, admin)
    seal.refresh_from_db()
    assert seal.description == f"A letter which says that {GONE}"
