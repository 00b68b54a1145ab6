import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.command import SOME_FAILED, WRONG_USAGE, active_person, actor_context, add_actor_argument
from factcheck.documents.actions.errors import SealIsNotDescribed
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.capturing.carrying_out import carry_out_fetch
from factcheck.documents.models import Fetch, Seal
from factcheck.documents.sealing import make_seal
from factcheck.documents.terminal import for_a_terminal
from factcheck.documents.web.errors import FetchRefused

#: What counts as well: the page is here.
_HERE = {Fetch.Outcome.CAPTURED, Fetch.Outcome.UNCHANGED}


class Command(BaseCommand):
    help = _(
        "Capture pages from the web, with the proof. A page that is here already gains a capture, or is noted as met "
        "again. Exit code 0: all are here, 1: some are not, 2: wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("urls", nargs="+", metavar="URL", help=_("Addresses, beginning with https://."))
        parser.add_argument("--images", action="store_true", help=_("Keep the pictures of the article too."))
        parser.add_argument("--json", action="store_true", help=_("One JSON object per line."))
        parser.add_argument(
            "--seal",
            metavar="DESCRIPTION",
            default="",
            help=_(
                "Nobody sees the pages, nor that they were asked for, but you (--as) and whom --for names; others "
                "are told this much of them."
            ),
        )
        parser.add_argument(
            "--for",
            dest="people",
            metavar="EMAIL",
            action="append",
            default=[],
            help=_("Who sees what is sealed, besides you; may be given again."),
        )
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        with actor_context(options, "documents:capture") as context:
            by = User.objects.filter(pk=context.actor_id).first() if context.actor_id else None
            seal = _seal(options, by)
            for url in options["urls"]:
                row = _capture(url, by, with_images=options["images"], seal=seal)
                failed += row["outcome"] not in _HERE
                self.stdout.write(json.dumps(row) if options["json"] else _line(row))
                self.stdout.flush()
        if failed:
            sys.exit(SOME_FAILED)


def _seal(options: Mapping[str, Any], by: User | None) -> Seal | None:
    """The one seal of all that is captured now, as the page *Capture a page* makes it. Raises CommandError."""
    if not options["seal"]:
        if options["people"]:
            raise CommandError(_("--for names who sees what is sealed: say --seal as well."), returncode=WRONG_USAGE)
        return None
    if by is None:
        raise CommandError(_("Say with --as who seals them: somebody has to see them."), returncode=WRONG_USAGE)
    people = [active_person(email) for email in options["people"]]
    try:
        return make_seal(description=options["seal"], people=people, by=by)
    except SealIsNotDescribed as refused:
        raise CommandError(str(refused), returncode=WRONG_USAGE) from refused


def _capture(url: str, by: User | None, *, with_images: bool, seal: Seal | None) -> dict[str, Any]:
    """What a program reads. Every key is there on every line; null where there is nothing to say."""
    try:
        fetch = ask_for_capture(url=url, by=by, with_images=with_images, later=False, seal=seal)
    except FetchRefused as refused:
        return _row(url, None) | {"outcome": Fetch.Outcome.REFUSED.value, "message": str(refused)}
    while turn := carry_out_fetch(fetch.pk):
        time.sleep(max(0.0, (turn - timezone.now()).total_seconds()))
    return _row(url, Fetch.objects.select_related("document", "capture").get(pk=fetch.pk))


def _row(url: str, fetch: Fetch | None) -> dict[str, Any]:
    document, capture = (fetch.document, fetch.capture) if fetch else (None, None)
    return {
        "url": url,
        "outcome": fetch.outcome if fetch else "",
        "fetch": fetch.public_id if fetch else None,
        "status": fetch.status if fetch else None,
        "final_url": (fetch.final_url or None) if fetch else None,
        "document": document.public_id if document else None,
        "capture": capture.number if capture else None,
        "sha256": capture.sha256 if capture else None,
        "title": document.title if document else None,
        "message": fetch.message if fetch else "",
    }


def _line(row: dict[str, Any]) -> str:
    """What a person reads."""
    words = [row["outcome"], for_a_terminal(row["url"])]
    if row["capture"]:
        words += [f"{row['document']}, capture {row['capture']}", for_a_terminal(row["title"] or "")]
    return "  ".join(filter(None, [*words, row["message"]]))
