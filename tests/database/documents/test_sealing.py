"""Sealing: who may do what, what comes in sealed, and that nobody is told that something is here."""

import hashlib
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.documents.actions import declare_same_work
from factcheck.documents.actions.errors import (
    LastWithAccess,
    NotForYou,
    ReasonIsMissing,
    SealedAlready,
    SealIsNotDescribed,
    SealsDiffer,
)
from factcheck.documents.commitment import commitment
from factcheck.documents.importing.work import work_through
from factcheck.documents.models import Container, Document, Import, Seal, SealAccess
from factcheck.documents.sealing import (
    change_description,
    end_access,
    give_access,
    hide_now,
    seal_documents,
    unseal,
)
from tests.database.documents.cast import bring_in, document

TEXT = "Nobody is to read the name of who wrote this letter."


def sealed(one: Document, by, people=()) -> Seal:
    with acting(by, action="test"):
        seal = seal_documents(documents=[one], people=people, description="A letter", by=by)
    one.refresh_from_db()
    return seal


def seen_by(user) -> set[int]:
    return set(Document.objects.visible_to(user).values_list("pk", flat=True))


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_only_the_people_named_see_a_sealed_document_whatever_their_role(reviewer, viewer, editor, admin):
    one = document(TEXT, reviewer)
    sealed(one, reviewer, [viewer])
    assert one.pk in seen_by(reviewer)
    assert one.pk in seen_by(viewer)
    assert one.pk not in seen_by(editor)
    assert one.pk not in seen_by(admin)


def test_who_ended_or_was_given_access_sees_it_no_more_or_from_then_on(reviewer, viewer, editor):
    one = document(TEXT, reviewer)
    seal = sealed(one, reviewer, [viewer])
    with acting(viewer, action="test"):
        give_access(seal=seal, person=editor, by=viewer)
    assert one.pk in seen_by(editor)
    with acting(editor, action="test"):
        end_access(seal=seal, person=reviewer, by=editor)
    assert one.pk not in seen_by(reviewer)


def test_somebody_is_left_who_sees_it(reviewer, viewer):
    one = document(TEXT, reviewer)
    seal = sealed(one, reviewer, [viewer])
    with acting(reviewer, action="test"):
        end_access(seal=seal, person=viewer, by=reviewer)
        with pytest.raises(LastWithAccess):
            end_access(seal=seal, person=reviewer, by=reviewer)


def test_a_person_who_left_the_desk_is_nobody_left(reviewer, viewer):
    one = document(TEXT, reviewer)
    seal = sealed(one, reviewer, [viewer])
    viewer.is_active = False
    viewer.save()
    with acting(reviewer, action="test"), pytest.raises(LastWithAccess):
        end_access(seal=seal, person=reviewer, by=reviewer)


def test_whoever_has_no_access_decides_nothing_about_it(reviewer, admin):
    one = document(TEXT, reviewer)
    seal = sealed(one, reviewer)
    with acting(admin, action="test"):
        for act in (
            lambda: give_access(seal=seal, person=admin, by=admin),
            lambda: end_access(seal=seal, person=reviewer, by=admin),
            lambda: change_description(seal=seal, description="x", by=admin),
            lambda: unseal(seal=seal, reason="x", by=admin),
            lambda: seal_documents(documents=[one], people=[], description="x", by=admin),
            lambda: hide_now(document=one, by=admin),
        ):
            with pytest.raises(NotForYou):
                act()


def test_the_database_lets_nobody_name_themselves(reviewer, admin):
    seal = sealed(document(TEXT, reviewer), reviewer)
    for given_by in (admin, reviewer):
        with acting(admin, action="test"), pytest.raises(DatabaseError), transaction.atomic():
            SealAccess.objects.create(seal=seal, user=admin, given_by=given_by)


def test_a_seal_says_what_others_are_told_and_ends_for_a_reason(reviewer, admin):
    one = document(TEXT, reviewer)
    with acting(reviewer, action="test"):
        with pytest.raises(SealIsNotDescribed):
            seal_documents(documents=[one], people=[], description=" ", by=reviewer)
        seal = sealed(one, reviewer)
        with pytest.raises(SealedAlready):
            seal_documents(documents=[one], people=[], description="Again", by=reviewer)
        with pytest.raises(ReasonIsMissing):
            unseal(seal=seal, reason=" ", by=reviewer)
        unseal(seal=seal, reason="They spoke out.", by=reviewer)
    assert one.pk in seen_by(admin)


def test_hiding_at_once_leaves_it_to_the_editor_and_who_brought_it_in(reviewer, editor, viewer):
    one = document(TEXT, reviewer)
    with acting(editor, action="test"):
        hide_now(document=one, by=editor)
    assert [one.pk in seen_by(user) for user in (editor, reviewer, viewer)] == [True, True, False]


def test_the_same_bytes_brought_in_by_somebody_without_access_are_a_document_of_their_own(reviewer, editor):
    one = document(TEXT, reviewer)
    sealed(one, reviewer)
    again = bring_in(TEXT, editor)
    assert again.status == "imported"
    assert again.document != one
    assert one.public_id not in " ".join(again.messages)
    assert bring_in(TEXT, reviewer).status == "unchanged"


def test_what_became_part_of_a_document_is_sealed_with_it(reviewer, editor):
    one, part = document(TEXT, reviewer), document("The same letter, typed again.", reviewer)
    with acting(reviewer, action="test"):
        declare_same_work(document=part, into=one)
    part.refresh_from_db()
    sealed(part, reviewer)
    assert not {one.pk, part.pk} & seen_by(editor)


def test_a_sealed_document_does_not_become_part_of_an_open_one(reviewer):
    one, other = document(TEXT, reviewer), document("Another letter.", reviewer)
    sealed(one, reviewer)
    with acting(reviewer, action="test"):
        for document_, into in ((one, other), (other, one)):
            with pytest.raises(SealsDiffer):
                declare_same_work(document=document_, into=into)


def test_a_commitment_is_of_the_salt_and_the_hash_and_differs_with_each_seal(reviewer):
    one = document(TEXT, reviewer)
    sha256 = one.captures.get().sha256
    seal = sealed(one, reviewer)
    assert commitment(seal.salt, sha256) == hashlib.sha256(bytes(seal.salt) + bytes.fromhex(sha256)).hexdigest()
    assert len(bytes(seal.salt)) == 32
    assert commitment(sealed(document("Two.", reviewer), reviewer).salt, sha256) != commitment(seal.salt, sha256)


@pytest.mark.parametrize(
    ("name", "data"), [("zquill.txt", TEXT.encode()), ("zquill.jsonl", b'{"text": "zquill letter"}\n')]
)
def test_files_handed_over_under_seal_are_hidden_before_and_after_the_worker_came(name, data, reviewer, editor):
    given = {
        "files": SimpleUploadedFile(name, data),
        "sealed": "on",
        "description": "A letter",
        "people": [],
    }
    answer = browser(reviewer).post(reverse("documents:import"), given)
    assert answer.status_code == 302
    started = Import.objects.get()
    for _moment in ("waiting", "done"):
        for address in (reverse("documents:imports"), reverse("audit:list")):
            assert "zquill" not in browser(editor).get(address).content.decode()
        assert browser(editor).get(reverse("documents:import_detail", args=[started.pk])).status_code == 404
        assert "zquill" in browser(reviewer).get(reverse("documents:imports")).content.decode()
        work_through(started.pk)
    assert Document.objects.get().seal == started.seal
    assert not seen_by(editor)
    assert not Container.objects.visible_to(editor).exists()


def test_somebody_without_access_sees_their_own_import_of_the_same_rows(reviewer, editor):
    rows = b'{"text": "A letter of some words."}\n'
    for by, extra in ((reviewer, {"sealed": "on", "description": "Rows"}), (editor, {})):
        given = {"files": SimpleUploadedFile("rows.jsonl", rows), **extra}
        browser(by).post(reverse("documents:import"), given)
        work_through(Import.objects.latest("pk").pk)
    assert list(Import.objects.visible_to(editor)) == [Import.objects.latest("pk")]
    assert Document.objects.visible_to(editor).count() == 1
    assert Document.objects.count() == 2


def test_a_seal_asked_for_without_words_brings_in_nothing(reviewer):
    given = {"text": TEXT, "sealed": "on", "description": ""}
    answer = browser(reviewer).post(reverse("documents:import"), given)
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_the_page_warns_where_nobody_else_is_named(reviewer, viewer):
    one, page = document(TEXT, reviewer), "documents:seal"
    client, address = browser(reviewer), reverse(page, args=[one.pk])
    assert "Name nobody, and you alone see it" in client.get(address).text
    sealed(one, reviewer)
    assert "Only one person sees it" in client.get(address).text
    client.post(reverse("documents:give_access", args=[one.pk]), {"person": viewer.pk})
    assert "Only one person sees it" not in client.get(address).text


def test_the_page_seals_names_people_and_ends_the_seal(reviewer, viewer, editor):
    one = document(TEXT, reviewer)
    client = browser(reviewer)
    page = reverse("documents:seal", args=[one.pk])
    assert client.post(page, {"description": ""}).status_code == 422
    client.post(page, {"description": "A letter", "people": [viewer.pk]})
    assert browser(editor).get(page).status_code == 404
    assert browser(viewer).get(reverse("documents:detail", args=[one.pk])).status_code == 200
    shown = client.get(page).content.decode()
    assert "A letter" in shown
    assert str(viewer) in shown
    client.post(reverse("documents:give_access", args=[one.pk]), {"person": editor.pk})
    assert browser(editor).get(page).status_code == 200
    client.post(reverse("documents:end_access", args=[one.pk]), {"person": editor.pk})
    assert browser(editor).get(page).status_code == 404
    client.post(reverse("documents:seal_words", args=[one.pk]), {"description": "Some letter"})
    assert Seal.objects.get().description == "Some letter"
    assert client.post(reverse("documents:unseal", args=[one.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("documents:unseal", args=[one.pk]), {"reason": "They spoke out."})
    assert browser(editor).get(page).status_code == 200


def test_who_sees_what_is_sealed_only_they_read_in_the_history(reviewer, viewer, editor):
    seal = sealed(document(TEXT, reviewer), reviewer, [viewer])
    access = SealAccess.objects.get(seal=seal, user=viewer)
    for user, status in ((reviewer, 200), (editor, 404)):
        assert browser(user).get(reverse("audit:history", args=[access.public_id])).status_code == status


def test_a_list_asks_no_more_for_a_hundred_seals_than_for_one(reviewer, viewer, django_assert_num_queries):
    for number in range(20):
        sealed(document(f"Letter number {number}.", reviewer), reviewer)
    with django_assert_num_queries(1):
        assert not seen_by(viewer)


@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_same_person_at_once_name_them_once(reviewer, viewer, editor):
    seal = sealed(document(TEXT, reviewer), reviewer, [viewer])
    given = []

    def second() -> None:
        try:
            with acting(viewer, action="test"):
                given.append(give_access(seal=seal, person=editor, by=viewer))
        except DatabaseError as error:
            given.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    with acting(reviewer, action="test"), transaction.atomic():
        first = give_access(seal=seal, person=editor, by=reviewer)
        thread.start()
        thread.join(timeout=1)  # it has looked by now, and waits to write
        assert given == []
    thread.join(timeout=30)
    assert given == [first]
