"""The verdict in the rail of the claim's page: where it stands, what this person can do next, what is still open."""

from dataclasses import dataclass

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim, ClaimState
from factcheck.verdicts.actions import latest_submission
from factcheck.verdicts.models import Policy, State, Verdict
from factcheck.verdicts.open_points import Point, author_names, has_search, missing, open_points
from factcheck.verdicts.opinion_reading import Asked, asked_about
from factcheck.verdicts.policy.considering import considered, since_when
from factcheck.verdicts.policy.consistency import warnings
from factcheck.verdicts.policy.evaluate import judged, policy_in_force
from factcheck.verdicts.policy.gathering import evidence_seen, facts_of
from factcheck.verdicts.scales import Offered, ratings_offered

#: The tone of the chip for each state.
TONES = {
    State.IN_REVIEW: "go",
    State.RETURNED: "warn",
    State.APPROVED: "go",
    State.PUBLISHED: "ok",
    State.WITHDRAWN: "bad",
}


@dataclass(frozen=True)
class Panel:
    """What `verdicts/panel.html` shows.

    verdict: the one worked on, else the latest; None before the first. published: the one readers have, if it is
    another. reworded: the claim's wording has changed since what readers have.
    """

    claim: Claim
    verdict: Verdict | None
    published: Verdict | None
    tone: str
    offered: Offered
    authors: str
    missing: tuple[str, ...]
    noticed: "Noticed"
    reworded: bool
    # Two blind opinions: while they are open, nobody writes.
    asked: Asked
    # What this person may do now.
    may_write: bool
    may_start: bool
    may_publish: bool
    may_review: bool
    may_revise: bool
    may_withdraw: bool

    @property
    def points(self) -> tuple[Point, ...]:
        return self.noticed.points


def panel_for(claim: Claim, user: User) -> Panel:
    verdicts = list(Verdict.objects.visible_to(user).filter(claim=claim).select_related("claim", "rating__scale"))
    published = next((row for row in verdicts if row.state == State.PUBLISHED), None)
    verdict = next((row for row in verdicts if row.is_open), None) or published or next(iter(verdicts), None)
    writes, decides = user.has_role(Role.REVIEWER), user.has_role(Role.EDITOR)
    asked = asked_about(claim, user)
    # Another's words would show what its author thinks to somebody who has not answered yet.
    writes_now = writes and not (asked.standing and asked.standing.round.is_open)
    is_open = verdict is not None and verdict.is_open
    editable = verdict is not None and verdict.can_be_edited
    state = verdict.state if verdict else ""
    noticed = noticed_about(verdict, user) if verdict and (is_open or verdict == published) else NOTHING
    return Panel(
        claim=claim,
        verdict=verdict,
        published=published if published != verdict else None,
        tone=TONES.get(State(state), "") if state else "",
        offered=ratings_offered(verdict.rating if verdict else None),
        authors=author_names(verdict) if verdict else "",
        missing=missing(verdict) if verdict and editable else (),
        noticed=noticed,
        reworded=published is not None and is_reworded(published, claim),
        asked=asked,
        may_write=writes_now and editable,
        may_start=writes_now and not is_open and published is None and claim.state != ClaimState.DROPPED,
        may_publish=decides and state == State.APPROVED,
        may_review=decides and verdict is not None and state == State.IN_REVIEW and not is_author(verdict, user),
        may_revise=writes and not is_open and published is not None,
        may_withdraw=decides and state in {State.PUBLISHED, State.APPROVED},
    )


def is_author(verdict: Verdict, user: User) -> bool:
    """Whether this person wrote or changed some of it, and so never approves it."""
    return verdict.authors.filter(user=user).exists()


def is_reworded(verdict: Verdict, claim: Claim) -> bool:
    """Whether the claim reads otherwise now than in what was sent for review last."""
    submission = latest_submission(verdict)
    return submission is not None and submission.statement != claim.statement


@dataclass(frozen=True)
class Noticed:
    """What is open on a verdict that can be written, by which policy, and what does not seem to fit together."""

    points: tuple[Point, ...] = ()
    policy: Policy | None = None
    warnings: tuple[str, ...] = ()

    @property
    def open(self) -> int:
        """How many are open, none of which keeps the verdict from being sent: of the rules, as at the review.

        What the text lacks beside them counts where the desk has no rules.
        """
        return sum(point.mark == "miss" for point in self.points if point.is_rule or self.policy is None)

    @property
    def told_later(self) -> int:
        """How many rules depend on who approves."""
        return sum(point.mark == "later" and point.is_rule for point in self.points)

    @property
    def texts(self) -> tuple[Point, ...]:
        """What the text has and lacks, whatever the rules ask; of a desk without rules, all."""
        return tuple(point for point in self.points if not self._is_of_rules(point))

    @property
    def rules(self) -> tuple[Point, ...]:
        """Those that apply, and that a second person approves."""
        return tuple(point for point in self.points if self._is_of_rules(point) and point.mark != "none")

    def _is_of_rules(self, point: Point) -> bool:
        return point.is_rule or (point.mark == "later" and self.policy is not None)

    @property
    def beside(self) -> tuple[Point, ...]:
        """Rules that do not apply."""
        return tuple(point for point in self.points if point.mark == "none")


NOTHING = Noticed()


def noticed_about(verdict: Verdict, user: User) -> Noticed:
    """As this person sees the board."""
    evidence = evidence_seen(verdict.claim, user)
    warned = warnings(considered(verdict, evidence, since_when(verdict)))
    if not verdict.can_be_edited:
        return Noticed(warnings=warned)
    policy = policy_in_force()
    # Of nobody in particular: who will approve is told at the review.
    results = judged(policy, facts_of(verdict, evidence)) if policy else ()
    points = open_points(verdict, evidence, searched=has_search(verdict.claim), results=results)
    return Noticed(points, policy, warned)
