"""Why something about people and their ways in was refused; each message is what the person reads."""

from django.utils.translation import gettext_noop as _

from factcheck.database.errors import Refused


class LastAdmin(Refused):
    message = _("This is the last admin. Make somebody else an admin first.")


class NotYourself(Refused):
    message = _("You cannot deactivate your own account. Another admin can.")


class OwnApp(Refused):
    message = _("Switch off your own app on your profile. Who lost it asks another admin.")


class ReasonMissing(Refused):
    message = _("Say why: it stays in the history.")


class NoApp(Refused):
    message = _("This person has no authenticator app.")


class EmailTaken(Refused):
    message = _("Somebody here has this e-mail address already.")


class Inactive(Refused):
    message = _("This account is deactivated. Reactivate it first.")


class InvitationSettled(Refused):
    message = _("This invitation was used or withdrawn already.")


class LinkClosed(Refused):
    """A link that opens nothing, or nothing any more."""


class UnknownLink(LinkClosed):
    message = _("This link is not known here. Check that you copied all of it, or ask for a new one.")


class UsedLink(LinkClosed):
    message = _("This link was used already; it works once. Ask an admin of your desk for a new one.")


class ExpiredLink(LinkClosed):
    message = _("This link has expired. Ask an admin of your desk for a new one.")


class WithdrawnInvitation(LinkClosed):
    message = _("This invitation was withdrawn. Ask an admin of your desk if you think that is a mistake.")
