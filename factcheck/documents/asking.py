"""What commands have in common that put a question, or a file of questions, to the indexes."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from factcheck.audit.command import WRONG_USAGE
from factcheck.documents.containers.questions import questions
from factcheck.documents.containers.rows import RowError
from factcheck.documents.extraction import CouldNotRead
from factcheck.documents.terminal import for_a_terminal
from factcheck.search import following

#: Bytes of a line of the file.
_LONGEST = 1 << 20
#: That can be asked for. More than anybody reads; measures take them all.
_MOST = 10_000


def check_limit(options: Mapping[str, Any]) -> None:
    """Raises CommandError if `--limit` is none."""
    if not 1 <= options["limit"] <= _MOST:
        raise CommandError(_("--limit is from 1 to %(most)s.") % {"most": f"{_MOST:,}"}, returncode=WRONG_USAGE)


def catch_up(stderr: OutputWrapper, name: str | None = None) -> None:
    """Bring the index of that name, or all, up to date; if that fails, say so and answer from what there is."""
    progress = following.catch_up(name)
    if progress.problem:
        stderr.write(for_a_terminal(_("Search is not up to date: %s") % progress.problem))


def asked_in[Row](path: Path, read: Callable[[dict[str, Any], int], Row]) -> Iterator[Row]:
    """What `read` makes of each line's object and number; RowError is for it to raise.

    Raises CommandError for the first line that can't be read, and for a file that can't.
    """
    try:
        with path.open("rb") as file:
            for number, row in questions(file, _LONGEST):
                yield read(row, number)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=WRONG_USAGE) from error
    except (RowError, CouldNotRead) as error:
        raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error
