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
    message = _("You wrote part of this verdict, or words you proposed stand in it: somebody else has to approve it.")


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


class PrivateEnquiry(Refused):
    message = _("%(references)s: private to the desk. Choose to print it, or take the reference out.")


class SomebodyWasFaster(Refused):
    message = _("Somebody else has just decided on this. Look at what they decided.")


class NoteMissing(Refused):
    message = _("Write a note that readers will see.")


class CommentMissing(Refused):
    message = _("Say what should be changed.")


class WordsNotFound(Refused):
    message = _("These words don't stand exactly once in the text as it is now. Take them from it again.")


class RatedBlind(NotNow):
    message = _("Two people are rating this claim apart from each other. No verdict is written until that is settled.")


class NotTwoPeople(Refused):
    message = _("Choose two different people.")


class NotReviewers(Refused):
    message = _("Opinions are asked of people who may write verdicts.")


class AskedAlready(Refused):
    message = _("Two people are asked about this claim already.")


class RatedAlready(Refused):
    message = _("Somebody's rating of this claim can be seen already, so it can't be rated blind any more.")


class NoScale(Refused):
    message = _("No rating scale is on offer. An admin has to choose one first.")


class NotAsked(Refused):
    message = _("Two other people are asked here.")


class RoundOver(Refused):
    message = _("This is settled or called off already.")


class GivenAlready(Refused):
    message = _("You have given your opinion. It stays as it is.")


class NotOnTheScale(Refused):
    message = _("Choose a rating of the scale that was asked on.")


class ReasonsMissing(Refused):
    message = _("Say why.")


class NotBothIn(Refused):
    message = _("One opinion is still missing.")


class OwnOpinion(Refused):
    message = _("You gave one of the two opinions, and they differ: somebody else settles it.")


class SettlingReasonMissing(Refused):
    message = _("Say why it is settled so.")


class NotNotFollowed(Refused):
    message = _("A dissent is noted by somebody whose rating was not followed.")


class DissentedAlready(Refused):
    message = _("Your dissent is noted already.")


class NotYoursToCancel(Refused):
    message = _("Only who asked, or an editor, calls this off.")


class BothAreIn(Refused):
    message = _("Both opinions are in, and one is yours: somebody who gave neither calls this off.")


class RulesOpen(Refused):
    message = _(
        "Give a reason of at least three words, or ten letters, for each rule that is open: %(rules)s."
        " Readers see it in the report."
    )
