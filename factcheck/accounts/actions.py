"""Every write to people and the ways they sign in."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import Desk, User
from factcheck.accounts.roles import Role


@transaction.atomic
def create_user(*, email: str, name: str, role: Role | str, password: str | None = None) -> User:
    """A new account. Without a password it can only be entered by a one-time link."""
    user = User(email=email.strip().lower(), name=name, role=Role(role))
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@transaction.atomic
def create_sign_in_link(*, user: User, valid_for: timedelta = timedelta(hours=12)) -> str:
    """The token of a link that signs `user` in once. Only its hash is kept: show it now or never."""
    token = secrets.token_urlsafe(32)
    user.sign_in_links.create(token_sha256=hash_of(token), expires_at=timezone.now() + valid_for)
    return token


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def ensure_desk() -> Desk:
    """The one row about the desk, made with its defaults if it is not there."""
    return Desk.objects.get_or_create(id=1)[0]
