"""The desk and the list of claims stay quick at ten thousand claims: each goes by its index."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.database.roles import as_owner
from factcheck.desk import waiting
from factcheck.desk.claim_filters import ClaimFilters
from factcheck.desk.urgency import candidates, first_urgent, urgent_first
from tests.database.audit.test_plans import indexes_of, plan_nodes

FEW, MANY = 100, 10_000
PAGES = ("/", "/claims/", "/claims/?stage=open&assignee=me", "/claims/?stage=new", "/claims/?q=Claim")

#: One in `every` is one person's, one is due, half of the others another's; every third has a verdict, a draft. At a
#: hundred every tenth is, so that each list of the desk is full with both.
FILL = """
INSERT INTO claims_claim (version, statement, kind, made_text, scope_place, scope_time_text, scope_reason,
    quantity_unit, quantity_counted, quantity_as_of_text, why_checked, heard_where, heard_words, tags, priority,
    assignee_id, state, dropped_reason, due_on, reading, language, created_at, updated_at)
SELECT 1, 'Claim ' || g, 'fact', '', '', '', '', '', '', '', '', '', '', '{}', g %% 3 + 1,
    CASE WHEN g %% %(every)s = 0 THEN %(one)s::bigint WHEN g %% 2 = 0 THEN %(other)s END, 'new', '',
    CASE WHEN g %% %(every)s = 1 THEN now()::date WHEN g %% %(every)s = 2 THEN now()::date - 9 END,
    '', 'en', now(), now() - g * interval '1 minute'
FROM generate_series(%(first)s, %(last)s) g
"""
VERDICTS = """
INSERT INTO verdicts_verdict (version, claim_id, number, state, conclusion, explanation, missing_context,
    kind_of_change, public_note, withdrawn_note, created_by_id, created_at, updated_at)
SELECT 1, id, 1, 'draft', '', '', '', '', '', '', %(one)s, now(), now() FROM claims_claim c
WHERE id %% 3 = 0 AND NOT EXISTS (SELECT FROM verdicts_verdict v WHERE v.claim_id = c.id)
"""


@dataclass(frozen=True)
class Desk:
    """The person whose claims they are, and what each page cost them while there were few."""

    user: User
    few: dict[str, int]


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker) -> Iterator[Desk]:
    """Claims written, and counted for the planner, by the owner."""
    with django_db_blocker.unblock():
        with as_owner():
            one = create_user(email="one@desk.example", name="One Reviewer", role="reviewer")
            other = create_user(email="other@desk.example", name="Other Reviewer", role="reviewer")
        _fill(one, other, first=1, last=FEW, every=10)
        few = {address: queries_of(one, address) for address in PAGES}
        _fill(one, other, first=FEW + 1, last=MANY, every=100)
    yield Desk(one, few)
    with django_db_blocker.unblock():
        # A flush, since what a new desk starts with (scales, policies) goes with the people and is to be there again.
        call_command("flush", interactive=False, verbosity=0)


def _fill(one: User, other: User, **numbers: int) -> None:
    with as_owner(), connection.cursor() as cursor:
        with acting(one, action="test"):
            cursor.execute("BEGIN")
            cursor.execute("SELECT set_config('factcheck.actor_id', %s, true)", [str(one.pk)])
            cursor.execute(FILL, {"one": one.pk, "other": other.pk} | numbers)
            cursor.execute(VERDICTS, {"one": one.pk})
            cursor.execute("COMMIT")
        cursor.execute("VACUUM ANALYZE claims_claim, verdicts_verdict")


def queries_of(user: User, address: str) -> int:
    """What the page asks of the database once the process knows the person."""
    client = Client()
    client.force_login(user)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len([query for query in queries.captured_queries if query["sql"].startswith("SELECT")])


def whole_tables_read(nodes: list[dict[str, Any]]) -> set[str]:
    return {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ask", "index"),
    [(waiting.assigned, "assignee"), (waiting.due, "claims_claim_due"), (waiting.unassigned, "claims_claim_urgency")],
    ids=["assigned", "due", "unassigned"],
)
def test_each_list_of_the_desk_goes_by_its_index(desk, ask, index, monkeypatch):
    asked = []

    def note(name, title, claims, empty, query, order):
        asked.append(claims.order_by(*order))

    monkeypatch.setattr(waiting, "_claims", note)
    ask(desk.user)
    nodes = plan_nodes(asked[0][: waiting.SHOWN])
    assert any(index in name for name in indexes_of(nodes)), indexes_of(nodes)
    assert "claims_claim" not in whole_tables_read(nodes)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "assignee=nobody", "due=soon&sort=due"])
def test_a_page_of_the_list_reads_no_whole_table_of_claims(desk, query):
    filters = ClaimFilters.read(QueryDict(query).dict())
    asked = filters.apply(Claim.objects.all(), desk.user).values("pk")[:50]
    if filters.sort == "urgent":
        asked = candidates(filters.narrow(Claim.objects.all(), desk.user), 50)
    nodes = plan_nodes(asked)
    assert indexes_of(nodes) & {"claims_claim_urgency", "claims_claim_due"}
    assert "claims_claim" not in whole_tables_read(nodes)


@pytest.mark.django_db
def test_what_is_urgent_first_is_the_same_whether_all_or_only_the_first_are_put_in_order(desk):
    keys = urgent_first(Claim.objects.all()).values_list("pk", flat=True)
    for first in (1, 50, 150, 500):
        assert first_urgent(Claim.objects.all(), first) == list(keys[:first])


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_queries_for_100_and_for_10_000_claims(desk, address):
    assert queries_of(desk.user, address) == desk.few[address]


@pytest.mark.django_db
def test_pages_far_behind_go_on_where_the_first_ones_end(desk):
    filters = ClaimFilters.read({})
    whole = list(urgent_first(Claim.objects.all()).values_list("pk", flat=True)[:1_100])
    pages = [filters.keys(Claim.objects.all(), desk.user, slice(at, at + 50)) for at in (950, 1_000, 1_050)]
    assert [key for page in pages for key in page] == whole[950:]
