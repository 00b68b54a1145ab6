"""The desk of each role at 10,000 claims: what one looks at first in the morning."""

import argparse

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from tests.benchmarks.dataset import make_claims, make_passages, person
from tests.benchmarks.measure import Line, milliseconds, repeated

AIM = 0.200
ROLES = ("viewer", "reviewer", "editor")


def run(options: argparse.Namespace) -> list[Line]:
    people = {role: person(role) for role in ROLES}
    if Claim.objects.count() < options.claims:
        make_claims(options.claims, make_passages(2_000), people["reviewer"])
    return [_desk_of(role, user, options) for role, user in people.items()]


def _desk_of(role: str, user: User, options: argparse.Namespace) -> Line:
    client, address = Client(SERVER_NAME="localhost"), reverse("desk:home")
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    # Counted before the next request, which empties the list.
    what = f"desk of the {role}, {options.claims:,} claims, server CPU, {len(queries)} queries"
    cost = repeated(lambda: client.get(address), options.rounds)
    return Line(what, milliseconds(cost.server), "", "", f"below {AIM * 1000:.0f} ms", cost.server < AIM)
