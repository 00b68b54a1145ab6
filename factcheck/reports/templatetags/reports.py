from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from factcheck.database.objects import key_of
from factcheck.passages.voice import VoiceKind
from factcheck.reports.data import ReportEvidence
from factcheck.reports.wording import part_basis

register = template.Library()


@register.filter
def marked(piece: ReportEvidence) -> SafeString:
    """The sentence with the quote marked in it; unmarked where it is the whole, or is not found."""
    end = piece.quote_at + len(piece.quote)
    before, after = piece.sentence[: piece.quote_at], piece.sentence[end:]
    if piece.quote_at < 0 or not (before.strip() or after.strip()):
        return conditional_escape(piece.sentence)
    return format_html("{}<mark>{}</mark>{}", before, piece.quote, after)


register.filter("part_basis", part_basis)
# For an address, where only the public id was frozen: `{% url "claims:detail" part.public_id|key_of:"C" %}`.
register.filter("key_of", key_of)


@register.filter
def voice_label(voice: str) -> str:
    """How the document knows, in words."""
    return str(VoiceKind(voice).label) if voice in VoiceKind.values else ""
