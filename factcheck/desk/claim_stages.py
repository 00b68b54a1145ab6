"""How far each claim has come, said in one place: the list, the workbench and the desk all ask here.

A claim's stage is the state of its newest verdict; before there is one, it is *researching* as soon as anything
stands on its board, and *new* until then. It is derived, never stored, so it can't disagree with the verdict.

The two halves of this file say the same thing from two sides: `with_stage` computes the stage of the rows that a
page shows, `in_stage` finds the claims of a stage by indexes, without computing it for every claim there is.
"""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from factcheck.claims.models import Claim, ClaimQuerySet
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


def with_stage(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Add `stage` to each row, a value of Stage."""
    newest = Verdict.objects.filter(claim=OuterRef("pk")).order_by("-number").values("state")[:1]
    return claims.annotate(newest_state=Subquery(newest)).annotate(
        stage=Case(
            When(newest_state__isnull=False, then=F("newest_state")),
            When(_has_a_board(), then=Value(Stage.RESEARCHING.value)),
            default=Value(Stage.NEW.value),
            output_field=CharField(),
        )
    )


def stage_of(claim: Claim) -> Stage:
    """The stage of a row that `with_stage` fetched."""
    return Stage(getattr(claim, "stage"))  # noqa: B009  mypy does not see annotations


def in_stage(claims: ClaimQuerySet, *stages: Stage) -> ClaimQuerySet:
    """Only the claims that are at one of these stages."""
    wanted = Q(pk__in=[])
    if states := [stage for stage in stages if stage.value in State.values]:
        wanted |= _newest_verdict_is(*states)
    if Stage.RESEARCHING in stages:
        wanted |= Q(_has_a_board()) & ~_has_a_verdict()
    if Stage.NEW in stages:
        wanted |= ~_has_a_board() & ~_has_a_verdict()
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


def _has_a_board() -> Q:
    """Whether anything stands on the board: evidence, a search or an enquiry."""
    board = Q()
    for model in (Evidence, DocumentedSearch, Enquiry):
        board |= Q(Exists(model._default_manager.filter(claim=OuterRef("pk"), withdrawn_at=None)))
    return board
