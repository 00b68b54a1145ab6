"""The list of claims: what narrows it, in which order it comes, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.claims.actions import ensure_claimant, triage_claim
from factcheck.claims.models import Claim
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.desk.claim_stages import SETTLED, Stage, in_stage, staged, stages_of, still_open
from factcheck.evidence.actions import record_search, withdraw_row
from factcheck.verdicts.actions import draft_verdict, mark_published, revise_verdict
from factcheck.verdicts.dropping import drop_unjudged
from tests.database.desk.papers import claim_of, linked, paper
from tests.database.verdicts.conftest import approve, make_case, send, write

pytestmark = pytest.mark.django_db

TODAY, DAY = timezone.localdate(), timedelta(days=1)


@pytest.fixture
def claims(by_reviewer, editor) -> dict[str, Claim]:
    mayor = ensure_claimant("The mayor")
    made = {
        "bridge": claim_of(
            by_reviewer, "The bridge was closed.", priority=3, tags=["bridge"], language="en", due_on=TODAY - DAY
        ),
        "tunnel": claim_of(by_reviewer, "A tunnel is dug.", priority=1, claimant=mayor, kind="prediction"),
        "none": claim_of(by_reviewer, "There is no ferry.", kind="negative", assignee=editor, due_on=TODAY + DAY),
        "mine": claim_of(by_reviewer, "Боты ходят.", assignee=by_reviewer, language="ru"),
    }
    linked(paper(by_reviewer), "Nobody was hurt.", made["bridge"], by_reviewer)
    draft_verdict(claim=made["tunnel"], by=by_reviewer)
    triage_claim(claim=made["mine"], by=by_reviewer)
    made["dropped"] = claim_of(by_reviewer, "The cat is grey.", due_on=date(2020, 1, 1))
    drop_unjudged(claim=made["dropped"], by=by_reviewer, reason="Too small.")
    return made


ALL = {"bridge", "tunnel", "none", "mine", "dropped"}


def _shown(client, claims, **query) -> list[str]:
    rows = client.get("/claims/", query).context["rows"]
    names = {claim.public_id: name for name, claim in claims.items()}
    return [names[row.number] for row in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "CLOSED"}, {"bridge"}),
        ({"q": "mayor"}, {"tunnel"}),
        ({"q": "боты"}, {"mine"}),
        ({"stage": "new"}, {"none"}),
        ({"stage": "triaged"}, {"mine"}),
        ({"stage": "dropped"}, {"dropped"}),
        ({"stage": "researching"}, {"bridge"}),
        ({"stage": "draft"}, {"tunnel"}),
        ({"stage": "published"}, set()),
        ({"stage": "open"}, {"bridge", "tunnel", "none", "mine"}),
        ({"kind": "negative"}, {"none"}),
        ({"claimant": "MAYOR"}, {"tunnel"}),
        ({"tag": "bridge"}, {"bridge"}),
        ({"priority": "1"}, {"tunnel"}),
        # Whoever begins a verdict has the claim.
        ({"assignee": "me"}, {"mine", "tunnel"}),
        ({"assignee": "nobody"}, {"bridge", "dropped"}),
        # Late is what is still to be done.
        ({"due": "late"}, {"bridge"}),
        ({"due": "soon"}, {"bridge", "none"}),
        ({"due": "dated"}, {"bridge", "none", "dropped"}),
        ({"language": "ru"}, {"mine"}),
        ({"kind": "no such kind", "priority": "x", "stage": "'", "page": "999"}, ALL),
    ],
)
def test_the_list_is_narrowed_by(as_reviewer, claims, query, expected):
    assert set(_shown(as_reviewer, claims, **query)) == expected


def test_a_claim_is_found_by_its_number(as_reviewer, claims):
    assert _shown(as_reviewer, claims, q=claims["none"].public_id) == ["none"]


def test_the_list_comes_in_the_order_asked_for(as_reviewer, claims):
    # What is late, then by priority; in each what is due, then what changed last.
    assert _shown(as_reviewer, claims) == ["bridge", "tunnel", "none", "dropped", "mine"]
    assert _shown(as_reviewer, claims, sort="oldest") == ["bridge", "tunnel", "none", "mine", "dropped"]
    assert _shown(as_reviewer, claims, sort="newest") == ["dropped", "mine", "none", "tunnel", "bridge"]
    assert _shown(as_reviewer, claims, sort="statement")[0] == "tunnel"
    assert _shown(as_reviewer, claims, sort="due")[:3] == ["dropped", "bridge", "none"]


def test_urgent_first_puts_what_is_late_before_all_priorities_and_what_is_done_at_its_place(as_reviewer, by_reviewer):
    days = {"late": -1, "later": -3, "soon": 2, "sooner": 1, "none": None, "done": -9}
    claims = {
        name: claim_of(by_reviewer, name, priority=2, due_on=day and TODAY + day * DAY) for name, day in days.items()
    }
    claims["low and late"] = claim_of(by_reviewer, "Low.", priority=3, due_on=TODAY - 2 * DAY)
    claims["high"] = claim_of(by_reviewer, "High.", priority=1)
    drop_unjudged(claim=claims["done"], by=by_reviewer, reason="Too small.")
    expected = ["later", "late", "low and late", "high", "sooner", "soon", "done", "none"]
    assert _shown(as_reviewer, claims) == expected
    # Looked for by words, which reads every claim, they come in the same order.
    assert _shown(as_reviewer, claims, q="o") == [name for name in expected if "o" in claims[name].statement.lower()]


def test_the_control_says_what_urgent_means(as_viewer, claims):
    assert "Urgent first: late, then by priority and due date" in as_viewer.get("/claims/").text


def test_what_was_chosen_is_kept_in_the_address(as_reviewer, claims):
    response = as_reviewer.get("/claims/?stage=new&kind=&q=", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/claims/?stage=new"
    assert response.content.decode().strip().startswith('<div id="results"')


def test_an_empty_list_says_what_to_do_next(as_reviewer, as_viewer, db):
    assert "/claims/new/" in as_reviewer.get("/claims/").content.decode()
    assert "No claims yet" in as_viewer.get("/claims/").content.decode()
    assert "/claims/new/" not in as_viewer.get("/claims/").content.decode()


def test_a_stage_computed_is_the_stage_found(claims):
    computed = stages_of([claim.pk for claim in claims.values()])
    found = {claim.pk: stage for stage in Stage for claim in in_stage(Claim.objects.all(), stage)}
    assert computed == found
    assert set(still_open(Claim.objects.all())) == set(in_stage(Claim.objects.all(), *(set(Stage) - set(SETTLED))))


def test_a_claim_whose_board_is_empty_again_waits_once_a_person_says_so(by_reviewer):
    claim = claim_of(by_reviewer)
    searched = partial_date_columns("searched", parse("2020"))
    search = record_search(claim=claim, by=by_reviewer, where="a", query="b", outcome="found", **searched)
    withdraw_row(row=search, expected=search.version)
    assert stages_of([claim.pk]) == {claim.pk: Stage.RESEARCHING}
    triage_claim(claim=claim, by=by_reviewer)
    assert stages_of([claim.pk]) == {claim.pk: Stage.TRIAGED}


def test_a_row_says_in_words_what_the_list_shows(as_reviewer, claims):
    rows = {row.number: row for row in as_reviewer.get("/claims/").context["rows"]}
    tunnel, none = rows[claims["tunnel"].public_id], rows[claims["none"].public_id]
    assert (tunnel.claimant, tunnel.kind, tunnel.stage, tunnel.priority) == ("The mayor", "prediction", "Draft", "high")
    assert (none.kind, none.stage, none.assignee, none.rating) == ("negative", "New", str(claims["none"].assignee), "")
    bridge = rows[claims["bridge"].public_id]
    assert (bridge.url, bridge.corroborating, bridge.contradicting) == (f"/claims/{bridge.number}/", 1, 0)


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/claims/")
    return len([query for query in queries.captured_queries if query["sql"].startswith("SELECT")])


def test_a_later_page_goes_on_where_the_one_before_ended(as_reviewer, by_reviewer):
    made = [claim_of(by_reviewer, f"Claim {number}.").public_id for number in range(60)]
    pages = [as_reviewer.get("/claims/", {"sort": "oldest", "page": page}).context["rows"] for page in ("1", "2")]
    assert [row.number for page in pages for row in page] == made
    assert [len(page) for page in pages] == [50, 10]


@pytest.mark.parametrize(
    ("page", "number", "shown"), [("1", 1, 50), ("2", 2, 10), ("99", 2, 10), ("0", 2, 10), ("x", 1, 50)]
)
def test_claims_found_by_words_are_counted_whatever_the_page(as_reviewer, by_reviewer, page, number, shown):
    for made in range(60):
        claim_of(by_reviewer, f"Bridge {made}.")
    claim_of(by_reviewer, "A tunnel is dug.")
    context = as_reviewer.get("/claims/", {"q": "bridge", "page": page}).context
    assert (context["page"].number, context["page"].paginator.count, len(context["rows"])) == (number, 60, shown)


def test_words_that_no_claim_holds_are_looked_for_once(as_reviewer):
    with CaptureQueriesContext(connection) as queries:
        page = as_reviewer.get("/claims/", {"q": "ferry"}).context["page"]
    assert (page.number, page.paginator.count, list(page)) == (1, 0, [])
    assert sum("%ferry%" in query["sql"] for query in queries.captured_queries) == 1


def test_only_central_evidence_is_counted_and_partial_evidence_is_research(as_reviewer, by_reviewer):
    claim = claim_of(by_reviewer)
    linked(paper(by_reviewer), "Nobody was hurt.", claim, by_reviewer)
    claim.evidence.get().change(weight="partial")
    (row,) = as_reviewer.get("/claims/").context["rows"]
    assert (row.stage, row.corroborating, row.contradicting) == ("Researching", 0, 0)


def test_fifty_claims_cost_as_many_queries_as_two(as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    for _number in range(2):
        linked(document, "Nobody was hurt.", claim_of(by_reviewer), by_reviewer)
    _queries(as_reviewer)  # from now on the tags on offer are remembered
    few = _queries(as_reviewer)
    for _number in range(50):
        linked(document, "Nobody was hurt.", claim_of(by_reviewer), by_reviewer)
    # Who asks (2), how many, the page, its claims, either side, verdicts, who may be assigned, views, notifications.
    assert _queries(as_reviewer) <= few <= 10


def test_a_corrected_claim_is_published_though_an_earlier_version_was_superseded(client, reviewer, editor):
    case = make_case(reviewer)
    for version in (1, 2):
        if version == 2:
            with acting(reviewer, action="test"):
                case.verdict = revise_verdict(
                    verdict=case.verdict, kind="correction", note="A slip of ours.", by=reviewer
                )
        write(case, reviewer)
        send(case, reviewer)
        approve(case, editor)
        with acting(editor, action="test"):
            mark_published(verdict=case.verdict, by=editor)
    client.force_login(reviewer)
    (row,) = client.get("/claims/").context["rows"]
    assert (row.stage, row.rating) == ("Published", case.verdict.rating.label)
    assert staged([case.claim]) == {case.claim.pk: Stage.PUBLISHED}
