"""A report as an article: the explanation with numbered notes, as HTML and as Markdown with footnotes.

Both say the same. The HTML has no classes or ids of ours, so that it can be pasted into any editor; the Markdown
uses GitHub-style footnotes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from factcheck.reports.article_sections import (
    Line,
    Section,
    about_the_claim,
    after_the_explanation,
    evidence_line,
    told_at_once,
)
from factcheck.reports.asked import ReportEnquiry, ReportSearch
from factcheck.reports.claimreview import is_web_address
from factcheck.reports.data import ReportData, ReportDissent, ReportEvidence, ReportPart
from factcheck.reports.wording import part_basis, part_rating, part_words, parts_by_title
from factcheck.verdicts.explanation import render, to_markdown_with_footnotes
from factcheck.verdicts.references import numbered

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
#: Beside letters and digits: all that may stand in an address, and the sign of what is encoded already.
_IN_ADDRESS = "-._~:/?#[]@!$&'()*+,;=%"
#: What our pages show as text and other Markdown would not: a bracket of HTML, but not of an address that is a link;
#: a picture; a link to anything but the web and mail; and what says where a link or footnote of that name leads.
#: What is escaped already stays.
_ELSEWHERE = re.compile(
    r"(\\.)|<(?!(?:https?://|mailto:)[^\s<>]*>)|!(?=\[)|(?<=\])\((?!\s*<?(?:https?://|mailto:))|(?<=\]):",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r'<sup class="ref"><a href="#note-\d+"[^>]*>(\[\d+\])</a></sup>')


@dataclass(frozen=True)
class Note:
    """One footnote: its number, and what it refers to; exactly one of the three is set."""

    number: int
    public_id: str
    evidence: ReportEvidence | None = None
    search: ReportSearch | None = None
    enquiry: ReportEnquiry | None = None


def notes(report: ReportData) -> list[Note]:
    """The footnotes in the order of their numbers."""
    evidence = {piece.public_id: piece for piece in report.evidence}
    searches = {row.public_id: row for row in report.searches}
    enquiries = {row.public_id: row for row in report.enquiries}
    return [
        Note(number, name, evidence.get(name), searches.get(name), enquiries.get(name))
        for name, number in numbered(report.explanation).items()
    ]


def explanation_html(report: ReportData) -> SafeString:
    """The explanation with references leading to `#note-N` of the same page."""
    numbers = numbered(report.explanation)
    html = render(report.explanation, link=lambda name: f"#note-{numbers[name]}" if name in numbers else None)
    return mark_safe(html)  # noqa: S308  cleaned by bleach in `render`


def _note_line(note: Note, report: ReportData) -> Line:
    """A footnote in one line of plain text, and its address."""
    if note.evidence:
        return evidence_line(note.evidence, negative=report.kind == "negative")
    if row := note.search or note.enquiry:
        return Line(row.in_words)
    return Line(note.public_id)


def as_html(report: ReportData) -> SafeString:
    """Statement, rating, conclusion, explanation and notes, for pasting into an article."""
    body = _REFERENCE.sub(r"<sup>\1</sup>", explanation_html(report))
    parts = (
        format_html("<h2>{}</h2>", report.statement),
        _html_lines("p", (*told_at_once(report), *about_the_claim(report))),
        _html_rating(report),
        format_html("<p><strong>{}</strong></p>", report.conclusion),
        _html_missing(report),
        mark_safe(body),  # noqa: S308  cleaned by bleach above
        _html_parts(report),
        *(_html_section(section) for section in after_the_explanation(report)),
        _html_dissents(report),
        _html_notes(report),
    )
    return format_html_join("", "{}", ((part,) for part in parts))


def _html_lines(tag: str, lines: Iterable[Line]) -> SafeString:
    form = f"<{tag}>{{}}{{}}{{}}</{tag}>"
    rows = ((_html_label(line), line.text, _html_link(line.address)) for line in lines)
    return format_html_join("", form, rows)


def _html_label(line: Line) -> str:
    return format_html("<strong>{}</strong>: ", line.label) if line.label else ""


def _html_section(section: Section) -> SafeString:
    return format_html("<h3>{}</h3><ul>{}</ul>", section.title, _html_lines("li", section.lines))


def _html_rating(report: ReportData) -> SafeString:
    if report.rating_label:
        return format_html("<p>{}: <strong>{}</strong></p>", _("Our rating"), report.rating_label)
    return format_html("<p>{}</p>", _("No rating"))


def _html_missing(report: ReportData) -> str:
    if not report.missing_context:
        return ""
    return format_html("<h3>{}</h3>{}", _("What it leaves out"), _paragraphs(report.missing_context))


def _html_notes(report: ReportData) -> str:
    lines = [_note_line(note, report) for note in notes(report)]
    return format_html("<ol>{}</ol>", _html_lines("li", lines)) if lines else ""


def _html_parts(report: ReportData) -> SafeString:
    lists = [
        (title, format_html_join("", "<li>{}</li>", ((_html_part(part, report),) for part in parts)))
        for title, parts in parts_by_title(report)
    ]
    return format_html_join("", "<h3>{}</h3><ul>{}</ul>", lists)


def _html_part(part: ReportPart, report: ReportData) -> SafeString:
    address = format_html(' <a href="{0}">{0}</a>', part.address) if is_web_address(part.address) else ""
    told = (part_words(part, report), part_rating(part), part.conclusion, part_basis(part), address)
    return format_html("{}: <strong>{}</strong>. {} ({}){}" if part.verdict else "{}: <strong>{}</strong>.", *told)


def _dissent_title(row: ReportDissent) -> str:
    if row.name:
        return _("Dissent of %(name)s") % {"name": row.name}
    return _("Dissent of one of the two who rated it apart from each other")


def _html_dissents(report: ReportData) -> SafeString:
    rows = ((_dissent_title(row), _paragraphs(row.text)) for row in report.dissents)
    return format_html_join("", "<p><strong>{}</strong></p>{}", rows)


def _paragraphs(text: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((part,) for part in text.split("\n\n") if part.strip()))


def _html_link(address: str) -> str:
    return format_html(' <a href="{0}">{0}</a>', address) if address else ""


def as_markdown(report: ReportData) -> str:
    """The same in Markdown, references as footnotes."""
    footnotes = {note.public_id: _markdown_line(_note_line(note, report)) for note in notes(report)}
    parts = [f"## {_escaped(report.statement)}"]
    parts += [_markdown_line(line) for line in (*told_at_once(report), *about_the_claim(report))]
    parts.append(f"{_('Our rating')}: **{_escaped(report.rating_label)}**" if report.rating_label else _("No rating"))
    parts.append(f"**{_escaped(report.conclusion)}**")
    if report.missing_context:
        parts += [f"### {_('What it leaves out')}", _escaped(report.missing_context)]
    explanation = _ELSEWHERE.sub(lambda found: found[1] or f"\\{found[0]}", report.explanation)
    sections = [_markdown_section(section) for section in after_the_explanation(report)]
    body = (explanation, _markdown_parts(report), *sections, _markdown_dissents(report))
    # The footnotes end it, wherever they are referred to.
    parts.append(to_markdown_with_footnotes("\n\n".join(text for text in body if text), footnotes))
    return "\n\n".join(parts) + "\n"


def _markdown_section(section: Section) -> str:
    return f"### {section.title}\n\n" + "\n".join(f"- {_markdown_line(line)}" for line in section.lines)


def _markdown_line(line: Line) -> str:
    """On one line, whatever was typed: in a list or a footnote the next would be a text of its own."""
    said = _escaped(" ".join(line.text.split()))
    if line.label:
        said = f"**{_escaped(line.label)}**: {said}"
    # What would end the address early is percent-encoded: it came out of a stranger's page.
    return said + (f" <{quote(line.address, safe=_IN_ADDRESS)}>" if line.address else "")


def _markdown_parts(report: ReportData) -> str:
    lists = [
        f"### {title}\n\n" + "\n".join(_markdown_part(part, report) for part in parts)
        for title, parts in parts_by_title(report)
    ]
    return "\n\n".join(lists)


def _markdown_part(part: ReportPart, report: ReportData) -> str:
    line = f"- {_escaped(part_words(part, report))}: **{_escaped(part_rating(part))}**."
    if not part.verdict:
        return line
    address = f" <{quote(part.address, safe=_IN_ADDRESS)}>" if is_web_address(part.address) else ""
    return f"{line} {_escaped(part.conclusion)} ({_escaped(part_basis(part))}){address}"


def _markdown_dissents(report: ReportData) -> str:
    return "\n\n".join(f"**{_escaped(_dissent_title(row))}**\n\n{_escaped(row.text)}" for row in report.dissents)


def _escaped(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text)
