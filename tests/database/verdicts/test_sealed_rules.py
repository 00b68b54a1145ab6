"""What rules say of a verdict is printed: it names no document that is sealed, nor evidence drawn from one."""

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.accounts.models import Desk
from factcheck.audit.context import acting
from factcheck.documents.sealing import seal_documents
from factcheck.reports.reading import report_of
from factcheck.verdicts.models import RuleResult
from factcheck.verdicts.policy.versions import Asked, publish_policy
from tests.database.verdicts.conftest import Anything, approve, make_case, send, write
from tests.database.verdicts.test_rules import of_a_page_that_vanished

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_for(reviewer, second_editor):
    """A case whose page vanished and whose evidence has no rationale, under the two rules that name what is so."""
    case = make_case(reviewer)
    publish_policy(name="Of two rules", rules=[Asked("pages_answered"), Asked("rationales")], by=second_editor)
    with acting(reviewer, action="test"):
        of_a_page_that_vanished(case, reviewer)
        case.contradicting.change(rationale="")
    write(case, reviewer)
    return case


def seal(case, by, people):
    with acting(by, action="test"):
        document = case.contradicting.passage.document
        seal_documents(documents=[document], people=people, description="A letter", by=by)


def names(case) -> tuple[str, str]:
    return case.contradicting.passage.document.public_id, case.contradicting.public_id


def details() -> str:
    return " ".join(RuleResult.objects.values_list("detail", flat=True))


def review_page(case, user) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("verdicts:detail", args=[case.verdict.pk])).content.decode()
    _before, _list, after = page.partition('<ul class="rules">')
    return after.partition("</ul>")[0]


def test_what_is_written_down_names_nothing_sealed(asked_for, reviewer, editor):
    seal(asked_for, reviewer, [editor])
    send(asked_for, reviewer)
    approve(asked_for, editor, Anything())
    assert RuleResult.objects.count() == 4
    assert details().count("one sealed document") == 2
    assert details().count("one sealed passage") == 2
    for name in names(asked_for):
        assert name not in details()


def test_what_was_written_down_before_it_was_sealed_names_it_no_more(asked_for, reviewer, editor, admin):
    send(asked_for, reviewer)
    assert names(asked_for)[0] in details()
    assert names(asked_for)[0] in review_page(asked_for, admin)
    seal(asked_for, reviewer, [editor])
    _assert_told_in_words(review_page(asked_for, admin), asked_for)


def test_neither_the_report_nor_the_page_of_an_approved_verdict_names_what_was_sealed_later(
    asked_for, reviewer, editor, admin
):
    send(asked_for, reviewer)
    approve(asked_for, editor, Anything())
    assert names(asked_for)[0] in details()
    seal(asked_for, reviewer, [editor])
    asked_for.verdict.refresh_from_db()
    closed = report_of(asked_for.verdict, Desk.objects.get_or_create(id=1)[0]).closed_rules
    _assert_told_in_words(" ".join(row.detail for row in closed), asked_for)
    _assert_told_in_words(review_page(asked_for, admin), asked_for)
    client = Client()
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    for result in RuleResult.objects.all():
        history = client.get(reverse("audit:history", args=[result.public_id])).content.decode()
        assert not any(name in history for name in names(asked_for))


def _assert_told_in_words(said: str, case) -> None:
    assert "one sealed document" in said
    assert "one sealed passage" in said
    assert not any(name in said for name in names(case))
