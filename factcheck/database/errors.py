"""One family of refusals: what an action won't do, in words that a page can show as they are."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """An action declined. Subclasses give their message, translated, in `message`."""

    message = ""

    def __init__(self, **details: object) -> None:
        super().__init__((_(self.message) % details) if details else _(self.message))
