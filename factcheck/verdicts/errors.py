"""What the actions on verdicts refuse, in words that a page can show as they are."""

from django.utils.translation import gettext_noop as _

from factcheck.database.errors import Refused


class OpenAlready(Refused):
    message = _("A verdict on this claim is being worked on already. Open that one.")


class PublishedAlready(Refused):
    message = _("A verdict on this claim is published. Open a revision of that one.")


class NotNow(Refused):
    message = _("This verdict is %(state)s, so that can't be done now.")


class NotYours(Refused):
    message = _("You wrote part of this verdict, so somebody else has to approve it.")


class NeedsEditor(Refused):
    message = _("This needs an editor.")


class RatingMissing(Refused):
    message = _("Choose a rating first.")


class TakesNoRating(Refused):
    message = _("A prediction or a promise takes no rating: it is not true or false yet.")


class ConclusionMissing(Refused):
    message = _("Write the conclusion in one sentence first.")


class UnknownReference(Refused):
    message = _("%(references)s: not on the board of this claim. Take the reference out, or link it.")


class SomebodyWasFaster(Refused):
    message = _("Somebody else has just decided on this. Look at what they decided.")


class NoteMissing(Refused):
    message = _("Write a note that readers will see.")


class CommentMissing(Refused):
    message = _("Say what should be changed.")


class WordsNotFound(Refused):
    message = _("These words don't stand exactly once in the text as it is now. Take them from it again.")
