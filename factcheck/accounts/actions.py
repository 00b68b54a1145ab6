"""Every write to people and the ways they sign in.

Of each token only the hash is kept, so a link is shown when it is made or never.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.errors import (
    EmailTaken,
    ExpiredLink,
    Inactive,
    InvitationSettled,
    LastAdmin,
    NoApp,
    NotYourself,
    OwnApp,
    ReasonMissing,
    UnknownLink,
    UsedLink,
    WithdrawnInvitation,
)
from factcheck.accounts.models import Desk, Invitation, SignInLink, User
from factcheck.accounts.roles import Role
from factcheck.audit.context import because
from factcheck.web.words import says_something

INVITATION_LASTS = timedelta(days=7)
SIGN_IN_LINK_LASTS = timedelta(hours=12)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def ensure_desk() -> Desk:
    """The one row about the desk, made with its defaults if it is not there."""
    return Desk.objects.get_or_create(id=1)[0]


@transaction.atomic
def change_desk(*, name: str, url: str, prints_grades: bool) -> Desk:
    desk = ensure_desk()
    desk.name, desk.url, desk.prints_grades = name, url, prints_grades
    desk.save()
    return desk


# --- People ---------------------------------------------------------------------------------------------


@transaction.atomic
def create_user(*, email: str, name: str, role: Role | str, password: str | None = None) -> User:
    """A new account. Without a password it can only be entered by a one-time link. Raises EmailTaken."""
    refuse_taken(email)
    user = User(email=email.strip().lower(), name=name, role=Role(role))
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@transaction.atomic
def change_person(*, person: User, name: str, email: str, role: Role | str) -> User:
    """Change who a person is here, at once for the sessions they have. Raises LastAdmin, EmailTaken."""
    if Role(role) is not Role.ADMIN:
        refuse_last_admin(person)
    refuse_taken(email, but=person)
    person.name, person.email, person.role = name, email.strip().lower(), Role(role)
    person.save(update_fields=["name", "email", "role"])
    # The sign-in library looks people up by its own table.
    EmailAddress.objects.filter(user=person).update(email=person.email, verified=True)
    return person


@transaction.atomic
def change_name(*, person: User, name: str) -> User:
    person.name = name
    person.save(update_fields=["name"])
    return person


@transaction.atomic
def set_password(*, person: User, password: str) -> None:
    """`password` has passed the validators. Ends the sessions of this person elsewhere."""
    person.set_password(password)
    person.save(update_fields=["password"])


@transaction.atomic
def deactivate(*, person: User, by: User) -> None:
    """Keep a person out, from this moment on. Raises NotYourself, LastAdmin."""
    if person == by:
        raise NotYourself
    refuse_last_admin(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    # A link made earlier must not work again if the person is let in again.
    person.sign_in_links.filter(used_at=None).update(expires_at=timezone.now())


@transaction.atomic
def switch_off_totp(*, person: User, by: User, reason: str) -> None:
    """Let somebody who lost their authenticator app sign in without; recovery codes go with it.

    Raises OwnApp, ReasonMissing, NoApp.
    """
    if person == by:
        raise OwnApp
    if not says_something(reason):
        raise ReasonMissing
    factors = Authenticator.objects.select_for_update().filter(user=person)
    if not factors.filter(type=Authenticator.Type.TOTP).exists():
        raise NoApp
    with because(reason.strip()):
        factors.filter(type=Authenticator.Type.TOTP).delete()
        # Codes stand in for another factor; alone they would be asked for in vain.
        if not factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            factors.delete()


@transaction.atomic
def reactivate(*, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=True)


def refuse_last_admin(person: User) -> None:
    """Raise LastAdmin unless another active admin would remain.

    The admins' rows stay locked until the transaction ends: of two admins who demote each other at once, the
    second is refused.
    """
    admins = set(
        User.objects.get_queryset().active().at_least(Role.ADMIN).order_by("pk").select_for_update()
        .values_list("pk", flat=True)
    )  # fmt: skip
    if admins == {person.pk}:
        raise LastAdmin


def refuse_taken(email: str, but: User | None = None) -> None:
    """Raise EmailTaken if somebody other than `but` has this address, letters' case aside."""
    holder = User.objects.get_queryset().filter(email__iexact=email.strip()).first()
    if holder and holder != but:
        raise EmailTaken


# --- Invitations ------------------------------------------------------------------------------------------


@transaction.atomic
def invite(*, email: str, name: str, role: Role | str, by: User) -> tuple[Invitation, str]:
    """An invitation and the token of its link. An open one to the same address is withdrawn. Raises EmailTaken."""
    refuse_taken(email)
    now = timezone.now()
    earlier = Invitation.objects.filter(email__iexact=email.strip(), accepted_at=None, withdrawn_at=None)
    earlier.update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        name=name,
        role=Role(role),
        invited_by=by,
        created_at=now,
        token_sha256=hash_of(token),
        expires_at=now + INVITATION_LASTS,
    )
    return invitation, token


@transaction.atomic
def resend_invitation(*, invitation: Invitation) -> str:
    """A new token for the invitation; the old link works no more. Raises InvitationSettled."""
    token = secrets.token_urlsafe(32)
    _settle(invitation, token_sha256=hash_of(token), expires_at=timezone.now() + INVITATION_LASTS)
    return token


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation) -> None:
    """Raises InvitationSettled."""
    _settle(invitation, withdrawn_at=timezone.now())


def _settle(invitation: Invitation, **values: object) -> None:
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not still_open.update(**values):
        raise InvitationSettled
    invitation.refresh_from_db()


def open_invitation(token: str, *, lock: bool = False) -> Invitation:
    """The invitation behind a link that still works. Raises a LinkClosed that says why it does not."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects.all()
    invitation = rows.filter(token_sha256=hash_of(token)).first()
    if invitation is None:
        raise UnknownLink
    if invitation.withdrawn_at:
        raise WithdrawnInvitation
    if invitation.accepted_at:
        raise UsedLink
    if invitation.expires_at <= timezone.now():
        raise ExpiredLink
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str) -> User:
    """The account that the invitation promised. Raises LinkClosed, EmailTaken."""
    invitation = open_invitation(token, lock=True)
    user = create_user(email=invitation.email, name=name, role=invitation.role, password=password)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user


# --- One-time sign-in links -------------------------------------------------------------------------------


@transaction.atomic
def create_sign_in_link(*, user: User, valid_for: timedelta = SIGN_IN_LINK_LASTS) -> str:
    """The token of a link that signs `user` in once; links made before it end. Raises Inactive."""
    if not user.is_active:
        raise Inactive
    now = timezone.now()
    user.sign_in_links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    user.sign_in_links.create(token_sha256=hash_of(token), created_at=now, expires_at=now + valid_for)
    return token


def open_sign_in_link(token: str) -> SignInLink:
    """The link behind `token`, if it still works. Raises a LinkClosed that says why it does not."""
    link = SignInLink.objects.select_related("user").filter(token_sha256=hash_of(token)).first()
    if link is None or not link.user.is_active:
        raise UnknownLink
    if link.used_at:
        raise UsedLink
    if link.expires_at <= timezone.now():
        raise ExpiredLink
    return link


@transaction.atomic
def use_sign_in_link(*, token: str) -> User:
    """The person whom the link signs in; it is used up by this. Raises LinkClosed.

    One UPDATE on the row's own columns decides: of two requests at once the second waits for the first to
    commit, then finds the link used.
    """
    now = timezone.now()
    unused = SignInLink.objects.filter(token_sha256=hash_of(token), used_at=None, expires_at__gt=now)
    if not unused.update(used_at=now):
        open_sign_in_link(token)
        raise UsedLink
    link = SignInLink.objects.select_related("user").get(token_sha256=hash_of(token))
    if not link.user.is_active:
        raise UnknownLink
    return link.user
