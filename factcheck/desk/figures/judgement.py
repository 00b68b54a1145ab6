"""Figures on what the desk found, and on what: ratings, topics, sources, grades."""

from collections import Counter

from django.db.models import CharField, Count, F, Func, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.desk.figures.figure import Figure, Line
from factcheck.documents.models import Document
from factcheck.sources.models import Reliability
from factcheck.verdicts.models import FrozenEvidence, Review, Submission, Verdict
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


def _relied_on(user: User, period: Period) -> "QuerySet[FrozenEvidence]":
    seen = Document.objects.visible_to(user)
    return FrozenEvidence.objects.filter(
        submission__in=approved(user, period), evidence__passage__document__in=seen
    ).order_by()


def sources(user: User, period: Period) -> Figure:
    found = (
        _relied_on(user, period)
        .values("evidence__passage__document__source", "evidence__passage__document__source__name")
        .annotate(n=Count("pk"), verdicts=Count("submission__verdict", distinct=True))
        .order_by("-verdicts", "-n")[:MOST]
    )
    lines = []
    for row in found:
        key, name = row["evidence__passage__document__source"], row["evidence__passage__document__source__name"]
        url = reverse("sources:detail", args=[key]) if key else ""
        label = name or _("source not known")
        lines.append(Line(label, row["verdicts"], (str(row["verdicts"]), str(row["n"])), url))
    return Figure(
        "sources",
        _("Sources most relied on"),
        _("In how many approved verdicts of the period they stand as evidence, and with how many passages."),
        (_("Source"), _("Verdicts"), _("Passages")),
        tuple(lines),
        empty=_("No verdict was approved in this period."),
    )


def grades(user: User, period: Period) -> Figure:
    """By the grade that the source had when the verdict was sent for review."""
    found = dict(_relied_on(user, period).values_list(KT("content__grade")).annotate(n=Count("pk")))
    total = sum(found.values())
    lines = []
    for value, label in [*Reliability.choices, ("", _("not graded"))]:
        n = found.get(value, 0)
        share = round(100 * n / total, 1) if total else 0.0
        lines.append(Line(str(label), share, (share, str(n))))
    return Figure(
        "grades",
        _("Evidence by grade of its source"),
        _("Share of the evidence of approved verdicts, by the grade at the time it was sent for review."),
        (_("Grade"), _("Share, %"), _("Passages")),
        tuple(lines) if total else (),
        unit="%",
        empty=_("No verdict was approved in this period."),
    )
