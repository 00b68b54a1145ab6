"""The same people at their browsers as in the tests of the desk's pages."""

from tests.database.desk.conftest import as_reviewer, as_viewer, by_reviewer

__all__ = ["as_reviewer", "as_viewer", "by_reviewer"]
