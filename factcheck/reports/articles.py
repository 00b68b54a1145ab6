"""A report as an article: the explanation with numbered notes, as HTML and as Markdown with footnotes.

Both say the same. The HTML has no classes or ids of ours, so that it can be pasted into any editor; the Markdown
uses GitHub-style footnotes.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from factcheck.reports.claimreview import is_web_address
from factcheck.reports.data import ReportData, ReportDissent, ReportEnquiry, ReportEvidence, ReportPart, ReportSearch
from factcheck.reports.wording import part_basis, part_rating, part_words, parts_by_title, quantity_words
from factcheck.verdicts.explanation import render, to_markdown_with_footnotes
from factcheck.verdicts.references import numbered

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
#: Beside letters and digits: all that may stand in an address, and the sign of what is encoded already.
_IN_ADDRESS = "-._~:/?#[]@!$&'()*+,;=%"
#: A bracket of HTML, but not of an address that is a link; what is escaped already stays.
_HTML = re.compile(r"(\\.)|<(?!(?:https?://|mailto:)[^\s<>]*>)", re.IGNORECASE | re.DOTALL)
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


def note_text(note: Note) -> str:
    """A footnote in one line of plain text, without its address."""
    if note.evidence and note.evidence.sealed:
        return _("Sealed: %(description)s") % {"description": note.evidence.sealed}
    if note.evidence and note.evidence.redacted:
        return note.evidence.redacted
    if piece := note.evidence:
        parts = [f"“{piece.quote}”", piece.speaker, piece.source, piece.title, _dated(piece)]
        return ", ".join(part for part in parts if part) + "."
    if row := note.search:
        words = _("Searched %(where)s for “%(query)s”%(period)s: %(outcome)s. %(limits)s")
        period = f", {row.period}" if row.period else ""
        return (
            words
            % {
                "where": row.where,
                "query": row.query,
                "period": period,
                "outcome": row.outcome.rstrip("."),
                "limits": row.limits,
            }
        ).strip()
    if asked := note.enquiry:
        answer = asked.answer or _("no answer")
        return _("Asked %(whom)s on %(day)s: %(answer)s") % {
            "whom": asked.asked,
            "day": asked.asked_on,
            "answer": answer,
        }
    return note.public_id


def _dated(piece: ReportEvidence) -> str:
    return f"{piece.date_of} {piece.date}" if piece.date else ""


def _address(note: Note) -> str:
    return note.evidence.url if note.evidence and is_web_address(note.evidence.url) else ""


def as_html(report: ReportData) -> SafeString:
    """Statement, rating, conclusion, explanation and notes, for pasting into an article."""
    body = _REFERENCE.sub(r"<sup>\1</sup>", explanation_html(report))
    items = format_html_join("", "<li>{}{}</li>", ((note_text(note), _html_link(note)) for note in notes(report)))
    return format_html(
        "<h2>{}</h2>{}{}<p><strong>{}</strong></p>{}{}{}{}{}",
        report.statement,
        format_html("<p>{}</p>", claimed) if (claimed := quantity_words(report.quantity)) else "",
        format_html("<p>{}: <strong>{}</strong></p>", _("Our rating"), report.rating_label)
        if report.rating_label
        else "",
        report.conclusion,
        format_html("<h3>{}</h3>{}", _("What it leaves out"), _paragraphs(report.missing_context))
        if report.missing_context
        else "",
        mark_safe(body),  # noqa: S308  cleaned by bleach above
        _html_parts(report),
        _html_dissents(report),
        format_html("<ol>{}</ol>", items) if items else "",
    )


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
    if not report.dissents:
        return conditional_escape("")
    rows = ((_dissent_title(row), _paragraphs(row.text)) for row in report.dissents)
    told = format_html_join("", "<p><strong>{}</strong></p>{}", rows)
    return format_html("<h3>{}</h3>{}", _("How this was reached"), told)


def _paragraphs(text: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((part,) for part in text.split("\n\n") if part.strip()))


def _html_link(note: Note) -> str:
    address = _address(note)
    return format_html(' <a href="{0}">{0}</a>', address) if address else conditional_escape("")


def as_markdown(report: ReportData) -> str:
    """The same in Markdown, references as footnotes."""
    footnotes = {note.public_id: _markdown_note(note) for note in notes(report)}
    parts = [f"## {_escaped(report.statement)}"]
    if claimed := quantity_words(report.quantity):
        parts.append(_escaped(claimed))
    if report.rating_label:
        parts.append(f"{_('Our rating')}: **{_escaped(report.rating_label)}**")
    parts.append(f"**{_escaped(report.conclusion)}**")
    if report.missing_context:
        parts += [f"### {_('What it leaves out')}", _escaped(report.missing_context)]
    # On our pages HTML in an explanation is plain text; elsewhere Markdown would let it through.
    explanation = _HTML.sub(lambda found: found[1] or "\\<", report.explanation)
    body = (explanation, _markdown_parts(report), _markdown_dissents(report))
    # The footnotes end it, wherever they are referred to.
    parts.append(to_markdown_with_footnotes("\n\n".join(text for text in body if text), footnotes))
    return "\n\n".join(parts) + "\n"


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
    if not report.dissents:
        return ""
    told = (f"**{_escaped(_dissent_title(row))}**\n\n{_escaped(row.text)}" for row in report.dissents)
    return "\n\n".join((f"### {_('How this was reached')}", *told))


def _markdown_note(note: Note) -> str:
    address = _address(note)
    # What would end the address early is percent-encoded: it came out of a stranger's page.
    return _escaped(note_text(note)) + (f" <{quote(address, safe=_IN_ADDRESS)}>" if address else "")


def _escaped(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text)
