"""What readers say, in the language of whoever brings the file in; see `extraction/words.py`."""

from django.utils.translation import gettext, ngettext


def in_this_language(one: str, many: str, number: int) -> str:
    """The sentence, or its plural, as the catalogue of the active language has it."""
    return ngettext(one, many, number) if many else gettext(one)
