"""How far each claim has come, said in one place: the list, the workbench and the desk all ask here.

A claim's stage is the state of its newest verdict; before there is one, it is *researching* as soon as anything
stands on its board, and *new* until then. It is derived, never stored, so it can't disagree with the verdict.

The two halves of this file say the same thing from two sides: `stages_of` computes the stages of the claims that
a page shows, `in_stage` finds the claims of a stage by indexes, without computing it for every claim there is.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from factcheck.claims.models import ClaimQuerySet
from factcheck.evidence.models import DocumentedSearch, Enquiry, Evidence
from factcheck.verdicts.models import State, Verdict


class Stage(TextChoices):
    NEW = "new", _("new")
    RESEARCHING = "researching", _("researching")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def tone(self) -> str:
        """The tone of its chip; the word says it too."""
        if self in {Stage.RESEARCHING, Stage.DRAFT, Stage.IN_REVIEW}:
            return "go"
        return {Stage.RETURNED: "warn", Stage.PUBLISHED: "ok", Stage.APPROVED: "ok", Stage.WITHDRAWN: "bad"}.get(
            self, ""
        )


#: Nothing is left to be done on these.
SETTLED = (Stage.PUBLISHED, Stage.WITHDRAWN)
type OnBoard = Evidence | DocumentedSearch | Enquiry

#: What makes a claim one that is researched; the most usual first.
ON_BOARD: tuple[type[OnBoard], ...] = (Evidence, DocumentedSearch, Enquiry)


def stages_of(claims: Collection[int]) -> dict[int, Stage]:
    """The stage of each of these claims, by their keys."""
    verdicts = Verdict.objects.filter(claim__in=claims).order_by("number")
    return with_stages(claims, dict(verdicts.values_list("claim", "state")), ON_BOARD)


def with_stages(claims: Collection[int], known: Mapping[int, str], to_ask: Sequence[type[OnBoard]]) -> dict[int, Stage]:
    """The same where a page has looked at the verdicts itself: `known` are stages by them, and by what it saw of the
    boards; `to_ask` is what else may be there.

    Asked in plain queries, the rarer of them only for claims that the ones before left open: as one column of
    subqueries it took the ORM and PostgreSQL several times as long.
    """
    stages = dict.fromkeys(claims, Stage.NEW) | {claim: Stage(stage) for claim, stage in known.items()}
    for model in to_ask:
        if bare := [claim for claim, stage in stages.items() if stage == Stage.NEW]:
            rows = model._default_manager.filter(claim__in=bare, withdrawn_at=None).order_by()
            stages |= dict.fromkeys(rows.values_list("claim", flat=True), Stage.RESEARCHING)
    return stages


def in_stage(claims: ClaimQuerySet, *stages: Stage) -> ClaimQuerySet:
    """Only the claims that are at one of these stages."""
    wanted = Q(pk__in=[])
    if states := [stage for stage in stages if stage.value in State.values]:
        wanted |= _newest_verdict_is(*states)
    if Stage.RESEARCHING in stages:
        wanted |= ~_nothing_on_board() & ~_has_a_verdict()
    if Stage.NEW in stages:
        wanted |= _nothing_on_board() & ~_has_a_verdict()
    return claims.filter(wanted)


def still_open(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Only the claims on which something is left to be done."""
    return claims.exclude(_newest_verdict_is(*SETTLED))


def _newest_verdict_is(*stages: Stage) -> Q:
    newer = Verdict.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
    newest = Verdict.objects.filter(~Exists(newer), state__in=[stage.value for stage in stages])
    return Q(pk__in=newest.values("claim"))


def _has_a_verdict() -> Q:
    return Q(Exists(Verdict.objects.filter(claim=OuterRef("pk"))))


def _nothing_on_board() -> Q:
    """Whether the board is empty: no evidence, no search, no enquiry. Each apart, for which PostgreSQL has a join."""
    empty = Q()
    for model in ON_BOARD:
        empty &= ~Q(Exists(model._default_manager.filter(claim=OuterRef("pk"), withdrawn_at=None)))
    return empty
