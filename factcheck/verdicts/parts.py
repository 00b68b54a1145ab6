"""The parts and readings of a claim with what is agreed on each: for its page, its verdict, and its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.claims.models import Claim
from factcheck.verdicts.models import Review, State, Verdict
from factcheck.verdicts.rollup import Basis, Rated, Suggestion, suggestion_from_parts, suggestion_from_readings

#: Of these a second person has agreed to the rating.
AGREED = (State.APPROVED, State.PUBLISHED)


@dataclass(frozen=True)
class Part:
    """A part or a reading. `verdict`: the latest that a second person agreed to, at `agreed_at`, and that stands."""

    claim: Claim
    verdict: Verdict | None
    agreed_at: datetime | None = None

    @property
    def rated(self) -> Rated:
        rating = self.verdict.rating if self.verdict else None
        if rating is None:
            return Rated(self.claim.public_id, takes_rating=self.claim.takes_rating)
        values = [item.value for item in rating.scale.ratings.all() if item.value is not None]
        return Rated(
            public_id=self.claim.public_id,
            label=rating.label,
            value=rating.value,
            scale=str(rating.scale),
            worst=min(values, default=None),
        )


@dataclass(frozen=True)
class Parts:
    """What a claim is taken apart into; both are empty for most claims."""

    parts: tuple[Part, ...]
    readings: tuple[Part, ...]

    def __bool__(self) -> bool:
        return bool(self.parts or self.readings)

    @property
    def suggested(self) -> str:
        """What the parts suggest, in words; empty without parts."""
        return in_words(suggestion_from_parts([part.rated for part in self.parts])) if self.parts else ""

    @property
    def suggested_by_readings(self) -> str:
        return readings_in_words([part.rated for part in self.readings]) if self.readings else ""


def parts_of(claim: Claim) -> Parts:
    """The parts and readings of a claim, in the order they were written down; three queries, however many."""
    claims = list(claim.parts.order_by("pk"))
    if not claims:
        return Parts((), ())
    agreed = Verdict.objects.filter(claim__in=claims, state__in=AGREED).order_by("number")
    approvals = Q(submissions__review__decision=Review.Decision.APPROVE)
    dated = agreed.annotate(agreed_at=Max("submissions__review__decided_at", filter=approvals))
    with_scales = dated.select_related("rating__scale").prefetch_related("rating__scale__ratings")
    latest = {verdict.claim_id: verdict for verdict in with_scales}
    found = [_part(item, latest.get(item.pk)) for item in claims]
    return Parts(
        parts=tuple(part for part in found if not part.claim.reading),
        readings=tuple(part for part in found if part.claim.reading),
    )


def _part(claim: Claim, verdict: Any) -> Part:
    return Part(claim, verdict, verdict.agreed_at if verdict else None)


def in_words(found: Suggestion) -> str:
    """What its parts suggest for a claim, with what that rests on."""
    names = {"label": found.label, "parts": ", ".join(found.because)}
    said = {
        Basis.ALL_SAME: _("All parts are rated “%(label)s” (%(parts)s)."),
        Basis.LOWEST: _(
            "“%(label)s”, the lowest of its parts (%(parts)s): a claim that asserts all of them is no truer than the "
            "least true. Choose otherwise if that part is not central, and say so."
        ),
        Basis.AT_MOST: _("At most “%(label)s”, the lowest of its parts so far (%(parts)s)."),
        Basis.SEVERAL_SCALES: _("Its parts are rated on different scales (%(parts)s), which can't be compared."),
        Basis.NOTHING_RATED: _("No part has an approved rating on the scale yet."),
    }[found.basis]
    return " ".join([said % names, *_rest(found)])


def readings_in_words(readings: Sequence[Rated]) -> str:
    """What the readings of its words suggest for a claim."""
    found = suggestion_from_readings(readings)
    names = {"label": found.label, "parts": ", ".join(found.because)}
    said = {
        Basis.ALL_SAME: _("“%(label)s”, however the words are read (%(parts)s)."),
        Basis.DIFFERENT_READINGS: _(
            "The readings are rated differently (%(parts)s): say in the conclusion which one it speaks of."
        ),
        Basis.SEVERAL_SCALES: _("The readings are rated on different scales (%(parts)s), which can't be compared."),
        Basis.NOTHING_RATED: _("Not all readings have an approved rating yet."),
    }[found.basis]
    return " ".join([said % names, *_rest(found)])


def _rest(found: Suggestion) -> list[str]:
    rest = []
    if found.open:
        rest.append(_("Not rated yet: %(parts)s.") % {"parts": ", ".join(found.open)})
    if found.outside:
        rest.append(_("Outside the range of the scale: %(parts)s.") % {"parts": ", ".join(found.outside)})
    if found.left_out:
        words = ngettext("One takes no rating.", "%(n)d take no rating.", found.left_out)
        rest.append(words % {"n": found.left_out})
    return rest


def frozen_parts(claim: Claim) -> list[dict[str, Any]]:
    """What a submission copies of them: each with the rating that was agreed on by then, if any."""
    found = parts_of(claim)
    return [_frozen(part) for part in (*found.parts, *found.readings)]


def _frozen(part: Part) -> dict[str, Any]:
    verdict, rating = part.verdict, part.verdict.rating if part.verdict else None
    values = [item.value for item in rating.scale.ratings.all() if item.value is not None] if rating else []
    return {
        "public_id": part.claim.public_id,
        "statement": part.claim.statement,
        "reading": part.claim.reading,
        "takes_rating": part.claim.takes_rating,
        "verdict": verdict.public_id if verdict else "",
        "state": verdict.state if verdict else "",
        "agreed_on": part.agreed_at.isoformat() if part.agreed_at else "",
        "rating_label": rating.label if rating else "",
        "rating_value": rating.value if rating else None,
        "scale": str(rating.scale) if rating else "",
        "best": max(values, default=None),
        "worst": min(values, default=None),
        "conclusion": verdict.conclusion if verdict else "",
    }
