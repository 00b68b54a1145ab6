"""Who acts when a command runs: the person named by `--as`, else the operating system's user."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
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


def active_person(email: str) -> User:
    """Whose address this is. Raises CommandError, exit code 2, for one that is no active person's."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        message = _("Nobody with the address %(email)s may sign in here.")
        raise CommandError(message % {"email": email}, returncode=WRONG_USAGE)
    return user


@contextmanager
def actor_context(options: Mapping[str, Any], action: str, reason: str = "") -> Iterator[Context]:
    """Record all changes within as made by `--as EMAIL` doing `action` (`stage:verb`).

    Raises CommandError, exit code 2, for an address that is no active person's.
    """
    email = options.get("actor") or ""
    user = active_person(email) if email else None
    with acting(user, action=action, reason=reason) as context:
        yield context
