#!/usr/bin/env python
"""Django's command line, with Factcheck's settings."""

import os
import re
import sys
from collections.abc import Iterator
from typing import NoReturn

#: As every command of ours ends when it was used wrongly.
WRONG_USAGE = 2
#: What Python makes of bytes that are no text: names of files hold them rightly, nothing else does.
_HALF = re.compile("[\ud800-\udfff]")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django
    from django.core.management import execute_from_command_line, get_commands
    from psycopg.errors import UndefinedFunction, UndefinedTable

    # The commands of the installed apps are known only then.
    django.setup()
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if not name.startswith("-") and name not in (*get_commands(), "help", "version"):
        _stop(f"There is no command “{name}”. All of them: manage.py help")
    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        if isinstance(error, UnicodeEncodeError) and any(map(_HALF.search, sys.argv)):
            _stop("One of the words of this command holds bytes that are no text.")
        # The worker speaks to functions of its own, everything else to tables.
        if not any(isinstance(cause, UndefinedTable | UndefinedFunction) for cause in _causes(error)):
            raise
        _stop("This desk's database is not set up yet, or not for this version. Run: manage.py migrate")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _stop(line: str) -> NoReturn:
    print(line, file=sys.stderr)
    sys.exit(WRONG_USAGE)


if __name__ == "__main__":
    main()
