"""A one-time sign-in link, for whoever has lost every other way in."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from factcheck.accounts import actions
from factcheck.accounts.commands import acting_as, add_as, person_with
from factcheck.accounts.errors import Refused


def add_link_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--address", default="http://localhost:8000", help="Where this desk is reached. Default: %(default)s."
    )
    parser.add_argument("--hours", type=int, default=12, help="How long the link works. Default: %(default)s.")
    add_as(parser)


def link_to(token: str, address: str) -> str:
    return address.rstrip("/") + reverse("accounts:sign_in", kwargs={"token": token})


class Command(BaseCommand):
    help = "Print a link that signs one person in, once. Links made for them before it end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        add_link_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_with(options["email"])
        with acting_as(options, "accounts:sign_in_link"):
            try:
                token = actions.create_sign_in_link(user=person, valid_for=timedelta(hours=options["hours"]))
            except Refused as refused:
                raise CommandError(str(refused)) from refused
        self.stdout.write(link_to(token, options["address"]))
