"""A link that signs one person in, once."""

import threading
from datetime import timedelta
from http import HTTPStatus

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from factcheck.accounts import actions
from factcheck.accounts.errors import ExpiredLink, Inactive, LinkClosed, UnknownLink, UsedLink
from factcheck.accounts.models import SignInLink, User


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_opening_the_link_does_not_use_it_up(reviewer: User, client: Client) -> None:
    token = actions.create_sign_in_link(user=reviewer)
    for _preview in range(3):
        assert client.get(f"/sign-in/{token}/").status_code == HTTPStatus.OK
    assert not is_signed_in(client)
    assert client.post(f"/sign-in/{token}/").status_code == HTTPStatus.FOUND
    assert is_signed_in(client)


def test_the_link_works_once(reviewer: User, client: Client) -> None:
    token = actions.create_sign_in_link(user=reviewer)
    client.post(f"/sign-in/{token}/")
    other = Client()
    response = other.post(f"/sign-in/{token}/")
    assert response.status_code == HTTPStatus.GONE
    assert "used already" in response.content.decode()
    assert not is_signed_in(other)


def test_an_expired_link_is_refused(reviewer: User) -> None:
    token = actions.create_sign_in_link(user=reviewer, valid_for=timedelta(0))
    with pytest.raises(ExpiredLink):
        actions.use_sign_in_link(token=token)
    assert SignInLink.objects.get().used_at is None


def test_a_new_link_ends_the_earlier_one(reviewer: User) -> None:
    old = actions.create_sign_in_link(user=reviewer)
    new = actions.create_sign_in_link(user=reviewer)
    with pytest.raises(ExpiredLink):
        actions.use_sign_in_link(token=old)
    assert actions.use_sign_in_link(token=new) == reviewer


def test_a_link_does_not_let_in_who_was_deactivated(reviewer: User, admin: User) -> None:
    token = actions.create_sign_in_link(user=reviewer)
    actions.deactivate(person=reviewer, by=admin)
    with pytest.raises(LinkClosed):
        actions.use_sign_in_link(token=token)
    reviewer.refresh_from_db()
    with pytest.raises(Inactive):
        actions.create_sign_in_link(user=reviewer)
    actions.reactivate(person=reviewer)
    with pytest.raises(LinkClosed):
        actions.use_sign_in_link(token=token)


def test_the_token_itself_is_not_kept(reviewer: User) -> None:
    token = actions.create_sign_in_link(user=reviewer)
    assert token not in str(SignInLink.objects.values().get())
    with pytest.raises(UnknownLink):
        actions.use_sign_in_link(token=SignInLink.objects.get().token_sha256)


def test_the_authenticator_app_is_asked_for_after_a_link(reviewer: User, client: Client) -> None:
    TOTP.activate(reviewer, generate_totp_secret())
    token = actions.create_sign_in_link(user=reviewer)
    response = client.post(f"/sign-in/{token}/")
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_who_has_no_password_is_led_to_set_one(reviewer: User, client: Client) -> None:
    token = actions.create_sign_in_link(user=reviewer)
    assert client.post(f"/sign-in/{token}/")["Location"] == "/accounts/password/set/"


def test_a_forgotten_password_is_replaced_after_coming_in_by_a_link(reviewer: User, client: Client) -> None:
    actions.set_password(person=reviewer, password="walnut-ferry-cloud")
    token = actions.create_sign_in_link(user=reviewer)
    client.post(f"/sign-in/{token}/")
    assert client.post("/profile/password/", {"password": "short"}).status_code == 422
    client.post("/profile/password/", {"password": "harbour-violin-9"})
    reviewer.refresh_from_db()
    assert reviewer.check_password("harbour-violin-9")
    assert client.get("/profile/").status_code == HTTPStatus.OK


def test_the_old_password_is_asked_of_who_came_in_otherwise(reviewer: User, client: Client) -> None:
    actions.set_password(person=reviewer, password="walnut-ferry-cloud")
    client.force_login(reviewer)
    response = client.post("/profile/password/", {"password": "harbour-violin-9"})
    assert response["Location"] == "/accounts/password/change/"
    reviewer.refresh_from_db()
    assert reviewer.check_password("walnut-ferry-cloud")


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_at_once_one_comes_in(reviewer: User) -> None:
    token = actions.create_sign_in_link(user=reviewer)
    both_have_begun = threading.Barrier(2)
    outcomes: list[str] = []

    def use() -> None:
        try:
            with transaction.atomic():
                # Both transactions see the link unused before either writes.
                assert SignInLink.objects.filter(used_at=None, expires_at__gt=timezone.now()).exists()
                both_have_begun.wait(timeout=10)
                actions.use_sign_in_link(token=token)
            outcomes.append("in")
        except UsedLink:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["in", "refused"]


def test_the_command_names_the_address_where_the_desk_was_served_last(
    reviewer: User, settings, tmp_path, capsys
) -> None:
    settings.ADDRESS_FILE = tmp_path / "address"
    call_command("sign_in_link", reviewer.email)
    assert capsys.readouterr().out.startswith("http://localhost:8000/sign-in/")
    settings.ADDRESS_FILE.write_text("http://localhost:8003")
    call_command("sign_in_link", reviewer.email)
    assert capsys.readouterr().out.startswith("http://localhost:8003/sign-in/")
