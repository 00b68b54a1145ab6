"""Two roles: the app's, which owns nothing, and the owner's, for migrations and grants."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.transaction import TransactionManagementError


@contextmanager
def as_owner(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Reconnect as the owner for the block, and as before afterwards. May be nested.

    Raises TransactionManagementError inside a transaction, which a new connection would lose.
    """
    connection = connections[using]
    before = connection.role  # type: ignore[attr-defined]
    if before == "owner":
        yield
        return
    if connection.in_atomic_block:
        raise TransactionManagementError("The role can't change inside a transaction.")
    _reconnect(using, "owner")
    try:
        yield
    finally:
        _reconnect(using, before)


def _reconnect(using: str, role: str) -> None:
    connection = connections[using]
    connection.close()
    connection.role = role  # type: ignore[attr-defined]
