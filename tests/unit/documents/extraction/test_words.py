"""What readers say crosses the pipe as sentences with gaps, and is said anew in the language of whoever asked."""

import json

import pytest

from factcheck.documents.extraction import errors, extract, words
from factcheck.documents.extraction.words import as_plain, from_plain, gettext, joined, ngettext
from factcheck.documents.pool.wire import as_message, from_message
from factcheck.documents.translated import in_this_language

GERMAN = {
    "It has %(n)s pages.": "Es hat %(n)s Seiten.",
    "The file does not say its encoding. %(encoding)s gives words: check them.": "Geraten: %(encoding)s.",
    errors.Damaged.message: "Beschädigt.",
}


def over_the_pipe(told: str) -> str:
    return from_plain(json.loads(json.dumps(as_plain(told))))


def test_what_was_said_in_english_is_said_again_in_another_language(monkeypatch):
    said = joined(errors.Damaged().reason, ngettext("It has a page.", "It has %(n)s pages.", 3, n=3), "scan.pdf")
    assert said.endswith("another copy. It has 3 pages. scan.pdf")
    plain = json.loads(json.dumps(as_plain(said)))
    assert from_plain(plain) == said
    monkeypatch.setattr(words, "_translate", lambda one, many, n: GERMAN.get(many if many and n != 1 else one, one))
    assert from_plain(plain) == "Beschädigt. Es hat 3 Seiten. scan.pdf"


def test_the_messages_of_a_document_are_too(monkeypatch):
    drawn = as_message(extract("Es regnete über München, sagte der Bürgermeister.".encode("cp1252")))
    there = json.loads(json.dumps(drawn))
    monkeypatch.setattr(words, "_translate", lambda one, many, n: GERMAN.get(one, one))
    assert from_message(there).messages[0].startswith("Geraten: ")


def test_this_process_says_it_as_its_pages_do():
    assert words._translate is in_this_language


def test_a_gap_may_be_filled_with_a_percent_sign_and_with_what_was_said():
    inner = gettext("%(share)s %% of it", share=5)
    assert gettext("It is %(what)s, %(name)s.", what=inner, name="100 %(x)s") == "It is 5 % of it, 100 %(x)s."
    assert over_the_pipe(gettext("It is %(what)s.", what=inner)) == "It is 5 % of it."


@pytest.mark.parametrize(
    "told",
    [None, 7, {}, {"said": [[1, "", 0, {}]]}, {"said": [["x", "", 0]]}, {"said": [["x" * 20_000, "", 0, {}]]}],
)
def test_a_child_that_says_nonsense_is_not_believed(told):
    with pytest.raises((TypeError, KeyError, ValueError)):
        from_plain(told)


def test_a_width_that_a_child_asks_for_is_text():
    told = {"said": [["%(a)999999999d %(b)s", "", 0, {"a": "1", "b": "2"}]]}
    assert from_plain(told) == "%(a)999999999d 2"
