"""Loads the demo case and starts everything, with a sign-in link for each of its people."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.actions import create_sign_in_link
from factcheck.audit.context import acting
from factcheck.database.management.commands.serve import has_pending_migrations, port_number
from factcheck.desk.demo.case import ensure_cast
from factcheck.desk.demo.loading import load


class Command(BaseCommand):
    help = "Load the demo case (twice changes nothing) and start the web server and a worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="If busy, the next free one.")
        parser.add_argument("--no-serve", action="store_true", help="Only load; start nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if has_pending_migrations():
            self.stdout.write(_("Preparing the database"))
            call_command("migrate", verbosity=0, interactive=False)
        loaded = load()
        self.stdout.write(_("The demo case is loaded.") if loaded else _("The demo case was here already."))
        if not options["no_serve"]:
            call_command("serve", port=options["port"], when_ready=self._announce)

    def _announce(self, address: str) -> None:
        """The address, and one link for each person; a link signs in once, within twelve hours."""
        lines = ["", _("Factcheck is at %(address)s (Ctrl-C stops it)") % {"address": address}, ""]
        lines.append(_("Sign in as one of the demo's people; each link works once:"))
        with acting(action="demo:sign_in_links"):
            for role, person in ensure_cast().items():
                link = reverse("accounts:sign_in", args=[create_sign_in_link(user=person)])
                lines.append(f"  {role:<9} {person.name:<16} {address}{link}")
        self.stdout.write("\n".join([*lines, ""]))
        self.stdout.flush()
