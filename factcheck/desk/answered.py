"""Have we answered this before? Claims of the desk with how far they have come, earlier checks with their label.

An earlier check's label is never shown as a verdict: it is what somebody published, in their words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.accounts.models import User
from factcheck.audit.context import doing
from factcheck.claims.linking import LinkedAlready, link_claims, links_of
from factcheck.claims.matching.finding import Match, closest
from factcheck.claims.models import Claim, ClaimLink, EarlierCheck
from factcheck.database.objects import key_of
from factcheck.desk.claim_list import rows_of
from factcheck.evidence.suggesting.cues import between

#: Beginning of the name of a field that says what a claim to be written has to do with one that is there.
FIELD = "link-"
#: A statement of fewer characters is not asked about yet.
SHORTEST = 8
SHOWN = 5
#: Share of runs of letters in common from which two statements are a word or two apart.
NEARLY_THE_SAME = 0.85
_HERE = re.compile(r"/documents/D-[0-9]{1,18}/select/\?[\w=&%.+-]*")


class Relation(TextChoices):
    """What a new claim has to do with one that is there. *The same* is offered for earlier checks only: a claim of
    the desk is not written down twice."""

    SAME = "same", gettext_lazy("the same claim")
    PART = "part", gettext_lazy("a part of it")
    RELATED = "related", gettext_lazy("related")


@dataclass(frozen=True)
class Answer:
    """A claim of the desk, or an earlier check, as lists of answers show it."""

    number: str
    url: str
    statement: str
    is_ours: bool
    #: How far our claim has come, and the rating that readers have.
    stage: str = ""
    tone: str = ""
    rating: str = ""
    #: Of an earlier check, in the words of whoever published it.
    label: str = ""
    publisher: str = ""
    title: str = ""
    address: str = ""
    claimant: str = ""
    when: str = ""
    reasons: tuple[str, ...] = ()
    #: What to look at before taking it for the same: other numbers, a denial, another time.
    cues: tuple[str, ...] = ()
    #: What was chosen for it in the form that is typed.
    chosen: str = ""

    @property
    def field(self) -> str:
        return f"{FIELD}{self.number}"

    @property
    def relations(self) -> list[tuple[str, str]]:
        return [(one.value, str(one.label)) for one in Relation if not (self.is_ours and one == Relation.SAME)]


def closest_answers(text: str, user: User, *, leave_out: Sequence[int] = (), limit: int = SHOWN) -> list[Answer]:
    """What is near enough to be looked at, nearest first; nothing for a text that has only begun."""
    if len(text.strip()) < SHORTEST:
        return []
    text = text.replace("\x00", "")
    return answers_of(closest(text, user=user, limit=limit, leave_out=leave_out), text)


def is_here_already(statement: str, user: User) -> bool:
    """Whether a claim of the desk, or an earlier check, has these words, or all but a few of them."""
    if Claim.objects.visible_to(user).filter(statement__iexact=statement).exists():
        # The index may be a second behind.
        return True
    return any(match.scored.terms["letters"] >= NEARLY_THE_SAME for match in closest(statement, user=user))


def answers_of(matches: Iterable[Match], text: str) -> list[Answer]:
    """The matches of a text, with what differs between the two."""
    matches = list(matches)
    ours = our_answers(
        [match.claim for match in matches if match.claim], {m.found.public_id: m.reasons for m in matches}
    )
    answers = [ours.get(match.found.public_id) or _of_check(match.found, match.reasons) for match in matches]
    return [replace(one, cues=cues_of(text, match.found)) for one, match in zip(answers, matches, strict=True)]


def cues_of(text: str, found: Claim | EarlierCheck) -> tuple[str, ...]:
    """What is asked is not said to be in a language: it is read in that of what was found."""
    return tuple(str(cue) for cue in between(text, found.language, found.statement, found.language, None))


def our_answers(claims: list[Claim], reasons: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Answer]:
    """The claims by their numbers, with how far they have come."""
    return {
        row.number: Answer(
            row.number,
            row.url,
            row.statement,
            is_ours=True,
            stage=row.stage,
            tone=row.tone,
            rating=row.rating,
            claimant=row.claimant,
            when=row.made,
            reasons=(reasons or {}).get(row.number, ()),
        )
        for row in (rows_of(claims, None) if claims else [])
    }


def _of_check(check: Claim | EarlierCheck, reasons: tuple[str, ...] = ()) -> Answer:
    assert isinstance(check, EarlierCheck)
    return Answer(
        check.public_id,
        reverse("claims:earlier_detail", args=[check.pk]),
        check.statement,
        is_ours=False,
        label=check.rating,
        publisher=check.publisher,
        title=check.title,
        address=check.url,
        claimant=check.claimant,
        when=check.claimed_text,
        reasons=reasons,
    )


@dataclass(frozen=True)
class Linked:
    """A standing link of a claim: what stands at its other end, and what that is to the claim."""

    link: ClaimLink
    words: str
    answer: Answer


def linked_with(claim: Claim) -> list[Linked]:
    """What a person linked the claim with, in the order linked."""
    links = list(links_of([claim.pk]))
    others = {link.pk: link.claim if link.other_id == claim.pk else link.other for link in links}
    ours = our_answers([other for other in others.values() if other])
    found = []
    for link in links:
        other = others[link.pk]
        answer = ours[other.public_id] if other else _of_check(link.earlier or claim)
        found.append(Linked(link, words_of(link, claim), answer))
    return found


def words_of(link: ClaimLink, claim: Claim) -> str:
    """What stands at the other end, seen from `claim`."""
    if link.kind == ClaimLink.Kind.SAME:
        return _("The same claim")
    if link.kind == ClaimLink.Kind.RELATED:
        return _("Related")
    return _("This is a part of") if link.claim_id == claim.pk else _("Has as a part")


def chosen_relations(data: Mapping[str, str]) -> dict[str, str]:
    """What was chosen in a form: public id -> relation."""
    return {
        name.removeprefix(FIELD): value
        for name, value in data.items()
        if name.startswith(FIELD) and value in Relation.values
    }


def link_as_chosen(claim: Claim, chosen: Mapping[str, str], by: User) -> int:
    """Link a claim just written with what was chosen beside its statement; how many links were made."""
    made = 0
    for number, kind in list(chosen.items())[:20]:
        other, earlier = named(number, by)
        if (other or earlier) and other != claim:
            with doing("claims:link"):
                try:
                    link_claims(claim=claim, other=other, earlier=earlier, kind=kind, by=by)
                except LinkedAlready:
                    continue
            made += 1
    return made


def named(number: str, user: User) -> tuple[Claim | None, EarlierCheck | None]:
    """The claim or the earlier check of a public id, if there is one that the person may see."""
    if (key := key_of(number, Claim.KIND)) is not None:
        return Claim.objects.visible_to(user).filter(pk=key).first(), None
    if (key := key_of(number, EarlierCheck.KIND)) is not None:
        return None, EarlierCheck.objects.visible_to(user).standing().filter(pk=key).first()
    return None, None


def mark_here(address: str) -> str:
    """The page that marks the selected words as an appearance, if the address is one of ours; else ""."""
    return address if _HERE.fullmatch(address) else ""
