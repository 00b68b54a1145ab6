"""Django in this process, on an installation of its own that is gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def installed() -> Iterator[Path]:
    """The folder of the installation. Nothing of Django may have been used before."""
    with tempfile.TemporaryDirectory(prefix="factcheck-faults-") as name:
        # As root the server runs as a user of its own, who has to pass through.
        Path(name).chmod(0o711)
        home = Path(name) / "home"
        home.mkdir(mode=0o711)
        os.environ |= {"FACTCHECK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        from factcheck.documents import pool

        call_command("migrate", verbosity=0)
        try:
            yield home
        finally:
            pool.close()
            connection.close()
            if connection.server:
                connection.server.release()
