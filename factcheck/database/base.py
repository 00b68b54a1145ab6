"""Django's PostgreSQL engine, with two roles, the embedded server, and settings for each transaction."""

from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from factcheck.database import embedded
from factcheck.database.creation import DatabaseCreation
from factcheck.database.session import transaction_settings

#: Seconds that a new connection waits for the embedded server to come back, before a page says 503.
RESTART_TIMEOUT = 5


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects as the app's role, which owns nothing, or, after `role = "owner"`, as the owner."""

    creation_class = DatabaseCreation

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.role = "app"
        # Of the transaction under way; None: not known, since part of it was rolled back.
        self._sent_settings: dict[str, str | None] = {}
        # Once, since test runners and `_nodb_cursor` put other names there later.
        if self.url and not settings_dict.get("NAME_FROM_URL"):
            settings_dict["NAME"] = conninfo_to_dict(self.url).get("dbname") or settings_dict["NAME"]
            settings_dict["NAME_FROM_URL"] = True

    # --- where and as whom -------------------------------------------------------------------------
    @property
    def url(self) -> str:
        return str(self.settings_dict.get("URL") or "")

    @property
    def server(self) -> embedded.Server | None:
        """The embedded server, or nothing when a URL names another one."""
        return None if self.url else embedded.server(Path(settings.HOME))

    def role_name(self, role: str) -> str:
        """The database role behind "app" or "owner"."""
        if self.server:
            return embedded.OWNER if role == "owner" else embedded.APP
        name = self._conninfo(role).get("user")
        if not name:
            raise ImproperlyConfigured("DATABASE_URL and DATABASE_OWNER_URL must each name a role.")
        return str(name)

    def _conninfo(self, role: str) -> dict[str, Any]:
        url = self.settings_dict.get("OWNER_URL") if role == "owner" else self.url
        if not url:
            raise ImproperlyConfigured(
                "DATABASE_OWNER_URL is not set. Migrations run as the role that owns the tables: "
                "set it to postgresql://OWNER:PASSWORD@HOST/DATABASE (see deploy/README.md)."
            )
        return dict(conninfo_to_dict(url))

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, with the host and the role filled in; the embedded server is up afterwards."""
        # Without a name it is the maintenance database, where tests make theirs: the owner's business.
        role = "owner" if self.settings_dict["NAME"] is None else self.role
        if self.server:
            self.server.hold()
            where = {"host": str(self.server.socket_dir), "port": embedded.PORT, "user": self.role_name(role)}
        else:
            where = self._conninfo(role)
        return {**where, **super().get_connection_params()}

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            if not self.server or self.server.is_running():
                raise
            self.server.ensure_running(RESTART_TIMEOUT)
            return super().get_new_connection(conn_params)

    @contextmanager
    def _nodb_cursor(self) -> Any:
        # Django's falls back on the app's database when this one can't be reached, which hides why.
        connection = self.__class__({**self.settings_dict, "NAME": None}, alias=NO_DB_ALIAS)
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    # --- what each transaction is told -------------------------------------------------------------
    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self._sent_settings = {}
        if not autocommit:
            self.send_transaction_settings()

    def send_transaction_settings(self) -> None:
        """Send who acts and why, as far as it changed, in one statement that no query log of Django's shows.

        In a transaction that has failed nothing can be sent, nor need be: rolling back restores what held.
        """
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            self._sent_settings = dict.fromkeys(self._sent_settings)
            return
        wanted = dict.fromkeys(self._sent_settings, "") | dict(transaction_settings.get())
        news = {name: text for name, text in wanted.items() if self._sent_settings.get(name) != text}
        if not news:
            return
        calls = ", ".join("set_config(%s, %s, true)" for _ in news)
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}", [text for pair in news.items() for text in pair])
        self._sent_settings |= news
