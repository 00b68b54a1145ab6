import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from factcheck.audit.command import SOME_FAILED
from factcheck.documents.preview import Preview, previews_of
from factcheck.documents.terminal import for_a_terminal

_SHOWN = ("title", "author", "published_on", "language", "url")
#: Characters of the text that a person is shown.
_BEGINNING = 300


class Command(BaseCommand):
    help = _(
        "Show what would be stored of files and folders: text, blocks, and what the document says of itself. Nothing "
        "is stored and no database is needed. Exit code 0: all well, 1: some can't be read, 2: wrong usage."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE", help=_("Files or folders."))
        parser.add_argument("--json", action="store_true", help=_("One JSON object per line."))

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for preview in previews_of(options["paths"]):
            failed += preview.failed
            self._write(json.dumps(as_json(preview)) if options["json"] else as_lines(preview))
        if failed:
            sys.exit(SOME_FAILED)

    def _write(self, lines: str) -> None:
        # At once, for whoever reads along. Names that are no UTF-8 are shown escaped.
        self.stdout.write(lines.encode(errors="backslashreplace").decode())
        self.stdout.flush()


def as_json(preview: Preview) -> dict[str, Any]:
    """What a program reads. Every key is there on every line."""
    return {"path": preview.path, **preview.stored, "message": preview.message}


def as_lines(preview: Preview) -> str:
    """What a person reads."""
    stored = preview.stored
    about = [f"{name}: {stored[name]}" for name in _SHOWN if stored[name]]
    if stored["text"] is not None:
        sizes = {
            "characters": f"{len(stored['text']):,}",
            "main": f"{len(stored['main_text']):,}",
            "blocks": f"{len(stored['blocks']):,}",
        }
        about += [
            _("%(characters)s characters, %(main)s of them main text, in %(blocks)s blocks") % sizes,
            " ".join(stored["main_text"][:_BEGINNING].split()),
        ]
    head = "  ".join(filter(None, [preview.path, stored["media_type"], stored["extractor"]]))
    return "\n  ".join(for_a_terminal(line) for line in filter(None, [head, *about, preview.message]))
