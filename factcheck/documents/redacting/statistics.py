"""PostgreSQL keeps samples of what columns hold, for planning, and every role that reads a table may read them."""

from factcheck.audit.models import Entry
from factcheck.documents.redacting import registry
from factcheck.documents.redacting.rows import execute

_BESIDE = (Entry._meta.db_table, "django_session")


def renew() -> None:
    """Take the samples anew of all tables that a redaction empties, so that none is of before."""
    holdings = registry.registered()
    tables = {
        *(one.table for holding in holdings for one in holding.emptied),
        *(one.table for holding in holdings for one in holding.own_words),
        *(one.table for holding in holdings for one in holding.derived),
        *_BESIDE,
    }
    execute(f"ANALYZE {', '.join(sorted(tables))}")
