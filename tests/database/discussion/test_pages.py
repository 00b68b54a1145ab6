"""The pages of threads, as they answer people with and without htmx."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts.actions import create_user
from factcheck.audit.context import acting
from factcheck.discussion.models import Comment, Thread

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


def url(name, *arguments):
    return reverse(f"discussion:{name}", args=arguments)


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_thread_is_opened_answered_and_resolved_by_plain_forms(case, reviewer, editor, browser):
    asks, answers = browser(reviewer), browser(editor)
    claim = case.claim.public_id
    opened = asks.post(url("open", claim), {"text": "Which <year>?\nSee E-0001.", "call": "edda editor"})
    thread = Thread.objects.get()
    assert opened.url == url("detail", thread.pk)
    page = answers.get(opened.url).content.decode()
    assert '<b class="called">@Edda Editor</b> Which &lt;year&gt;?<br>' in page

    answered = answers.post(url("write", thread.pk), {"text": "2020."})
    assert answered.url == f"{url('detail', thread.pk)}#{Comment.objects.get(author=editor).public_id}"
    assert answers.post(url("resolve", thread.pk)).url == url("detail", thread.pk)
    assert answers.post(url("resolve", thread.pk)).status_code == 409
    assert "all resolved" in asks.get(reverse("claims:detail", args=[case.claim.pk])).content.decode()
    assert asks.post(url("reopen", thread.pk)).status_code == 302
    assert "one thread open" in asks.get(reverse("claims:detail", args=[case.claim.pk])).content.decode()


def test_htmx_gets_the_thread_alone_and_the_page_is_told(case, reviewer, browser, say):
    thread = say(reviewer, "Which year?", about=case.corroborating)
    response = browser(reviewer).post(url("write", thread.pk), {"text": "2020."}, **HTMX)
    page = response.content.decode()
    assert page.count("<article") == 1
    assert "<html" not in page
    assert "discussion-changed" in response.headers["HX-Trigger-After-Settle"]
    assert "HX-Request" in response.headers["Vary"]


def test_what_was_typed_stays_when_the_name_is_nobody_s(case, reviewer, browser, say):
    client = browser(reviewer)
    for to in (url("open", case.claim.public_id), url("write", say(reviewer, "?", about=case.claim).pk)):
        refused = client.post(to, {"text": "Kept words", "call": "Nobody Here"})
        assert refused.status_code == 422
        page = refused.content.decode()
        assert "Kept words" in page
        assert "Nobody here has that name" in page
    assert client.post(url("open", case.claim.public_id), {"text": " "}).status_code == 422
    assert Comment.objects.count() == 1


def test_a_part_of_a_name_calls_whom_it_can_only_mean(case, reviewer, editor, browser):
    client, to = browser(reviewer), url("open", case.claim.public_id)
    part = editor.name.split()[0][:3].lower()
    client.post(to, {"text": "Look at this", "call": part})
    assert Comment.objects.get().text == f"@{editor.name} Look at this"
    name = f"{editor.name.split()[0]} Other"
    with acting(reviewer, action="test"):
        create_user(email="other@desk.example", name=name, role="viewer")
    refused = client.post(to, {"text": "And this", "call": part})
    assert "More than one person here has that name" in refused.content.decode()


def test_one_changes_one_s_own_comment_and_of_others_there_is_no_such_page(case, reviewer, editor, browser, say):
    comment = say(reviewer, "Wich year?", about=case.claim).comments.get()
    to = url("edit", comment.pk)
    assert browser(editor).get(to).status_code == 404
    assert browser(editor).post(to, {"text": "Mine now", "version": 1}).status_code == 404
    mine = browser(reviewer)
    assert mine.post(to, {"text": "Which year?", "version": 1}).status_code == 302
    late = mine.post(to, {"text": "What year?", "version": 1})
    assert late.status_code == 409
    assert "What year?" in late.content.decode()
    assert Comment.objects.get().text == "Which year?"
    assert ">edited<" in mine.get(url("detail", comment.thread.pk)).content.decode()


def test_a_card_offers_its_threads_and_says_how_many_are_open(case, reviewer, browser, say):
    piece = case.corroborating
    say(reviewer, "The same list?", about=piece)
    page = browser(reviewer).get(reverse("claims:detail", args=[case.claim.pk])).content.decode()
    assert f'hx-target="#talk-{piece.public_id.lower()}"' in page
    assert '<span class="cue">(1 open)</span>' in page
    fragment = browser(reviewer).get(url("about", piece.public_id), **HTMX).content.decode()
    assert f'id="talk-{piece.public_id.lower()}"' in fragment
    assert "The same list?" in fragment


def test_the_reader_offers_the_threads_of_a_passage(case, reviewer, browser, say):
    passage = case.corroborating.passage
    say(reviewer, "The whole sentence?", about=passage)
    page = browser(reviewer).get(reverse("documents:detail", args=[passage.document_id])).content.decode()
    assert url("about", passage.public_id) in page
    assert "(1 open)" in page


@pytest.mark.parametrize("name", ["D-0001", "C-9999", "nonsense", "E-0", "C-99999999999999999999"])
def test_there_are_no_threads_on_what_is_not_there(reviewer, browser, name):
    assert browser(reviewer).get(url("about", name)).status_code == 404


def test_the_review_page_shows_what_nobody_has_resolved(in_review, reviewer, editor, browser, say):
    address = reverse("verdicts:detail", args=[in_review.verdict.pk])
    assert "not resolved" not in browser(editor).get(address).content.decode()
    thread = say(reviewer, "The same list?", about=in_review.corroborating)
    page = browser(editor).get(address).content.decode()
    assert "One thread is not resolved" in page
    assert url("detail", thread.pk) in page


def test_pages_cost_the_same_queries_for_one_thread_and_for_many(in_review, reviewer, editor, browser, say):
    client = browser(editor)
    addresses = [
        reverse("verdicts:detail", args=[in_review.verdict.pk]),
        reverse("claims:detail", args=[in_review.claim.pk]),
        url("about", in_review.claim.public_id),
    ]
    text = f"@Edda Editor, see {in_review.corroborating.public_id} and C-0001."
    subjects = (in_review.claim, in_review.corroborating, in_review.contradicting, in_review.corroborating.passage)
    for subject in subjects:
        say(reviewer, text, about=subject)
    for address in addresses:
        client.get(address)
    few = [queries_of(client, address) for address in addresses]
    for subject in subjects * 3:
        say(editor, text, thread=say(reviewer, text, about=subject))
    many = [queries_of(client, address) for address in addresses]
    # A page may cost less the next time, for what it remembers of the visit.
    assert all(after <= before for before, after in zip(few, many, strict=True)), (few, many)
