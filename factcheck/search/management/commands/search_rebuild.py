"""Builds the search indexes of this host anew."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _

from factcheck.audit.command import SOME_FAILED, WRONG_USAGE
from factcheck.search import registry
from factcheck.search.following import rebuild
from factcheck.search.index import is_failure
from factcheck.search.registry import Index

#: Seconds between two lines of progress.
_TOLD_EVERY = 2.0


class Command(BaseCommand):
    help = _(
        "Build the search indexes of this host anew, or those named. Searches go on with the old ones until the new "
        "ones are whole; a running worker waits. Never needed for an index that is damaged or missing: that one is "
        "built by itself. Exit code 0: all well, 1: an index can't be written, 2: wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("indexes", nargs="*", metavar="INDEX", help=_("By default, all of them."))

    def handle(self, *args: Any, **options: Any) -> None:
        known = {index.name: index for index in registry.registered()}
        if unknown := [name for name in options["indexes"] if name not in known]:
            raise CommandError(
                _("There is no index %(name)s, only: %(known)s.") % {"name": unknown[0], "known": ", ".join(known)},
                returncode=WRONG_USAGE,
            )
        failed = [index.name for index in known.values() if self._is_wanted(index, options) and not self._build(index)]
        if failed:
            sys.exit(SOME_FAILED)

    def _is_wanted(self, index: Index, options: dict[str, Any]) -> bool:
        return not options["indexes"] or index.name in options["indexes"]

    def _build(self, index: Index) -> bool:
        started = time.monotonic()
        try:
            progress = rebuild(index.name, told=self._teller(index))
        except BaseException as error:
            if isinstance(error, Error) or not is_failure(error):
                raise
            self.stderr.write(_("%(name)s can't be written: %(error)s") % {"name": index.name, "error": error})
            return False
        if not progress.complete:
            self.stderr.write(_("%(name)s: another process is writing it; try again later.") % {"name": index.name})
            return False
        seconds = time.monotonic() - started
        values = {"name": index.name, "items": f"{progress.added:,}", "seconds": f"{seconds:.1f}"}
        self._say(_("%(name)s: done, %(items)s in %(seconds)s s") % values)
        return True

    def _teller(self, index: Index) -> Callable[[int], None]:
        told_at = time.monotonic()

        def tell(items: int) -> None:
            nonlocal told_at
            if time.monotonic() - told_at >= _TOLD_EVERY:
                told_at = time.monotonic()
                # Texts are cut as it goes, so that their number may still grow.
                values = {"name": index.name, "items": f"{items:,}", "total": f"{max(items, index.total()):,}"}
                self._say(_("%(name)s: %(items)s of %(total)s") % values)

        return tell

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
