"""Giving a passage in another language, and comparing that with the original: two people, or a program and one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.database.errors import Refused
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.passages.models import Passage, Translation


class OwnTranslation(Refused):
    """Whoever translated was about to check it."""

    message = _("You translated this yourself. Somebody else has to compare it with the original.")


@transaction.atomic
def translate_passage(
    *, passage: Passage, language: str, text: str, by: User, program: str = "", expected: int = 0
) -> Translation:
    """Keep the translation; one that is there is changed, and has to be checked anew. Raises StaleVersion,
    RedactedAlready.

    `expected` is the version that `by` saw, 0 if there was none. `program` names what made the words, if `by` only
    brought them in.
    """
    keep_from_redacting(passage.document_id)
    values = {"text": text.strip(), "program": program.strip(), "translated_by": by, "translated_at": timezone.now()}
    made, created = Translation.objects.get_or_create(passage=passage, language=language, defaults=values)
    if created or (made.text == values["text"] and made.program == values["program"]):
        return made
    return made.change(expected=expected, **values, checked_by=None, checked_at=None)


@transaction.atomic
def check_translation(*, translation: Translation, by: User, expected: int) -> Translation:
    """Record that `by` compared it with the original. Raises OwnTranslation, StaleVersion."""
    if translation.translated_by_id == by.pk:
        raise OwnTranslation
    return translation.change(expected=expected, checked_by=by, checked_at=timezone.now())
