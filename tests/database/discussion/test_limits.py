"""How much one comment may be, and what calling many people costs."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.discussion.actions import TooLong, TooManyCalled, edit_comment
from factcheck.discussion.mentions import LONGEST, MOST_CALLED
from factcheck.discussion.models import Comment, Mention, Thread
from factcheck.discussion.telling import may_see
from factcheck.documents.sealing import seal_documents

pytestmark = pytest.mark.django_db


def people(count: int) -> list:
    return [create_user(email=f"p{n}@desk.example", name=f"Person{n} Here", role="viewer") for n in range(count)]


def test_a_comment_has_no_more_than_so_many_characters(case, reviewer, say):
    thread = say(reviewer, "x" * LONGEST, about=case.claim)
    with pytest.raises(TooLong):
        say(reviewer, "x" * (LONGEST + 1), thread=thread)
    comment = thread.comments.get()
    with acting(reviewer, action="test"), pytest.raises(TooLong):
        edit_comment(comment=comment, expected=comment.version, text="x" * (LONGEST + 1), by=reviewer)
    assert Comment.objects.count() == 1


def test_the_database_holds_no_more_either(case, reviewer, say):
    thread = say(reviewer, "Is it?", about=case.claim)
    with acting(reviewer, action="test"), pytest.raises(IntegrityError, match="not_too_long"), transaction.atomic():
        Comment.objects.create(thread=thread, author=reviewer, text="x" * (LONGEST + 1))


def test_the_forms_say_so(case, reviewer, browser, say):
    thread = say(reviewer, "Is it?", about=case.claim)
    comment = thread.comments.get()
    for address, given in (
        (reverse("discussion:write", args=[thread.pk]), {}),
        (reverse("discussion:edit", args=[comment.pk]), {"version": comment.version}),
        (reverse("discussion:open", args=[case.claim.public_id]), {}),
    ):
        answer = browser(reviewer).post(address, {"text": "x" * (LONGEST + 1)} | given)
        assert answer.status_code == 422, address
    assert Comment.objects.count() == 1


def test_a_comment_calls_no_more_than_so_many_people(case, reviewer, say):
    called = people(MOST_CALLED + 1)
    names = [f"@{person.name}" for person in called]
    with pytest.raises(TooManyCalled):
        say(reviewer, " ".join(names), about=case.claim)
    assert not Thread.objects.exists()
    say(reviewer, " ".join(names[:-1]), about=case.claim)
    assert Mention.objects.count() == MOST_CALLED


def test_calling_many_costs_as_many_queries_as_calling_two(case, reviewer, say):
    names = [f"@{person.name}" for person in people(20)]
    counted = []
    for called in (names[:2], names):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            say(reviewer, " ".join(called), about=case.corroborating)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_who_may_see_a_thread_is_asked_in_few_queries(case, reviewer, say, django_assert_max_num_queries):
    everybody = people(10)
    thread = say(reviewer, "Is it?", about=case.corroborating.passage)
    with acting(reviewer, action="test"):
        document = case.corroborating.passage.document
        seal_documents(documents=[document], people=everybody[:3], description="A letter", by=reviewer)
    with django_assert_max_num_queries(2):
        assert may_see(thread, everybody) == everybody[:3]
    seen = [person for person in everybody if Thread.objects.visible_to(person).exists()]
    assert seen == everybody[:3]
