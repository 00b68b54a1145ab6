"""The demo case teaches by example, so what can be checked of its honesty by machine is checked here."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from factcheck.database.partial_dates import parse

from .reading import read

DEMO = Path(__file__).parents[3] / "fixtures" / "demo"
CASE: dict[str, Any] = json.loads((DEMO / "case.json").read_text(encoding="utf-8"))
CLAIMS: dict[str, Any] = {claim["key"]: claim for claim in CASE["claims"]}
STEPS: dict[str, Any] = {verdict["claim"]: verdict["steps"] for verdict in CASE["verdicts"]}
DOCUMENTS = {document["file"]: document for document in CASE["documents"]}
TEXTS = {path.name: read(path.name, path.read_bytes()) for path in (DEMO / "documents").iterdir()}

BESIDE = {"complain", "decide", "answer", "notice"}
WORK = {row["claim"]: row for row in CASE["work"]}
KINDS = {"fact", "quantity", "statement", "negative", "cause", "prediction", "promise", "image"}
RATINGS = {
    "True",
    "Mostly true",
    "Half true",
    "Mostly false",
    "False",
    "Unproven",
    "Missing context",
    "Satire",
}
REFERENCE = re.compile(r"\{([ELQ]):([^}]*)\}")
EVERY_CLAIM = pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")


def quotes(claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part in ("appearances", "evidence", "kept"):
        for item in claim[part]:
            yield item["document"], item["quote"]


def explanations() -> list[Any]:
    return [
        pytest.param(CLAIMS[key], step["explanation"], id=f"{key}-{number}")
        for key, steps in STEPS.items()
        for number, step in enumerate(steps)
        if "explanation" in step
    ]


def done(claim: str) -> list[str]:
    """What was done to the verdict itself; complaints and notices come beside it."""
    steps = [step["do"] for step in STEPS.get(claim, [])]
    return [step for step in steps if step not in BESIDE]


def stage_shown(claim: dict[str, Any]) -> str:
    """The stage, told from what is there rather than from what the case says about itself."""
    steps = done(claim["key"])
    if steps:
        if steps == ["draft"]:
            return "draft" if claim["kind"] not in {"prediction", "promise"} else claim["kind"]
        if "revise" in steps and steps[-1] == "publish":
            return "corrected"
        return {
            "submit": "in_review",
            "return": "returned",
            "approve": "approved",
            "publish": "published",
            "withdraw": "withdrawn",
        }[steps[-1]]
    if {"corroborates", "contradicts"} <= {item["stance"] for item in claim["evidence"]}:
        return "conflicting"
    if claim["evidence"]:
        return "evidence"
    if claim["kept"]:
        return "kept"
    if "dropped" in WORK.get(claim["key"], {}):
        return "dropped"
    if claim["heard"]:
        return "heard"
    return "triaged" if claim["key"] in WORK else "new"


def test_every_document_is_described_once_and_every_description_has_its_file() -> None:
    assert sorted(TEXTS) == sorted(document["file"] for document in CASE["documents"])


def test_the_awkward_files_have_the_bytes_their_names_promise() -> None:
    folder = DEMO / "documents"
    assert b"\r\n" in (folder / "eyewitness-transcript.crlf.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        (folder / "report-in-russian.windows-1251.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_documents_are_short(name: str) -> None:
    assert 150 <= len(TEXTS[name].split()) <= 450


@EVERY_CLAIM
def test_every_quote_stands_exactly_once_in_its_document(claim: dict[str, Any]) -> None:
    found = {quote: TEXTS[document].count(quote) for document, quote in quotes(claim)}
    assert found == dict.fromkeys(found, 1)


@EVERY_CLAIM
def test_no_passage_is_linked_twice_to_one_claim_in_the_same_way(claim: dict[str, Any]) -> None:
    for part in ("appearances", "evidence", "kept"):
        assert max(Counter((i["document"], i["quote"]) for i in claim[part]).values(), default=1) == 1


@pytest.mark.parametrize(("claim", "explanation"), explanations())
def test_every_reference_resolves_and_nothing_else_is_in_braces(claim: dict[str, Any], explanation: str) -> None:
    known = {("E", item["key"]) for item in claim["evidence"]}
    known |= {("L", str(number)) for number in range(len(claim["searches"]))}
    known |= {("Q", str(number)) for number in range(len(claim["enquiries"]))}
    assert set(REFERENCE.findall(explanation)) <= known
    assert not re.search(r"[{}]", REFERENCE.sub("", explanation))


@pytest.mark.parametrize(("claim", "explanation"), explanations())
def test_every_explanation_has_a_readable_length(claim: dict[str, Any], explanation: str) -> None:
    assert 60 <= len(REFERENCE.sub("", explanation).split()) <= 150


@pytest.mark.parametrize("key", STEPS)
def test_the_last_explanation_leaves_out_no_central_evidence(key: str) -> None:
    """The first one may: that is what the editor returns it for."""
    last = [step["explanation"] for step in STEPS[key] if "explanation" in step][-1]
    central = {("E", item["key"]) for item in CLAIMS[key]["evidence"] if item["weight"] == "central"}
    assert central <= set(REFERENCE.findall(last))


@EVERY_CLAIM
def test_the_claimants_own_words_never_corroborate(claim: dict[str, Any]) -> None:
    said_here = {(item["document"], item["quote"]) for item in claim["appearances"]}
    for item in claim["evidence"]:
        if item["stance"] == "corroborates":
            assert item["voice"]["speaker"] != claim["claimant"]
            assert (item["document"], item["quote"]) not in said_here


@EVERY_CLAIM
def test_every_evidence_is_complete_and_says_why(claim: dict[str, Any]) -> None:
    for item in claim["evidence"]:
        assert item["stance"] in {"corroborates", "contradicts", "context"}
        assert item["weight"] in {"central", "partial"}
        assert item["credibility"] in {None, 1, 2, 3, 4, 5, 6}
        assert item["date_of"] in {"published", "said", "about", "captured"}
        assert 5 <= len(item["rationale"].split()) <= 40
        assert "quantity" not in item or claim["kind"] == "quantity"
        assert item["voice"]["kind"] in {"own_observation", "on_record", "quotes", "unattributed"}


@EVERY_CLAIM
def test_every_date_can_be_read_without_guessing(claim: dict[str, Any]) -> None:
    dates = [claim["made_on"], claim["scope_time"], *(item["dated"] for item in claim["evidence"])]
    dates += [(claim["quantity"] or {}).get("as_of")]
    dates += [search[name] for search in claim["searches"] for name in ("period", "searched_on")]
    dates += [enquiry[name] for enquiry in claim["enquiries"] for name in ("asked_on", "deadline", "answered_on")]
    for date in filter(None, dates):
        parse(date)


def test_nothing_rests_on_a_document_that_had_not_come_yet() -> None:
    for claim, steps in STEPS.items():
        published = [step["at"][:10] for step in steps if step["do"] == "publish" and "at" in step]
        used = [DOCUMENTS[item["document"]]["copied_on"] for item in CLAIMS[claim]["evidence"]]
        assert all(came <= day for came in used for day in published)


def test_every_kind_and_every_stage_is_there() -> None:
    assert {claim["kind"] for claim in CLAIMS.values()} == KINDS
    shown = {claim["key"]: stage_shown(claim) for claim in CLAIMS.values()}
    assert shown == {claim["key"]: claim["stage"] for claim in CLAIMS.values()}
    assert set(shown.values()) == {
        "new", "heard", "kept", "evidence", "conflicting", "prediction", "draft", "in_review", "returned",
        "approved", "published", "corrected", "withdrawn", "triaged", "dropped",
    }  # fmt: skip


def test_the_cases_that_a_demo_must_show_are_there() -> None:
    negative = CLAIMS["no-major-exercises"]
    assert negative["kind"] == "negative"
    assert {search["outcome"] for search in negative["searches"]} == {"not_found", "could_not_search"}
    assert any(not enquiry["answer"] for enquiry in negative["enquiries"])
    assert done("no-major-exercises").count("return") == 1
    said_in = {item["document"] for item in CLAIMS["treaty-since-1998"]["appearances"]}
    assert len(said_in) == 3
    witnesses = CLAIMS["colonel-statement"]["evidence"]
    assert len({item["document"] for item in witnesses}) == 3
    assert {item["voice"]["kind"] for item in witnesses} == {"own_observation"}
    values = [item for item in CLAIMS["torvian-soldiers"]["evidence"] if "quantity" in item]
    assert len({item["dated"] for item in values}) >= 2
    assert done("treaty-since-1998").count("publish") == 2


def test_nobody_approves_or_returns_what_they_wrote() -> None:
    for steps in STEPS.values():
        wrote = {"draft", "accept_edit", "revise"}
        if any(step["do"] == "accept_edit" for step in steps):
            wrote |= {"propose_edit"}
        authors = {step["by"] for step in steps if step["do"] in wrote}
        judging = {"approve", "return", "publish", "withdraw", "decide", "notice"}
        judges = {step["by"] for step in steps if step["do"] in judging}
        assert authors <= {"reviewer", "admin"}
        assert judges <= {"editor"}


def test_whoever_settles_two_opinions_gave_neither() -> None:
    assert any(row.get("dissent") for row in CASE["opinions"])
    assert any(len(row["given"]) < 2 for row in CASE["opinions"])
    for row in CASE["opinions"]:
        assert {given["by"] for given in row["given"]} <= set(row["asked"])
        assert row.get("settled", {}).get("by") not in row["asked"]


def test_parts_stand_after_their_claim_and_readings_repeat_it_word_for_word() -> None:
    keys = list(CLAIMS)
    parts = [claim for claim in CLAIMS.values() if "parent" in claim]
    assert {"reading" in part for part in parts} == {True, False}
    for part in parts:
        assert keys.index(part["parent"]) < keys.index(part["key"])
        if "reading" in part:
            assert part["statement"] == CLAIMS[part["parent"]]["statement"]


def test_a_sealed_document_names_no_source_and_is_told_of_in_other_words_than_its_own() -> None:
    sealed = [document for document in CASE["documents"] if "sealed" in document]
    assert sealed
    for document in sealed:
        assert document["source"] is None
        assert document["sealed"] not in TEXTS[document["file"]]


def test_predictions_and_promises_take_no_rating_and_everything_else_a_known_one() -> None:
    for key, steps in STEPS.items():
        for step in steps:
            if step["do"] == "draft":
                allowed = {None} if CLAIMS[key]["kind"] in {"prediction", "promise"} else RATINGS
                assert step["rating"] in allowed


def test_a_proposed_edit_replaces_words_that_stand_once_in_the_draft() -> None:
    for steps in STEPS.values():
        text: dict[str, str] = {}
        for step in steps:
            if step["do"] == "draft":
                text = step
            if step["do"] == "propose_edit":
                assert text[step["field"]].count(step["before"]) == 1


def test_what_the_desk_established_says_how_and_what_stands_in_the_document_stands_there() -> None:
    for document in CASE["documents"]:
        for name in ("title", "author"):
            fact = document["stated"][name]
            if fact["basis"] == "content":
                assert fact["value"] in TEXTS[document["file"]]
        for fact in document["stated"].values():
            assert (fact["value"] is None) == (fact["basis"] == "")
            assert (fact["basis"] == "desk") == (fact["how"] != "")


def test_sources_are_known_and_of_every_grade_of_knowledge() -> None:
    keys = {source["key"] for source in CASE["sources"]}
    related = {relation["source"] for source in CASE["sources"] for relation in source["relations"]}
    assert related | {document["source"] for document in CASE["documents"]} - {None} <= keys
    assert "" in {source["reliability"] for source in CASE["sources"]}
    assert {"owned", "controlled", "government", "funded", ""} == {
        source["state_affiliation"] for source in CASE["sources"]
    }


def test_no_domain_could_belong_to_anybody() -> None:
    everything = (DEMO / "case.json").read_text(encoding="utf-8")
    raw = "".join(path.read_bytes().decode("latin-1") for path in (DEMO / "documents").iterdir())
    hosts = {urlsplit(address).hostname for address in ADDRESS.findall(everything + raw)}
    hosts |= {domain for source in CASE["sources"] for domain in source["domains"]}
    assert len(hosts) > 10
    assert [host for host in hosts if not (host or "").endswith(".example")] == []
