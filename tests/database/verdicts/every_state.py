"""A desk with one verdict in each state, and people of each role who wrote them or did not."""

from dataclasses import dataclass
from typing import Any

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.accounts.moves import ROLES, roles_from
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.verdicts import actions
from factcheck.verdicts.models import Rating, Verdict
from factcheck.verdicts.states import STATES


@dataclass(frozen=True)
class Person:
    """`role`: held now, "" for somebody who was switched off. `wrote`: is an author of every verdict here."""

    user: User | None
    role: str
    wrote: bool = False

    def has(self, least: str) -> bool:
        return self.role in roles_from(least)


@dataclass(frozen=True)
class Desk:
    """`verdicts` by their state; `revision` is approved, and revises one that is published."""

    people: dict[str, Person]
    verdicts: dict[str, Verdict]
    revision: Verdict


def make_desk() -> Desk:
    second = user("second", "editor")
    people = {role: Person(user(role, role), role) for role in ROLES}
    people |= {f"{role} who wrote": Person(user(f"{role}.wrote", role), role, True) for role in ROLES[1:]}
    people["viewer who wrote"] = Person(user("viewer.wrote", "reviewer"), "viewer", True)
    people["switched off"] = Person(user("off", "admin"), "")
    writers = [person.user for person in people.values() if person.wrote]
    verdicts = {state: brought_to(state, writers, second) for state in STATES}
    revised = brought_to("published", writers, second)
    revision = revise(revised, writers[0])
    through_review(revision, writers[0], second)
    User.objects.filter(pk=people["viewer who wrote"].user.pk).update(role="viewer")
    User.objects.filter(pk=people["switched off"].user.pk).update(is_active=False)
    return Desk(people | {"nobody": Person(None, "")}, verdicts, revision)


def user(name: str, role: str) -> User:
    return create_user(email=f"{name}@states.example", name=name, role=role)


def as_(by: User | None) -> Any:
    return acting(by, action="test") if by else acting(action="test", actor="a program")


def brought_to(state: str, writers: list[User], second: User) -> Verdict:
    """A verdict on a claim of its own, written by all of `writers` and decided on by `second`."""
    with as_(writers[0]):
        verdict = actions.draft_verdict(
            claim=create_claim(by=writers[0], statement="It is so.", kind="fact"), by=writers[0]
        )
    rating = Rating.objects.filter(scale__is_current=True).first()
    for by in writers:
        with as_(by):
            texts = {"rating": rating, "conclusion": f"So says {by}.", "explanation": ""}
            actions.save_draft(verdict=verdict, expected=verdict.version, **texts)
    if state == "draft":
        return verdict
    if state in ("in_review", "returned"):
        with as_(writers[0]):
            submission = actions.submit_verdict(verdict=verdict, expected=verdict.version, by=writers[0])
        if state == "returned":
            with as_(second):
                actions.return_verdict(verdict=verdict, submission=submission, by=second, comment="Shorter.")
        return verdict
    through_review(verdict, writers[0], second)
    with as_(second):
        if state in ("published", "superseded"):
            actions.mark_published(verdict=verdict, by=second)
        if state == "withdrawn":
            actions.withdraw_verdict(verdict=verdict, by=second, note="It is taken back.")
    if state == "superseded":
        revision = revise(verdict, writers[0])
        through_review(revision, writers[0], second)
        with as_(second):
            actions.mark_published(verdict=revision, by=second)
    return verdict


def revise(verdict: Verdict, by: User) -> Verdict:
    with as_(by):
        return actions.revise_verdict(verdict=verdict, kind="update", note="A new list is out.", by=by)


def through_review(verdict: Verdict, by: User, second: User) -> None:
    with as_(by):
        submission = actions.submit_verdict(verdict=verdict, expected=verdict.version, by=by)
    with as_(second):
        actions.approve_verdict(verdict=verdict, submission=submission, by=second)
