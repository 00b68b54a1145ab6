"""The doctor's check that what was imported can be found."""

from collections.abc import Iterator

from factcheck.database.checkup import Check
from factcheck.search import registry
from factcheck.search.state import USUAL_LAG, state

_REBUILD = "Run `manage.py search_rebuild`."
_WORKER = "Run `manage.py serve` or `manage.py worker` on this host."


def search_checks() -> Iterator[Check]:
    """How far each index of this host is behind."""
    for index in registry.registered():
        now = state(index.name)
        found = f"{now.items} indexed, {now.lag_rows} waiting, {now.lag_seconds:.0f} s behind"
        remedy = _WORKER
        if now.problem:
            found, remedy = f"{found}; can't be written: {now.problem}", "Make room, or see to the folder `index`."
        elif not now.ready:
            found, remedy = f"{found}; not built yet, {now.total} in all", f"{_WORKER} Or: {_REBUILD}"
        behind = now.lag_rows > 0 and now.lag_seconds > USUAL_LAG
        empty = not now.total and not now.lag_rows
        yield Check(f"search {index.name}", not now.problem and not behind and (now.ready or empty), found, remedy)
