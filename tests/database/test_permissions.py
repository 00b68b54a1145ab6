"""Every URL, with every role and method, against the table in `permission_table.py`."""

from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factcheck.accounts.actions import create_user, set_password
from factcheck.accounts.models import User
from factcheck.accounts.roles import Role, includes
from tests.database.permission_dataset import make_dataset
from tests.database.permission_table import OF_ONE_PERSON, TABLE, Url

type People = dict[Role | None, User | None]

METHODS = ("GET", "POST")
SIGN_IN = "/accounts/login/"
REAUTHENTICATE = ("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/")
#: What somebody who may gets for an empty form, an object in the wrong state, a link that has ended.
ANSWERS_TO_EMPTY_FORMS = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.GONE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}

#: What anybody gets for a method that the table does not name.
NOTHING_DONE = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


def url_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """The name, with its namespaces, of each URL; of a nameless one its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}"


def by_name() -> dict[str, list[Url]]:
    rows: dict[str, list[Url]] = defaultdict(list)
    for row in TABLE:
        rows[row.name].append(row)
    return rows


def is_named(name: str) -> bool:
    return name in by_name() or any(
        row.name.endswith("*") and name.startswith(row.name.removesuffix("*")) for row in TABLE
    )


def test_table_names_every_url() -> None:
    missing = {name for name in url_names(get_resolver()) if not is_named(name)}
    assert not missing, f"Say in permission_table.py who may use these: {sorted(missing)}"


def test_table_has_no_line_for_a_url_that_is_gone() -> None:
    present = set(url_names(get_resolver()))
    gone = {name for name in by_name() if not name.endswith("*") and name not in present}
    assert not gone, f"Take these out of permission_table.py: {sorted(gone)}"


def test_a_url_is_given_one_least_role_for_each_method() -> None:
    for name, rows in by_name().items():
        methods = [method for row in rows for method in row.methods]
        assert len(methods) == len(set(methods)), name


@pytest.fixture(autouse=True)
def _empty_blob_store() -> None:
    """In place of the project's: the bytes of the dataset are needed by all tests here."""


#: Keys of the cast's sessions, by person.
_sessions: dict[int, str] = {}


@pytest.fixture(scope="module")
def _desk(django_db_setup: None, django_db_blocker) -> Iterator[tuple[People, dict[str, object]]]:
    """People of each role, and one object of each kind. `ask` leaves nothing behind, so they serve all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = {role: create_user(email=f"{role}@cast.example", name=f"A {role}", role=role) for role in Role}
        for user in cast.values():
            # allauth's pages about both are then not empty.
            set_password(person=user, password="walnut-ferry-cloud")
            TOTP.activate(user, generate_totp_secret())
            RecoveryCodes.activate(user)
        _sessions.update({user.pk: session_of(user) for user in cast.values()})
        other = create_user(email="otto@desk.example", name="Otto Other", role="viewer")
        yield {None: None, **cast}, make_dataset(cast[Role.REVIEWER], cast[Role.ADMIN], other)
        transaction.set_rollback(True)


@pytest.fixture
def people(_desk, db) -> People:
    return _desk[0]


@pytest.fixture
def dataset(_desk, db) -> dict[str, object]:
    return _desk[1]


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def ask(address: str, method: str, user: User | None) -> HttpResponse:
    """The answer to `user`, of which nothing stays in the database.

    Each time with the cookie of the one sign-in, whatever an answer did to it: signing in takes longer than most pages.
    """
    client = Client()
    if user:
        client.cookies[settings.SESSION_COOKIE_NAME] = _sessions[user.pk]
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    return response


def what_is_wrong(response: HttpResponse, row: Url | None, role: Role | None, method: str) -> str:
    """Empty if the answer is what the table promises, else the promise that it breaks."""
    status = HTTPStatus(response.status_code)
    target = response.headers.get("Location", "") if status.is_redirection else ""
    to_sign_in = target.startswith(SIGN_IN)
    if row is None:
        return "" if status in NOTHING_DONE or to_sign_in or target.startswith(REAUTHENTICATE) else "405"
    if row.least is not None and role is None:
        return "" if to_sign_in else "to be sent to the sign-in page"
    if row.least is not None and role is not None and not includes(role, row.least):
        return "" if status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND) else "403 or 404"
    if row.least is not None and to_sign_in:
        return "not to be sent to the sign-in page"
    # A page that is asked for must be there; only what is to stand in the query may be missing.
    must_be_there = method == "GET" and row.name not in OF_ONE_PERSON
    answers = ANSWERS_TO_EMPTY_FORMS - ({HTTPStatus.NOT_FOUND} if must_be_there else set())
    if status.is_success or status.is_redirection or status in answers:
        return ""
    return "to be let in"


def what_is_wrong_with_head(address: str, user: User | None, got: HttpResponse) -> str:
    """Empty if HEAD is answered as GET was, without its body."""
    response = ask(address, "HEAD", user)
    if response.status_code == got.status_code and not b"".join(response):
        return ""
    return f"HEAD as {user or 'anonymous'}: expected {got.status_code} without a body, got {response.status_code}"


@pytest.mark.parametrize("name", [name for name in by_name() if not name.endswith("*")])
def test_url_lets_in_whom_the_table_names(name: str, people: People, dataset: dict[str, object]) -> None:
    rows = by_name()[name]
    broken = []
    for method in METHODS:
        row = next((row for row in rows if method in row.methods), None)
        for role, user in people.items():
            kwargs = {key: dataset[value] for key, value in (row or rows[0]).kwargs}
            response = ask(reverse(name, kwargs=kwargs), method, user)
            if method == "GET" and (wrong := what_is_wrong_with_head(reverse(name, kwargs=kwargs), user, response)):
                broken.append(wrong)
            if promise := what_is_wrong(response, row, role, method):
                who = role or "anonymous"
                broken.append(f"{method} as {who}: expected {promise}, got {response.status_code}")
    assert not broken, "\n".join([name, *broken])


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/accounts/user/", "/admin/accounts/invitation/", "/admin/jsi18n/"]
)
def test_django_admin_is_for_admins(address: str, people: People) -> None:
    for role, user in people.items():
        client = Client()
        if user:
            client.force_login(user)
        response = client.get(address, follow=True)
        if role is None:
            assert response.request["PATH_INFO"] == SIGN_IN
        else:
            assert response.status_code == (HTTPStatus.OK if role is Role.ADMIN else HTTPStatus.FORBIDDEN), role
