"""A claim with two cards, made through the actions that people's clicks call."""

from collections.abc import Callable

import pytest
from django.test import Client

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.discussion import actions
from tests.database.verdicts.conftest import Case, approve, draft, in_review, make_case, second_editor, send, write

__all__ = ["Case", "approve", "draft", "in_review", "second_editor", "send", "write"]


@pytest.fixture
def case(reviewer) -> Case:
    return make_case(reviewer)


@pytest.fixture
def browser(db) -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def say() -> Callable[..., object]:
    """Open a thread, or write in one, as a person."""

    def said(by, text, *, about=None, thread=None):
        with acting(by, action="test"):
            if thread is None:
                return actions.open_thread(about=about, text=text, by=by)
            return actions.write_comment(thread=thread, text=text, by=by)

    return said
