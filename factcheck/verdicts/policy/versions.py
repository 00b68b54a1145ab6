"""Policies are data, never changed: an edit makes the next version, and one of all is in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.verdicts.models import Policy, PolicyRule
from factcheck.verdicts.versions import make_current, next_number, none_is_current


@dataclass(frozen=True)
class Asked:
    """A rule that a policy asks for. No kinds: of claims of every kind. `minimum` None: the rule's usual one."""

    rule: str
    kinds: tuple[str, ...] = ()
    minimum: int | None = None


@transaction.atomic
def publish_policy(
    *, name: str, rules: Sequence[Asked], note: str = "", by: User | None = None, in_force: bool = True
) -> Policy:
    """The next version of the policy of that name; in force, it holds for what is sent from now on."""
    number = next_number(Policy, name)
    if in_force:
        none_is_current(Policy)
    policy = Policy.objects.create(name=name, number=number, is_current=in_force, note=note.strip(), made_by=by)
    PolicyRule.objects.bulk_create(
        PolicyRule(policy=policy, rule=asked.rule, kinds=list(asked.kinds), minimum=asked.minimum, position=position)
        for position, asked in enumerate(rules)
    )
    return policy


@transaction.atomic
def activate_policy(*, policy: Policy) -> None:
    """Put this version in force for what is sent from now on; what was sent keeps the rules it was sent under."""
    make_current(policy)
