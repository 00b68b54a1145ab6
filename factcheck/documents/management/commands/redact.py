"""Carries out redactions that two people decided on."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.audit.command import WRONG_USAGE, actor_context, add_actor_argument
from factcheck.database.objects import key_of
from factcheck.documents.models import Redaction
from factcheck.documents.redacting.carrying_out import CarriedOut, carry_out
from factcheck.documents.redacting.scope import CannotRedact


class Command(BaseCommand):
    help = _(
        "Take all that a document holds out of the database, the store of bytes and the search indexes of this host, "
        "for good, once one editor has asked for it and another has agreed on the document's page. Runs as the role "
        "that owns the tables. Killed in between, it goes on when it is run again. Backups are yours to see to. "
        "Exit code 0: done, 2: not to be done, and why."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "redactions",
            nargs="+",
            metavar="RX-0001",
            help=_("As the document's page names it; several, where documents came in one file."),
        )
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        found = [self._redaction(name) for name in options["redactions"]]
        done = [one for one in found if one.finished_at]
        for one in done:
            self.stdout.write(_("%(id)s was carried out before.") % {"id": one.public_id})
        left = sorted({one.pk for one in found if not one.finished_at})
        if not left:
            return
        with actor_context(options, "documents:carry_out_redaction"):
            try:
                self._say(found, carry_out(left))
            except (CannotRedact, ImproperlyConfigured) as refused:
                raise CommandError(str(refused), returncode=WRONG_USAGE) from refused

    def _redaction(self, name: str) -> Redaction:
        key = key_of(name, Redaction.KIND)
        found = Redaction.objects.select_related("document").filter(pk=key).first() if key is not None else None
        if found is None:
            message = _("There is no redaction %(name)s. The page of the document names it, as in RX-0001.")
            raise CommandError(message % {"name": name}, returncode=WRONG_USAGE)
        return found

    def _say(self, redactions: list[Redaction], done: CarriedOut) -> None:
        documents = ", ".join(sorted({one.document.public_id for one in redactions}))
        rows = ngettext("%(n)d row emptied", "%(n)d rows emptied", done.emptied) % {"n": done.emptied}
        removed = ngettext("%(n)d file removed", "%(n)d files removed", done.removed) % {"n": done.removed}
        self.stdout.write(f"{documents}: {rows}, {removed}.")
        if done.shared:
            message = _("The same bytes are those of %(others)s too, and stay there.")
            self.stdout.write(message % {"others": ", ".join(done.others)})
        self.stdout.write(
            _("Backups made before still hold it. On other hosts that search, run `manage.py search_rebuild`.")
        )
