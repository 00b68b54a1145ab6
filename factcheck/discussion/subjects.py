"""What a thread can be about: a claim, a piece of evidence, a passage; each by its public id."""

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of, public_id
from factcheck.discussion.models import Thread
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage

type Subject = Claim | Evidence | Passage


def visible_subject(public: str, user: User) -> Subject | None:
    """The object of that public id, if threads can be about it and this person may see it."""
    if (key := key_of(public, Claim.KIND)) is not None:
        return Claim.objects.visible_to(user).filter(pk=key).first()
    if (key := key_of(public, Evidence.KIND)) is not None:
        return Evidence.objects.visible_to(user).select_related("claim", "passage").filter(pk=key).first()
    if (key := key_of(public, Passage.KIND)) is not None:
        return Passage.objects.visible_to(user).filter(pk=key).first()
    return None


def subject_words(subject: Subject) -> str:
    """What it says: the claim's statement, else the quoted words."""
    if isinstance(subject, Claim):
        return subject.statement
    return (subject if isinstance(subject, Passage) else subject.passage).words


def subject_url(subject: Subject) -> str:
    """Where it stands: on its claim's page, or in the reader at its words."""
    if isinstance(subject, Claim):
        return reverse("claims:detail", args=[subject.pk])
    if isinstance(subject, Evidence):
        return f"{reverse('claims:detail', args=[subject.claim_id])}#{subject.public_id}"
    return f"{reverse('documents:detail', args=[subject.document_id])}#{subject.public_id.lower()}"


def subject_of(thread: Thread) -> Subject:
    """What the thread is about; fetched unless it was selected with the thread."""
    subject = thread.claim or thread.evidence or thread.passage
    assert subject is not None
    return subject


def subject_id(thread: Thread) -> str:
    """Its public id, from the thread's own columns."""
    if thread.claim_id is not None:
        return public_id(Claim.KIND, thread.claim_id)
    if thread.evidence_id is not None:
        return public_id(Evidence.KIND, thread.evidence_id)
    assert thread.passage_id is not None
    return public_id(Passage.KIND, thread.passage_id)
