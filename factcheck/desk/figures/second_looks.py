"""Figures on what a second look changed: opinions, rules, suggestions."""

from collections import Counter

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import ClaimSuggestion
from factcheck.desk.figures.figure import Figure, Line
from factcheck.evidence.models import EvidenceSuggestion
from factcheck.verdicts.agreement_figures import compared_pairs
from factcheck.verdicts.models import Review, RuleResult, Verdict
from factcheck.verdicts.policy.catalogue import title_of
from factcheck.web.period import Period


def agreement(user: User, period: Period) -> Figure:
    """Pairs of blind opinions, by whether they agreed and how they were settled."""
    pairs = compared_pairs(user, since=period.since, until=period.until)
    settled = [pair for pair in pairs if pair.round.settled_at]
    counts = (
        (_("The same rating"), sum(pair.agree for pair in pairs)),
        (_("Different ratings"), sum(not pair.agree for pair in pairs)),
        (_("Settled differently from one of the two"), sum(len(p.settled_differently_from) == 1 for p in settled)),
        (_("Settled differently from both"), sum(len(pair.settled_differently_from) == 2 for pair in settled)),
    )
    return Figure(
        "agreement",
        _("Second opinions"),
        _("Pairs of blind opinions whose second one came in during the period."),
        (_("Outcome"), _("Pairs")),
        tuple(Line(label, n, (str(n),)) for label, n in counts),
        empty=_("Nobody was asked for a blind second opinion in this period."),
        links=((_("Kappa, and the pairs behind it"), reverse("verdicts:agreement")),),
    )


def returns(user: User, period: Period) -> Figure:
    """What second people decided: approvals, and what went back to its author."""
    reviews = Review.objects.filter(submission__verdict__in=Verdict.objects.visible_to(user), **period.of("decided_at"))
    found = Counter(reviews.values_list("decision", flat=True))
    lines = [Line(capfirst(str(label)), found[value], (str(found[value]),)) for value, label in Review.Decision.choices]
    return Figure(
        "returns",
        _("What second people decided"),
        _("Submissions that were approved, and that went back to their authors, in the period."),
        (_("Decision"), _("Submissions")),
        tuple(lines),
        empty=_("Nothing was reviewed in this period."),
    )


def overrides(user: User, period: Period) -> Figure:
    """Rules that were open when a verdict was approved, each closed with a reason that is printed."""
    results = RuleResult.objects.filter(
        submission__verdict__in=Verdict.objects.visible_to(user),
        moment=RuleResult.Moment.APPROVAL,
        **period.of("decided_at"),
    ).exclude(outcome=RuleResult.Outcome.NOT_APPLICABLE)
    counted = (
        results.order_by()
        .values("policy_rule__rule")
        .annotate(asked=Count("pk"), closed=Count("pk", filter=Q(outcome=RuleResult.Outcome.OPEN)))
    )
    rows = sorted(counted, key=lambda row: (-row["closed"], row["policy_rule__rule"]))
    lines = [
        Line(title_of(row["policy_rule__rule"]), row["closed"], (str(row["closed"]), str(row["asked"]))) for row in rows
    ]
    return Figure(
        "overrides",
        _("Rules closed with a reason"),
        _("How often a rule was open when a verdict was approved, out of how often it was asked."),
        (_("Rule"), _("Closed with a reason"), _("Asked")),
        tuple(lines),
        empty=_("No rule was open at an approval of this period."),
    )


def suggestions(user: User, period: Period) -> Figure:
    """What people answered to suggested evidence and to suggested claims; what was taken back is left out."""
    lines = []
    for model, what in ((EvidenceSuggestion, _("Evidence")), (ClaimSuggestion, _("Claims"))):
        answers = model._default_manager.visible_to(user).standing().filter(**period.of("decided_at"))
        found = Counter(answers.values_list("decision", flat=True))
        total = sum(found.values())
        for value, label in model.Decision.choices:
            share = 100 * found[value] / total if total else 0.0
            lines.append(Line(f"{what}: {label}", found[value], (str(found[value]), share)))
    return Figure(
        "suggestions",
        _("Suggestions and their answers"),
        _("What people made of what was proposed to them in the period."),
        (_("Answer"), _("Suggestions"), _("Share, %")),
        tuple(lines),
        empty=_("No suggestion was answered in this period."),
    )
