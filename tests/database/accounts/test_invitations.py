"""An account begins with a link that an admin hands over."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from factcheck.accounts import actions
from factcheck.accounts.errors import EmailTaken, ExpiredLink, UnknownLink, UsedLink, WithdrawnInvitation
from factcheck.accounts.models import Invitation, User
from factcheck.accounts.roles import Role
from factcheck.audit.models import Entry

PASSWORD = "orchid-lantern-42"


@pytest.fixture
def invited(admin: User) -> tuple[Invitation, str]:
    return actions.invite(email="Nia@desk.example", name="Nia", role="reviewer", by=admin)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link_on(page: str) -> str:
    found = re.search(r'<pre id="link">https?://[^/]+(/[^<]+)</pre>', page)
    assert found
    return found[1]


def test_an_invited_person_chooses_a_name_and_a_password_and_is_in(admin: User, client: Client) -> None:
    page = signed_in(admin).post("/people/invite/", {"email": "nia@desk.example", "role": "editor"})
    link = link_on(page.content.decode())
    assert "no-store" in page["Cache-Control"]
    assert client.get(link).status_code == 200
    for unread in ("\u200b", "Nia \u202enimdA"):
        assert client.post(link, {"name": unread, "password": PASSWORD}).status_code == 422
    response = client.post(link, {"name": "Nia Newcomer", "password": PASSWORD})
    assert response.status_code == 302
    nia = User.objects.get(email="nia@desk.example")
    assert (nia.name, nia.role) == ("Nia Newcomer", Role.EDITOR)
    assert client.session["_auth_user_id"] == str(nia.pk)
    again = Client().post("/accounts/login/", {"login": "nia@desk.example", "password": PASSWORD})
    assert again.status_code == 302


def test_only_the_hash_of_the_token_is_kept(invited: tuple[Invitation, str]) -> None:
    invitation, token = invited
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(row)
    assert row["token_sha256"] == actions.hash_of(token)
    assert row["token_sha256"] not in str(list(Entry.objects.values()))


def test_a_used_link_says_so(invited: tuple[Invitation, str], client: Client) -> None:
    _invitation, token = invited
    actions.accept_invitation(token=token, name="Nia", password=PASSWORD)
    with pytest.raises(UsedLink):
        actions.accept_invitation(token=token, name="Mallory", password=PASSWORD)
    response = client.get(f"/invitation/{token}/")
    assert response.status_code == 410
    assert "used already" in response.content.decode()


def test_an_expired_link_says_so(invited: tuple[Invitation, str], client: Client) -> None:
    invitation, token = invited
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(ExpiredLink):
        actions.accept_invitation(token=token, name="Nia", password=PASSWORD)
    assert "has expired" in client.get(f"/invitation/{token}/").content.decode()


def test_a_withdrawn_link_says_so(invited: tuple[Invitation, str], admin: User, client: Client) -> None:
    invitation, token = invited
    signed_in(admin).post(f"/invitations/{invitation.public_id}/withdraw/")
    with pytest.raises(WithdrawnInvitation):
        actions.accept_invitation(token=token, name="Nia", password=PASSWORD)
    assert "was withdrawn" in client.get(f"/invitation/{token}/").content.decode()
    assert not User.objects.filter(email="nia@desk.example").exists()


def test_a_new_link_ends_the_old_one(invited: tuple[Invitation, str], admin: User) -> None:
    invitation, old = invited
    page = signed_in(admin).post(f"/invitations/{invitation.public_id}/resend/")
    new = link_on(page.content.decode()).split("/")[2]
    with pytest.raises(UnknownLink):
        actions.open_invitation(old)
    assert actions.open_invitation(new).pk == invitation.pk


def test_inviting_an_address_again_withdraws_the_open_invitation(invited: tuple[Invitation, str], admin: User) -> None:
    actions.invite(email="NIA@desk.example", name="", role="viewer", by=admin)
    with pytest.raises(WithdrawnInvitation):
        actions.open_invitation(invited[1])


def test_nobody_is_invited_twice_whatever_the_case_of_the_letters(reviewer: User, admin: User) -> None:
    with pytest.raises(EmailTaken):
        actions.invite(email=reviewer.email.upper(), name="", role="admin", by=admin)
    page = signed_in(admin).post("/people/invite/", {"email": reviewer.email.upper(), "role": "admin"})
    assert page.status_code == 422
    assert "has this e-mail address already" in page.content.decode()


@pytest.mark.parametrize("password", ["short", "password1234", "nia@desk.example", "Nia Newcomer"])
def test_a_weak_password_is_refused_and_the_link_still_works(
    invited: tuple[Invitation, str], client: Client, password: str
) -> None:
    _invitation, token = invited
    page = client.post(f"/invitation/{token}/", {"name": "Nia Newcomer", "password": password})
    assert page.status_code == 422
    assert "Nia Newcomer" in page.content.decode()
    assert actions.open_invitation(token)


def test_a_link_opened_by_somebody_signed_in_stays_unused(invited: tuple[Invitation, str], reviewer: User) -> None:
    _invitation, token = invited
    response = signed_in(reviewer).post(f"/invitation/{token}/", {"name": "Nia", "password": PASSWORD})
    assert response.status_code == 409
    assert actions.open_invitation(token)


def test_an_invitation_is_mailed_only_where_mail_is_configured(admin: User, settings) -> None:
    admin_client = signed_in(admin)
    admin_client.post("/people/invite/", {"email": "one@desk.example", "role": "viewer"})
    assert mail.outbox == []
    settings.EMAIL_URL = "smtp://mail.desk.example"
    page = admin_client.post("/people/invite/", {"email": "two@desk.example", "role": "viewer"})
    assert [message.to for message in mail.outbox] == [["two@desk.example"]]
    assert link_on(page.content.decode()) in mail.outbox[0].body


def test_an_invitation_stands_when_its_mail_cannot_be_sent(admin: User, settings, monkeypatch) -> None:
    settings.EMAIL_URL = "smtp://mail.desk.example"

    def refuse(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("factcheck.accounts.mail.send_mail", refuse)
    page = signed_in(admin).post("/people/invite/", {"email": "two@desk.example", "role": "viewer"})
    assert "could not be sent by mail" in page.content.decode()
    assert Invitation.objects.filter(email="two@desk.example").exists()


def test_making_an_account_is_recorded_under_the_visitor(invited: tuple[Invitation, str], client: Client) -> None:
    client.post(f"/invitation/{invited[1]}/", {"name": "Nia", "password": PASSWORD})
    nia = User.objects.get(email="nia@desk.example")
    entry = Entry.objects.filter(table_name="accounts_user", about__contains=[nia.public_id]).earliest("id")
    assert entry.action == "accounts:accept_invitation"
    assert PASSWORD not in str(entry.after)
    assert nia.password not in str(entry.after)
