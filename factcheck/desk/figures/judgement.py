"""Figures on what the desk found, and on what: ratings, topics, sources, grades."""

from collections import Counter

from django.db.models import CharField, Count, F, Func, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.desk.figures.figure import Figure, Line
from factcheck.documents.models import Document
from factcheck.sources.models import Reliability, Source
from factcheck.verdicts.models import FrozenEvidence, Review, State, Submission, Verdict
from factcheck.web.period import Period

#: How many lines a figure of many has.
MOST = 15


def approved(user: User, period: Period) -> QuerySet[Submission]:
    """The submissions that were approved in the period."""
    return Submission.objects.filter(
        verdict__in=Verdict.objects.visible_to(user),
        review__decision=Review.Decision.APPROVE,
        **period.of("review__decided_at"),
    )


def ratings(user: User, period: Period) -> Figure:
    found = approved(user, period).order_by().values("rating_label", "rating_value").annotate(n=Count("pk"))
    # As they are offered: along the range from the worst label to the best, then those outside of it.
    order = sorted(found, key=lambda row: (row["rating_value"] is None, row["rating_value"] or 0, -row["n"]))
    lines = [Line(row["rating_label"] or _("without a rating"), row["n"], (str(row["n"]),)) for row in order]
    return Figure(
        "ratings",
        _("Verdicts by rating"),
        _("Versions of verdicts approved in the period."),
        (_("Rating"), _("Verdicts")),
        tuple(lines),
        empty=_("No verdict was approved in this period."),
    )


def topics(user: User, period: Period) -> Figure:
    """By the tags that the claims have now; a claim with two is counted under both."""
    tag = Func(F("claim__tags"), function="unnest", output_field=CharField())
    rows = approved(user, period).order_by().annotate(tag=tag).values_list("tag", "rating_label")
    counts, labels = Counter(rows), Counter(topic for topic, _label in rows)
    lines = []
    for topic, total in sorted(labels.items(), key=lambda item: (-item[1], item[0]))[:MOST]:
        by_rating = [(label or _("without a rating"), n) for (of, label), n in counts.items() if of == topic]
        words = ", ".join(f"{label} {n}" for label, n in sorted(by_rating, key=lambda item: (-item[1], item[0])))
        lines.append(Line(topic, total, (str(total), words)))
    return Figure(
        "topics",
        _("Verdicts by topic"),
        _("By the tags of their claims; a claim with two tags is counted under both."),
        (_("Tag"), _("Verdicts"), _("Ratings")),
        tuple(lines),
        empty=_("No claim with a tag was approved in this period."),
    )


def _standing(user: User, period: Period) -> QuerySet[Submission]:
    """Of each claim what was approved last, unless it was withdrawn or the period has another's date."""
    latest = approved(user, Period()).filter(verdict__state__in=(State.APPROVED, State.PUBLISHED))
    latest = latest.order_by("claim_id", "-review__decided_at", "-pk").distinct("claim_id")
    return Submission.objects.filter(pk__in=latest.values("pk"), **period.of("review__decided_at"))


def _rests_on(user: User, period: Period) -> QuerySet[FrozenEvidence]:
    seen = Document.objects.visible_to(user)
    return FrozenEvidence.objects.filter(
        submission__in=_standing(user, period), evidence__passage__document__in=seen
    ).order_by()


def sources(user: User, period: Period) -> Figure:
    source = F("evidence__passage__document__source")
    merged_into = F("evidence__passage__document__source__merged_into")
    found = list(
        _rests_on(user, period)
        # Without a footnote it was only considered.
        .filter(reference__isnull=False)
        .values(standing_source=Coalesce(merged_into, source))
        .annotate(n=Count("evidence", distinct=True), verdicts=Count("submission", distinct=True))
        .order_by("-verdicts", "-n", "standing_source")[:MOST]
    )
    known = Source.objects.in_bulk([row["standing_source"] for row in found if row["standing_source"]])
    lines = []
    for row in found:
        one = known.get(row["standing_source"])
        label, url = (_named(one), reverse("sources:detail", args=[one.pk])) if one else (_("source not known"), "")
        lines.append(Line(label, row["verdicts"], (str(row["verdicts"]), str(row["n"])), url))
    return Figure(
        "sources",
        _("Sources most relied on"),
        _(
            "In how many verdicts the explanation refers to them, and to how many of their passages. Of each claim"
            " the verdict that stands is counted, where it was approved in the period; what was only considered is not."
        ),
        (_("Source"), _("Verdicts"), _("Passages")),
        tuple(lines),
        empty=_("No verdict was approved in this period."),
    )


def _named(source: Source) -> str:
    if source.retracted_at is None:
        return source.name
    return _("%(source)s (relied on no longer)") % {"source": source.name}


def grades(user: User, period: Period) -> Figure:
    """By the grade that the source had when the verdict was sent for review."""
    found = dict(_rests_on(user, period).values_list(KT("content__grade")).annotate(n=Count("pk")))
    total = sum(found.values())
    lines = []
    for value, label in [*Reliability.choices, ("", _("not graded"))]:
        n = found.get(value, 0)
        share = round(100 * n / total, 1) if total else 0.0
        lines.append(Line(str(label), share, (share, str(n))))
    return Figure(
        "grades",
        _("Evidence by grade of its source"),
        _(
            "Share of the evidence of the verdicts that stand, each claim once, where they were approved in the"
            " period; by the grade at the time they were sent for review."
        ),
        (_("Grade"), _("Share, %"), _("Passages")),
        tuple(lines) if total else (),
        unit="%",
        empty=_("No verdict was approved in this period."),
    )
