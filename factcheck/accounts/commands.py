"""What management commands share: as whom they act."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.context import acting


def add_as(parser: ArgumentParser) -> None:
    """The option `--as EMAIL`, found in `options["as_email"]`."""
    parser.add_argument("--as", dest="as_email", metavar="EMAIL", help="Record it as this person's doing.")


def person_with(email: str) -> User:
    """The person with this address. Raises CommandError if there is none."""
    person = User.objects.get_queryset().filter(email__iexact=email.strip()).first()
    if person is None:
        raise CommandError(_("Nobody here has the e-mail address %(email)s.") % {"email": email})
    return person


@contextmanager
def acting_as(options: Mapping[str, Any], action: str) -> Iterator[User | None]:
    """Record what is done within as the person of `--as`, else as the operating system's user."""
    email = options.get("as_email")
    user = person_with(email) if email else None
    if user and not user.is_active:
        raise CommandError(_("The account of %(email)s is deactivated.") % {"email": email})
    with acting(user, action=action):
        yield user
