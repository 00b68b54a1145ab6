"""Somebody lost the phone with the authenticator app: an admin switches it off, and says why."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.audit.models import Entry, Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked_out(reviewer: User) -> User:
    TOTP.activate(reviewer, generate_totp_secret())
    RecoveryCodes.activate(reviewer)
    return reviewer


def switch_off(by: User, person: User, reason: str = "Lost the phone, told me in person"):
    client = Client()
    client.force_login(by)
    return client.post(reverse("accounts:switch_off_totp", args=[person.pk]), {"reason": reason})


def test_an_admin_switches_it_off_and_the_history_says_why(admin, locked_out):
    assert switch_off(admin, locked_out).status_code == 302
    assert not Authenticator.objects.filter(user=locked_out).exists()
    entries = Entry.objects.filter(table_name="mfa_authenticator", operation=Operation.DELETE)
    assert {entry.actor for entry in entries} == {admin.email}
    assert {entry.reason for entry in entries} == {"Lost the phone, told me in person"}


def test_without_a_reason_it_stays_on(admin, locked_out):
    assert switch_off(admin, locked_out, " ").status_code == 422
    assert Authenticator.objects.filter(user=locked_out).count() == 2


def test_nobody_switches_off_their_own_here(admin):
    TOTP.activate(admin, generate_totp_secret())
    assert "your profile" in switch_off(admin, admin).content.decode()
    assert Authenticator.objects.filter(user=admin).exists()


def test_it_is_offered_for_those_who_have_one(admin, locked_out, editor, client):
    client.force_login(admin)
    address = reverse("accounts:switch_off_totp", args=[locked_out.pk])
    assert address in client.get(reverse("accounts:person", args=[locked_out.pk])).content.decode()
    assert "Lost the phone?" not in client.get(reverse("accounts:person", args=[editor.pk])).content.decode()
