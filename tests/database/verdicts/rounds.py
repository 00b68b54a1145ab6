"""Blind second opinions for tests, made through the actions that people's clicks call."""

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.claims.models import Claim
from factcheck.verdicts import opinions
from factcheck.verdicts.models import Opinion, OpinionRound, Rating


def claim_of(by: User, statement: str = "The mill closed in May.", kind: str = "fact") -> Claim:
    with acting(by, action="test"):
        return create_claim(by=by, statement=statement, kind=kind)


def ask(first: User, second: User, *, by: User | None = None, claim: Claim | None = None) -> OpinionRound:
    by = by or first
    claim = claim or claim_of(by)
    with acting(by, action="verdicts:ask_opinions"):
        return opinions.ask_opinions(claim=claim, first=first, second=second, by=by)


def rated(round: OpinionRound, label: str) -> Rating:
    return Rating.objects.get(scale=round.scale, label=label)


def give(round: OpinionRound, by: User, label: str, rationale: str = "It says so.") -> Opinion:
    with acting(by, action="verdicts:give_opinion"):
        return opinions.give_opinion(round=round, by=by, rating=rated(round, label), rationale=rationale)


def settle(round: OpinionRound, by: User, label: str, note: str = "The board carries it.") -> OpinionRound:
    with acting(by, action="verdicts:settle_round"):
        return opinions.settle_round(round=round, by=by, rating=rated(round, label), note=note)
