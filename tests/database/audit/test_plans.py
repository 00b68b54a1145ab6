"""The audit pages stay quick: each filter goes by its index, and nothing reads or sorts the whole table.

Twenty thousand entries are enough for PostgreSQL to plan as it does for a million.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from factcheck.audit.filters import EntryFilter
from factcheck.audit.models import Entry
from factcheck.database.roles import as_owner

ENTRIES = 20_000

#: 400 a day from the first of January on; 20 people, every fifth entry by no person; one action in 500 is rare.
FILL = """
INSERT INTO audit_entry (at, xid, table_name, object_id, operation, about, action, actor, actor_id, role, reason,
    request, salt, before, after)
SELECT timestamptz '2026-01-01 00:00Z' + g * interval '216 seconds', pg_current_xact_id(), 'claims_claim', g % 5000 + 1,
    'update', ARRAY['C-' || lpad((g % 5000 + 1)::text, 4, '0'), 'D-' || lpad((g % 300 + 1)::text, 4, '0')],
    CASE WHEN g % 500 = 0 THEN 'verdicts:withdraw' WHEN g % 100 = 0 THEN ''
        ELSE (ARRAY['claims:edit', 'evidence:link', 'verdicts:edit', 'documents:import'])[g % 4 + 1] END,
    'p' || g % 20, CASE WHEN g % 5 = 0 THEN NULL ELSE g % 20 END, 'reviewer', '', '', '\\x00',
    '{"statement": "The bridge is open."}', '{"statement": "The bridge is half open."}'
FROM generate_series(1, NUMBER) g
"""


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Entries as they are after two months, written by the owner since nobody else can."""
    with django_db_blocker.unblock(), as_owner(), connection.cursor() as cursor:
        cursor.execute(FILL.replace("NUMBER", str(ENTRIES)))
        cursor.execute("VACUUM ANALYZE audit_entry")
    yield
    with django_db_blocker.unblock(), as_owner(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry")


@pytest.fixture
def entries(filled, db):
    """What a viewer may read."""
    from factcheck.accounts.models import User

    return Entry.objects.readable_by(User(pk=999_999, email="v@desk.example", role="viewer"))


def plan_nodes(queryset) -> list[dict[str, Any]]:
    sql, parameters = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {sql}", parameters)
        (found,) = cursor.fetchone()
    return list(_nodes((found if isinstance(found, list) else json.loads(found))[0]["Plan"]))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from _nodes(part)


def indexes_of(nodes: list[dict[str, Any]]) -> set[str]:
    return {node["Index Name"] for node in nodes if "Index Name" in node}


def rows_sorted(nodes: list[dict[str, Any]]) -> int:
    return sum(sum(part["Actual Rows"] for part in node["Plans"]) for node in nodes if "Sort" in node["Node Type"])


def rows_read(nodes: list[dict[str, Any]]) -> float:
    """Rows that the scans met, those filtered out included."""
    scans = [node for node in nodes if "Scan" in node["Node Type"] and "Bitmap Index" not in node["Node Type"]]
    return sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in scans)


DAYS = {"first": "2026-01-10", "last": "2026-01-12"}


@pytest.mark.parametrize(
    ("wanted", "index", "read"),
    [
        ({}, {"audit_entry_at"}, 60),
        (DAYS, {"audit_entry_at"}, 60),
        ({"last": "2026-01-12"}, {"audit_entry_at"}, 60),
        ({"actor": "7"}, {"audit_entry_actor"}, 60),
        ({"actor": "7"} | DAYS, {"audit_entry_actor"}, 70),
        ({"actor": "none"}, {"audit_entry_no_person"}, 60),
        ({"actor": "none"} | DAYS, {"audit_entry_no_person"}, 70),
        ({"action": "verdicts:withdraw"}, {"audit_entry_action"}, 60),
        ({"action": "verdicts:withdraw"} | DAYS, {"audit_entry_action"}, 60),
        ({"action": "outside"}, {"audit_entry_action"}, 60),
        ({"action": "claims:edit"} | DAYS, {"audit_entry_action"}, 60),
        # Neither alone finds them all at once; both together still read a part of the table only.
        ({"actor": "7", "action": "evidence:link"}, {"audit_entry_actor", "audit_entry_action"}, 1500),
        ({"actor": "7", "action": "verdicts:edit"} | DAYS, {"audit_entry_actor", "audit_entry_action"}, 400),
        ({"object": "C-0017"}, {"audit_entry_about"}, 10),
        ({"object": "D-0017"}, {"audit_entry_about"}, 80),
        ({"object": "D-0017"} | DAYS, {"audit_entry_about"}, 80),
        ({"object": "D-0017", "actor": "7", "action": "evidence:link"}, {"audit_entry_about"}, 80),
    ],
    # Sets print in any order, and every process must give a test the same name.
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_a_filter_goes_by_its_index(entries, wanted, index, read):
    query = QueryDict(mutable=True)
    query.update(wanted)
    form = EntryFilter(query)
    form.fields["actor"].choices += [("7", "Person 7")]
    narrowed = form.narrow(entries)
    assert form.is_valid(), form.errors
    nodes = plan_nodes(narrowed.newest_first(form.order)[:51])
    assert "Seq Scan" not in {node["Node Type"] for node in nodes}
    assert indexes_of(nodes) & index
    # Bitmaps of two may be combined; a walk along another index may not stand in.
    assert {node["Index Name"] for node in nodes if node["Node Type"] == "Index Scan"} <= index
    assert rows_read(nodes) <= read
    assert rows_sorted(nodes) <= read


@pytest.mark.parametrize("by", ["before", "after"])
def test_a_page_in_the_middle_starts_where_the_index_says(entries, by):
    middle = Entry.objects.order_by("id")[ENTRIES // 2].pk
    page = entries.before(middle).newest_first() if by == "before" else entries.after(middle).oldest_first()
    nodes = plan_nodes(page[:51])
    assert indexes_of(nodes) == {"audit_entry_at"}
    assert rows_read(nodes) <= 60
    assert rows_sorted(nodes) == 0


def test_the_history_of_an_object_that_nobody_wrote_reads_nothing(entries):
    nodes = plan_nodes(entries.about("C-99999").newest_first("moment")[:51])
    assert indexes_of(nodes) == {"audit_entry_about"}
    assert rows_read(nodes) == 0


def test_a_span_of_days_includes_both_its_ends(entries):
    found = entries.between(date(2026, 1, 10), date(2026, 1, 12))
    assert found.count() == 3 * 400
    assert {at.date() for at in found.values_list("at", flat=True)} == {date(2026, 1, day) for day in (10, 11, 12)}


def test_the_list_of_actions_does_not_read_every_entry(filled, db):
    assert Entry.objects.distinct_actions() == [
        *("", "claims:edit", "documents:import", "evidence:link", "verdicts:edit", "verdicts:withdraw")
    ]
