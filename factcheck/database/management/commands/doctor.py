"""Looks over the installation and says what to do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from factcheck.database.checkup import checks


class Command(BaseCommand):
    help = "Check the installation, one line for each thing. Exits with 1 if any needs attention."
    # It has to run when something is wrong.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--deep", action="store_true", help="Also read and hash everything that is stored.")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for check in checks(options["deep"]):
            self.stdout.write(str(check))
            failed = failed or not check.ok
        if failed:
            raise SystemExit(1)
