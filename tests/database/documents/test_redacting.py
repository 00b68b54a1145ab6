"""Redacting: by two people, for good, and nowhere a word left of it."""

import hashlib
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.actions import create_user, ensure_desk
from factcheck.accounts.kept import forget_about
from factcheck.accounts.models import UnsentForm, User
from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.actions import create_claim, mark_appearance
from factcheck.claims.models import Claim
from factcheck.discussion.actions import open_thread
from factcheck.documents import blobs
from factcheck.documents.actions.errors import (
    NeedsAnEditor,
    NeedsTwoPeople,
    NotForYou,
    NotOpenAnyMore,
    RedactionUnderWay,
)
from factcheck.documents.commitment import commitment
from factcheck.documents.doctor import blob_checks, redaction_checks
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Container, Document, Extraction, Fetch, Import, Redaction
from factcheck.documents.redacting import carrying_out
from factcheck.documents.redacting.deciding import agree_to_redaction, ask_for_redaction, close_redaction
from factcheck.documents.sealing import give_access, seal_documents
from factcheck.documents.stored import bytes_of
from factcheck.notifications.models import Notification
from factcheck.reports.reading import report_of
from factcheck.search import following, reading, registry, words
from factcheck.search.index import query_of
from factcheck.search.registry import WORDS
from factcheck.verdicts.models import Verdict
from tests.database.documents.cast import bring_in, document
from tests.database.documents.sealed_case import MARKER, TEXT, SealedCase, make_sealed_case
from tests.database.documents.test_sealed import ADDRESSES, address_of, ask
from tests.database.permission_dataset import make_dataset

REASON = "By order of the district court of 3 May."


def every_column() -> list[tuple[str, str]]:
    """Of every table: all but those of numbers and moments."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
            " AND c.data_type NOT IN ('bigint', 'integer', 'smallint', 'boolean', 'double precision')"
        )
        return cursor.fetchall()


def columns_with(*marks: str) -> list[str]:
    """Where any of the marks stands in the database, whatever the letter case; in bytes, too."""
    found = []
    with connection.cursor() as cursor:
        for table, column in every_column():
            for mark in marks:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s OR "{column}"::text ILIKE %s',
                    [f"%{mark}%", f"%{mark.encode().hex()}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}: {mark}")
    return found


def files_with(folder, *marks: str) -> list[str]:
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(mark.encode() in path.read_bytes().lower() for mark in marks)
    ]


def found_in_an_index(text: str) -> list[str]:
    """Indexes that hold one of the words; they compress what they hold, so their files can't be looked through."""
    reading.forget()
    tokens = [(WORDS, word, 1.0) for word in words.words(text, "en")]
    searchers = [(index.name, reading.searcher(index.name)) for index in registry.registered()]
    return [name for name, one in searchers if one and one.search(query_of(tokens), 10).hits]


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def asked(one: Document, by) -> Redaction:
    with acting(by, action="documents:redact"):
        return ask_for_redaction(document=one, basis="court", reason=REASON, by=by)


def agreed(one: Document, by, and_by) -> Redaction:
    found = asked(one, by)
    with acting(and_by, action="documents:agree_redaction"):
        return agree_to_redaction(redaction=found, by=and_by)


@dataclass
class Case:
    """The sealed case, agreed to by two editors who may see it, and a claim that quotes it in the desk's words."""

    sealed: SealedCase
    redaction: Redaction
    editors: tuple[User, User]
    keys: dict[str, object]


#: Five words in a row of the document, as somebody may have quoted them anywhere.
QUOTED = "zquillmoney in August, says zquillname"


def made_case(by: User) -> Case:
    sealed = make_sealed_case()
    first, second = by, User.objects.get(email="elsa@desk.example")
    with acting(sealed.insider, action="test"):
        give_access(seal=sealed.seal, person=first, by=sealed.insider)
        quoting = create_claim(by=sealed.insider, statement=f"It says “{QUOTED}”.", kind="fact")
        passage = sealed.document.passages.first()
        mark_appearance(claim=quoting, passage=passage, manner="made", by=sealed.insider)
        open_thread(about=quoting, text=f"Is “{QUOTED}” so?", by=sealed.insider)
        quoting.change(statement=f"Is it so that “{QUOTED}”?")
    following.catch_up()
    return Case(sealed, agreed(sealed.document, first, second), (first, second), {"quoting": quoting.pk})


@pytest.mark.django_db(transaction=True)
def test_after_it_no_word_stands_in_any_column_file_index_or_page(editor, admin, viewer):
    case = made_case(editor)
    plain = case.sealed.hashes
    assert {name.partition(".")[0] for name in columns_with(MARKER)} >= {"audit_entry", "verdicts_frozenevidence"}
    assert files_with(settings.BLOBS_DIR, MARKER)
    assert found_in_an_index(TEXT)
    with transaction.atomic():
        base = make_dataset(case.sealed.insider, admin, viewer)
    said = StringIO()
    call_command("redact", case.redaction.public_id, stdout=said)
    assert case.sealed.document.public_id in said.getvalue()
    nothing_is_left(case, plain)
    redaction = case.redaction
    redaction.refresh_from_db()
    assert redaction.blobs_left == []
    assert redaction.commitments == [{"capture": 1, "sha256": commitment(case.sealed.seal.salt, plain[0])}]
    quoting = Claim.objects.get(pk=case.keys["quoting"])
    assert quoting.statement == "Is it so that “[redacted]”?"
    the_trail_says_who_and_why(case)
    every_page_lives_with_it(case, base)
    its_report_says_when_and_why(case)
    again = Document.objects.filter(pk=case.sealed.document.pk)
    refused_by_the_database(again.update, title="Told all the same")
    call_command("redact", redaction.public_id, stdout=said)
    assert "before" in said.getvalue()
    assert not doctor_finds_fault()


def nothing_is_left(case: Case, plain: tuple[str, ...]) -> None:
    assert columns_with(MARKER, *plain) == []
    assert files_with(settings.BLOBS_DIR, MARKER) == []
    assert found_in_an_index("zquillmoney zquillname zquilltown") == []


def the_trail_says_who_and_why(case: Case) -> None:
    """Entries of long ago stay, emptied; the last one tells who asked, who agreed and why."""
    entries = Entry.objects.about(case.sealed.document.public_id)
    assert entries.filter(table_name="documents_document", operation="insert").get().after["first_words"] == {
        "redacted": True
    }
    last = entries.filter(action="documents:carry_out_redaction", table_name="documents_document").latest("id")
    assert REASON in last.reason
    assert all(str(person) in last.reason for person in case.editors)
    assert last.actor.startswith("command line")


def every_page_lives_with_it(case: Case, base: dict[str, object]) -> None:
    told = []
    keys = base | case.sealed.keys
    for row in ADDRESSES:
        for user, method in ((case.editors[1], "GET"), (case.sealed.insider, "POST")):
            response, text = ask(address_of(row, keys), user, method)
            if response.status_code >= 500 or MARKER in text.lower():
                told.append(f"{method} {row.name}: {response.status_code}")
    assert told == []
    for public in case.sealed.hidden:
        _response, text = ask(reverse("audit:history", args=[public]), case.sealed.insider)
        assert MARKER not in text.lower(), public
    for claim in (case.sealed.keys["claim"], case.keys["quoting"]):
        page = browser(case.sealed.insider).get(reverse("claims:detail", args=[claim])).content.decode()
        assert REASON in page


def its_report_says_when_and_why(case: Case) -> None:
    client, verdict = browser(case.sealed.insider), case.sealed.keys["verdict"]
    for name in ("reports:detail", "verdicts:detail"):
        assert REASON in client.get(reverse(name, args=[verdict])).content.decode(), name
    report = report_of(Verdict.objects.get(pk=verdict), ensure_desk())
    piece = next(one for one in report.evidence if one.redacted)
    assert piece.redacted == Document.objects.get(pk=case.sealed.document.pk).redacted
    assert piece.commitment == commitment(case.sealed.seal.salt, case.sealed.hashes[0])
    told = (piece.quote, piece.sentence, piece.title, piece.source, piece.sha256, piece.rationale)
    assert not any(told)


def doctor_finds_fault() -> list[str]:
    return [check.name for check in (*blob_checks(True), *redaction_checks()) if not check.ok]


@pytest.mark.django_db(transaction=True)
def test_killed_between_the_rows_and_the_bytes_it_goes_on_where_it_was(editor, monkeypatch):
    case = made_case(editor)

    class Killed(BaseException):
        pass

    def killed(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(carrying_out.blobs, "remove", killed)
        with pytest.raises(Killed):
            call_command("redact", case.redaction.public_id, stdout=StringIO())
    assert columns_with(MARKER) == []
    assert files_with(settings.BLOBS_DIR, MARKER)
    assert doctor_finds_fault() == ["redactions"]
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "rebuild", killed)
        with pytest.raises(Killed):
            call_command("redact", case.redaction.public_id, stdout=StringIO())
    assert files_with(settings.BLOBS_DIR, MARKER) == []
    call_command("redact", case.redaction.public_id, stdout=StringIO())
    nothing_is_left(case, case.sealed.hashes)
    assert not doctor_finds_fault()


@pytest.mark.django_db(transaction=True)
def test_bytes_that_another_document_has_too_stay_there(reviewer, editor, admin):
    one = document("A letter that came twice, in the very same words.", reviewer)
    with acting(reviewer, action="test"):
        seal_documents(documents=[one], people=[editor, admin], description="A letter", by=reviewer)
    outsider = create_user(email="otto@desk.example", name="Otto Outsider", role="reviewer")
    other = bring_in("A letter that came twice, in the very same words.", outsider).document
    assert other != one
    said = StringIO()
    call_command("redact", agreed(one, editor, admin).public_id, stdout=said)
    assert other.public_id in said.getvalue()
    assert bytes_of(other.captures.get())
    assert other.captures.get().extractions.get().text
    assert not one.captures.get().extractions.get().text


def refused_by_the_database(act, **values) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act(**values)


def test_the_one_who_asks_does_not_agree(reviewer, editor, admin):
    one = document("A letter.", reviewer)
    found = asked(one, editor)
    with acting(editor, action="test"):
        with pytest.raises(NeedsTwoPeople):
            agree_to_redaction(redaction=found, by=editor)
        with pytest.raises(RedactionUnderWay):
            ask_for_redaction(document=one, basis="law", reason="Once more.", by=editor)
    with acting(reviewer, action="test"), pytest.raises(NeedsAnEditor):
        agree_to_redaction(redaction=found, by=reviewer)
    admin.role = "reviewer"
    admin.save()
    with acting(admin, action="test"), pytest.raises(NeedsAnEditor):
        agree_to_redaction(redaction=found, by=admin)


def test_who_may_not_see_a_sealed_document_decides_nothing_about_it(reviewer, editor, admin):
    one = document("A letter.", reviewer)
    with acting(reviewer, action="test"):
        seal_documents(documents=[one], people=[editor], description="A letter", by=reviewer)
    found = asked(one, editor)
    with acting(admin, action="test"):
        for act in (
            lambda: agree_to_redaction(redaction=found, by=admin),
            lambda: close_redaction(redaction=found, note="No.", by=admin),
            lambda: ask_for_redaction(document=one, basis="law", reason="Why not.", by=admin),
        ):
            with pytest.raises(NotForYou):
                act()


def test_the_database_holds_each_step(reviewer, editor, admin):
    one = document("A letter.", reviewer)
    found = asked(one, editor)
    rows, now = Redaction.objects.filter(pk=found.pk), timezone.now()
    given = {"document": document("Another.", reviewer), "basis": "law", "reason": "By law."}
    with acting(editor, action="test"):
        # By oneself, in the name of another, or without the steps before.
        refused_by_the_database(rows.update, agreed_by=editor, agreed_at=now)
        refused_by_the_database(rows.update, agreed_by=admin, agreed_at=now)
        refused_by_the_database(rows.update, carried_out_at=now)
        refused_by_the_database(rows.update, reason="Another reason")
        refused_by_the_database(rows.update, closed_by=admin, closed_at=now)
        refused_by_the_database(rows.delete)
        refused_by_the_database(Redaction.objects.create, asked_by=admin, **given)
        refused_by_the_database(Redaction.objects.create, asked_by=editor, agreed_by=admin, agreed_at=now, **given)
    with acting(reviewer, action="test"):
        refused_by_the_database(Redaction.objects.create, asked_by=reviewer, **given)
    with acting(admin, action="test"):
        agree_to_redaction(redaction=found, by=admin)
        refused_by_the_database(rows.update, agreed_by=None, agreed_at=None)
        refused_by_the_database(rows.update, carried_out_at=now)
        refused_by_the_database(rows.update, blobs_left=["0" * 64])
        # What only the owner of the tables may do, agreed or not.
        refused_by_the_database(Document.objects.filter(pk=one.pk).update, redacted_at=now, redacted_reason=REASON)
        refused_by_the_database(Extraction.objects.filter(capture__document=one).update, text="")
        refused_by_the_database(one.captures.update, sha256="0" * 64)
        refused_by_the_database(Entry.objects.about(one.public_id).update, after=None)


@pytest.mark.parametrize("name", ["RX-0000", "D-0001", "nonsense", "RX-99999999999999999999"])
def test_the_command_says_what_it_takes(db, name):
    with pytest.raises(CommandError, match="There is no redaction") as refused:
        call_command("redact", name)
    assert refused.value.returncode == 2


def test_the_command_waits_for_a_second_person(reviewer, editor):
    one = document("A letter.", reviewer)
    found = asked(one, editor)
    with pytest.raises(CommandError, match="waits for a second person") as refused:
        call_command("redact", found.public_id)
    assert refused.value.returncode == 2
    with acting(editor, action="test"):
        close_redaction(redaction=found, note="A mistake.", by=editor)
    with pytest.raises(CommandError, match="taken back"):
        call_command("redact", found.public_id)
    assert one.captures.get().extractions.get().text


def test_what_lies_in_one_file_with_others_is_named_and_stays(reviewer, editor, admin):
    archive = BytesIO()
    with ZipFile(archive, "w") as file:
        for number in range(3):
            file.writestr(f"{number}.txt", f"Letter number {number} of the archive.")
    upload = SimpleUploadedFile("letters.zip", archive.getvalue())
    browser(reviewer).post(reverse("documents:import"), {"files": upload})
    work_through(Import.objects.get().pk)
    first, *others = Document.objects.order_by("pk")
    found = agreed(first, editor, admin)
    with pytest.raises(CommandError) as refused:
        call_command("redact", found.public_id)
    assert refused.value.returncode == 2
    assert all(other.public_id in str(refused.value) for other in others)
    assert bytes_of(first.captures.get())
    page = browser(editor).get(reverse("documents:redact", args=[first.pk])).content.decode()
    assert all(other.public_id in page for other in others)


def test_the_page_asks_agrees_and_names_the_command(reviewer, editor, admin):
    one = document("A letter.", reviewer)
    page = reverse("documents:redact", args=[one.pk])
    agree, close = (reverse(f"documents:{name}_redaction", args=[one.pk]) for name in ("agree", "close"))
    assert browser(reviewer).get(page).status_code == 403
    assert browser(editor).post(agree).status_code == 404
    assert browser(editor).post(page, {"basis": "court", "reason": ""}).status_code == 422
    assert browser(editor).post(page, {"basis": "court", "reason": REASON}).status_code == 302
    found = Redaction.objects.get()
    told = Notification.objects.get()
    assert (told.user, told.url) == (admin, page)
    assert browser(editor).post(agree).status_code == 422
    assert "manage.py redact" not in browser(admin).get(page).content.decode()
    assert browser(admin).post(agree).status_code == 302
    assert f"manage.py redact {found.public_id}" in browser(editor).get(page).content.decode()
    assert browser(admin).post(close, {"note": ""}).status_code == 422
    assert browser(admin).post(close, {"note": "The order was lifted."}).status_code == 302
    assert "The order was lifted." in browser(editor).get(page).content.decode()
    with pytest.raises(NotOpenAnyMore), acting(admin, action="test"):
        agree_to_redaction(redaction=found, by=admin)


@pytest.mark.django_db(transaction=True)
def test_what_lies_in_one_file_goes_together(reviewer, editor, admin):
    made = [document(f"Zquillletter number {number}.", reviewer) for number in range(2)]
    with acting(reviewer, action="test"):
        container = Container.objects.create(
            sha256=blobs.store(b"zquillarchive").sha256, size=13, media_type="application/zip", filename="zquill.zip"
        )
        for number, one in enumerate(made):
            sha256 = hashlib.sha256(f"{number}".encode()).hexdigest()
            one.captures.create(number=2, sha256=sha256, size=1, media_type="text/plain", container=container)
    names = [agreed(one, editor, admin).public_id for one in made]
    with pytest.raises(CommandError, match=made[1].public_id):
        call_command("redact", names[0])
    assert files_with(settings.BLOBS_DIR, MARKER)
    call_command("redact", *names, stdout=StringIO())
    assert columns_with(MARKER) == []
    assert files_with(settings.BLOBS_DIR, MARKER) == []
    assert not doctor_finds_fault()


@pytest.mark.django_db(transaction=True)
def test_while_others_write_it_waits_and_then_says_so(reviewer, editor, admin, monkeypatch):
    one = document("Zquill wrote this letter.", reviewer)
    found = agreed(one, editor, admin)
    monkeypatch.setattr(carrying_out, "PATIENCE", "100ms")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("UPDATE documents_document SET outside_key = 'x' WHERE id = %s", [one.pk])
            with pytest.raises(CommandError, match="quieter") as refused:
                call_command("redact", found.public_id)
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert refused.value.returncode == 2
    assert one.captures.get().extractions.get().text


@pytest.mark.django_db(transaction=True)
def test_an_earlier_visit_to_its_page_that_came_to_nothing_tells_it_no_more(reviewer, editor, admin):
    one = document("A letter.", reviewer, url="https://news.example/zquill")
    with acting(reviewer, action="test"):
        Fetch.objects.create(url="https://news.example/zquill", outcome=Fetch.Outcome.FAILED, message="No zquill.")
    call_command("redact", agreed(one, editor, admin).public_id, stdout=StringIO())
    assert columns_with(MARKER) == []


def test_what_is_kept_of_unsent_words_about_it_is_thrown_away(reviewer):
    row = {"user": reviewer, "action": "documents:type", "fields": [["text", "zquill"]]}
    UnsentForm.objects.create(slot="a", path="/documents/D-0007/type/", **row)
    UnsentForm.objects.create(slot="b", path="/documents/D-0008/type/", **row)
    forget_about({"D-0007", "P-0001"})
    assert [kept.slot for kept in UnsentForm.objects.all()] == ["b"]
