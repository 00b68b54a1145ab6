"""The rules that a policy can ask for: what each is called, what it means, and of which claims it can speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, Protocol

from django.utils.translation import gettext_lazy as _

from factcheck.verdicts.policy import judging
from factcheck.verdicts.policy.facts import Judge


class Words(Protocol):
    """Words for people, translated when they are shown."""

    def __str__(self) -> str: ...


type Moment = Literal["content", "moment"]
"""`content`: judged on what is sent, once. `moment`: judged again when it is approved, on what is so then."""

#: The kinds of claim, by the words of `claims.Kind`.
RATED: Final = ("fact", "quantity", "statement", "negative", "cause", "image")
EVERY: Final = (*RATED, "prediction", "promise")


@dataclass(frozen=True)
class Rule:
    """`minimum`: the usual one of a rule that counts; None for one that takes none."""

    key: str
    title: Words
    meaning: Words
    judge: Judge
    kinds: tuple[str, ...] = EVERY
    moment: Moment = "content"
    minimum: int | None = None


_RULES = (
    Rule(
        "independent_origins",
        _("Independent origins"),
        _("So many independent origins support the rating on the central point; copies and one voice count once."),
        judging.independent_origins,
        RATED,
        minimum=2,
    ),
    Rule(
        "record_or_witnesses",
        _("Original record or witnesses"),
        _("Of what somebody said: the original record, or so many who heard it themselves."),
        judging.record_or_witnesses,
        ("statement",),
        minimum=2,
    ),
    Rule(
        "first_hand",
        _("A first-hand source"),
        _("Something that supports the rating on the central point is first-hand."),
        judging.first_hand,
        RATED,
    ),
    Rule(
        "against_referenced",
        _("Evidence against it is referenced"),
        _("The explanation refers to each piece of central evidence that speaks against the rating."),
        judging.against_referenced,
        RATED,
    ),
    Rule(
        "rationales",
        _("A rationale for each piece of evidence"),
        _("Each piece of evidence says why it bears on the claim."),
        judging.rationales,
    ),
    Rule(
        "scope_stated",
        _("Scope of a negative"),
        _("That something is not so is said of a place or a time."),
        judging.scope_stated,
        ("negative",),
    ),
    Rule(
        "documented_search",
        _("Documented search for a negative"),
        _("What was looked for, where, and what came of it is written down; so many searches."),
        judging.documented_search,
        ("negative",),
        minimum=1,
    ),
    Rule(
        "looked_for",
        _("Looked for or asked, for a rating outside the range"),
        _("Of “unproven” and the like: so many documented searches and enquiries, to whomever, are on the board."),
        judging.looked_for,
        RATED,
        minimum=1,
    ),
    Rule(
        "claimant_asked",
        _("The claimant was asked"),
        _("An enquiry to the claimant is on the board, answered or not."),
        judging.claimant_asked,
    ),
    Rule(
        "pages_answered",
        _("Changed pages are answered"),
        _("Of each page it rests on that changed or vanished, a person has said what that means."),
        judging.pages_answered,
        moment="moment",
    ),
    Rule(
        "threads_resolved",
        _("No unresolved thread"),
        _("Each thread on the claim, its evidence and its passages is resolved."),
        judging.threads_resolved,
        moment="moment",
    ),
    Rule(
        "approver_apart",
        _("An approver who did not link most of the evidence"),
        _("Who approves linked at most half of the evidence."),
        judging.approver_apart,
        moment="moment",
    ),
    Rule(
        "public_address",
        _("A public address for ClaimReview"),
        _("The desk has a public address, without which there is no ClaimReview."),
        judging.public_address,
        RATED,
        moment="moment",
    ),
    Rule(
        "second_opinion",
        _("A blind second opinion"),
        _("Two people rated the claim apart from each other, and an editor settled it."),
        judging.second_opinion,
        RATED,
        moment="moment",
    ),
    Rule(
        "parts_decided",
        _("Sub-claims are decided"),
        _("Each sub-claim has a verdict that is approved, or was dropped."),
        judging.parts_decided,
        moment="moment",
    ),
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.key: rule for rule in _RULES})
"""By key, in the order in which pages show them."""


def title_of(key: str) -> str:
    """What people call the rule; of one that is not known here, its key."""
    return str(RULES[key].title) if key in RULES else key
