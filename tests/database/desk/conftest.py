import pytest
from django.test import Client

from factcheck.audit.context import acting


@pytest.fixture
def as_reviewer(reviewer) -> Client:
    client = Client()
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def as_viewer(viewer) -> Client:
    client = Client()
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def by_reviewer(reviewer):
    with acting(reviewer, action="test"):
        yield reviewer
