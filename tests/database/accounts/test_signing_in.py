"""Password, second step, and what stays shut."""

import time
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from factcheck.accounts import actions
from factcheck.accounts.models import User

PASSWORD = "walnut-ferry-cloud"


@pytest.fixture(autouse=True)
def _no_attempts_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def with_password(reviewer: User) -> User:
    actions.set_password(person=reviewer, password=PASSWORD)
    return reviewer


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str):
    return client.post("/accounts/login/", {"login": user.email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("address", ["/profile/", "/people/", "/accounts/sessions/", "/accounts/2fa/"])
def test_a_page_asks_to_sign_in_first(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client, with_password: User) -> None:
    response = sign_in(client, with_password, next="/profile/")
    assert response["Location"] == "/profile/"
    assert is_signed_in(client)


def test_signing_in_leads_nowhere_else(client: Client, with_password: User) -> None:
    response = sign_in(client, with_password, next="https://evil.example/")
    assert response["Location"] == "/"


def test_an_address_is_found_whatever_the_case_of_its_letters(client: Client, with_password: User) -> None:
    client.post("/accounts/login/", {"login": with_password.email.upper(), "password": PASSWORD})
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, with_password: User) -> None:
    wrong = sign_in(client, with_password, "wrong").content.decode()
    unknown = client.post("/accounts/login/", {"login": "who@desk.example", "password": "wrong"}).content.decode()
    message = "This e-mail address and password do not go together."
    assert message in wrong
    assert message in unknown


def test_guessing_passwords_is_slowed_down_across_processes(client: Client, with_password: User) -> None:
    for _attempt in range(6):
        response = sign_in(client, with_password, "wrong")
    assert "Too many attempts" in response.content.decode()
    sign_in(client, with_password)
    assert not is_signed_in(client)


def test_who_was_deactivated_cannot_sign_in(client: Client, with_password: User, admin: User) -> None:
    actions.deactivate(person=with_password, by=admin)
    sign_in(client, with_password)
    assert not is_signed_in(client)


def test_nobody_makes_an_account_without_an_invitation(client: Client) -> None:
    data = {"email": "mallory@desk.example", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/accounts/signup/", data)
    assert "by invitation" in response.content.decode()
    assert not User.objects.filter(email="mallory@desk.example").exists()


def test_nobody_gives_themselves_another_address(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    client.post("/accounts/email/", {"email": "boss@desk.example", "action_add": ""})
    assert not reviewer.emailaddress_set.filter(email="boss@desk.example").exists()


@pytest.mark.parametrize("weak", ["short", "password1234", "remy@desk.example", "remyreviewer"])
def test_a_weak_password_is_refused(client: Client, reviewer: User, weak: str) -> None:
    client.force_login(reviewer)
    client.post("/accounts/password/set/", {"password1": weak, "password2": weak})
    reviewer.refresh_from_db()
    assert not reviewer.has_usable_password()


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(with_password: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, with_password)
    sign_in(elsewhere, with_password)
    data = {"oldpassword": PASSWORD, "password1": "harbour-violin-9", "password2": "harbour-violin-9"}
    assert here.post("/accounts/password/change/", data)["Location"] == "/profile/"
    assert here.get("/profile/").status_code == HTTPStatus.OK
    assert elsewhere.get("/profile/").status_code == HTTPStatus.FOUND


def test_a_password_is_reset_by_mail_only_where_mail_is_configured(
    client: Client, with_password: User, settings
) -> None:
    page = client.post("/accounts/password/reset/", {"email": with_password.email})
    assert "Ask an admin" in page.content.decode()
    assert mail.outbox == []
    settings.EMAIL_URL = "smtp://mail.desk.example"
    client.post("/accounts/password/reset/", {"email": "who@desk.example"})
    assert mail.outbox == []
    client.post("/accounts/password/reset/", {"email": with_password.email})
    assert [message.to for message in mail.outbox] == [[with_password.email]]


def test_the_authenticator_app_is_set_up_with_a_code_that_it_shows(client: Client, with_password: User) -> None:
    sign_in(client, with_password)
    activate = reverse("mfa_activate_totp")
    assert client.get(activate)["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(activate)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    client.post(activate, {"code": "000000"})
    assert not Authenticator.objects.filter(user=with_password).exists()
    client.post(activate, {"code": code_now(client.session["mfa.totp.secret"])})
    kinds = set(Authenticator.objects.filter(user=with_password).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_with_an_app_the_password_alone_does_not_let_in(client: Client, with_password: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(with_password, secret)
    assert sign_in(client, with_password)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/profile/").status_code == HTTPStatus.FOUND
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert is_signed_in(client)


def test_a_recovery_code_lets_in_once(with_password: User) -> None:
    TOTP.activate(with_password, generate_totp_secret())
    code = RecoveryCodes.activate(with_password).get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        sign_in(client, with_password)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_signed_in(client) is expected


def test_djangos_admin_offers_no_way_round_the_second_step(client: Client, admin: User) -> None:
    actions.set_password(person=admin, password=PASSWORD)
    TOTP.activate(admin, generate_totp_secret())
    data = {"username": admin.email, "password": PASSWORD, "next": "/admin/"}
    assert client.post("/admin/login/", data)["Location"].startswith("/accounts/login/")
    assert not is_signed_in(client)


def test_from_djangos_admin_one_signs_in_with_us_and_returns(client: Client) -> None:
    response = client.get("/admin/accounts/user/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/accounts/user/"


def test_djangos_admin_shows_no_secret(client: Client, admin: User) -> None:
    client.force_login(admin)
    page = client.get(f"/admin/accounts/user/{admin.pk}/change/").content.decode()
    assert "password" not in page.lower().replace("change password", "").replace("password_change", "")
    for address in ("/admin/mfa/authenticator/", "/admin/account/emailaddress/", "/admin/auth/group/"):
        assert client.get(address).status_code == HTTPStatus.NOT_FOUND
