"""What is still open on a verdict, as information: nothing in this list blocks anything.

What does block (no rating, no conclusion) is refused by `submit_verdict`; the list says it early.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.claims.models import Claim, Kind
from factcheck.evidence.models import Evidence, Stance
from factcheck.verdicts.models import Rating, Verdict
from factcheck.verdicts.policy.evaluate import Result
from factcheck.verdicts.references import references, unreferenced


@dataclass(frozen=True)
class Point:
    """One line of the list: settled, open, to come later by somebody else's hand, or a rule that does not apply."""

    mark: Literal["ok", "miss", "later", "none"]
    text: str
    detail: str = ""
    # A rule of the policy, which whoever approves closes with a reason where it is open.
    is_rule: bool = False


#: The lines of the list that say the same as a rule; where the policy asks for the rule, it speaks.
_AGAINST, _SEARCH, _APPROVER = "against_referenced", "documented_search", "approver_apart"
_MARKS: dict[str, Literal["ok", "miss", "none"]] = {"pass": "ok", "open": "miss", "not_applicable": "none"}


def missing(verdict: Verdict) -> tuple[str, ...]:
    """What keeps the verdict from being sent for review, in words; empty if nothing."""
    lacking = []
    if verdict.claim.takes_rating and verdict.rating_id is None:
        lacking.append(_("a rating"))
    if not verdict.conclusion:
        lacking.append(_("a conclusion"))
    return tuple(lacking)


def open_points(
    verdict: Verdict, evidence: Sequence[Evidence], *, searched: bool, results: Sequence[Result] = ()
) -> tuple[Point, ...]:
    """The one list for a verdict that is worked on: what a text needs, and what each rule of the policy says.

    `evidence` stands on the board, `searched`: a search is documented.
    """
    asked = {result.policy_rule.rule for result in results if result.outcome != "not_applicable"}
    points = [*_texts(verdict), _references(verdict)]
    if _AGAINST not in asked:
        points += _against(verdict, evidence)
    if verdict.claim.kind == Kind.NEGATIVE and _SEARCH not in asked:
        points.append(_point(searched, _("Documented search for a negative"), _("No documented search for a negative")))
    return (*points, *_ruled(results), _second_person(verdict, bool(evidence) and _asks_who(results, verdict.claim)))


def _asks_who(results: Sequence[Result], claim: Claim) -> bool:
    """Whether a rule asks something of whoever will approve."""
    rows = [result.policy_rule for result in results if result.policy_rule.rule == _APPROVER]
    return any(not row.kinds or claim.kind in row.kinds for row in rows)


def _ruled(results: Sequence[Result]) -> list[Point]:
    """A line for each rule; what is told of who approves is said in another."""
    return [
        Point(_MARKS[result.outcome], result.title, result.detail, is_rule=True)
        for result in results
        if not (result.policy_rule.rule == _APPROVER and result.outcome == "not_applicable")
    ]


def _point(settled: bool, ok: str, miss: str) -> Point:
    return Point("ok", ok) if settled else Point("miss", miss)


def _texts(verdict: Verdict) -> list[Point]:
    points = []
    if verdict.claim.takes_rating:
        points.append(_point(verdict.rating_id is not None, _("Rating chosen"), _("No rating yet")))
    points.append(_point(bool(verdict.conclusion), _("Conclusion written"), _("No conclusion yet")))
    points.append(_point(bool(verdict.explanation), _("Explanation written"), _("No explanation yet")))
    return points


def _references(verdict: Verdict) -> Point:
    count = len(unreferenced(verdict.explanation))
    return _point(
        not count,
        _("Each quotation, number and date has a reference"),
        ngettext(
            "%(count)d quotation, number or date without a reference",
            "%(count)d quotations, numbers or dates without a reference",
            count,
        )
        % {"count": count},
    )


def _against(verdict: Verdict, evidence: Iterable[Evidence]) -> list[Point]:
    """Evidence against the rating that the explanation passes over in silence."""
    stance = opposing_stance(verdict.rating)
    against = [piece for piece in evidence if piece.stance == stance] if stance else []
    if not against:
        return []
    named = references(verdict.explanation)
    silent = [piece.public_id for piece in against if piece.public_id not in named]
    return [
        _point(
            not silent,
            _("Evidence against it is referenced"),
            _("Evidence against it is not referenced: %(ids)s") % {"ids": ", ".join(silent)},
        )
    ]


def opposing_stance(rating: Rating | None) -> Stance | None:
    """The stance that speaks against a rating; None in the middle of the scale and outside of it."""
    if rating is None or rating.value is None:
        return None
    values = [item.value for item in rating.scale.ratings.all() if item.value is not None]
    middle = (min(values) + max(values)) / 2
    if rating.value == middle:
        return None
    return Stance.CONTRADICTS if rating.value > middle else Stance.CORROBORATES


def _second_person(verdict: Verdict, is_asked: bool) -> Point:
    """`is_asked`: a rule asks of that person too, and what it will say depends on who that is."""
    text = _("Approval by someone other than %(names)s") % {"names": author_names(verdict) or _("its author")}
    detail = _("Whether they linked most of the evidence is told at approval.") if is_asked else ""
    return Point("later", text, detail, is_rule=is_asked)


def author_names(verdict: Verdict) -> str:
    """The names of those who wrote the verdict, the first to write first."""
    authors = verdict.authors.select_related("user").order_by("since", "id")
    return ", ".join(str(author.user) for author in authors)


def has_search(claim: Claim) -> bool:
    return claim.searches.filter(withdrawn_at=None).exists()
