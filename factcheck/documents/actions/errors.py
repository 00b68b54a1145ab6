"""What the desk refuses to do with documents, in words that a page shows as they are."""

from django.utils.translation import gettext_noop as _

from factcheck.database.errors import Refused


class TooLarge(Refused):
    """The file is larger than this desk takes in."""

    message = _("This file has %(size)s bytes; the largest that this desk takes has %(limit)s. Split it.")


def refuse_larger(size: int, limit: int) -> None:
    """Raises TooLarge for more than `limit` bytes."""
    if size > limit:
        raise TooLarge(size=f"{size:,}", limit=f"{limit:,}")


class SameBytesTwice(Refused):
    """Both documents hold a capture of the very same bytes."""

    message = _(
        "%(one)s and %(other)s both hold the very same bytes, so neither can become a further capture of the "
        "other. Declare one a copy of the other instead."
    )


class AlreadyMerged(Refused):
    """A document that became part of another is no longer a work of its own."""

    message = _("%(one)s is already part of another document. Open that one.")


class SameDocument(Refused):
    """A document was declared to be a copy of itself, or the same work as itself."""

    message = _("%(one)s is the document you are on. Choose another one.")


class RelatedAlready(Refused):
    """The two have a relation that stands."""

    message = _("%(one)s and %(other)s are related already. Withdraw that relation first.")


class HowIsMissing(Refused):
    """A fact was established without saying how."""

    message = _("Say how the desk knows the %(fact)s.")


class ReasonIsMissing(Refused):
    """Something was taken back without a reason."""

    message = _("Say why. The reason is kept in the history.")


class NothingToImport(Refused):
    """An import was started without a file."""

    message = _("Choose at least one file, or paste a text.")


class ImportIsOver(Refused):
    """An import was to be cancelled that has nothing left to do."""

    message = _("This import is over: nothing is left to cancel.")


class NothingFailed(Refused):
    """What failed in an import was to be tried again, and nothing had."""

    message = _("Nothing of this import failed, so there is nothing to try again.")


class AlreadyDecided(Refused):
    """Somebody has answered this suggestion."""

    message = _("Somebody has answered this already. Reload the page to see what was said.")


class NothingTyped(Refused):
    """What a page says was to be typed, and no words were."""

    message = _("Type the words as they stand there.")


class NoSuchPage(Refused):
    """Words were typed of a page that the document does not have."""

    message = _("This document has no page %(page)s.")


class NoSuchReader(Refused):
    """A document was to be read by a reader that does not read its format."""

    message = _("This document can't be read that way. Choose another reader.")


class ReadThatWayAlready(Refused):
    """The same bytes were to be read again by what has read them already: it would draw the same text."""

    message = _("It has been read that way already. Its text is among the texts of this capture.")


class NoPageToWatch(Refused):
    """A document without the address of a page was to be watched."""

    message = _("The address of %(one)s is not known, so there is no page to look at. Add it under Facts.")


class NoteIsMissing(Refused):
    """It was said that something changes for the desk, and not how."""

    message = _("Say in a few words why. The next person reads it.")


class SealIsNotDescribed(Refused):
    """A document was to be sealed without a word for those who may not see it."""

    message = _("Say in a few words what others are told of it, such as “a letter from a protected source”.")


class SealedAlready(Refused):
    """A document has one seal at most."""

    message = _("%(one)s is sealed already. Change who sees it.")


class NotForYou(Refused):
    """Somebody without access spoke of what is sealed."""

    message = _("Only those who may see what is sealed decide about it.")


class LastWithAccess(Refused):
    """The last person who sees something sealed was to lose sight of it."""

    message = _("Somebody must be left who can see it. Name another person first.")


class SealsDiffer(Refused):
    """A sealed document was to become part of one that others see, or the other way round."""

    message = _("One of the two is sealed to other people than the other, so they can't become one document.")


class RedactedAlready(Refused):
    """Something was to be done with a document that holds nothing any more."""

    message = _("%(one)s was redacted: nothing is left of it.")


class BytesWereRedacted(Refused):
    """Bytes were brought in that a redaction took out."""

    message = _(
        "These are the bytes of %(one)s, and they are not taken in again. %(redacted)s. If they have to be here all "
        "the same, ask %(asked)s or %(agreed)s, who decided on it."
    )


class RedactionUnderWay(Refused):
    """A document was to be redacted about which that is being decided already."""

    message = _("Somebody has asked for this already. Reload the page.")


class NeedsTwoPeople(Refused):
    """Who asked for a redaction was about to agree to it."""

    message = _("You asked for this yourself. Somebody else has to agree.")


class NeedsAnEditor(Refused):
    """Somebody decided on a redaction who may not."""

    message = _("Redacting is decided on by editors and admins.")


class AskerIsNoEditor(Refused):
    """A redaction was to be agreed to that somebody asked for who may not any more."""

    message = _("%(who)s, who asked for this, is no editor any more. Decline it, and ask again.")


class CoversOther(Refused):
    """A redaction was to be agreed to, and what is there is not what it was asked for."""

    message = _(
        "Something came to this document, or left it, after this was asked for. Decline it, and ask again for what is "
        "there now."
    )


class NotOpenAnyMore(Refused):
    """A redaction was to be agreed to, or closed, that somebody has decided on meanwhile."""

    message = _("This has been decided on meanwhile. Reload the page.")
