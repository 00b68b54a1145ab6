"""A one-time sign-in link, for whoever has lost every other way in."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts import actions
from factcheck.accounts.models import User
from factcheck.audit.command import WRONG_USAGE, actor_context, add_actor_argument
from factcheck.database.errors import Refused

MOST_HOURS = 366 * 24


def add_link_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--address", default=_last_served(), help="Where this desk is reached. Default: where it was served last."
    )
    parser.add_argument("--hours", type=_hours, default=12, help="How long the link works. Default: %(default)s.")
    add_actor_argument(parser)


def _last_served() -> str:
    try:
        return settings.ADDRESS_FILE.read_text()
    except OSError:
        return "http://localhost:8000"


def _hours(text: str) -> int:
    """Hours that a link may work: from one to a year of them."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) <= MOST_HOURS):
        raise ArgumentTypeError(_("Give hours as a number from 1 to %(most)s.") % {"most": MOST_HOURS})
    return int(text)


def link_to(token: str, address: str) -> str:
    return address.rstrip("/") + reverse("accounts:sign_in", kwargs={"token": token})


class Command(BaseCommand):
    help = "Print a link that signs one person in, once. Links made for them before it end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        add_link_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.get_queryset().filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(
                _("Nobody here has the e-mail address %(email)s.") % {"email": options["email"]}, returncode=WRONG_USAGE
            )
        with actor_context(options, "accounts:sign_in_link"):
            try:
                token = actions.create_sign_in_link(user=person, valid_for=timedelta(hours=options["hours"]))
            except Refused as refused:
                raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        self.stdout.write(link_to(token, options["address"]))
