"""The dialog that lists the keys."""

import pytest
from django.urls import reverse

from tests.database.desk.papers import claim_of, paper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["desk:home", "claims:list", "claims:detail", "documents:list", "documents:detail"])
def test_no_two_lines_of_the_keys_are_about_stepping(as_reviewer, by_reviewer, page):
    objects = {"claims:detail": lambda: claim_of(by_reviewer), "documents:detail": lambda: paper(by_reviewer)}
    args = [objects[page]().pk] if page in objects else []
    shown = as_reviewer.get(reverse(page, args=args)).content.decode()
    assert shown.count("<kbd>j</kbd><kbd>k</kbd>") == 1
    # Whatever page it is opened on, it says where k is another key.
    assert "Previous is Shift and k there." in shown
