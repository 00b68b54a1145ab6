"""What admins do about people, and what they may not."""

import threading
from http import HTTPStatus

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from factcheck.accounts import actions
from factcheck.accounts.errors import EmailTaken, LastAdmin, NotYourself
from factcheck.accounts.models import Desk, User
from factcheck.accounts.roles import Role
from factcheck.audit.models import Entry

PASSWORD = "walnut-ferry-cloud"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change(person: User, **values: str) -> User:
    now = {"name": person.name, "email": person.email, "role": person.role}
    return actions.change_person(person=person, **{**now, **values})


def test_a_role_lost_in_the_middle_of_a_session_is_lost_at_once(admin: User) -> None:
    other = actions.create_user(email="olga@desk.example", name="Olga", role="admin")
    client = signed_in(other)
    assert client.get("/people/").status_code == HTTPStatus.OK
    signed_in(admin).post(f"/people/{other.public_id}/", {"name": other.name, "email": other.email, "role": "viewer"})
    assert client.get("/people/").status_code == HTTPStatus.FORBIDDEN


def test_who_is_deactivated_is_out_at_once(admin: User, reviewer: User) -> None:
    client = signed_in(reviewer)
    assert client.get("/profile/").status_code == HTTPStatus.OK
    signed_in(admin).post(f"/people/{reviewer.public_id}/deactivate/")
    assert client.get("/profile/")["Location"].startswith("/accounts/login/")
    signed_in(admin).post(f"/people/{reviewer.public_id}/reactivate/")
    reviewer.refresh_from_db()
    assert reviewer.is_active


def test_nobody_deactivates_themselves(admin: User) -> None:
    actions.create_user(email="olga@desk.example", name="Olga", role="admin")
    with pytest.raises(NotYourself):
        actions.deactivate(person=admin, by=admin)


def test_the_last_admin_stays_one(admin: User, editor: User) -> None:
    with pytest.raises(LastAdmin):
        change(admin, role="editor")
    with pytest.raises(LastAdmin):
        actions.deactivate(person=admin, by=editor)
    data = {"name": admin.name, "email": admin.email, "role": "viewer"}
    page = signed_in(admin).post(f"/people/{admin.public_id}/", data)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "last admin" in page.content.decode()


def test_a_deactivated_admin_does_not_count_as_one_who_is_left(admin: User) -> None:
    other = actions.create_user(email="olga@desk.example", name="Olga", role="admin")
    actions.deactivate(person=other, by=admin)
    with pytest.raises(LastAdmin):
        change(admin, role="viewer")


def test_djangos_admin_keeps_the_last_admin_too(admin: User) -> None:
    client = signed_in(admin)
    address, data = f"/admin/accounts/user/{admin.pk}/change/", {"name": "Ada B", "is_active": "on"}
    page = client.post(address, {**data, "role": "viewer"})
    assert "last admin" in page.content.decode()
    page = client.post(
        f"/admin/accounts/user/{admin.pk}/change/", {"name": "Ada B", "role": "admin", "is_active": "on"}
    )
    assert page.status_code == HTTPStatus.FOUND
    admin.refresh_from_db()
    assert (admin.name, admin.role) == ("Ada B", Role.ADMIN)


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_demote_each_other_one_stays() -> None:
    admins = [actions.create_user(email=f"{name}@desk.example", name=name, role="admin") for name in ("one", "two")]
    both_have_begun = threading.Barrier(2)
    outcomes: list[str] = []

    def demote(person: User) -> None:
        try:
            with transaction.atomic():
                assert User.objects.get_queryset().at_least(Role.ADMIN).count() == 2
                both_have_begun.wait(timeout=10)
                change(person, role="viewer")
            outcomes.append("demoted")
        except LastAdmin:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=[person]) for person in admins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["demoted", "refused"]


def test_a_changed_address_is_the_one_to_sign_in_with(reviewer: User, client: Client) -> None:
    actions.set_password(person=reviewer, password=PASSWORD)
    change(reviewer, email="Remy.New@desk.example")
    client.post("/accounts/login/", {"login": "remy@desk.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/", {"login": "remy.new@desk.example", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_two_people_never_share_an_address(reviewer: User, editor: User) -> None:
    with pytest.raises(EmailTaken):
        change(reviewer, email=editor.email.upper())


def test_a_change_of_role_is_recorded_under_the_admin(admin: User, reviewer: User) -> None:
    data = {"name": reviewer.name, "email": reviewer.email, "role": "editor"}
    signed_in(admin).post(f"/people/{reviewer.public_id}/", data)
    entry = Entry.objects.filter(table_name="accounts_user", about__contains=[reviewer.public_id]).latest("id")
    assert (entry.actor, entry.action) == (admin.email, "accounts:person")
    assert (entry.before["role"], entry.after["role"]) == ("reviewer", "editor")


def test_sessions_are_listed_and_one_can_be_ended(reviewer: User) -> None:
    here = Client(headers={"user-agent": "Browser at the desk"})
    elsewhere = Client(headers={"user-agent": "Browser in the train"})
    for client in (here, elsewhere):
        client.force_login(reviewer)
        client.get("/profile/")
    page = here.get("/accounts/sessions/").content.decode()
    assert "Browser at the desk" in page
    assert "Browser in the train" in page
    other = UserSession.objects.get(user_agent="Browser in the train")
    here.post(f"/profile/sessions/{other.pk}/end/")
    assert elsewhere.get("/profile/").status_code == HTTPStatus.FOUND
    assert here.get("/profile/").status_code == HTTPStatus.OK


def test_nobody_ends_the_session_of_somebody_else(reviewer: User, admin: User) -> None:
    client = signed_in(reviewer)
    client.get("/profile/")
    session = UserSession.objects.get(user=reviewer)
    assert signed_in(admin).post(f"/profile/sessions/{session.pk}/end/").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/profile/").status_code == HTTPStatus.OK


def test_the_list_of_people_costs_the_same_for_two_and_for_twenty(admin: User, django_assert_max_num_queries) -> None:
    client = signed_in(admin)
    client.get("/people/")
    for number in range(20):
        actions.create_user(email=f"p{number}@desk.example", name=f"P {number}", role="viewer")
        actions.invite(email=f"i{number}@desk.example", name="", role="viewer", by=admin)
    with django_assert_max_num_queries(12):
        assert client.get("/people/").content.decode().count("@desk.example") >= 40


def test_the_desk_says_what_admins_settle(admin: User) -> None:
    data = {"name": "The Example Desk", "url": "https://desk.example/", "prints_grades": "on"}
    assert signed_in(admin).post("/desk-settings/", data).status_code == HTTPStatus.FOUND
    assert Desk.objects.get() == actions.ensure_desk()
    assert (Desk.objects.get().name, Desk.objects.get().prints_grades) == ("The Example Desk", True)


def test_the_command_line_makes_an_account_and_prints_a_link_that_works(admin: User, client: Client, capsys) -> None:
    call_command("create_user", "zoe@desk.example", "--name=Zoë", "--role=editor", "--as", admin.email)
    link = capsys.readouterr().out.strip()
    assert link.startswith("http://localhost:8000/sign-in/")
    client.post(link.removeprefix("http://localhost:8000"))
    zoe = User.objects.get(email="zoe@desk.example")
    assert client.session["_auth_user_id"] == str(zoe.pk)
    assert not zoe.has_usable_password()
    entry = Entry.objects.filter(table_name="accounts_user", about__contains=[zoe.public_id]).earliest("id")
    assert (entry.actor, entry.action) == (admin.email, "accounts:create_user")


def test_the_command_line_prints_a_sign_in_link(reviewer: User, client: Client, capsys) -> None:
    call_command("sign_in_link", reviewer.email, "--address=https://desk.example/")
    link = capsys.readouterr().out.strip()
    client.post(link.removeprefix("https://desk.example"))
    assert client.session["_auth_user_id"] == str(reviewer.pk)


@pytest.mark.parametrize(
    "arguments",
    [
        ["sign_in_link", "nobody@desk.example"],
        ["create_user", "no address", "--name=X", "--role=viewer"],
        ["create_user", "remy@desk.example", "--name=X", "--role=viewer"],
        ["create_user", "x@desk.example", "--name=X", "--role=viewer", "--as=nobody@desk.example"],
    ],
)
def test_the_command_line_says_what_is_wrong(reviewer: User, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command(*arguments)


def test_an_address_longer_than_its_column_is_refused(client, admin):
    client.force_login(admin)
    long = "x" * 60 + "@" + ".".join(["y" * 60] * 4) + ".example"
    assert client.post("/people/invite/", {"email": long, "role": "viewer"}).status_code == 422
