import json
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.command import SOME_FAILED, WRONG_USAGE, actor_context, add_actor_argument
from factcheck.database.objects import key_of
from factcheck.documents.batch import Outcome, outcome_of
from factcheck.documents.folders import files_under, receive_path
from factcheck.documents.importing.archives import archive_outcomes, is_archive
from factcheck.documents.importing.bulk_file import bulk_outcomes, is_bulk, look_in_a_job
from factcheck.documents.terminal import for_a_terminal
from factcheck.sources.actions import source_for_url
from factcheck.sources.models import Source


class Command(BaseCommand):
    help = _(
        "Bring in documents from files, and from folders with all that is in them. Safe to run again: what is here "
        "already stays as it is. Exit code 0: all well, 1: some failed, 2: wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("Files or folders."))
        parser.add_argument(
            "--source", default="", metavar="SLUG", help=_("Who publishes them: S-0009, a domain, or a name.")
        )
        parser.add_argument(
            "--received-from", default="", metavar="WHOM", help=_("Who gave them to the desk; never printed.")
        )
        parser.add_argument(
            "--later", action="store_true", help=_("Let a worker look for near copies afterwards: quicker for many.")
        )
        parser.add_argument("--json", action="store_true", help=_("One JSON object per line."))
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        with actor_context(options, "documents:import") as context:
            beside = {
                "received_from": options["received_from"],
                "by": User.objects.filter(pk=context.actor_id).first() if context.actor_id else None,
                "source": find_source(options["source"]) if options["source"] else None,
            }
            for path in files_under(options["paths"]):
                for outcome in _outcomes(path, beside, later=options["later"]):
                    failed += outcome.failed
                    self._write(json.dumps(as_json(outcome)) if options["json"] else as_line(outcome))
            if options["later"]:
                look_in_a_job()
        if failed:
            sys.exit(SOME_FAILED)

    def _write(self, line: str) -> None:
        # At once: whoever reads along, or ends this, sees what is done. Names that are no UTF-8 are shown escaped.
        self.stdout.write(line.encode(errors="backslashreplace").decode())
        self.stdout.flush()


def _outcomes(path: str, beside: dict[str, Any], *, later: bool) -> Iterator[Outcome]:
    """One of a file; of rows in bulk, those that need a look, and one of the file as a whole."""
    if is_bulk(path):
        yield from bulk_outcomes(path, later=later, **beside)
    elif is_archive(path):
        yield from archive_outcomes(path, later=later, **beside)
    else:
        yield outcome_of(path, partial(receive_path, path, look_for_copies=not later, **beside))


def find_source(slug: str) -> Source:
    """The source that a person names by number, domain or name. CommandError unless it is exactly one."""
    key = key_of(slug, Source.KIND)
    numbered = Source.objects.filter(pk=key).select_related("merged_into").first() if key is not None else None
    found = {numbered} if numbered else {source_for_url(slug)} - {None}
    found = found or set(Source.objects.filter(name__iexact=slug.strip()).select_related("merged_into"))
    standing = {source.standing for source in found if source}
    if len(standing) == 1:
        return standing.pop()
    if not standing:
        text = _("There is no source “%(slug)s”. Name it by its number (S-0009), a domain, or its name.")
        raise CommandError(text % {"slug": slug}, returncode=WRONG_USAGE)
    numbers = ", ".join(sorted(source.public_id for source in standing))
    text = _("“%(slug)s” names several sources: %(numbers)s. Give the number.")
    raise CommandError(text % {"slug": slug, "numbers": numbers}, returncode=WRONG_USAGE)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """What a program reads. Every key is there on every line; null where there is nothing to say."""
    document, capture = outcome.document, outcome.capture
    published = document.published_on if document else None
    return {
        "path": outcome.name,
        "status": _status(outcome),
        "document": document.public_id if document else None,
        "capture": capture.number if capture else None,
        "sha256": capture.sha256 if capture else None,
        "title": document.title if document else None,
        "published_on": published.iso if published else None,
        "language": document.language if document else None,
        "source": document.source.public_id if document and document.source else None,
        "url": document.url if document else None,
        "message": outcome.message,
    }


def _status(outcome: Outcome) -> str:
    """What is kept though it could not be read is imported; the message says what it lacks."""
    return "imported" if outcome.status == "unread" else outcome.status


def as_line(outcome: Outcome) -> str:
    """What a person reads."""
    words = [_status(outcome), for_a_terminal(outcome.name)]
    if outcome.document and outcome.capture:
        name = for_a_terminal(outcome.document.name)
        words += [f"{outcome.document.public_id}, capture {outcome.capture.number}", name]
    return "  ".join(filter(None, [*words, outcome.message]))
