"""From selected words to a claim, an appearance, evidence or a kept passage; without script, as pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from factcheck.audit.history import latest
from factcheck.claims.models import Appearance, Claim
from factcheck.evidence.models import Evidence, Kept
from factcheck.passages.models import Passage
from tests.database.desk.papers import claim_of, paper, said, text_of

pytestmark = pytest.mark.django_db

QUOTED = "It will open on Friday."
TERMS = {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"}


def _url(document, words, do):
    start = text_of(document).text.index(words)
    return f"/documents/{document.public_id}/select/?capture=1&start={start}&end={start + len(words)}&do={do}"


def _claim_fields(**values):
    return (
        {"statement": "The bridge opens on Friday.", "kind": "fact", "priority": "2", "manner": "made"} | TERMS | values
    )


def test_a_new_claim_comes_with_the_words_it_was_made_in(as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    response = as_reviewer.post(
        _url(document, QUOTED, "claim"),
        _claim_fields(claimant="The mayor", speaker="mayor", voice="quotes", manner="reported", made="2020-08")
        | {"terms-0-term": "open", "terms-0-reading": "for cars", "terms-0-reason": "as usual"},
    )
    claim = Claim.objects.get()
    appearance = claim.appearances.get()
    assert response["Location"].endswith(f"?capture=1#{appearance.passage.public_id.lower()}")
    assert (appearance.passage.quote, appearance.manner, appearance.speaker) == (QUOTED, "reported", "mayor")
    assert (claim.claimant.name, claim.made_text, claim.terms.get().reading) == ("The mayor", "2020-08", "for cars")


def test_who_speaks_is_filled_in_from_the_words(as_reviewer, by_reviewer):
    document = paper(by_reviewer, "The town.\n\nAda Moss, the mayor, said: “The bridge will open on Friday.”\n")
    page = as_reviewer.get(_url(document, "The bridge will open on Friday.", "claim"))
    form = page.context["form"]
    assert form["speaker"].value() == "Ada Moss"
    assert form["claimant"].value() == "Ada Moss"
    assert form["manner"].value() == "reported"


def test_a_claim_starts_with_the_selected_words_and_can_take_the_whole_sentence(as_reviewer, by_reviewer):
    address = _url(paper(by_reviewer), "closed on Monday", "claim")
    page = as_reviewer.get(address)
    assert page.context["form"]["statement"].value() == "closed on Monday"
    (link,) = html.fromstring(page.content).xpath("//a[@data-fill]")
    whole = as_reviewer.get(link.get("href")).context["form"]["statement"].value()
    assert whole == link.get("data-words") == "The bridge was closed on Monday."
    # A whole sentence but for its full stop is one.
    sentence = as_reviewer.get(_url(paper(by_reviewer), "The bridge was closed on Monday", "claim"))
    assert "data-fill" not in sentence.content.decode()


def test_nothing_is_filled_in_where_the_words_show_nothing(as_reviewer, by_reviewer):
    form = as_reviewer.get(_url(paper(by_reviewer), "Nobody was hurt.", "claim")).context["form"]
    assert (form["speaker"].value(), form["voice"].value(), form["claimant"].value()) == ("", "", "")


def test_a_claim_that_exists_is_said_here(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    as_reviewer.post(
        _url(document, "closed on Monday", "appearance"), {"claim_q": claim.public_id, "manner": "repeated"}
    )
    assert claim.appearances.get().manner == "repeated"


@pytest.mark.parametrize("stance", ["corroborates", "contradicts", "context"])
def test_words_become_evidence_with_a_stance(as_reviewer, by_reviewer, stance):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    as_reviewer.post(
        _url(document, "Nobody was hurt.", stance),
        {
            "claim": claim.public_id,
            "stance": stance,
            "weight": "partial",
            "rationale": "It says so.",
            "credibility": "2",
        },
    )
    evidence = claim.evidence.get()
    assert (evidence.stance, evidence.weight, evidence.rationale, evidence.credibility) == (
        stance,
        "partial",
        "It says so.",
        2,
    )


def test_the_claimant_cannot_corroborate_and_what_was_typed_stays(as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    as_reviewer.post(_url(document, QUOTED, "claim"), _claim_fields(claimant="Ada Moss"))
    claim = Claim.objects.get()
    response = as_reviewer.post(
        _url(document, "Nobody was hurt.", "corroborates"),
        {
            "claim": claim.public_id,
            "stance": "corroborates",
            "weight": "central",
            "speaker": "Ada Moss",
            "rationale": "typed",
        },
    )
    assert response.status_code == 422
    assert "own words can&#x27;t corroborate" in response.content.decode()
    assert "typed" in response.content.decode()
    assert not Evidence.objects.exists()
    assert not Passage.objects.filter(quote="Nobody was hurt.").exists()


def test_linking_the_same_words_twice_is_refused(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    fields = {"claim": claim.public_id, "stance": "context", "weight": "central"}
    as_reviewer.post(_url(document, QUOTED, "context"), fields)
    response = as_reviewer.post(_url(document, QUOTED, "context"), fields)
    assert response.status_code == 422
    assert f"on the board of {claim.public_id} already" in response.content.decode()


def test_the_claim_last_worked_on_is_chosen_beforehand(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer, kind="negative")
    as_reviewer.post(_url(document, QUOTED, "appearance"), {"claim": claim.public_id, "manner": "made"})
    page = as_reviewer.get(_url(document, "Nobody was hurt.", "corroborates")).content.decode()
    assert f'value="{claim.public_id}" checked' in page
    assert "Corroborates: there were none" in page


def test_the_claim_last_opened_is_chosen_beforehand_and_not_the_one_before(as_reviewer, by_reviewer):
    document, before, now = paper(by_reviewer), claim_of(by_reviewer), claim_of(by_reviewer, "The road is shut.")
    as_reviewer.post(_url(document, QUOTED, "appearance"), {"claim": before.public_id, "manner": "made"})
    as_reviewer.get(f"/claims/{now.public_id}/")
    page = as_reviewer.get(_url(document, "Nobody was hurt.", "corroborates")).content.decode()
    assert f'value="{now.public_id}" checked' in page
    assert before.public_id not in page


def test_the_claim_that_a_page_was_opened_for_goes_before_one_opened_in_another_tab(as_reviewer, by_reviewer):
    document, sought, other = paper(by_reviewer), claim_of(by_reviewer), claim_of(by_reviewer, "The road is shut.")
    reader = f"/documents/{document.public_id}/"
    page = html.fromstring(as_reviewer.get(f"{reader}?claim={sought.public_id}").content)
    as_reviewer.get(f"/claims/{other.public_id}/")
    form = page.xpath('//form[contains(@action, "/find/")]')[0]
    assert form.xpath('.//select[@name="do"]/option[@selected]/@value') == ["corroborates"]
    once = as_reviewer.post(form.get("action"), {"quote": "Nobody was hurt.", "do": "corroborates"})["Location"]
    closed = {"quote": "The bridge was closed on Monday", "do": "corroborates"}
    twice = as_reviewer.post(form.get("action"), closed).context["places"][1]["url"]
    for address in (once, twice):
        dialog = html.fromstring(as_reviewer.get(address).content)
        assert dialog.xpath('//input[@name="claim" and @checked]/@value') == [sought.public_id]
        # Every way out of it still says for which claim a passage is sought.
        ways = dialog.xpath('//form[contains(@action, "/select/")]/@action | //a[@data-close]/@href')
        assert len(ways) == 2
        assert all(f"claim={sought.public_id}" in way for way in ways)
    link = {"claim": other.public_id, "stance": "context", "weight": "central"}
    assert f"claim={sought.public_id}" in as_reviewer.post(once, link)["Location"]
    assert f"claim={sought.public_id}" in page.xpath('//*[@id="suggest"]/@href')[0]


@pytest.mark.parametrize(("do", "said"), [("context", "linked evidence"), ("keep", "kept a passage to judge later")])
def test_the_history_says_what_was_done_with_the_words(as_reviewer, by_reviewer, do, said):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    as_reviewer.post(_url(document, QUOTED, do), {"claim": claim.public_id, "stance": "context", "weight": "central"})
    assert latest(claim.public_id, by_reviewer)[0].what == said


def test_words_are_kept_for_a_claim_or_for_none(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    as_reviewer.post(_url(document, QUOTED, "keep"), {"note": "compare"})
    as_reviewer.post(_url(document, QUOTED, "keep"), {"claim": claim.public_id})
    assert {(kept.claim_id, kept.note) for kept in Kept.objects.all()} == {(None, "compare"), (claim.pk, "")}


def test_without_script_a_claim_is_found_before_anything_is_judged(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer, "The ferry sank.")
    response = as_reviewer.post(
        _url(document, QUOTED, "context"),
        {"claim_q": "ferry", "find": "claim", "rationale": "typed", "stance": "context"},
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert claim.public_id in page
    assert "typed" in page
    assert "error-summary" not in page


def test_a_quote_found_once_leads_on_and_one_that_is_not_there_says_so(as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    find = f"/documents/{document.public_id}/find/?capture=1"
    assert as_reviewer.post(find, {"quote": "nobody  was hurt.", "do": "claim"}).status_code == 422
    found = as_reviewer.post(find, {"quote": "Nobody was  hurt.", "do": "claim"})
    assert found["Location"] == _url(document, "Nobody was hurt.", "claim")


def test_a_quote_found_more_than_once_asks_which_showing_each_in_its_context(as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    response = as_reviewer.post(
        f"/documents/{document.public_id}/find/?capture=1", {"quote": "The bridge was closed on Monday", "do": "keep"}
    )
    places = response.context["places"]
    assert [place["after"][:10] for place in places] == [". The mayo", ", the pape"]
    as_reviewer.post(places[1]["url"], {})
    assert Passage.objects.get().start > text_of(document).text.index("Nobody")


def test_what_was_done_can_be_taken_back(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    as_reviewer.post(
        _url(document, QUOTED, "context"), {"claim": claim.public_id, "stance": "context", "weight": "central"}
    )
    page = as_reviewer.get(f"/documents/{document.public_id}/").content.decode()
    assert f'name="what" value="{claim.evidence.get().public_id}"' in page
    as_reviewer.post(f"/documents/{document.public_id}/undo/", {"what": claim.evidence.get().public_id})
    assert not claim.evidence.standing().exists()


def test_what_was_done_is_said_once_on_the_page_of_the_document(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    link = {"claim": claim.public_id, "stance": "context", "weight": "central"}
    response = as_reviewer.post(_url(document, QUOTED, "context"), link)
    assert response.cookies["marked"]["path"] == f"/documents/{document.public_id}/"
    pages = [as_reviewer.get(f"/documents/{document.public_id}/").content.decode() for _time in range(2)]
    assert [f"On the board of {claim.public_id}" in page for page in pages] == [True, False]


def test_nobody_else_can_put_words_in_our_mouth(as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    as_reviewer.cookies["marked"] = '{"text": "All is lost.", "undo": ""}:forged:signature'
    assert "All is lost." not in as_reviewer.get(f"/documents/{document.public_id}/").content.decode()


def test_linking_asks_for_nothing_twice_and_leaves_the_session_alone(as_reviewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    link = {"claim": claim.public_id, "stance": "context", "weight": "central"}
    as_reviewer.post(_url(document, QUOTED, "context"), link)  # from now on this is the claim at hand
    address = _url(document, "Nobody was hurt.", "context")
    with CaptureQueriesContext(connection) as queries:
        as_reviewer.post(address, link)
    sql = [query["sql"].replace('"', "") for query in queries]
    for table in ("claims_claim", "documents_capture", "documents_extraction", "accounts_user", "django_session"):
        assert len([one for one in sql if one.startswith("SELECT") and f"FROM {table}" in one]) == 1, table
    assert len([one for one in sql if one.startswith("SELECT * FROM documents_document")]) == 1
    # One of them asks whether a verdict in force speaks otherwise; two see that nobody redacts the document meanwhile.
    assert len([one for one in sql if not one.startswith(("SAVEPOINT", "RELEASE"))]) <= 13
    assert not [one for one in sql if one.startswith("UPDATE") and "django_session" in one]


def test_evidence_of_another_document_is_not_taken_back_from_here(as_reviewer, by_reviewer):
    document, other, claim = (
        paper(by_reviewer),
        paper(by_reviewer, "Something else was said here."),
        claim_of(by_reviewer),
    )
    said(other, "Something else", claim, by_reviewer)
    response = as_reviewer.post(f"/documents/{document.public_id}/undo/", {"what": Appearance.objects.get().public_id})
    assert response.status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "?start=5&end=5&do=claim", "?start=0&end=999999&do=claim", "?start=0&end=5&do=x", "?start=16&end=18&do=keep"],
)
def test_an_address_that_names_no_words_says_so(as_reviewer, by_reviewer, query):
    url = f"/documents/{paper(by_reviewer).public_id}/select/{query}"
    assert "Nothing is selected" in as_reviewer.get(url).content.decode()
    assert as_reviewer.post(url).status_code == 422
    assert not Passage.objects.exists()


def test_viewers_are_refused(as_viewer, by_reviewer):
    document = paper(by_reviewer)
    assert as_viewer.get(_url(document, QUOTED, "claim")).status_code == 403
    assert as_viewer.post(_url(document, QUOTED, "keep")).status_code == 403


def test_in_place_the_changed_reader_comes_back_with_the_focus_on_the_new_words(as_reviewer, by_reviewer):
    address = _url(paper(by_reviewer), QUOTED, "keep")
    whole = as_reviewer.get(address.partition("select/")[0]).content.decode()
    with CaptureQueriesContext(connection) as queries:
        response = as_reviewer.post(address, {}, headers={"HX-Request": "true"})
    assert response["HX-Retarget"] == "#reader"
    assert "Kept" in response["HX-Trigger-After-Settle"]
    page = response.content.decode()
    assert page.count("data-focus") == 1
    assert "<html" not in page
    # Where the document comes from changes by no mark: it stays as it stands on the page, and nothing is asked for it.
    (stays,) = html.fragment_fromstring(page).xpath("//aside[@hx-preserve]")
    assert (stays.get("id"), len(stays)) == ("provenance", 0)
    assert whole.count('id="provenance"') == 1
    sql = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert not [one for one in sql if "documents_watch" in one or "documents_retrieval" in one]
    assert len(sql) <= 17, "\n".join(sql)
