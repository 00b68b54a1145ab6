"""Why two documents are suggested, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REASONS = {
    "nearly_all_words": gettext_noop("they share nearly all their words"),
    "same_address": gettext_noop("both name the same address"),
    "nothing_against": gettext_noop("no address or source speaks against it"),
    "part_of_the_longer": gettext_noop("the shorter text stands in the longer one"),
    "addresses_differ": gettext_noop("their addresses differ"),
    "sources_differ": gettext_noop("their sources differ"),
    "later_by_date": gettext_noop("it carries the later date"),
    "came_in_later": gettext_noop("it came in later; the dates do not tell which was first"),
}


def reasons_in_words(codes: Iterable[str]) -> str:
    """One line: what is known and what is not."""
    return ", ".join(_(REASONS[code]) for code in codes if code in REASONS)
