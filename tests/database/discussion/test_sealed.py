"""Of a document that somebody may not see, they meet no thread either, and are not called into one."""

import pytest
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.documents.sealing import seal_documents
from factcheck.notifications.models import Notification

pytestmark = pytest.mark.django_db
WORDS = "Does the clerk stand by it?"


@pytest.fixture
def sealed(case, reviewer, admin):
    """The document of both cards, hidden from the editor."""
    with acting(reviewer, action="test"):
        document = case.corroborating.passage.document
        seal_documents(documents=[document], people=[admin], description="A letter", by=reviewer)
    return case


def test_who_may_not_see_the_document_meets_its_threads_nowhere(sealed, reviewer, editor, browser, say):
    client = browser(editor)
    for about in (sealed.corroborating, sealed.corroborating.passage):
        thread = say(reviewer, WORDS, about=about)
        assert client.get(reverse("discussion:detail", args=[thread.pk])).status_code == 404
        assert client.get(reverse("discussion:about", args=[about.public_id])).status_code == 404
        assert client.post(reverse("discussion:write", args=[thread.pk]), {"text": "?"}).status_code == 404
        assert client.post(reverse("discussion:resolve", args=[thread.pk])).status_code == 404
        assert client.get(reverse("audit:history", args=[thread.public_id])).status_code == 404
        assert client.get(reverse("audit:history", args=[thread.comments.get().public_id])).status_code == 404
    for address in (
        reverse("claims:detail", args=[sealed.claim.pk]),
        reverse("verdicts:detail", args=[sealed.verdict.pk]),
        reverse("audit:list"),
    ):
        page = client.get(address).content.decode()
        assert WORDS not in page, address
        assert "thread open" not in page, address
    assert WORDS in browser(reviewer).get(reverse("claims:detail", args=[sealed.claim.pk])).content.decode()


def test_who_may_not_see_the_document_is_not_called_and_hears_nothing(sealed, reviewer, editor, admin, say):
    thread = say(reviewer, "@Edda Editor @Ada Admin", about=sealed.corroborating)
    say(reviewer, "Anybody?", thread=thread)
    assert not Notification.objects.of(editor).exists()
    assert Notification.objects.of(admin).count() == 2
    assert [row.user for row in thread.comments.first().mentions.all()] == [admin]


def test_a_thread_on_the_claim_itself_stays_for_everybody(sealed, reviewer, editor, browser, say):
    say(reviewer, WORDS, about=sealed.claim)
    assert WORDS in browser(editor).get(reverse("claims:detail", args=[sealed.claim.pk])).content.decode()
