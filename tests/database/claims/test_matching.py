"""The closest claims and earlier checks: found through the index, shown with how far they are, linked while typing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck.claims.actions import change_claim
from factcheck.claims.matching.finding import closest
from factcheck.claims.models import Claim, ClaimLink, EarlierCheck
from tests.database.claims.test_pages import FIELDS
from tests.database.desk.papers import claim_of, paper

pytestmark = pytest.mark.django_db

CHECKS = {
    "bridge": "The old bridge over the Lenna was closed to lorries in March.",
    "water": "Bottled water contains more minerals than tap water.",
    "flats": "The mayor of Lenna promised 500 new flats by 2030.",
    "wolves": "Wolves were seen in the city park at night.",
}
ASKED = "Lenna bridge closed to lorries"


@pytest.fixture
def checks(searchable) -> dict[str, EarlierCheck]:
    made = {
        key: EarlierCheck.objects.create(
            key=key, statement=text, rating=f"label of {key}", url=f"https://a.example/{key}"
        )
        for key, text in CHECKS.items()
    }
    searchable()
    return made


def test_an_earlier_check_is_found_with_its_reasons(checks, viewer):
    (match,) = closest(ASKED, user=viewer)
    assert (match.rank, match.earlier, match.outside_key) == (1, checks["bridge"], "bridge")
    assert any("lorries" in reason and "bridge" in reason for reason in match.reasons)


def test_what_is_unlike_is_not_proposed_unless_everything_is_asked_for(checks, viewer):
    text = "Grain prices in the city fell"
    assert closest(text, user=viewer) == []
    assert [match.outside_key for match in closest(text, user=viewer, everything=True)] == ["wolves"]


def test_claims_of_the_desk_are_found_too_as_they_stand_now(checks, by_reviewer, searchable):
    claim = claim_of(by_reviewer, "Lorries may not cross the bridge over the Lenna.")
    searchable()
    assert {match.found for match in closest(ASKED, user=by_reviewer)} == {checks["bridge"], claim}
    change_claim(claim=claim, expected=claim.version, statement="Trams run again.")
    searchable()
    assert [match.found for match in closest(ASKED, user=by_reviewer)] == [checks["bridge"]]
    assert closest("Do the trams run again?", user=by_reviewer, leave_out=[claim.pk]) == []


def test_while_typing_the_answers_come_with_label_and_where_to_read_them(checks, as_reviewer):
    page = as_reviewer.get("/claims/closest/", {"statement": ASKED}, headers={"HX-Request": "true"})
    shown = page.content.decode()
    assert "<html" not in shown
    assert "label of bridge" in shown
    assert 'href="https://a.example/bridge" rel="noreferrer noopener"' in shown
    assert f'name="link-{checks["bridge"].public_id}"' in shown
    assert "HX-Request" in page["Vary"]
    assert "<html" in as_reviewer.get("/claims/closest/", {"statement": ASKED}).content.decode()


def test_an_answer_that_denies_what_is_asked_or_gives_other_numbers_says_so(checks, as_reviewer):
    def shown(statement):
        return as_reviewer.get("/claims/closest/", {"statement": statement}).content.decode()

    assert "one of the two denies" in shown("The old bridge over the Lenna was not closed to lorries.")
    assert "numbers differ: 900 / 500" in shown("The mayor of Lenna promised 900 new flats.")
    assert 'class="cue"' not in shown(ASKED)


@pytest.mark.parametrize("statement", ["", "Lenna", "\x00", "?" * 5000])
def test_a_statement_that_says_too_little_gives_no_answers(checks, as_viewer, statement):
    response = as_viewer.get("/claims/closest/", {"statement": statement})
    assert response.status_code == 200
    assert response.context["answers"] == []


def test_without_script_the_form_comes_back_with_answers_and_all_that_was_typed(checks, as_reviewer):
    response = as_reviewer.post("/claims/new/", FIELDS | {"statement": ASKED, "heard_where": "Radio", "check": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "label of bridge" in page
    assert "Radio" in page
    assert not Claim.objects.exists()


def test_a_claim_is_linked_with_what_was_chosen_while_it_was_typed(checks, as_reviewer, by_reviewer):
    other = claim_of(by_reviewer, "Lorries may not cross the bridge.")
    chosen = {f"link-{checks['bridge'].public_id}": "same", f"link-{other.public_id}": "part"}
    ignored = {f"link-{checks['water'].public_id}": "", "link-C-9999": "same", "link-x": "part", "link-EC-1": "odd"}
    as_reviewer.post("/claims/new/", FIELDS | {"statement": ASKED} | chosen | ignored)
    claim = Claim.objects.get(statement=ASKED)
    links = {(link.kind, link.other, link.earlier) for link in ClaimLink.objects.filter(claim=claim)}
    assert links == {("same", None, checks["bridge"]), ("part", other, None)}


def test_what_was_chosen_stays_when_the_form_comes_back_with_errors(checks, as_reviewer):
    chosen = {f"link-{checks['bridge'].public_id}": "related"}
    response = as_reviewer.post("/claims/new/", FIELDS | {"statement": ASKED, "made": "03/04/2020"} | chosen)
    assert response.status_code == 422
    assert '<option value="related" selected>' in response.content.decode()


def test_in_the_reader_the_same_claim_leads_to_marking_the_words_as_said_here(
    checks, as_reviewer, by_reviewer, searchable
):
    document = paper(by_reviewer)
    claim = claim_of(by_reviewer, "The bridge was closed on Monday.")
    searchable()
    page = f"/documents/{document.public_id}/select/?start=18&end=49&do=claim"
    form = as_reviewer.get(page)
    here = form.context["here"]
    assert "do=appearance" in here
    shown = as_reviewer.get("/claims/closest/", {"statement": claim.statement, "here": here}).content.decode()
    assert f"said={claim.public_id}" in shown
    assert "mark it as said here" in shown
    checked = as_reviewer.post(page, {"statement": claim.statement, "check": "1"})
    assert checked.status_code == 200
    assert "mark it as said here" in checked.content.decode()


@pytest.mark.parametrize(
    "here", ["https://elsewhere.example/", "//elsewhere.example/documents/", "javascript:alert(1)"]
)
def test_no_address_of_others_becomes_a_link(checks, as_reviewer, by_reviewer, searchable, here):
    claim = claim_of(by_reviewer, "The bridge was closed on Monday.")
    searchable()
    asked = {"statement": claim.statement, "here": here}
    shown = as_reviewer.get("/claims/closest/", asked, headers={"HX-Request": "true"}).content.decode()
    assert "go there" in shown
    assert "elsewhere" not in shown
    assert "javascript:" not in shown


def test_the_page_of_links_proposes_what_is_near_and_not_linked(checks, as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer, ASKED)
    page = f"/claims/{claim.public_id}/links/"
    assert "label of bridge" in as_reviewer.get(page).content.decode()
    as_reviewer.post(page, {"kind": "same", "other": checks["bridge"].public_id})
    assert as_reviewer.get(page).context["answers"] == []


def run(*arguments) -> list[dict]:
    out = StringIO()
    call_command("match_claims", *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_catches_up_by_itself_and_names_what_it_found(searchable):
    EarlierCheck.objects.create(key="bridge", statement=CHECKS["bridge"], rating="So")
    (found,) = run("--text", ASKED)
    assert (found["rank"], found["claim_key"], found["kind"], found["rating"]) == (1, "bridge", "earlier", "So")
    assert found["near"] is True
    assert found["reasons"]


def test_the_command_takes_a_file_of_claims_and_keeps_their_ids(checks, tmp_path):
    rows = [{"id": "q1", "statement": ASKED}, {"id": 2, "text": "minerals in bottled water"}]
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    found = run("--claims", str(path), "--limit", "1")
    assert [(one["claim"], one["claim_key"]) for one in found] == [("q1", "bridge"), ("2", "water")]


def test_a_claim_of_the_desk_is_named_by_its_number(searchable, by_reviewer):
    claim = claim_of(by_reviewer, CHECKS["bridge"])
    assert run("--text", ASKED)[0]["claim_key"] == claim.public_id


@pytest.mark.parametrize("content", [None, '{"id": "a"}', "nonsense"])
def test_the_command_ends_with_two_for_a_file_it_cannot_use(searchable, tmp_path, content):
    path = tmp_path / "asked.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError) as ended:
        run("--claims", str(path))
    assert ended.value.returncode == 2


@pytest.mark.parametrize("field", ["id", "statement"])
@pytest.mark.parametrize("bad", ["\ud800", "a\0b"])
def test_a_row_that_cannot_be_written_is_refused_with_its_line(checks, tmp_path, field, bad):
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(map(json.dumps, [{"statement": ASKED}, {"id": "a", "statement": ASKED} | {field: bad}])))
    with pytest.raises(CommandError, match=f"Line 2: “{field}” holds") as ended:
        run("--claims", str(path))
    assert ended.value.returncode == 2


@pytest.mark.parametrize(
    "arguments", [("--text", ASKED, "--limit", "999999999999999999999"), ("--text", "\udcff " + ASKED)]
)
def test_what_no_index_takes_is_wrong_usage(checks, arguments):
    with pytest.raises(CommandError) as ended:
        run(*arguments)
    assert ended.value.returncode == 2


def test_for_a_person_the_command_says_what_is_not_near(checks):
    out = StringIO()
    call_command("match_claims", "--text", "Grain prices in the city fell", stdout=out)
    assert "not near" in out.getvalue()
    assert "Nothing near was found." in out.getvalue()
