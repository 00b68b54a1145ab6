"""Answering a suggestion that two documents go together: what it means is for a person to say."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.documents.actions.errors import AlreadyDecided
from factcheck.documents.actions.works import declare_same_work, relate_documents
from factcheck.documents.models import Document, DocumentRelation, RelationSuggestion


@transaction.atomic
def confirm_suggestion(*, suggestion: RelationSuggestion, kind: str, by: User) -> Document:
    """Let the two count once, as `kind` says; returns the document that stands.

    Raises AlreadyDecided, and what `declare_same_work` and `relate_documents` raise.
    """
    pair = _open(suggestion)
    _decide(suggestion, RelationSuggestion.Decision.CONFIRMED, kind, by)
    if kind == RelationSuggestion.Kind.SAME_WORK:
        return declare_same_work(document=pair.document, into=pair.other)
    relate_documents(
        document=pair.document,
        kind=DocumentRelation.Kind(kind),
        other=pair.other,
        by=by,
        note=_("Found by shared words: %(share)d %% of the shorter text.") % {"share": round(pair.containment * 100)},
    )
    return pair.document


@transaction.atomic
def reject_suggestion(*, suggestion: RelationSuggestion, by: User) -> None:
    """Say that the two stand each for itself: it is not suggested again. Raises AlreadyDecided."""
    _open(suggestion)
    _decide(suggestion, RelationSuggestion.Decision.REJECTED, "", by)


def _open(suggestion: RelationSuggestion) -> RelationSuggestion:
    waiting = RelationSuggestion.objects.select_for_update(of=("self",)).select_related("document", "other")
    found = waiting.filter(pk=suggestion.pk, decision="").first()
    if found is None:
        raise AlreadyDecided
    return found


def _decide(suggestion: RelationSuggestion, decision: str, kind: str, by: User) -> None:
    RelationSuggestion.objects.filter(pk=suggestion.pk).update(
        decision=decision, decided_kind=kind, decided_by=by, decided_at=timezone.now()
    )
