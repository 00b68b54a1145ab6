import pytest

from factcheck.audit.context import acting
from factcheck.sources.actions import create_source


@pytest.fixture
def herald(db):
    return create_source(name="Herald", domains=("herald.example",), reliability="C")


@pytest.fixture
def wire(db):
    return create_source(name="Wire", domains=("wire.example",))


@pytest.fixture
def as_viewer(client, viewer):
    return _signed_in(client, viewer)


@pytest.fixture
def as_reviewer(client, reviewer):
    return _signed_in(client, reviewer)


@pytest.fixture
def as_editor(client, editor):
    return _signed_in(client, editor)


@pytest.fixture
def as_admin(client, admin):
    return _signed_in(client, admin)


def _signed_in(client, user):
    with acting(user, action="test"):
        client.force_login(user)
    return client
