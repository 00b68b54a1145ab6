"""Test databases: made, migrated and dropped by the owner, used as the app's role."""

from typing import Any

from django.db.backends.postgresql import creation


class DatabaseCreation(creation.DatabaseCreation):
    """Tests meet the grants of the real thing, since only `migrate` and `flush` run as the owner."""

    def test_db_signature(self) -> tuple[Any, ...]:
        settings = self.connection.settings_dict
        return (settings.get("URL"), settings["ENGINE"], self._get_test_db_name())

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        # FORCE: a child process of a test may not have closed its connection yet.
        name = self.connection.ops.quote_name(test_database_name)
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
