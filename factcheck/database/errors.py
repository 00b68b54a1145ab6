"""One family of refusals: what an action won't do, in words that a page can show as they are."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """An action declined. Subclasses give their message in `message`, marked for translation, or per case."""

    message = ""

    def __init__(self, message: str = "", **details: object) -> None:
        text = message or _(self.message)
        super().__init__(text % details if details else text)
