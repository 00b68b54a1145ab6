"""Words that readers see as the reason for something: long enough to tell them what it was."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from factcheck.database.errors import Refused
from factcheck.verdicts.errors import NoteMissing
from factcheck.web.words import says_enough, says_something

_TELL_MORE = gettext_noop("Say it in at least three words, or ten letters. Readers see it.")


class SaysTooLittle(Refused):
    message = _TELL_MORE


def require_note(note: str) -> None:
    """Raises NoteMissing, SaysTooLittle."""
    if not says_something(note):
        raise NoteMissing
    require_enough(note)


def require_enough(words: str) -> None:
    """Raises SaysTooLittle."""
    if not says_enough(words):
        raise SaysTooLittle


def tell_more() -> str:
    """What is said of words that say too little."""
    return _(_TELL_MORE)


def validate_enough(words: str, *, about: str = "") -> None:
    """For the field of a form; `about`: what the message names, where a page has several such fields."""
    if not says_enough(words):
        raise ValidationError(f"{about}: {tell_more()}" if about else tell_more())
