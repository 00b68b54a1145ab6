"""A page of 50 among 10,000 claims, beside Django's own admin list with the same columns."""

import argparse
from typing import Any

from django.contrib import admin
from django.db import connection
from django.db.models import Count, Q
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from factcheck.claims.models import Claim
from tests.benchmarks.dataset import make_claims, make_passages, person
from tests.benchmarks.measure import Line, milliseconds, repeated, side_by_side, times

AIM = 0.050
FILTERS = (
    "stage=new",
    "stage=researching",
    "stage=in_review",
    "stage=published",
    "stage=open",
    "kind=negative",
    "assignee=me",
    "assignee=nobody",
    "priority=1",
    "claimant=Claimant 17",
    "tag=bridge",
    "language=ru",
    "q=river bridge",
    "q=words that nobody wrote",
    "sort=statement",
    "page=150",
)

site = admin.AdminSite(name="plain")


@admin.register(Claim, site=site)
class PlainClaimAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What a Django developer writes in five minutes, with the joins and counts in the query."""

    list_display = ("statement", "kind", "claimant", "priority", "assignee", "corroborating", "contradicting")
    list_select_related = ("claimant", "assignee")
    list_filter = ("kind", "priority", "language", "assignee")
    list_per_page = 50

    def get_queryset(self, request: Any) -> Any:
        standing = Q(evidence__withdrawn_at=None, evidence__weight="central")
        return (
            super()
            .get_queryset(request)
            .annotate(
                corroborating=Count("evidence", filter=standing & Q(evidence__stance="corroborates")),
                contradicting=Count("evidence", filter=standing & Q(evidence__stance="contradicts")),
            )
        )

    def corroborating(self, claim: Any) -> int:
        return int(claim.corroborating)

    def contradicting(self, claim: Any) -> int:
        return int(claim.contradicting)

    def has_module_permission(self, request: Any) -> bool:
        return True

    has_view_permission = has_change_permission = has_add_permission = has_delete_permission = (
        lambda self, request, obj=None: True
    )


urlpatterns = [path("plain/", site.urls), path("", include("factcheck.urls"))]


def run(options: argparse.Namespace) -> list[Line]:
    reviewer, watcher = person("reviewer"), person("admin")
    make_claims(options.claims, make_passages(2_000), reviewer)
    client, plain = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    client.force_login(reviewer)
    plain.force_login(watcher)
    address = reverse("claims:list")

    def page(of: Client, address: str) -> None:
        response = of.get(address)
        assert response.status_code == 200, (address, response.status_code)

    with override_settings(ROOT_URLCONF=__name__):
        mine, other = side_by_side(
            lambda: page(client, address), lambda: page(plain, "/plain/claims/claim/"), options.rounds
        )
    lines = [
        Line(
            f"claim list, 50 of {options.claims:,}, server CPU, {_queries(client, address)} queries",
            milliseconds(mine.server),
            f"{milliseconds(other.server)} (Django's admin)",
            times(mine.server, other.server),
            f"below {AIM * 1000:.0f} ms",
            mine.server < AIM,
        )
    ]
    return lines + [_filtered(client, f"{address}?{query}", query, options.rounds) for query in FILTERS]


def _filtered(client: Client, address: str, query: str, rounds: int) -> Line:
    cost = repeated(lambda: client.get(address), rounds)
    what = f"  the same with {query}, {_queries(client, address)} queries"
    aim = f"below {AIM * 1000:.0f} ms"
    return Line(what, milliseconds(cost.server), "", "", aim, cost.server < AIM)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
