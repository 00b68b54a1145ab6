"""The application with the demo case and one object of each kind, loaded once for many tests that only read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from factcheck.accounts.actions import create_user, set_password
from factcheck.accounts.models import User
from factcheck.desk.demo.case import ensure_cast
from factcheck.desk.demo.loading import load
from tests.database.permission_dataset import make_dataset

#: allauth asks again for the password before some pages, unless it was typed a moment ago.
METHODS = "account_authentication_methods"


@dataclass(frozen=True)
class Site:
    address: str
    cast: dict[str, User]
    #: What the kwargs of the permission table stand for.
    dataset: dict[str, object]


@contextmanager
def demo_site() -> Iterator[Site]:
    try:
        cast, dataset = _loaded()
        live = LiveServer("localhost")
        try:
            yield Site(live.url, cast, dataset)
        finally:
            live.stop()
    finally:
        # Also when loading fails: what it left would be met by every test after it.
        call_command("flush", interactive=False, verbosity=0)


def _loaded() -> tuple[dict[str, User], dict[str, object]]:
    load()
    cast = ensure_cast()
    set_password(person=cast["admin"], password="walnut-ferry-cloud")
    TOTP.activate(cast["admin"], generate_totp_secret())
    RecoveryCodes.activate(cast["admin"])
    other = create_user(email="otto@desk.example", name="Otto Other", role="viewer")
    with transaction.atomic():  # as in the tests it was made for: reasons belong to a transaction
        dataset = make_dataset(cast["reviewer"], cast["admin"], other)
    return cast | {"viewer": other}, dataset


def session_of(user: User) -> str:
    """The key of a session in which `user` has just typed their password."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[METHODS] = [{"method": "password", "at": time.time(), "email": user.email}]
    session.save()
    return client.cookies["sessionid"].value
