"""Tags and filters that every template may use without loading them (`builtins` in the settings)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from factcheck.web import words
from factcheck.web.grades import credibility_in_words, reliability_in_words
from factcheck.web.icons import ICONS
from factcheck.web.numbers import grouped, grouped_range
from factcheck.web.touching import touched_by

register = template.Library()

#: Stance (or other mark of meaning) -> class, icon.
MARKS = {
    "corroborates": ("yes", "check"),
    "contradicts": ("no", "x"),
    "context": ("ctx", "dot"),
    "said": ("said", "said"),
    "kept": ("kept", "kept"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon as inline svg: silent beside a word, else with a `label` that says what it means."""
    drawing = mark_safe(ICONS[name])  # noqa: S308  our own constant
    if label:
        return format_html(
            '<svg class="i" viewBox="0 0 24 24" width="15" height="15" role="img" aria-label="{}">{}</svg>',
            label,
            drawing,
        )
    return format_html('<svg class="i" viewBox="0 0 24 24" width="15" height="15" aria-hidden="true">{}</svg>', drawing)


@register.filter
def mark_class(stance: str) -> str:
    """The class for a stance: `yes`, `no`, `ctx`, `said`, `kept`."""
    return MARKS[stance][0]


def stance_in_words(stance: str, negative: bool = False) -> str:
    """What the mark is called. Of a negative claim it is spelt out, since "corroborates none" misleads."""
    if negative and stance == "corroborates":
        return _("Corroborates: there were none")
    if negative and stance == "contradicts":
        return _("Contradicts: there was one")
    return {
        "corroborates": _("Corroborates"),
        "contradicts": _("Contradicts"),
        "context": _("Context"),
        "said": _("Said here"),
        "kept": _("Kept, to judge later"),
    }[stance]


@register.inclusion_tag("components/stance.html")
def stance(value: str, negative: bool = False) -> dict[str, Any]:
    """Icon and word for a stance: `{% stance evidence.stance negative=claim.is_negative %}`."""
    name, drawing = MARKS[value]
    return {"mark": name, "icon_name": drawing, "words": stance_in_words(value, negative)}


@register.inclusion_tag("components/touches.html", takes_context=True)
def touches(context: Any, public: str) -> dict[str, Any]:
    """What a change of that object would touch: `{% touches source.public_id %}`."""
    return touched_by(public, context["request"].user)


@register.inclusion_tag("components/grade.html")
def grade(reliability: str | None = None, credibility: int | None = None, retracted: Any = None) -> dict[str, Any]:
    """The two grades: `{% grade source.reliability evidence.credibility retracted=source.retracted_at %}`.

    None: not graded, never F. `retracted`: the desk relies on the source no longer.
    """
    parts = [reliability_in_words(reliability)]
    if retracted:
        parts.insert(0, _("relied on no longer"))
    if credibility:
        parts.append(credibility_in_words(credibility))
    return {
        "reliability": reliability,
        "credibility": credibility,
        "retracted": bool(retracted),
        "words": "; ".join(parts),
    }


@register.inclusion_tag("components/person.html")
def person(user: Any, avatar: bool = True) -> dict[str, Any]:
    """A person's name, with initials before it: `{% person evidence.linked_by avatar=False %}`."""
    return {"name": str(user) if user else "", "avatar": avatar}


@register.inclusion_tag("components/chip.html")
def chip(text: str, tone: str = "", icon: str = "") -> dict[str, Any]:
    """A short state. Tones: "" (plain), go, warn, ok, bad."""
    return {"text": text, "tone": tone, "icon_name": icon}


@register.filter
def initials(name: Any) -> str:
    return words.initials(str(name))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A moment in prose, in UTC and saying so: 21 Aug 2020, 09:14 UTC."""
    if value is None:
        return ""
    utc = value.astimezone(UTC)
    text = date_format(utc, "j M Y, H:i")
    return format_html('<time datetime="{}">{} UTC</time>', utc.isoformat(timespec="seconds"), text)


@register.filter
def stamp(value: datetime | None) -> SafeString | str:
    """A moment in a table, where columns align: 2020-08-21 09:14."""
    if value is None:
        return ""
    utc = value.astimezone(UTC)
    return format_html(
        '<time class="num" datetime="{}">{}</time>',
        utc.isoformat(timespec="seconds"),
        f"{utc:%Y-%m-%d %H:%M}",
    )


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A day in prose: 21 Aug 2020."""
    if value is None:
        return ""
    as_date = value.astimezone(UTC).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', as_date.isoformat(), date_format(as_date, "j M Y"))


@register.filter
def isoday(value: date | datetime | None) -> SafeString | str:
    """A day in a table: 2020-08-21."""
    if value is None:
        return ""
    as_date = value.astimezone(UTC).date() if isinstance(value, datetime) else value
    return format_html('<time class="num" datetime="{0}">{0}</time>', as_date.isoformat())


@register.filter
def age(since: datetime) -> SafeString:
    """For how long something has waited, in whole days: a glance says whether it is long."""
    days = (timezone.localdate() - since.astimezone(UTC).date()).days
    text = ngettext("for a day", "for %(n)d days", days) % {"n": days} if days > 0 else _("since today")
    return format_html('<time datetime="{}">{}</time>', since.astimezone(UTC).isoformat(timespec="seconds"), text)


@register.filter
def is_past(value: date | None) -> bool:
    """Whether the day is over."""
    return value is not None and value < timezone.localdate()


@register.filter
def number(value: Decimal | str | None) -> str:
    """A number with its digits grouped and no empty decimals: 18,000; 2.5."""
    return grouped(value)


@register.filter
def number_to(low: Decimal | str | None, high: Decimal | str | None) -> str:
    """A value, or a range of values: `{{ low|number_to:high }}`."""
    return grouped_range(low, high)


@register.simple_tag
def diff(before: Any, after: Any) -> SafeString:
    """What changed, word by word, in `<ins>` and `<del>`. None is shown as "nothing"."""
    nothing = pgettext("an empty value in a history", "nothing")
    old, new = (nothing if text in (None, "") else str(text) for text in (before, after))
    tags = {words.Kind.REMOVED: "<del>{}</del>", words.Kind.ADDED: "<ins>{}</ins>", words.Kind.SAME: "{}"}
    parts = [(format_html(tags[part.kind], part.text),) for part in words.compare(old, new)]
    return format_html('<span class="diff" dir="auto">{}</span>', format_html_join("", "{}", parts))
