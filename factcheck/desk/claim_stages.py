"""How far each claim has come, said in one place: the list, the workbench and the desk all ask here.

A claim's stage is the state of its newest verdict; before there is one, it is what people decided about the work
(`claims/states.py`). What follows from a verdict is derived, never stored, so it can't disagree with it.

The two halves of this file say the same thing from two sides: `stages_of` computes the stages of the claims that
a page shows, `in_stage` finds the claims of a stage by indexes, without computing it for every claim there is.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, Lookup, OuterRef, Q, TextChoices
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from factcheck.claims.models import Claim, ClaimQuerySet, ClaimState
from factcheck.verdicts.models import State, Verdict


class Stage(TextChoices):
    NEW = "new", _("new")
    TRIAGED = "triaged", _("triaged")
    RESEARCHING = "researching", _("researching")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DROPPED = "dropped", _("dropped")

    @property
    def tone(self) -> str:
        """The tone of its chip; the word says it too."""
        if self in {Stage.RESEARCHING, Stage.DRAFT, Stage.IN_REVIEW}:
            return "go"
        return {Stage.RETURNED: "warn", Stage.PUBLISHED: "ok", Stage.APPROVED: "ok", Stage.WITHDRAWN: "bad"}.get(
            self, ""
        )


#: Nothing is left to be done on these.
_JUDGED = (Stage.PUBLISHED, Stage.WITHDRAWN)
SETTLED = (*_JUDGED, Stage.DROPPED)


def stages_of(claims: Collection[int]) -> dict[int, Stage]:
    """The stage of each of these claims, by their keys."""
    states = dict(Claim.objects.filter(pk__in=claims).order_by().values_list("pk", "state"))
    verdicts = Verdict.objects.filter(claim__in=claims).order_by("number")
    states |= dict(verdicts.values_list("claim", "state"))
    return {claim: Stage(state) for claim, state in states.items()}


def staged(claims: Iterable[Claim]) -> dict[int, Stage]:
    """The same of claims that a page has at hand."""
    states = {claim.pk: claim.state for claim in claims}
    verdicts = Verdict.objects.filter(claim__in=states).order_by("number")
    states |= dict(verdicts.values_list("claim", "state"))
    return {claim: Stage(state) for claim, state in states.items()}


def in_stage(claims: ClaimQuerySet, *stages: Stage) -> ClaimQuerySet:
    """Only the claims that are at one of these stages."""
    return claims.filter(_is_at(*stages))


def still_open(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Only the claims on which something is left to be done. One that was dropped has no verdict."""
    return claims.exclude(_newest_verdict_is(*_JUDGED)).exclude(state=ClaimState.DROPPED)


def _is_at(*stages: Stage) -> Q:
    found = Q(pk__in=[])
    if judged := [stage for stage in stages if stage.value in State.values]:
        found |= _newest_verdict_is(*judged)
    if decided := [stage.value for stage in stages if stage.value in ClaimState.values]:
        found |= Q(state__in=decided) & ~Q(Exists(Verdict.objects.filter(claim=OuterRef("pk"))))
    return found


def _newest_verdict_is(*stages: Stage) -> Q:
    return Q(_NewestVerdictIs(F("pk"), [stage.value for stage in stages]))


class _NewestVerdictIs(Lookup):
    """Whether the newest verdict on a claim is in one of these states: `filter(_NewestVerdictIs(F("pk"), states))`.

    Written out, since the list asks it several times over: of conditions inside conditions Django takes longer to write
    the query than PostgreSQL to answer it. And asked of each claim, since "not in" a list would make the whole list
    first, for a page of fifty claims too.
    """

    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        claim, params = self.process_lhs(compiler, connection)
        newer = "SELECT FROM verdicts_verdict w WHERE w.claim_id = v.claim_id AND w.number > v.number"
        newest = f"SELECT FROM verdicts_verdict v WHERE v.claim_id = {claim} AND v.state = ANY(%s)"
        return f"EXISTS ({newest} AND NOT EXISTS ({newer}))", (*params, list(self.rhs))
