"""What two people decided on is what is carried out: neither more nor by others, and once."""

import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.documents.actions import declare_same_work
from factcheck.documents.actions.errors import AskerIsNoEditor, CoversOther, NotOpenAnyMore
from factcheck.documents.models import Document, Redaction
from factcheck.documents.redacting import carrying_out
from factcheck.documents.redacting.deciding import agree_to_redaction, close_redaction
from tests.database.documents.cast import document
from tests.database.documents.test_redacting import agreed, asked, browser, refused_by_the_database


def text_of(one: Document) -> str:
    return one.captures.earliest("pk").extractions.earliest("pk").text


def merged(one: Document, into: Document, by: User) -> None:
    with acting(by, action="test"):
        declare_same_work(document=one, into=into)


@pytest.mark.django_db(transaction=True)
def test_what_a_reviewer_adds_after_two_editors_agreed_is_not_taken_out(reviewer, editor, admin):
    one, other = document("A letter.", reviewer), document("Another one, which nobody spoke of.", reviewer)
    found = agreed(one, editor, admin)
    capture = other.captures.get()
    merged(other, one, reviewer)
    with pytest.raises(CommandError, match="ask and agree again") as refused:
        call_command("redact", found.public_id)
    assert refused.value.returncode == 2
    assert capture.extractions.get().text
    with acting(editor, action="test"):
        close_redaction(redaction=found, note="It was about the first letter alone.", by=editor)
    again = agreed(one, editor, admin)
    assert again.covered_documents == [one.pk, other.pk]
    call_command("redact", again.public_id, stdout=StringIO())
    assert not capture.extractions.get().text


def test_what_comes_to_it_before_the_second_agrees_is_asked_for_anew(reviewer, editor, admin):
    one, other = document("A letter.", reviewer), document("Another one.", reviewer)
    found = asked(one, editor)
    assert (found.covered_documents, found.covered_captures) == ([one.pk], [one.captures.get().pk])
    merged(other, one, reviewer)
    with acting(admin, action="test"):
        with pytest.raises(CoversOther):
            agree_to_redaction(redaction=found, by=admin)
        row = Redaction.objects.filter(pk=found.pk)
        refused_by_the_database(row.update, agreed_by=admin, agreed_at=timezone.now())
        refused_by_the_database(row.update, covered_documents=[one.pk, other.pk])


def test_a_further_capture_is_decided_on_anew(reviewer, editor, admin):
    one = document("A letter.", reviewer)
    found = agreed(one, editor, admin)
    with acting(reviewer, action="test"):
        first = one.captures.get()
        first.pk, first.number, first.sha256 = None, 2, "0" * 64
        first.save()
    with pytest.raises(CommandError, match=one.public_id):
        call_command("redact", found.public_id)
    assert text_of(one)


def test_its_page_names_what_is_decided_on(reviewer, editor, admin):
    one, other = document("A letter.", reviewer), document("Another one.", reviewer)
    merged(other, one, reviewer)
    page = reverse("documents:redact", args=[one.pk])
    captures = [capture.public_id for capture in one.captures.all()]
    assert len(captures) == 2
    for client in (browser(editor), browser(admin)):
        told = client.get(page).content.decode()
        assert all(public_id in told for public_id in (other.public_id, *captures))
    agreed(one, editor, admin)
    third = document("A third one.", reviewer)
    merged(third, one, reviewer)
    told = browser(editor).get(page).content.decode()
    assert "Something came to this document" in told
    assert "manage.py redact" not in told
    assert f"{third.captures.model.objects.latest('pk').public_id}<" not in told


def test_nobody_agrees_to_what_somebody_asked_for_who_may_not_any_more(reviewer, editor, admin):
    one = document("A letter.", reviewer)
    found = asked(one, editor)
    User.objects.filter(pk=editor.pk).update(role="viewer")
    with acting(admin, action="test"):
        with pytest.raises(AskerIsNoEditor):
            agree_to_redaction(redaction=found, by=admin)
        row = Redaction.objects.filter(pk=found.pk)
        refused_by_the_database(row.update, agreed_by=admin, agreed_at=timezone.now())


@pytest.mark.parametrize("place", [0, 1])
def test_the_command_carries_out_what_two_editors_decided_who_are_still_editors(reviewer, editor, admin, place):
    one, people = document("A letter.", reviewer), (editor, admin)
    found = agreed(one, *people)
    gone = User.objects.filter(pk=people[place].pk)
    for change in ({"role": "viewer"}, {"role": "editor", "is_active": False}):
        gone.update(**change)
        with pytest.raises(CommandError, match="no editor any more") as refused:
            call_command("redact", found.public_id)
        assert refused.value.returncode == 2
    assert text_of(one)


def in_thread(act: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Start it with a connection of its own; what it gave, or raised, is in the list when it is over."""
    given: list[object] = []

    def run() -> None:
        try:
            given.append(act())
        except Exception as error:
            given.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, given


@pytest.mark.django_db(transaction=True)
def test_of_two_who_agree_at_once_one_does(reviewer, editor, admin):
    found = asked(document("A letter.", reviewer), editor)
    third = User.objects.create(email="thea@desk.example", name="Thea Third", role="editor")

    def second() -> Redaction:
        with acting(third, action="test"):
            return agree_to_redaction(redaction=Redaction.objects.get(pk=found.pk), by=third)

    with acting(admin, action="test"), transaction.atomic():
        agree_to_redaction(redaction=found, by=admin)
        thread, given = in_thread(second)
        thread.join(timeout=1)
        assert given == []
    thread.join(timeout=30)
    assert isinstance(given[0], NotOpenAnyMore)
    found.refresh_from_db()
    assert found.agreed_by == admin


@pytest.mark.django_db(transaction=True)
def test_closing_it_while_it_is_carried_out_comes_too_late(reviewer, editor, admin, monkeypatch):
    one = document("A letter.", reviewer)
    found = agreed(one, editor, admin)
    started, emptying = [], carrying_out.empty

    def close() -> Redaction:
        with acting(admin, action="test"):
            return close_redaction(redaction=Redaction.objects.get(pk=found.pk), note="Lifted after all.", by=admin)

    def empty_meanwhile(salts: dict[int, bytes]) -> object:
        started.append(in_thread(close))
        started[0][0].join(timeout=1)
        assert started[0][1] == []
        return emptying(salts)

    monkeypatch.setattr(carrying_out, "empty", empty_meanwhile)
    call_command("redact", found.public_id, stdout=StringIO())
    thread, given = started[0]
    thread.join(timeout=30)
    assert isinstance(given[0], NotOpenAnyMore)
    found.refresh_from_db()
    assert (found.closed_at, found.carried_out_at is None) == (None, False)
    assert not text_of(one)


@pytest.mark.django_db(transaction=True)
def test_closing_it_as_the_command_begins_keeps_the_words(reviewer, editor, admin, monkeypatch):
    one = document("A letter.", reviewer)
    found = agreed(one, editor, admin)
    locking = carrying_out._lock_bytes

    def close_before() -> None:
        def close() -> Redaction:
            with acting(admin, action="test"):
                return close_redaction(redaction=Redaction.objects.get(pk=found.pk), note="Lifted.", by=admin)

        in_thread(close)[0].join(timeout=30)
        locking()

    monkeypatch.setattr(carrying_out, "_lock_bytes", close_before)
    with pytest.raises(CommandError, match="taken back"):
        call_command("redact", found.public_id)
    assert text_of(one)
