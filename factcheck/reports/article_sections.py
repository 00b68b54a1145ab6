"""What an article tells beside its explanation and notes: what a reader of the report's page is told, in plain lines.

Neither HTML nor Markdown; `articles` writes both from these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.reports.asked import ReportEnquiry, ReportSearch
from factcheck.reports.claimreview import is_web_address
from factcheck.reports.data import ReportAppearance, ReportData, ReportEvidence
from factcheck.reports.wording import quantity_words
from factcheck.verdicts.references import numbered
from factcheck.web.templatetags.workbench import stance_in_words


@dataclass(frozen=True)
class Line:
    """`label` stands before the text, with a colon; `address` after it, as a link."""

    text: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]


def told_at_once(report: ReportData) -> list[Line]:
    """The public notice, and what became of this version or of the ones before it."""
    lines = [Line(report.notice, _("Notice"))] if report.notice else []
    if report.state == "superseded":
        lines.append(Line(_("A later version has taken the place of this one."), _("Notice")))
    return [*lines, *(Line(row.note, row.title) for row in report.corrections)]


def about_the_claim(report: ReportData) -> list[Line]:
    """In whose words, by whom and when it was said, and how the desk reads it."""
    said = (
        Line(f"“{report.in_their_words}”" if report.in_their_words else "", _("In their words")),
        Line(report.claimant, _("Claimed by")),
        Line(report.made_on, _("Made on")),
        Line(quantity_words(report.quantity)),
        Line(report.scope_in_words, _("As we read it")),
        Line(report.reading, _("One way of reading it")),
        *(Line(term.in_words, f"“{term.term}”") for term in report.terms),
    )
    return [line for line in said if line.text]


def after_the_explanation(report: ReportData) -> list[Section]:
    """What no note names, where it was said, and what the desk's rules miss in it."""
    negative = report.kind == "negative"
    unnamed = [piece for piece in report.evidence if piece.number is None]
    rows: tuple[ReportSearch | ReportEnquiry, ...] = (*report.searches, *report.enquiries)
    looked = [row for row in rows if row.number is None]
    sections = (
        Section(_("Also considered"), tuple(evidence_line(piece, negative=negative) for piece in unnamed)),
        Section(_("Also looked for and asked"), tuple(Line(row.in_words) for row in looked)),
        Section(_("Where it was said"), tuple(_appearance(place) for place in report.appearances)),
        Section(
            _("Approved all the same"),
            tuple(Line(_joined((row.detail, row.reason), " "), row.title) for row in report.closed_rules),
        ),
        Section(_("How this was reached"), tuple(_reached(report))),
    )
    return [section for section in sections if section.lines]


def evidence_line(piece: ReportEvidence, *, negative: bool) -> Line:
    """One piece of evidence: which way it speaks, its words, and whose they are."""
    stance = stance_in_words(piece.stance, negative)
    if piece.weight == "partial":
        stance = _("%(stance)s, on part of it") % {"stance": stance}
    if piece.sealed:
        return Line(_("Sealed: %(description)s") % {"description": piece.sealed}, stance)
    if piece.redacted:
        return Line(piece.redacted, stance)
    dated = f"{piece.date_of} {piece.date}" if piece.date else ""
    said = _joined((f"“{piece.quote}”", piece.speaker, _source(piece), piece.title, dated)) + "."
    if piece.translation:
        said += f" “{piece.translation}” ({piece.translated})."
    return Line(said, stance, piece.url if is_web_address(piece.url) else "")


def _source(piece: ReportEvidence | ReportAppearance) -> str:
    return f"{piece.source} ({piece.source_mark})" if piece.source_mark else piece.source


def _appearance(place: ReportAppearance) -> Line:
    said = _joined((place.title, _source(place), place.date))
    return Line(said, address=place.url if is_web_address(place.url) else "")


def _reached(report: ReportData) -> Iterator[Line]:
    people = (
        (", ".join(report.written_by), _("Written by")),
        (_joined((*report.approved_by, report.approved_on[:10])), _("Approved by")),
        (references_words(report), _("References")),
        (_published(report), _("Published")),
        (report.scale, _("Scale")),
        (report.policy, _("Rules")),
    )
    return (Line(text, label) for text, label in people if text)


def references_words(report: ReportData) -> str:
    """How many of its references nobody but an author compared with their words; empty where that was not kept."""
    every = len(numbered(report.explanation))
    count = report.unchecked_references
    if count is None or not every:
        return ""
    if not count:
        return _("each was checked by somebody who wrote none of it")
    words = ngettext(
        "%(n)d of its %(all)d references was approved without being checked",
        "%(n)d of its %(all)d references were approved without being checked",
        count,
    )
    return words % {"n": count, "all": every}


def _published(report: ReportData) -> str:
    if not report.modified_on:
        return report.published_on[:10]
    words = _("%(first)s, this version %(day)s")
    return words % {"first": report.published_on[:10], "day": report.modified_on[:10]}


def _joined(texts: Iterable[str], between: str = ", ") -> str:
    return between.join(text for text in texts if text)
