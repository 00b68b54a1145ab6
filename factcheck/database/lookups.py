"""Conditions that Django has no words for."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


class OneOf(Lookup):
    """Whether a number is one of many: `filter(OneOf(F("pk"), keys))`.

    As `pk__in`, but they go to PostgreSQL as one value and not each as its own: of a hundred keys Django and psycopg
    take longer to write the query than PostgreSQL to answer it. Written out here, since psycopg asks of each number in
    a list which type suits it. Of none, as there, nothing is asked.
    """

    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        number, params = self.process_lhs(compiler, connection)
        return f"{number} = ANY(%s::bigint[])", (*params, f"{{{','.join(map(str, self.rhs))}}}")
