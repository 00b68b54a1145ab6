"""Who acts when a command runs: the person named by `--as`, else the operating system's user."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from factcheck.audit.context import Context, acting

#: Exit codes of every command of ours: all well is 0.
SOME_FAILED, WRONG_USAGE = 1, 2


def add_actor_argument(parser: ArgumentParser) -> None:
    """Let the command take `--as EMAIL`."""
    parser.add_argument(
        "--as",
        dest="actor",
        metavar="EMAIL",
        default="",
        help=_("Record the changes as this person's. Else: as the operating system's user."),
    )


@contextmanager
def actor_context(options: Mapping[str, Any], action: str, reason: str = "") -> Iterator[Context]:
    """Record all changes within as made by `--as EMAIL` doing `action` (`stage:verb`).

    Raises CommandError, exit code 2, for an address that is no active person's.
    """
    email = options.get("actor") or ""
    user = None
    if email:
        user = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(
                _("Nobody with the address %(email)s may sign in here.") % {"email": email},
                returncode=WRONG_USAGE,
            )
    with acting(user, action=action, reason=reason) as context:
        yield context
