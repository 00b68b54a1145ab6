"""The indexes follow PostgreSQL: what was committed is found, each thing once, whatever the order of commits."""

import pytest
from django.db import connection

from factcheck.claims.actions import create_claim
from factcheck.claims.models import EarlierCheck
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.models import Extraction
from factcheck.passages.models import Segment, Segmenting
from factcheck.search import following, reading
from factcheck.search.following import Progress, catch_up
from factcheck.search.state import state
from factcheck.search.words import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

TEXT = "The river rose by 30,000 litres on Monday.\n\nNobody was hurt when the anti-tank wall gave way in Orléans."


def bring(text: str, name: str = "report.txt") -> Extraction:
    receipt = Receipt(filename=name)
    document = import_document(data=text.encode(), receipt=receipt, by=None, look_for_copies=False).document
    return Extraction.objects.get(capture__document=document)


def found(text: str, index: str = "segments") -> list[int]:
    tokens = dict.fromkeys(words(text, "en"), 1.0)
    return [one.key for one in reading.candidates(index, tokens, limit=50)]


def texts_found(text: str) -> list[str]:
    by_key = Segment.objects.select_related("extraction").in_bulk(found(text))
    return [by_key[key].extraction.text[by_key[key].start : by_key[key].end] for key in found(text)]


def test_what_was_imported_is_found_by_its_words():
    bring(TEXT)
    assert catch_up("segments") == Progress(added=2, complete=True)
    assert texts_found("rivers rising") == ["The river rose by 30,000 litres on Monday."]
    assert texts_found("30000") == ["The river rose by 30,000 litres on Monday."]
    assert texts_found("tanks") == texts_found("orleans") == [TEXT.split("\n\n")[1]]


def test_before_it_has_followed_a_search_finds_nothing_and_the_state_says_so():
    bring(TEXT)
    assert found("river") == []
    now = state("segments")
    assert (now.ready, now.lag_rows) == (False, 1)
    assert "is being built" in now.said


def test_when_it_has_followed_nothing_is_said():
    bring(TEXT)
    catch_up()
    now = state()
    assert (now.ready, now.lag_rows, now.lag_seconds, now.problem, now.said) == (True, 0, 0.0, "", "")


def test_a_second_call_adds_nothing():
    bring(TEXT)
    catch_up()
    assert catch_up() == Progress(added=0, complete=True)
    assert Segment.objects.count() == reading.statistics("segments").documents == 2


def test_what_comes_later_is_added_to_what_is_there():
    bring(TEXT)
    catch_up()
    bring("A bridge was closed.", "second.txt")
    assert state("segments").lag_rows == 1
    assert catch_up("segments").added == 1
    assert texts_found("bridge") == ["A bridge was closed."]
    assert len(found("river")) == 1


def test_an_empty_text_has_no_segments_and_holds_nobody_up():
    bring("...")
    bring(TEXT, "second.txt")
    assert catch_up("segments").complete
    assert len(found("river")) == 1


def test_boilerplate_is_marked_in_what_is_found():
    extraction = bring(TEXT)
    catch_up()
    (one,) = reading.candidates("segments", {"river": 1.0}, limit=5)
    assert (one.boilerplate, one.extraction) == (False, extraction.pk)
    assert one.words == " ".join(words("The river rose by 30,000 litres on Monday.", "en"))


def test_a_search_can_be_kept_to_some_texts():
    first, second = bring(TEXT), bring(TEXT + " It did.", "second.txt")
    catch_up()
    both = reading.candidates("segments", {"river": 1.0}, limit=5)
    assert {one.extraction for one in both} == {first.pk, second.pk}
    one = reading.candidates("segments", {"river": 1.0}, limit=5, among=[second.pk])
    assert [candidate.extraction for candidate in one] == [second.pk]
    assert reading.candidates("segments", {"river": 1.0}, limit=5, among=[]) == []
    texts = [first.pk, second.pk]
    every = reading.candidates("segments", {"did": 1.0}, limit=5, among=texts, sharing=False)
    assert (every[0].extraction, len(every)) == (second.pk, 4)


def test_heavier_words_come_first():
    bring("A river here.\n\nA bridge there.")
    catch_up()
    for first in ("river", "bridg"):
        best, _ = reading.candidates("segments", {"river": 1.0, "bridg": 1.0} | {first: 3.0}, limit=5)
        assert first in best.words.split()


def test_phrases_needed_words_and_words_to_leave_out():
    bring("The red car met the blue bus.\n\nThe blue car met the red bus.\n\nThe red car met nobody.")
    catch_up()

    def texts(**asked):
        return sorted(one.words for one in reading.find("segments", limit=10, **asked))

    assert len(texts(phrases=[["red", "car"]])) == 2
    assert len(texts(phrases=[["red", "car"]], every=["bus"])) == 1
    assert len(texts(every=["car"], without=[["bus"]])) == 1
    assert len(texts(any_of={"bus": 1.0}, without=[["red", "bus"]])) == 1
    assert texts() == []
    assert len(reading.find("segments", limit=2, every=["car"])) == 2
    assert len(reading.find("segments", limit=2, skip=2, every=["car"])) == 1


def test_what_is_known_of_words():
    bring(TEXT)
    catch_up()
    known = reading.statistics("segments")
    lengths = [len(words(part, "en")) for part in TEXT.split("\n\n")]
    assert known.documents == 2
    assert known.average_length == pytest.approx(sum(lengths) / 2)
    assert known.frequency("river") == 1
    assert known.frequency("nowher") == 0


def test_a_new_way_of_cutting_throws_the_old_segments_away(monkeypatch):
    extraction = bring(TEXT)
    catch_up()
    before = set(Segment.objects.values_list("id", flat=True))
    Segmenting.objects.update(method="segments 0")
    monkeypatch.setattr("factcheck.passages.recutting.AT_ONCE", 1)
    catch_up("segments")
    assert Segmenting.objects.get().method == "segments 1"
    after = set(Segment.objects.filter(extraction=extraction).values_list("id", flat=True))
    assert len(after) == 2
    assert not after & before


def test_many_texts_are_cut_in_steps(monkeypatch):
    monkeypatch.setattr("factcheck.passages.segmenting.AT_ONCE", 2)
    monkeypatch.setattr("factcheck.passages.segmenting.ENTRIES", 7)
    monkeypatch.setattr("factcheck.passages.segmenting.PASSED_OVER", 7)
    monkeypatch.setattr("factcheck.search.following.READ", 3)
    monkeypatch.setattr("factcheck.search.following.COMMITTED", 4)
    for number in range(9):
        bring(f"Report {number} of the river.", f"{number}.txt")
    assert catch_up("segments").added == 9
    assert Segment.objects.count() == len(found("river")) == len(set(found("river"))) == 9


def test_a_text_is_cut_once_even_if_its_place_is_lost():
    bring(TEXT)
    catch_up()
    Segmenting.objects.all().delete()
    catch_up()
    assert Segment.objects.count() == len(found("river wall")) == 2


def end_another_transaction() -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    other.close()


def test_a_database_restored_on_another_server_is_followed(monkeypatch, reviewer):
    """Its rows are of transactions that this server has not come to."""
    old, later = bring(TEXT), 10**12
    claim = create_claim(statement="The mayor sold the bridge", kind="fact", by=reviewer)
    catch_up()
    Segment.objects.update(xid=later)
    Segmenting.objects.update(xid=later, entry=later)
    following.forget()
    monkeypatch.setattr(following, "database_identity", lambda: "another server")
    # Where tests see the rows of their own transaction, they would see these too.
    monkeypatch.setattr("factcheck.search.arrival.HORIZON", str(later - 1) + "::text::xid8")
    monkeypatch.setattr("factcheck.passages.recutting.AT_ONCE", 1)
    new = bring("A bridge was closed.", "second.txt")
    # Until another transaction has ended, those of this one count as not begun: shares of them are never through.
    end_another_transaction()
    catch_up()
    assert sorted(texts_found("river wall bridge")) == sorted([*TEXT.split("\n\n"), "A bridge was closed."])
    assert set(Segment.objects.values_list("extraction", flat=True)) == {old.pk, new.pk}
    assert not Segment.objects.filter(xid__gte=later).exists()
    assert found("bridge", "claims") == [claim.pk]
    assert state().said == ""


def test_a_changed_claim_takes_its_own_place(reviewer):
    claim = create_claim(statement="The mayor sold the bridge", kind="fact", by=reviewer)
    catch_up()
    assert found("bridge", "claims") == [claim.pk]
    claim.statement = "The mayor sold the harbour"
    claim.save()
    catch_up()
    assert found("bridge", "claims") == []
    assert found("harbour", "claims") == [claim.pk]
    assert reading.statistics("claims").documents == 1


def test_an_earlier_check_is_found_by_its_title_too():
    EarlierCheck.objects.create(key="7", statement="Bridges are sold", title="No, the harbour was not for sale")
    catch_up()
    (one,) = reading.candidates("claims", {"harbour": 1.0}, limit=5)
    assert (one.kind, one.title.split()[-1]) == ("earlier", "sale")


def test_a_claim_and_an_earlier_check_of_one_key_are_two(reviewer):
    claim = create_claim(statement="The mayor sold the bridge", kind="fact", by=reviewer)
    EarlierCheck.objects.create(id=claim.pk, statement="A bridge was sold")
    catch_up()
    kinds = {one.kind for one in reading.candidates("claims", {"bridg": 1.0}, limit=5)}
    assert kinds == {"claim", "earlier"}


def test_all_claims_and_checks_there_are_come_in_shares_and_once(reviewer, monkeypatch):
    monkeypatch.setattr(following, "READ", 3)
    claims = [create_claim(statement=f"Bridge {n} is sold", kind="fact", by=reviewer) for n in range(7)]
    checks = [EarlierCheck.objects.create(statement=f"Bridge {n} was sold") for n in range(4)]
    catch_up("claims")
    items = reading.candidates("claims", {"bridg": 1.0}, limit=50)
    assert sorted(one.key for one in items if one.kind == "claim") == [claim.pk for claim in claims]
    assert sorted(one.key for one in items if one.kind == "earlier") == [check.pk for check in checks]


def test_a_document_is_found_by_the_title_it_has_now():
    document = bring(TEXT).capture.document
    document.title, document.title_basis, document.title_how = "The mill gave way", "desk", "as printed"
    document.save()
    catch_up()
    assert found("mill", "documents") == [document.pk]
    document.title = "The wall gave way"
    document.save()
    catch_up()
    assert (found("mill", "documents"), found("wall", "documents")) == ([], [document.pk])
