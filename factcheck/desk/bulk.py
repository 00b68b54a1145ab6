"""Changing many claims at once: each through the action that changes one, so that each rule holds for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.context import because
from factcheck.claims.actions import change_claim, take_up_again, triage_claim
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion
from factcheck.verdicts.dropping import drop_unjudged


class Move(TextChoices):
    TRIAGE = "triage", _("mark as triaged")
    DROP = "drop", _("drop")
    TAKE_UP = "take_up", _("take up again")


@dataclass(frozen=True)
class Changes:
    """`values`: columns of a claim. `tags` are added to those it has. `reason` stands in the trail of each."""

    values: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    move: Move | None = None
    reason: str = ""

    @property
    def are_none(self) -> bool:
        return not (self.values or self.tags or self.move)


@dataclass(frozen=True)
class Outcome:
    """`same` were so already; `refused` says why of each that could not be changed."""

    changed: int
    same: int
    refused: list[tuple[Claim, str]]


def change_many(*, claims: Iterable[Claim], changes: Changes, by: User) -> Outcome:
    """Change each of them, or leave it whole: what is refused for one keeps no other from being changed."""
    changed = same = 0
    refused: list[tuple[Claim, str]] = []
    with because(changes.reason):
        for claim in claims:
            try:
                with transaction.atomic():
                    if _change(claim, changes, by):
                        changed += 1
                    else:
                        same += 1
            except (Refused, StaleVersion) as refusal:
                refused.append((claim, str(refusal)))
    return Outcome(changed, same, refused)


def _change(claim: Claim, changes: Changes, by: User) -> bool:
    """Whether anything had to be changed."""
    values = dict(changes.values)
    if missing := [tag for tag in changes.tags if tag not in claim.tags]:
        values["tags"] = [*claim.tags, *missing]
    values = {name: value for name, value in values.items() if getattr(claim, name) != value}
    if values:
        change_claim(claim=claim, expected=claim.version, by=by, **values)
    if changes.move == Move.TRIAGE and claim.state != "triaged":
        triage_claim(claim=claim, by=by)
    elif changes.move == Move.TAKE_UP:
        take_up_again(claim=claim, by=by)
    elif changes.move == Move.DROP:
        drop_unjudged(claim=claim, by=by, reason=changes.reason)
    else:
        return bool(values)
    return True
