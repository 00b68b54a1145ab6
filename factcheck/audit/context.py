"""Who acts, on what occasion and why: held for the code, sent to the database, kept with every entry."""

import getpass
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from factcheck.database import session


class Person(Protocol):
    pk: int
    email: str
    role: str


@dataclass(frozen=True)
class Context:
    """What the database records with each change.

    actor_id: key of the user, or None for a program. actor: the name as it will be read years later.
    action: what was done, `stage:verb`. reason: in the person's words, where one was asked.
    """

    actor: str
    action: str
    actor_id: int | None = None
    role: str = ""
    reason: str = ""
    request: str = ""

    def settings(self) -> Mapping[str, str]:
        return {
            "factcheck.actor_id": "" if self.actor_id is None else str(self.actor_id),
            "factcheck.actor": self.actor,
            "factcheck.role": self.role,
            "factcheck.action": self.action,
            "factcheck.reason": self.reason,
            "factcheck.request": self.request,
        }


@contextmanager
def acting(
    user: Person | None = None, *, action: str, actor: str = "", reason: str = "", request: str = ""
) -> Iterator[Context]:
    """Record every change within as `user`'s (or, for a program, `actor`'s), for `reason`.

    Only transactions are told: a write in autocommit, outside `transaction.atomic`, is recorded as one outside
    the application. Requests and actions are transactions. Contexts nest; the inner one holds. Without a user or
    an actor: the operating system's user, as on the command line.
    """
    context = Context(
        actor=_name(user, actor),
        action=action,
        actor_id=user.pk if user else None,
        role=user.role if user else "",
        reason=reason,
        request=request,
    )
    with _sent(context.settings()):
        yield context


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Record the changes within with this reason, everything else staying as it is."""
    current = dict(session.transaction_settings.get())
    with _sent({**current, "factcheck.reason": reason}):
        yield


@contextmanager
def doing(action: str) -> Iterator[None]:
    """Record the changes within as this action, everything else staying as it is: one page may do several things."""
    current = dict(session.transaction_settings.get())
    with _sent({**current, "factcheck.action": action}):
        yield


def name_action(action: str) -> None:
    """From here to the end of the context that holds, record changes as this action."""
    session.transaction_settings.set({**session.transaction_settings.get(), "factcheck.action": action})
    session.resend()


def acting_person() -> int | None:
    """The key of the person whose changes are recorded now; None for a program."""
    found = session.transaction_settings.get().get("factcheck.actor_id", "")
    return int(found) if found else None


@contextmanager
def _sent(settings: Mapping[str, str]) -> Iterator[None]:
    """Hold the settings for transactions to come, and tell the one under way, if any."""
    token = session.transaction_settings.set(settings)
    session.resend()
    try:
        yield
    finally:
        session.transaction_settings.reset(token)
        session.resend()


def _name(user: Person | None, actor: str) -> str:
    if user:
        return user.email
    return actor or f"command line, operating-system user {getpass.getuser()}"
