"""Hands files over as a page does: `python -m tests.faults.start_import FILE...`. Prints the key of the import."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    from django.db import transaction

    from factcheck.audit.context import acting
    from factcheck.documents.actions import Receipt
    from factcheck.documents.importing.control import defer
    from factcheck.documents.importing.start import Handed, start_import

    with ExitStack() as opened, acting(action="documents:import"), transaction.atomic():
        files = [Handed(Path(name).name, opened.enter_context(Path(name).open("rb"))) for name in sys.argv[1:]]
        started = start_import(files=files, receipt=Receipt(received_from="the fault tests"), by=None)
        defer(started)
    print(started.pk)


if __name__ == "__main__":
    main()
