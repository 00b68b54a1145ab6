import threading

import pytest
from django.db import connection

from factcheck.audit.models import Entry
from factcheck.database.partial_dates import parse
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, TooLarge
from factcheck.documents.extraction import Unreadable
from factcheck.documents.models import Capture, Document, Extraction, Retrieval
from factcheck.sources.models import Source

from .cast import HOSTILE, bring_in

TEXT = "The bridge was closed on Monday. It opened again on Friday, two days late."


def test_bytes_text_and_receipt_are_kept_as_they_came(reviewer):
    receipt = Receipt(received_from="a colleague", copied_on=parse("2020-08"), filename="bridge.txt")
    imported = bring_in(TEXT + "\r\nEnd.", reviewer, receipt=receipt)
    capture = imported.capture
    assert imported.status == "imported"
    assert blobs.read(capture.sha256) == (TEXT + "\r\nEnd.").encode()
    assert (capture.received_from, capture.copied_on.iso, capture.filename) == ("a colleague", "2020-08", "bridge.txt")
    extraction = capture.extractions.get()
    assert extraction.text == TEXT + "\nEnd."
    assert extraction.line_ends == "crlf"


def test_a_document_that_states_no_title_has_none_and_is_named_by_its_first_words(reviewer):
    document = bring_in(TEXT, reviewer).document
    assert document.title is None
    assert document.title_basis == ""
    assert document.name == "“The bridge was closed on Monday. It opened…”"
    # Of a table these are the heads of its columns: the file's name says more.
    document.filename = "closures.CSV"
    assert document.name == "closures.CSV"


def test_first_words_stay_short_when_the_first_word_is_a_page_long(reviewer):
    document = bring_in((HOSTILE / "one-long-word.txt").read_bytes(), reviewer).document
    assert len(document.first_words) <= 100


def test_the_same_bytes_are_met_again_and_nothing_is_doubled(reviewer, editor):
    first = bring_in(TEXT, reviewer)
    again = bring_in(TEXT, editor, receipt=Receipt(received_from="an agency", copied_on=parse("2021")))
    assert (again.status, again.document, again.capture) == ("unchanged", first.document, first.capture)
    assert (Document.objects.count(), Capture.objects.count(), Extraction.objects.count()) == (1, 1, 1)
    met = Retrieval.objects.get()
    assert (met.retrieved_by, met.received_from, met.copied_on.iso) == (editor, "an agency", "2021")


def test_the_same_bytes_under_another_address_are_another_document(reviewer):
    one = bring_in(TEXT, reviewer, url="https://one.example/a")
    two = bring_in(TEXT, reviewer, url="https://two.example/a")
    assert two.status == "imported"
    assert one.document != two.document
    assert one.capture.sha256 == two.capture.sha256


def test_an_unknown_domain_makes_a_source_that_is_not_graded(reviewer):
    document = bring_in(TEXT, reviewer, url="https://www.harbour.example/bridge").document
    assert document.source.name == "harbour.example"
    assert document.source.reliability == ""
    assert document.source_basis == "desk"


def test_a_source_that_is_given_holds_against_the_domain(reviewer):
    source = Source.objects.create(name="The Quay")
    document = bring_in(TEXT, reviewer, url="https://harbour.example/bridge", source=source).document
    assert document.source == source
    assert not Source.objects.filter(name="harbour.example").exists()


def test_an_import_outside_of_a_request_is_recorded_under_its_actor(reviewer):
    document = bring_in(TEXT, reviewer).document
    bring_in(TEXT, reviewer)
    entries = Entry.objects.about(document.public_id)
    assert {entry.actor_id for entry in entries} == {reviewer.pk}
    assert entries.filter(table_name="documents_retrieval").exists()


@pytest.mark.parametrize("name", ["empty.txt", "only-whitespace.txt"])
def test_what_holds_no_text_leaves_no_row_and_says_what_to_do(reviewer, name):
    with pytest.raises(Unreadable) as refused:
        bring_in((HOSTILE / name).read_bytes(), reviewer)
    assert "." in refused.value.reason
    assert not Document.objects.exists()


def test_a_damaged_picture_that_is_named_a_text_is_kept_with_the_reason(reviewer):
    found = bring_in((HOSTILE / "binary-named-txt.txt").read_bytes(), reviewer)
    assert found.status == "unread"
    assert "damaged" in found.capture.failures.get().reason


@pytest.mark.parametrize(
    "name",
    sorted(
        path.name
        for path in HOSTILE.iterdir()
        if path.name
        not in {"empty.txt", "only-whitespace.txt", "binary-named-txt.txt", "cut-in-the-middle-of-a-character.txt"}
    ),
)
def test_every_other_hostile_file_is_imported_whole(reviewer, name):
    data = (HOSTILE / name).read_bytes()
    capture = bring_in(data, reviewer, receipt=Receipt(filename=name)).capture
    extraction = capture.extractions.get()
    assert capture.encoding
    assert blobs.read(capture.sha256) == data
    covered = "".join(extraction.text[block["start"] : block["end"]] for block in extraction.blocks)
    assert "".join(covered.split()) == "".join(extraction.text.split())


def test_a_file_larger_than_the_desk_takes_is_refused_with_both_numbers(reviewer, settings):
    settings.MAX_DOCUMENT_BYTES = 1000
    with pytest.raises(TooLarge, match=r"1,001 bytes.*1,000"):
        bring_in("x" * 1001, reviewer)


@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_bytes_at_once_get_one_document(reviewer):
    gate, outcomes = threading.Barrier(2), []

    def receive():
        gate.wait()
        try:
            outcomes.append(bring_in(TEXT, reviewer).status)
        finally:
            connection.close()

    threads = [threading.Thread(target=receive) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["imported", "unchanged"]
    assert Document.objects.count() == 1
    assert Retrieval.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["https://a.example/" + "x" * 3000, "https://a.example/><img src=x>", "https://a.example/\x00b c"]
)
def test_an_address_that_can_be_none_is_not_known_and_the_document_comes_in(reviewer, address):
    page = f'<html><head><link rel="canonical" href="{address}"></head><body><p>Some words here.</p></body></html>'
    imported = bring_in(page, reviewer, receipt=Receipt(filename="a.html"))
    assert imported.status == "imported"
    assert imported.document.url is None


def test_a_long_address_in_many_letters_is_found_again(reviewer):
    address = "https://a.example/" + "".join(chr(0x430 + number * 7 % 32) for number in range(1900))
    document = bring_in("Some words.", reviewer, url=address).document
    assert Document.objects.get(url=address) == document
