"""Something that can be read: what the database asks of reasons, and what pages ask before.

Blanks, control and format characters, fillers, variation selectors and private use letters are seen by nobody. One
expression says so to both: PostgreSQL and Python read it the same way.
"""

from typing import Final

from django.db.models import Q

READABLE: Final = (
    r"[^\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890-\u0891\u08E2\u115F-\u1160\u1680"
    r"\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uE000-\uF8FF\uFE00-\uFE0F"
    r"\uFEFF\uFFA0\uFFF0-\uFFFB\U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A"
    r"\U000E0000-\U000E0FFF\U000F0000-\U000FFFFD\U00100000-\U0010FFFD]"
)
"""Matches a text in which something can be read."""


def can_be_read(field: str) -> Q:
    """The condition of a constraint: the field holds something that can be read."""
    return Q(**{f"{field}__regex": READABLE})
