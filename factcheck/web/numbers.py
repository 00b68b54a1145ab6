"""Numbers for people, in their language. What programs read is never written so."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def grouped(value: Decimal | str | None) -> str:
    """The number with its digits grouped and no empty decimals: 18,000; 2.5; nothing for none, or for "".

    Text is a number as it was frozen: "18000".
    """
    if value is None or value == "":
        return ""
    return number_format(Decimal(value).normalize(), use_l10n=True, force_grouping=True)


def grouped_range(low: Decimal | str | None, high: Decimal | str | None) -> str:
    """A value, or a range of values where the two differ: 17,000 to 19,000."""
    if high is None or high == "" or high == low:
        return grouped(low)
    return _("%(low)s to %(high)s") % {"low": grouped(low), "high": grouped(high)}
