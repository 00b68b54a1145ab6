"""Why a page was not fetched: what is wrong, and what the person who asked can do.

`FetchRefused`: we would not ask, by rule; asking again changes nothing. `FetchFailed`: we asked, or tried to,
and no answer came that can be kept; a later try may fare better.
"""

from django.utils.translation import gettext_noop as _

from factcheck.database.errors import Refused


class FetchError(Refused):
    """No page was fetched."""


class FetchRefused(FetchError):
    """The address must not be asked for."""


class FetchFailed(FetchError):
    """The address was asked for, and no answer came that can be kept."""


class AddressUnreadable(FetchRefused):
    """No server can be read from it, or two programs could read two different ones."""

    message = _(
        "%(url)s can't be read as the address of a web page. Copy it from the address bar of your browser, "
        "beginning with https://."
    )


class SchemeForbidden(FetchRefused):
    """Neither http nor https."""

    message = _(
        "Only addresses beginning with http:// or https:// can be captured, and this one begins with %(scheme)s:."
    )


class SignInInAddress(FetchRefused):
    """The address carries a user's name or password."""

    message = _(
        "This address carries a user name or a password, which would be stored with the capture. Take out what "
        "stands before the @ and try again."
    )


class PortForbidden(FetchRefused):
    """The port is not one where pages are served."""

    message = _(
        "This address asks for port %(port)s, where web pages are not usually served. Save the page and upload it."
    )


class HostForbidden(FetchRefused):
    """The name leads, or the number belongs, to a machine inside the desk's own network or to no public one."""

    message = _(
        "%(host)s leads to %(address)s, which is no address on the public internet. If the page is on your own "
        "network, save it and upload it, or ask your administrator to allow this address."
    )


class HostUnknown(FetchFailed):
    """The name could not be found."""

    message = _("No server by the name of %(host)s was found. Check the spelling, or try again later.")


class NotReached(FetchFailed):
    """No connection, or a broken one."""

    message = _("%(host)s could not be reached, or broke off (%(detail)s). Try again later.")


class CertificateWrong(FetchFailed):
    """The server could not prove that it is who the address says."""

    message = _(
        "%(host)s could not prove that it is that server (%(detail)s), so what it sends can't be relied on. Look at "
        "the address in your browser; if you trust it, save the page and upload it."
    )


class TookTooLong(FetchFailed):
    """The time allowed for the whole fetch was used up."""

    message = _(
        "%(host)s did not answer in full within %(seconds)s seconds. Try again later, or save the page and upload it."
    )


class AnswerTooLarge(FetchFailed):
    """More bytes came, or would come when unpacked, than a capture may have."""

    message = _(
        "The answer of %(host)s is larger than %(limit)s bytes, the most that is captured. Save the page and upload it."
    )


class TooManyRedirects(FetchFailed):
    """Sent on and on."""

    message = _(
        "The address was sent on more than %(limit)s times without reaching a page. Open it in your browser and "
        "copy the address at which it ends."
    )


class AnswerUnreadable(FetchFailed):
    """What came is not HTTP/1.1, breaks off, or can't be unpacked."""

    message = _("What %(host)s sent can't be read (%(detail)s). Try again later, or save the page and upload it.")
