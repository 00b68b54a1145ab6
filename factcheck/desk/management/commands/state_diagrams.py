"""Prints the tables of states as diagrams; the README holds what it prints, and a test holds the README to it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from factcheck.accounts.moves import diagram
from factcheck.claims import states as claims
from factcheck.verdicts import states as verdicts


def diagrams() -> str:
    """Both tables as Mermaid in Markdown; each arrow names the least role that it takes."""
    return "\n\n".join(
        f"{title}\n```mermaid\n{drawing}\n```"
        for title, drawing in (
            ("The work on a claim:", diagram(claims.STATES, claims.TRANSITIONS)),
            ("A verdict:", diagram(verdicts.STATES, verdicts.TRANSITIONS)),
        )
    )


class Command(BaseCommand):
    help = _("Print the states of claims and verdicts, and who may move them, as Mermaid diagrams.")
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(diagrams())
