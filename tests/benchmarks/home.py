"""A home of the benchmarks' own: a fresh database on the embedded server, as durable as in production."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_home() -> Iterator[Path]:
    """Set Django up on a new home, migrated; everything is gone afterwards. Once per process."""
    home = Path(tempfile.mkdtemp(prefix="factcheck-bench-"))
    # As root the server runs as a user of its own, who has to pass through.
    home.chmod(0o711)
    os.environ |= {"FACTCHECK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    os.environ.pop("DATABASE_URL", None)
    try:
        yield from _set_up(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _set_up(home: Path) -> Iterator[Path]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield home
    finally:
        connections.close_all()
        connection.server.release()
