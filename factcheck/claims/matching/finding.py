"""The closest claims of the desk, and earlier checks, to a text: found by the index, put in order by `scoring`.

What is shown is as it stands in PostgreSQL, and only what the person may see: the index may be a second behind.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.accounts.models import User
from factcheck.claims.matching.scoring import Asked, Known, Rarity, Scored, ranked, tokens
from factcheck.claims.matching.spoken import day_in, spoken
from factcheck.claims.models import Claim, EarlierCheck
from factcheck.search import reading
from factcheck.search.registry import TITLE, WORDS
from factcheck.search.words import placed_words

type Key = tuple[str, int]

#: Candidates of the index that are put in order, if no more are asked for; with 100 the first five were no better.
CANDIDATES = 60
#: Words in common that a reason names; days apart that are a reason.
NAMED, CLOSE_DAYS = 6, 30
#: Seconds that the list of languages in use may be old.
_KEPT = 60
#: Characters of a text that are looked at.
LONGEST = 4_000


@dataclass(frozen=True)
class Match:
    """A claim or an earlier check, the how many-th nearest to what was asked, and why."""

    rank: int
    scored: Scored
    found: Claim | EarlierCheck
    reasons: tuple[str, ...]

    @property
    def claim(self) -> Claim | None:
        return self.found if isinstance(self.found, Claim) else None

    @property
    def earlier(self) -> EarlierCheck | None:
        return self.found if isinstance(self.found, EarlierCheck) else None

    @property
    def outside_key(self) -> str:
        """What it is called outside: an earlier check by the id it came with, a claim by its number."""
        return (self.earlier.key if self.earlier else "") or self.found.public_id


def closest(
    text: str,
    *,
    user: User | None,
    limit: int = 5,
    day: date | None = None,
    leave_out: Collection[int] = (),
    everything: bool = False,
) -> list[Match]:
    """The nearest first. `user` None sees all: a command. `leave_out`: keys of claims. `everything`: also what is
    beneath the floor."""
    said = spoken(text[:LONGEST])
    stated = day_in(text[:LONGEST]) if day is None else None
    asked = Asked(said, day=stated.start if stated else day)
    languages = caches["local"].get_or_set("claims_languages", _languages, _KEPT) or [""]
    wanted = {token: 1.0 for language in languages for token in tokens(said, language)}
    found = reading.candidates("claims", wanted, limit=max(CANDIDATES, limit))
    keys = {kind: [one.key for one in found if one.kind == kind] for kind in ("claim", "earlier")}
    rows = _claims(keys["claim"], user, leave_out) | _earlier_checks(keys["earlier"], user)
    known = [_known(key, rows[key]) for key in ((one.kind, one.key) for one in found) if key in rows]
    scored = [one for one in ranked(asked, known, _rarity()) if everything or one.is_near][:limit]
    return [Match(rank, one, rows[one.known.key], reasons_of(asked, one)) for rank, one in enumerate(scored, 1)]


def _claims(keys: Sequence[int], user: User | None, leave_out: Collection[int]) -> dict[Key, Claim | EarlierCheck]:
    visible = Claim.objects.visible_to(user) if user else Claim.objects.all()
    found = visible.filter(pk__in=set(keys) - set(leave_out)).select_related("claimant") if keys else ()
    return {("claim", claim.pk): claim for claim in found}


def _earlier_checks(keys: Sequence[int], user: User | None) -> dict[Key, Claim | EarlierCheck]:
    visible = EarlierCheck.objects.visible_to(user) if user else EarlierCheck.objects.all()
    return {("earlier", check.pk): check for check in visible.standing().filter(pk__in=keys)} if keys else {}


def _known(key: Key, row: Claim | EarlierCheck) -> Known:
    if isinstance(row, Claim):
        made = row.made_on
        return Known(key, row.statement, language=row.language, day=made.start if made else None)
    # Where it is not known when something was claimed: a check comes out within days of it.
    claimed = row.claimed_on or row.published_on
    return Known(key, row.statement, row.title, row.subtitle, row.language, claimed.start if claimed else None)


def _rarity() -> Rarity:
    known = reading.statistics("claims")
    return Rarity(known.documents, lambda token: max(known.frequency(token, part) for part in (WORDS, TITLE)))


def _languages() -> list[str]:
    """Languages of the claims and checks there are: what is asked is not said to be in one."""
    used = [
        model.objects.order_by("language").values_list("language", flat=True).distinct()
        for model in (Claim, EarlierCheck)
    ]
    return sorted({"", *(language for languages in used for language in languages)})


def reasons_of(asked: Asked, scored: Scored) -> tuple[str, ...]:
    """Why it is proposed, in words: those of what was asked."""
    written: dict[str, str] = {}
    for word in placed_words(asked.text, scored.known.language):
        written.setdefault(word.token, asked.text[word.start : word.end])
    reasons = []
    if numbers := scored.shared_numbers[:NAMED]:
        shown = ", ".join(written.get(token, token) for token in numbers)
        reasons.append(_("the same numbers: %(numbers)s") % {"numbers": shown})
    if words := scored.shared_words[:NAMED]:
        shown = ", ".join(dict.fromkeys(written.get(token, token) for token in words))
        reasons.append(_("words in common: %(words)s") % {"words": shown})
    if scored.days is not None and scored.days <= CLOSE_DAYS:
        reasons.append(
            ngettext("%(n)s day apart", "%(n)s days apart", scored.days) % {"n": scored.days}
            if scored.days
            else _("of the same day")
        )
    return tuple(reasons)
