"""The doctor says where a sealed document is left to nobody who can sign in."""

import pytest

from factcheck.accounts.actions import deactivate
from factcheck.audit.context import acting
from factcheck.documents.doctor import seal_checks
from factcheck.documents.sealing import seal_documents, unseal
from tests.database.documents.cast import document

pytestmark = pytest.mark.django_db


def test_a_seal_whose_last_person_was_deactivated_is_a_fault(reviewer, viewer, admin):
    one = document("A letter of some words.", reviewer)
    with acting(reviewer, action="test"):
        seal_documents(documents=[one], people=[viewer], description="A letter", by=reviewer)
    with acting(admin, action="test"):
        deactivate(person=reviewer, by=admin)
        (check,) = seal_checks()
        assert (check.ok, check.found) == (True, "1 in use, 0 whose documents nobody can see")
        deactivate(person=viewer, by=admin)
    (check,) = seal_checks()
    assert (check.ok, check.found) == (False, "1 in use, 1 whose documents nobody can see")
    assert reviewer.email in check.remedy


def test_a_seal_that_holds_nothing_any_more_is_none(reviewer, admin):
    one = document("A letter of some words.", reviewer)
    with acting(reviewer, action="test"):
        seal = seal_documents(documents=[one], people=[], description="A letter", by=reviewer)
        unseal(seal=seal, reason="They spoke out.", by=reviewer)
    with acting(admin, action="test"):
        deactivate(person=reviewer, by=admin)
    assert [check.ok for check in seal_checks()] == [True]
