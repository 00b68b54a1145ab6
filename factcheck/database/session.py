"""What each transaction is told before anything else: who acts, what for, why.

Triggers read these settings with `current_setting`. They last for one transaction (`set_config(..., true)`),
so nothing is carried over to whoever uses the connection next, and nothing is sent in autocommit, where each
statement would be a transaction of its own and the settings lost at once.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

from django.db import DEFAULT_DB_ALIAS, connections

#: Names ("factcheck.actor") to values. Whoever changes it inside a transaction calls `resend`.
transaction_settings: ContextVar[Mapping[str, str]] = ContextVar("transaction_settings", default=MappingProxyType({}))


def resend(using: str = DEFAULT_DB_ALIAS) -> None:
    """Tell a transaction that is already open what holds from now on; outside one, do nothing."""
    connection = connections[using]
    if connection.connection is not None and not connection.get_autocommit():
        connection.send_transaction_settings()  # type: ignore[attr-defined]
