"""A passage in another language stands beside its translation, with who made and who checked it."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factcheck.evidence.models import Evidence
from factcheck.passages.models import Translation
from factcheck.passages.translations import check_translation, translate_passage
from tests.database.desk.papers import claim_of, linked, paper

pytestmark = pytest.mark.django_db
WORDS = "The bridge was closed."


@pytest.fixture
def piece(by_reviewer) -> Evidence:
    claim = claim_of(by_reviewer)
    linked(paper(by_reviewer), "The bridge was closed on Monday.", claim, by_reviewer)
    return claim.evidence.get()


def url(piece: Evidence) -> str:
    return f"/evidence/{piece.public_id}/translation/"


def test_a_translation_stands_on_the_card_with_who_made_it(as_reviewer, piece, reviewer):
    as_reviewer.post(url(piece), {"text": WORDS, "program": "", "version": "0"})
    page = as_reviewer.get(f"/claims/{piece.claim.public_id}/").text
    assert WORDS in page
    assert f"Translated by {reviewer.name}" in " ".join(page.split())
    assert "not checked by another person" in page


def test_a_program_is_named(as_reviewer, piece):
    as_reviewer.post(url(piece), {"text": WORDS, "program": "Engine 3", "version": "0"})
    assert "Translated by Engine 3, brought in by" in as_reviewer.get(f"/claims/{piece.claim.public_id}/").text


def test_somebody_else_checks_it(as_reviewer, piece, editor):
    as_editor = Client()
    as_editor.force_login(editor)
    as_reviewer.post(url(piece), {"text": WORDS, "version": "0"})
    refused = as_reviewer.post(url(piece), {"check": "1", "version": "1"})
    assert refused.status_code == 422
    assert "Somebody else has to compare it" in refused.text
    as_editor.post(url(piece), {"check": "1", "version": "1"})
    assert Translation.objects.get().checked_by == editor
    assert f"checked by {editor.name}" in as_reviewer.get(f"/claims/{piece.claim.public_id}/").text


def test_other_words_have_to_be_checked_anew(piece, reviewer, editor):
    made = translate_passage(passage=piece.passage, language="en", text=WORDS, by=reviewer)
    check_translation(translation=made, by=editor, expected=1)
    made = translate_passage(passage=piece.passage, language="en", text="It was shut.", by=reviewer, expected=2)
    assert (made.text, made.checked_by) == ("It was shut.", None)


def test_two_people_do_not_overwrite_each_other(as_reviewer, piece, editor):
    translate_passage(passage=piece.passage, language="en", text=WORDS, by=editor)
    answer = as_reviewer.post(url(piece), {"text": "It was shut.", "version": "0"})
    assert answer.status_code == 409
    assert WORDS in answer.text
    assert "It was shut." in answer.text


def test_the_database_refuses_a_translator_who_checks(piece, reviewer):
    made = translate_passage(passage=piece.passage, language="en", text=WORDS, by=reviewer)
    with pytest.raises(IntegrityError, match="checked_by_another"), transaction.atomic():
        Translation.objects.filter(pk=made.pk).update(checked_by=reviewer, checked_at=made.translated_at)
