import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, declare_same_work, establish_facts
from factcheck.documents.models import Document, DocumentRelation
from factcheck.passages.actions import mark_passage

from .cast import bring_in, document


@pytest.fixture
def at_work(client, reviewer):
    client.force_login(reviewer)
    return client


@pytest.fixture
def bridge(reviewer):
    return document("The bridge was closed on Monday. It opened on Friday.", reviewer, url="https://a.example/b")


def url(name: str, found: Document) -> str:
    return reverse(f"documents:{name}", args=[found.pk])


# --- the list --------------------------------------------------------------------------------------


def names(answer) -> list[str]:
    return [row[0].public_id for row in answer.context["rows"]]


def test_an_empty_list_says_what_to_do_next(at_work):
    shown = at_work.get(reverse("documents:list")).content.decode()
    assert "No documents yet" in shown
    assert reverse("documents:import") in shown


def test_a_viewer_is_not_offered_to_import(client, viewer):
    client.force_login(viewer)
    assert reverse("documents:import") not in client.get(reverse("documents:list")).content.decode()


def test_the_list_costs_the_same_for_two_documents_and_for_twenty(at_work, reviewer):
    def cost(number: int) -> int:
        for index in range(number):
            document(f"Text {number} {index} of a document.", reviewer, url=f"https://s{index}.example/{number}")
        with CaptureQueriesContext(connection) as queries:
            at_work.get(reverse("documents:list"))
        return len(queries)

    at_work.get(reverse("documents:list"))
    assert cost(2) == cost(20)


def test_filters_narrow_and_sort_in_the_address(at_work, bridge, reviewer):
    other = document("Die Fähre fuhr am Montag nicht. Am Freitag fuhr sie wieder, zwei Tage zu spät.", reviewer)
    with acting(reviewer, action="test"):
        from factcheck.database.partial_dates import parse

        establish_facts(
            document=other, expected=1, facts={"published": parse("2020-08")}, hows={"published": "the imprint"}
        )
    get = lambda **query: names(at_work.get(reverse("documents:list"), query))  # noqa: E731
    assert get() == [other.public_id, bridge.public_id]
    assert get(sort="imported") == [bridge.public_id, other.public_id]
    assert get(q="a.example") == [bridge.public_id]
    assert get(q=other.public_id.lower()) == [other.public_id]
    assert get(source=bridge.source.public_id) == [bridge.public_id]
    assert get(source="-") == [other.public_id]
    assert get(language=other.language) == [other.public_id]
    assert get(since="2020-08-15") == [other.public_id]
    assert get(since="2020-09") == []
    assert get(until="2020-08-15") == [other.public_id]
    assert get(until="2020-07") == []
    assert len(get(since="nonsense", sort="nonsense", source="nonsense", page="nonsense")) == 2


def test_passages_and_captures_are_counted(at_work, bridge, reviewer):
    with acting(reviewer, action="test"):
        mark_passage(extraction=bridge.captures.get().extractions.get(), start=4, end=10, by=reviewer)
    found, passages, _published = at_work.get(reverse("documents:list")).context["rows"][0]
    assert (found.capture_count, passages) == (1, 1)


# --- the facts -------------------------------------------------------------------------------------


def given(found: Document, **changes) -> dict:
    facts = {name: found.fact(name)["value"] for name in Document.FACTS}
    facts["published"] = found.published_text
    facts["source"] = found.source.public_id if found.source else ""
    return {name: value or "" for name, value in facts.items()} | {"version": found.version} | changes


def test_checking_the_facts_keeps_what_was_established_and_who_checked(at_work, bridge, reviewer):
    sent = given(bridge, published="20 August 2020", published_how="the imprint")
    answer = at_work.post(url("facts", bridge), sent)
    bridge.refresh_from_db()
    assert answer.status_code == 302
    assert (bridge.published_on.iso, bridge.published_basis) == ("2020-08-20", "desk")
    assert (bridge.confirmed_by, bridge.url_basis) == (reviewer, "desk")


def test_facts_left_as_they_are_keep_their_basis(at_work, reviewer):
    found = document("# The bridge\n\nIt was *closed* by [rail](https://rail.example) on Monday.\n\n- one\n", reviewer)
    before = {name: found.fact(name) for name in Document.FACTS}
    assert before["title"]["basis"] == "content"
    at_work.post(url("facts", found), given(found))
    found.refresh_from_db()
    assert {name: found.fact(name) for name in Document.FACTS} == before
    assert found.confirmed_at


def test_a_changed_fact_without_how_is_asked_for_and_what_was_typed_stays(at_work, bridge):
    answer = at_work.post(url("facts", bridge), given(bridge, author="A. Writer"))
    assert answer.status_code == 422
    assert "A. Writer" in answer.content.decode()
    assert "author_how" in answer.context["form"].errors


def test_who_saves_second_sees_both_and_loses_nothing(at_work, bridge, editor):
    sent = given(bridge, author="Mine", author_how="byline")
    with acting(editor, action="test"):
        establish_facts(document=bridge, expected=1, facts={"author": "Theirs"}, hows={"author": "byline"})
    answer = at_work.post(url("facts", bridge), sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in shown
    assert "Mine" in shown
    bridge.refresh_from_db()
    assert bridge.author == "Theirs"


def test_another_document_with_the_same_address_is_pointed_out(at_work, bridge, reviewer):
    other = document("Another version of it.", reviewer, url="https://a.example/b")
    assert bridge.public_id in at_work.get(url("facts", other)).content.decode()


# --- bytes and proof -------------------------------------------------------------------------------


def test_bytes_are_given_as_received_in_a_sandbox_under_a_safe_name(at_work, reviewer):
    data = b"<!doctype html><html><body><p>Words.</p><script>alert(1)</script></body></html>"
    receipt = Receipt(filename='../"evil"\r\n;name.html')
    found = bring_in(data, reviewer, receipt=receipt).document
    answer = at_work.get(url("bytes", found), {"capture": 1})
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{found.public_id}-1-evil-name.html"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_that_were_altered_are_not_given_out(at_work, bridge):
    sha256 = bridge.captures.get().sha256
    path = blobs._path(sha256)
    path.chmod(0o600)
    path.write_bytes(b"other words")
    answer = at_work.get(url("bytes", bridge))
    assert answer.status_code == 409
    assert sha256 in answer.content.decode()


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "99999999999999999999"])
def test_a_capture_that_is_not_there_is_not_found(at_work, bridge, number):
    assert at_work.get(url("bytes", bridge), {"capture": number}).status_code == 404


def test_the_proof_says_how_it_came_and_how_to_check_it(at_work, reviewer, editor):
    bring_in("Words\r\nwith a \0 in them.", reviewer, receipt=Receipt(received_from="a reader"))
    found = bring_in("Words\r\nwith a \0 in them.", editor, receipt=Receipt(received_from="an agency")).document
    shown = at_work.get(url("proof", found)).content.decode()
    for words in (found.captures.get().sha256, "a reader", "an agency", "sha256sum", "crlf", "1 character"):
        assert words in shown


# --- relations -------------------------------------------------------------------------------------


def test_the_pages_of_one_that_was_merged_lead_to_the_other(at_work, bridge, reviewer):
    new = document("The bridge was closed on Monday. It opened on Friday!", reviewer)
    answer = at_work.post(url("same_work", bridge), {"work-into": new.public_id, "confirmed": "1"})
    assert answer["Location"] == url("proof", new)
    assert at_work.get(url("facts", bridge))["Location"] == url("facts", new)
    assert names(at_work.get(reverse("documents:list"))) == [new.public_id]


def test_before_two_become_one_both_are_shown_and_nothing_is_done(at_work, bridge, reviewer):
    new = document("The bridge was closed on Monday. It opened on Friday!", reviewer)
    shown = at_work.post(url("same_work", bridge), {"work-into": new.public_id}).content.decode()
    for words in (bridge.public_id, new.public_id, "https://a.example/b", "takes over what it lacks", "No click"):
        assert words in shown
    assert 'name="confirmed"' in shown
    bridge.refresh_from_db()
    assert bridge.merged_into is None


def test_a_refusal_is_shown_in_the_form(at_work, reviewer):
    one = document("The very same words.", reviewer, url="https://one.example/a")
    two = document("The very same words.", reviewer, url="https://two.example/a")
    answer = at_work.post(url("same_work", one), {"work-into": two.public_id})
    assert answer.status_code == 422
    assert "very same bytes" in answer.content.decode()
    assert at_work.post(url("relate", one), {"relation-other": one.public_id}).status_code == 422


def test_a_copy_is_declared_found_by_typing_and_taken_back(at_work, bridge, reviewer):
    other = document("Words that came first.", reviewer)
    found = at_work.post(url("relate", bridge), {"relation-other_q": "came first", "find": "relation-other"})
    assert f'value="{other.public_id}"' in found.content.decode()
    sent = {"relation-kind": "copy", "relation-other": other.public_id, "relation-note": "word for word"}
    at_work.post(url("relate", bridge), sent)
    relation = DocumentRelation.objects.get()
    assert (relation.document, relation.other, relation.note) == (bridge, other, "word for word")
    back = reverse("documents:withdraw_relation", args=[relation.pk])
    assert at_work.post(back, {"reason": ""}).status_code == 422
    at_work.post(back, {"reason": "bylines differ"})
    relation.refresh_from_db()
    assert relation.withdrawn_reason == "bylines differ"
    assert "bylines differ" in at_work.get(url("relations", bridge)).content.decode()


def test_typing_finds_documents_by_words_and_number(at_work, bridge):
    pick = reverse("documents:pick")
    for text in ("bridge was", bridge.public_id, "a.example"):
        shown = at_work.get(pick, {"kind": "document", "name": "work-into", "work-into_q": text}).content.decode()
        assert f'name="work-into" value="{bridge.public_id}"' in shown
    assert "Nothing found" in at_work.get(pick, {"q": "zzz"}).content.decode()


def test_the_number_of_one_that_was_merged_finds_what_it_became(at_work, bridge, reviewer):
    new = document("The bridge was closed on Monday. It opened on Friday!", reviewer)
    with acting(reviewer, action="test"):
        declare_same_work(document=bridge, into=new)
    shown = at_work.get(reverse("documents:pick"), {"name": "other", "other": bridge.public_id}).content.decode()
    assert new.public_id in shown
