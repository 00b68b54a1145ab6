"""A sealed document, met in no answer by anybody without access, whatever the role: every URL is walked."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.audit.history import prepare
from factcheck.audit.models import Entry
from factcheck.claims.models import Claim
from factcheck.desk.claim_list import rows_of
from factcheck.documents.commitment import commitment
from factcheck.documents.models import Document
from factcheck.search import arrival, following, problems, reading
from tests.database.documents.sealed_case import COMMON, DESCRIPTION, MARKER, SealedCase, make_sealed_case
from tests.database.permission_dataset import make_dataset
from tests.database.permission_table import TABLE, Url

type World = tuple[dict[str, User], dict[str, object], SealedCase]

#: Objects that are as if they were not: their own pages answer as for a key that nobody ever had.
SEALED_KEYS = {
    *("document", "picture", "appearance", "evidence", "evidence_id", "kept", "thread", "comment", "fetch", "finding"),
    *("suggestion", "document_relation", "import", "suggestion_answer"),
}
ADDRESSES = [row for row in TABLE if not row.name.endswith("*")]
#: What people type, and what comes in the address of lists and fragments.
ASKED = [
    ("desk:search", "q", COMMON),
    ("documents:list", "q", COMMON), ("documents:pick", "q", COMMON), ("documents:pick", "text", COMMON),
    ("claims:list", "q", COMMON), ("claims:pick", "q", COMMON), ("claims:closest", "q", COMMON),
    ("claims:closest", "statement", COMMON), ("audit:list", "action", "test"), ("reports:list", "q", COMMON),
    ("sources:list", "q", COMMON),
]  # fmt: skip


_sessions: dict[int, str] = {}
#: How an address answered, by person and method: the world is the same in all tests here.
_statuses: dict[tuple[str, int, str], int] = {}


@pytest.fixture(autouse=True)
def _nobody_is_signed_in() -> None:
    _sessions.clear()


@pytest.fixture(autouse=True)
def _empty_blob_store() -> None:
    """In place of the project's: the bytes are needed by all tests here."""


@pytest.fixture(autouse=True)
def _empty_search_index() -> None:
    """In place of the project's: the index is needed by all tests here."""


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    horizon, arrival.HORIZON = arrival.HORIZON, "'9223372036854775807'::xid8"
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            people = {
                role.value: create_user(email=f"{role}@walk.example", name=f"A {role}", role=role) for role in Role
            }
            other = create_user(email="otto@walk.example", name="Otto Other", role="viewer")
            insider = create_user(email="open@walk.example", name="Olga Open", role="reviewer")
            base = make_dataset(insider, people["admin"], other)
            case = make_sealed_case()
            following.catch_up()
            yield people, base, case
            transaction.set_rollback(True)
    finally:
        arrival.HORIZON = horizon
        following.forget(), reading.forget(), problems.forget()


@pytest.fixture
def world(_world, db) -> World:
    return _world


def signed_in(user: User) -> Client:
    """Each time with the cookies of the first sign-in: signing in takes longer than most pages."""
    client = Client()
    if user.pk not in _sessions:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        _sessions[user.pk] = client.session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = _sessions[user.pk]
    return client


def ask(address: str, user: User, method: str = "GET", data: dict | None = None):
    """The answer, of which nothing stays in the database; its whole text, headers included."""
    client = signed_in(user)
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, data or {})
        if not data:
            _statuses[address, user.pk, method] = response.status_code
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return response, f"{headers}\n{body.decode('utf-8', 'replace')}"


def told_in(text: str, case: SealedCase) -> list[str]:
    """What of the sealed document an answer gives away."""
    text = text.lower()
    return [mark for mark in (MARKER, *case.hashes) if mark in text]


def around(text: str, mark: str) -> str:
    at = text.lower().find(mark)
    return " ".join(text[max(0, at - 90) : at + 60].split())


def address_of(row: Url, keys: dict[str, object]) -> str:
    return reverse(row.name, kwargs={name: keys[value] for name, value in row.kwargs})


def status_of(address: str, user: User, method: str) -> int:
    """As it was answered before, else asked for now."""
    if (address, user.pk, method) not in _statuses:
        ask(address, user, method)
    return _statuses[address, user.pk, method]


def answers_otherwise(row: Url, role: Role) -> bool:
    """Whether the answer to this role can hold what none to another does.

    Each role may do all that the ones before it may. So the lowest sees what is said to those who may not, the least
    that is let in what is said to those who may no more than that, and the highest all that anybody without access may.
    """
    return role in (Role.VIEWER, row.least, Role.ADMIN)


def asked_of(row: Url, base: dict[str, object], case: SealedCase) -> Iterator[tuple[str, str]]:
    """Address and method: each address once, with open objects, with the open beside the sealed, with the sealed."""
    sealed = base | case.keys
    for address in dict.fromkeys(address_of(row, keys) for keys in (base, sealed | case.beside, sealed)):
        yield address, "GET"
    yield address_of(row, sealed), "POST"


@pytest.mark.parametrize("role", list(Role))
def test_nothing_of_it_stands_in_any_answer_to_somebody_without_access(role: Role, world: World) -> None:
    people, base, case = world
    told = []
    for row in ADDRESSES:
        if not answers_otherwise(row, role):
            continue
        for address, method in asked_of(row, base, case):
            _response, text = ask(address, people[role], method)
            told += [f"{method} {row.name}: {around(text, mark)}" for mark in told_in(text, case)]
    assert not told, "\n".join(sorted(set(told)))


@pytest.mark.parametrize("role", list(Role))
def test_its_own_pages_answer_as_those_of_what_never_was(role: Role, world: World) -> None:
    people, base, case = world
    never = {key: "E-999999" if key.endswith("_id") else 999_999 for key in SEALED_KEYS}
    wrong = []
    for row in ADDRESSES:
        if not ({value for _name, value in row.kwargs} & SEALED_KEYS and answers_otherwise(row, role)):
            continue
        for method in ("GET", "POST"):
            sealed = base | case.keys
            got, expected = (
                status_of(address_of(row, keys), people[role], method) for keys in (sealed, sealed | never)
            )
            if got != expected:
                wrong.append(f"{method} {row.name}: {got}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_its_history_is_that_of_what_never_was(role: str, world: World) -> None:
    people, _base, case = world
    for public in case.hidden:
        response, text = ask(reverse("audit:history", args=[public]), people[role])
        assert response.status_code == HTTPStatus.NOT_FOUND, public
        assert not told_in(text, case)
        # Typed into the search, its number leads nowhere, as one that was never given.
        assert ask(f"{reverse('desk:search')}?q={public}", people[role])[0].status_code == HTTPStatus.OK, public


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_no_search_or_list_finds_it(role: str, world: World) -> None:
    people, _base, case = world
    for name, parameter, words in ASKED:
        _response, text = ask(f"{reverse(name)}?{parameter}={words}", people[role])
        shown = text.lower().replace(words, "")
        assert not told_in(shown, case), f"{name} {parameter}: {around(shown, MARKER)}"
        assert case.document.public_id not in text, f"{name} {parameter}"


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_no_export_holds_it_and_its_commitment_is_printed(role: str, world: World) -> None:
    people, _base, case = world
    for form in ("csv", "jsonl", "claimreview"):
        response, text = ask(reverse("reports:export"), people[role], "POST", {"format": form})
        assert response.status_code == HTTPStatus.OK, form
        assert not told_in(text, case), form
        if form != "claimreview":
            assert DESCRIPTION in text
            assert commitment(bytes(case.seal.salt), case.hashes[0]) in text
    assert not told_in(ask(reverse("sources:export"), people[role], "POST")[1], case)


def test_an_export_is_the_same_for_who_has_access(world: World) -> None:
    _people, _base, case = world
    for form in ("csv", "jsonl", "claimreview"):
        assert not told_in(ask(reverse("reports:export"), case.insider, "POST", {"format": form})[1], case)


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_what_rests_on_it_nobody_is_told(role: str, world: World) -> None:
    people, _base, case = world
    for name in ("desk:impact", "discussion:about"):
        for public in case.hidden:
            kind = public.partition("-")[0]
            got, text = ask(reverse(name, args=[public]), people[role])
            never, _text = ask(reverse(name, args=[f"{kind}-999999"]), people[role])
            assert got.status_code == never.status_code, f"{name} {public}"
            assert not told_in(text, case), f"{name} {public}"


def test_no_entry_of_the_whole_trail_shows_it_to_an_administrator(world: World) -> None:
    people, _base, case = world
    everything = repr(prepare(Entry.objects.order_by("id"), people["admin"]))
    assert "bridges" in everything
    assert not told_in(everything, case), around(everything, MARKER)
    assert case.document.public_id not in everything


def test_the_administration_site_shows_nothing_of_it(world: World) -> None:
    people, _base, case = world
    for model, options in admin.site._registry.items():
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses = [reverse(f"{names}_changelist")]
        rows = options.model._default_manager.all()[:20]
        addresses += [reverse(f"{names}_{page}", args=[row.pk]) for row in rows for page in ("change", "history")]
        for address in addresses:
            _response, text = ask(address, people["admin"])
            assert not told_in(text, case), f"{address}: {around(text, MARKER)}"


def test_counts_are_those_of_a_desk_without_it(world: World) -> None:
    people, base, case = world
    keys = base | case.keys
    viewer = people["viewer"]
    claim = Claim.objects.get(pk=keys["claim"])
    for user, corroborating in ((viewer, 0), (case.insider, 1)):
        [row] = rows_of([claim], user)
        assert (row.corroborating, row.contradicting) == (corroborating, 1)
        assert Document.objects.visible_to(user).count() == Document.objects.count() - (user is viewer)
    source = reverse("sources:detail", args=[keys["source"]])
    assert case.document.public_id not in ask(source, viewer)[1]
    assert "Zquilltitle" in ask(source, case.insider)[1]


def test_who_has_access_meets_it_where_it_stands(world: World) -> None:
    _people, base, case = world
    keys = base | case.keys
    for name in ("documents:detail", "documents:proof", "documents:facts", "claims:detail", "documents:fetch"):
        row = next(row for row in TABLE if row.name == name)
        response, text = ask(address_of(row, keys), case.insider)
        assert response.status_code == HTTPStatus.OK, name
        assert MARKER in text.lower(), name
    for name in ("documents:list", "documents:imports", "documents:fetches", "audit:list"):
        assert MARKER in ask(reverse(name), case.insider)[1].lower(), name
    assert MARKER in ask(f"{reverse('desk:search')}?q={COMMON}", case.insider)[1].lower()


def test_the_claim_says_to_everybody_that_something_sealed_stands_there(world: World) -> None:
    people, base, case = world
    row = next(row for row in TABLE if row.name == "claims:detail")
    _response, text = ask(address_of(row, base | case.keys), people["viewer"])
    assert DESCRIPTION in text


def test_there_is_an_index_that_would_have_found_it(world: World) -> None:
    assert settings.INDEX_DIR.exists()
