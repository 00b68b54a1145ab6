"""A new account from the command line: the first admin of a desk comes in this way."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.accounts import actions
from factcheck.accounts.forms import MAX_EMAIL
from factcheck.accounts.management.commands.sign_in_link import add_link_arguments, link_to
from factcheck.accounts.roles import Role
from factcheck.audit.command import WRONG_USAGE, actor_context
from factcheck.database.errors import Refused


class Command(BaseCommand):
    help = "Make an account without a password, and print a link that signs its owner in, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)
        add_link_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            MaxLengthValidator(MAX_EMAIL)(options["email"])
        except ValidationError:
            raise CommandError(
                _("%(email)s is no e-mail address.") % {"email": options["email"]}, returncode=WRONG_USAGE
            ) from None
        with actor_context(options, "accounts:create_user"), transaction.atomic():
            try:
                user = actions.create_user(email=options["email"], name=options["name"], role=options["role"])
            except Refused as refused:
                raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
            token = actions.create_sign_in_link(user=user, valid_for=timedelta(hours=options["hours"]))
        self.stdout.write(link_to(token, options["address"]))
