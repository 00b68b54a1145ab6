"""Figures on the desk's work: how long it takes, what is open, what was corrected."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.desk.claim_stages import still_open
from factcheck.desk.figures.figure import Days, Figure, Line
from factcheck.evidence.models import Evidence
from factcheck.reports.models import Publication
from factcheck.verdicts.models import Review, Submission, Verdict
from factcheck.web.period import Period

#: From when to when a step took; None where it was not taken.
type Span = tuple[datetime | None, datetime | None]

#: Whole days below which a claim falls into a group of ages.
AGES = (1, 7, 30, 90)


def stages(user: User, period: Period) -> Figure:
    """Median time between the steps, of first versions that were published in the period."""
    published = Publication.objects.filter(
        verdict__in=Verdict.objects.visible_to(user).filter(revises=None), **period.of("published_at")
    )
    rows = list(published.values_list("verdict", "verdict__claim", "verdict__claim__created_at", "published_at"))
    claims, verdicts = [row[1] for row in rows], [row[0] for row in rows]
    linked = dict(
        Evidence.objects.filter(claim__in=claims).order_by().values_list("claim").annotate(first=Min("linked_at"))
    )
    sent = dict(
        Submission.objects.filter(verdict__in=verdicts).order_by().values_list("verdict").annotate(Min("submitted_at"))
    )
    approvals = Review.objects.filter(submission__verdict__in=verdicts, decision=Review.Decision.APPROVE)
    approved = dict(approvals.order_by().values_list("submission__verdict").annotate(Min("decided_at")))
    steps: dict[str, list[Span]] = {
        _("From intake to the first evidence"): [(made, linked.get(claim)) for _v, claim, made, _p in rows],
        _("From there to the first sending"): [(linked.get(claim), sent.get(key)) for key, claim, _m, _p in rows],
        _("From there to the approval"): [(sent.get(key), approved.get(key)) for key, _c, _m, _p in rows],
        _("From there to the publication"): [(approved.get(key), out) for key, _c, _m, out in rows],
        _("All of it"): [(made, out) for _v, _c, made, out in rows],
    }
    return Figure(
        "stages",
        _("From intake to verdict"),
        _("Median time between the steps, of first versions published in the period."),
        (_("Step"), _("Median"), _("Longest"), _("Claims")),
        tuple(_durations(label, pairs) for label, pairs in steps.items()),
        unit=_("days"),
        empty=_("Nothing was published in this period."),
        zero_counts=True,
        plain_heads=(_("Step"), _("Median, days"), _("Longest, days"), _("Claims")),
    )


def _durations(label: str, pairs: Iterable[Span]) -> Line:
    # A date of publication told later may lie before the approval that the desk recorded: that took no time.
    days = [max(0.0, (end - start) / timedelta(days=1)) for start, end in pairs if start and end]
    if not days:
        return Line(label, None, (None, None, "0"))
    middle = Days(median(days))
    # No bar for what is not told apart in words.
    drawn = middle if middle * 24 >= 1 else Days(0)
    return Line(label, drawn, (middle, Days(max(days)), str(len(days))))


def open_work(user: User, _period: Period) -> Figure:
    """Claims on which something is left to be done, by how long ago they came in: as of now, whatever the period."""
    now = timezone.now()
    ages: Counter[int] = Counter()
    late = 0
    for made, due in still_open(Claim.objects.visible_to(user)).order_by().values_list("created_at", "due_on"):
        days = (now - made).days
        ages[next((bound for bound in AGES if days < bound), 0)] += 1
        late += due is not None and due < timezone.localdate()
    between = [(to, _("%(from)s to %(to)s days") % {"from": start, "to": to - 1}) for start, to in pairwise(AGES)]
    labels = [(AGES[0], _("under a day")), *between, (0, _("90 days and more"))]
    lines = [Line(label, ages[bound], (str(ages[bound]),)) for bound, label in labels]
    late_words = ngettext("%(n)s of them is late.", "%(n)s of them are late.", late) % {"n": late}
    return Figure(
        "open",
        _("Open work by age"),
        _("Claims on which something is left to be done, as of now.") + (f" {late_words}" if late else ""),
        (_("Came in"), _("Claims")),
        tuple(lines),
        empty=_("Nothing is open."),
        links=((_("The open claims"), f"{reverse('claims:list')}?stage=open"),),
    )


def corrections(user: User, period: Period) -> Figure:
    """What was said anew to readers, by what it was to them; and what was taken back altogether."""
    out = Verdict.objects.visible_to(user).filter(publication__isnull=False)
    revised = out.exclude(revises=None).filter(**period.of("publication__published_at"))
    kinds = Counter(revised.values_list("kind_of_change", flat=True))
    lines = [Line(capfirst(str(label)), kinds[value], (str(kinds[value]),)) for value, label in Verdict.Change.choices]
    withdrawn = out.filter(state="withdrawn", **period.of("updated_at")).count()
    lines.append(Line(_("Withdrawn"), withdrawn, (str(withdrawn),)))
    return Figure(
        "corrections",
        _("Corrections"),
        _("Revisions published in the period by their kind, and published verdicts that were withdrawn."),
        (_("Kind"), _("Verdicts")),
        tuple(lines),
        empty=_("Nothing was corrected in this period."),
    )
