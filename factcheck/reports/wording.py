"""The quantity that is claimed and the parts of the claim, in words: for the page of a report and the copy of it."""

from django.utils.translation import gettext as _

from factcheck.reports.data import ReportData, ReportPart, ReportQuantity
from factcheck.web.numbers import grouped_range


def quantity_words(quantity: ReportQuantity | None) -> str:
    """What is claimed to be how much: "Claimed: 17,000 to 19,000 people (at the rally), as of 2020-08"."""
    if quantity is None:
        return ""
    words = _("Claimed: %(value)s") % {"value": quantity_value(quantity)}
    if quantity.counted:
        words += f" ({quantity.counted})"
    return words + (_(", as of %(day)s") % {"day": quantity.as_of} if quantity.as_of else "")


def quantity_value(quantity: ReportQuantity) -> str:
    """The value or range with its unit."""
    return f"{grouped_range(quantity.low, quantity.high)} {quantity.unit}".rstrip()


def parts_by_title(report: ReportData) -> list[tuple[str, tuple[ReportPart, ...]]]:
    """The parts and the readings, each with their heading; those that there are."""
    both = [(_("Its parts"), report.plain_parts), (_("How it can be read"), report.readings)]
    return [(title, parts) for title, parts in both if parts]


def part_words(part: ReportPart, report: ReportData) -> str:
    """How the words are read, and the statement, but where that is the one which the report is on."""
    told = (part.reading, "" if part.reading and part.statement == report.statement else part.statement)
    return ": ".join(text.rstrip(".:") for text in told if text)


def part_rating(part: ReportPart) -> str:
    """What it is rated, or that it is not."""
    if part.rating_label:
        return part.rating_label
    return _("not rated when this was written") if part.takes_rating else _("takes no rating")


def part_basis(part: ReportPart) -> str:
    """Which verdict gives that rating, and when it was agreed on; empty where there is none."""
    if not (part.verdict and part.agreed_on):
        return part.verdict
    return _("%(verdict)s, approved on %(day)s") % {"verdict": part.verdict, "day": part.agreed_on[:10]}
