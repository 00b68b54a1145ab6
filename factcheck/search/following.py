"""Bringing the indexes of this host up to what PostgreSQL holds.

Anybody may call `catch_up`: a lock per index and host decides who writes. The worker does so as a rule, several
times a second; a command that is about to search does so first. It is safe at any moment to kill whoever writes,
and to delete the folder of an index, or all of them.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import tantivy
from django.db import Error

from factcheck.search import folders, problems, registry
from factcheck.search.arrival import current_xid, database_identity
from factcheck.search.index import Followed, Writer, documents, is_failure, open_or_create
from factcheck.search.registry import Index

logger = logging.getLogger(__name__)

#: Rows read at a time, and how many are committed at once; a commit costs as much as some hundred rows.
READ, COMMITTED = 2_000, 40_000
#: Seconds after which what was added is committed, so that searches can see it.
COMMIT_AFTER = 1.0
#: Entries of the trail that concern no index are passed over again and again until there are so many.
PASSED_OVER = 500
#: Seconds that a command waits for the one who writes.
PATIENCE = 600.0


@dataclass(frozen=True)
class Progress:
    """What a call did: items added to the indexes, and whether they now hold all there was. `problem`: what is
    in the way of an index that could not be written."""

    added: int = 0
    complete: bool = True
    problem: str = ""

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.added + other.added, self.complete and other.complete, self.problem or other.problem)


def _never() -> bool:
    return False


def catch_up(
    name: str | None = None,
    *,
    wait: bool = True,
    stop: Callable[[], bool] = _never,
    told: Callable[[int], None] = lambda _: None,
) -> Progress:
    """Bring one index, or all, up to date. Raises django.db.Error if PostgreSQL can't be asked, and nothing else.

    `wait`: for another process that is writing; without, an index that is being written is left to that one, and
    so is one whose problem was met a moment ago. `stop` is asked between steps. `told` hears how many items were
    added to the index so far.
    """
    indexes = [registry.named(name)] if name else registry.registered()
    return sum((_catch_up(index, wait, stop, told) for index in indexes), Progress())


def _catch_up(index: Index, wait: bool, stop: Callable[[], bool], told: Callable[[int], None]) -> Progress:
    problem = problems.of(index)
    if problem and not wait and time.time() < problem.again:
        return Progress(complete=False, problem=problem.text)
    try:
        with folders.lock(index, wait=PATIENCE if wait else 0.0) as ours:
            if not ours:
                return Progress(complete=False)
            progress = _follow(index, folders.folder_of(index), stop, told)
            if progress.complete:
                folders.remove_stale(index)
    except BaseException as error:
        if isinstance(error, Error) or not is_failure(error):
            raise
        return _noted(index, error)
    if problem:
        problems.over(index)
    return progress


def _noted(index: Index, error: BaseException) -> Progress:
    problem = problems.note(index, error)
    if problem.times == 1:
        # What the disk refuses speaks for itself; anything else may be a fault of ours.
        ours = not isinstance(error, (OSError, ValueError))
        logger.warning("the search index %r can't be written: %s", index.name, problem.text, exc_info=ours)
    # What this process knows of the folder may be what is wrong.
    _known.pop(folders.folder_of(index), None)
    return Progress(complete=False, problem=problem.text)


@dataclass
class _Known:
    """An index as this process left it: while nobody changes it, it need not be opened to know how far it is."""

    identity: tuple[int, int, int] | None
    index: tantivy.Index
    state: Followed


_known: dict[Path, _Known] = {}


def forget() -> None:
    """Close all indexes."""
    _known.clear()


def _opened(folder: Path) -> _Known:
    """The index in a folder; an empty one if it is missing, damaged, or of another database."""
    known, identity = _known.get(folder), folders.identity(folder)
    if known and identity and known.identity == identity:
        return known
    index, state = open_or_create(folder, database_identity())
    if state.xid > current_xid():
        # The database is one that was put back to an earlier day.
        folders.mark_damaged(folder)
        index, state = open_or_create(folder, database_identity())
    _known[folder] = _Known(folders.identity(folder), index, state)
    return _known[folder]


def _follow(index: Index, folder: Path, stop: Callable[[], bool], told: Callable[[int], None]) -> Progress:
    """Add what has arrived, committing now and then. The lock is ours."""
    known = _opened(folder)
    run = _Run(index, folder, known, told)
    try:
        while not (done := run.step()) and not stop():
            pass
        run.finish(complete=done)
    except BaseException:
        run.abandon()
        raise
    return Progress(run.added, done)


class _Run:
    """One stretch of following: from a place to where nothing more has arrived."""

    def __init__(self, index: Index, folder: Path, known: _Known, told: Callable[[int], None]) -> None:
        self.added = 0
        self._index, self._folder, self._known, self._told = index, folder, known, told
        self._state = known.state
        self._passed_over = 0
        self._writer: Writer | None = None
        self._committed_at = time.monotonic()

    def step(self) -> bool:
        """Add the next rows; whether there was nothing left to do."""
        more_to_prepare = self._index.prepare()
        batch = self._index.after(self._state.place, READ)
        if batch.items or batch.gone:
            self._write().add(batch)
            self.added += len(batch.items)
            self._told(self.added)
            self._passed_over = PASSED_OVER
        self._passed_over += batch.scanned
        self._state = self._state.up_to(batch.place)
        waited = time.monotonic() - self._committed_at
        if self._writer and (self._writer.uncommitted >= COMMITTED or waited > COMMIT_AFTER):
            self._commit()
        return not more_to_prepare and not batch.more

    def finish(self, *, complete: bool) -> None:
        newly = complete and not self._state.complete
        if self._writer or newly or self._passed_over >= PASSED_OVER:
            self._state = replace(self._state, complete=self._state.complete or complete)
            self._commit()
        if self._writer:
            self._writer.close()
            # Merges end with a commit of their own.
            self._known.identity = folders.identity(self._folder)

    def abandon(self) -> None:
        _known.pop(self._folder, None)
        if self._writer:
            self._writer.abandon()

    def _write(self) -> Writer:
        if self._writer is None:
            self._writer = Writer(self._known.index, replaces=self._index.replaces)
        return self._writer

    def _commit(self) -> None:
        if self._state == self._known.state and self._writer is None:
            return
        self._write().commit(self._state)
        self._known.state, self._known.identity = self._state, folders.identity(self._folder)
        self._committed_at, self._passed_over = time.monotonic(), 0


def rebuild(name: str, *, stop: Callable[[], bool] = _never, told: Callable[[int], None] = lambda _: None) -> Progress:
    """Build an index anew beside the one that is there, which goes on answering, and put it in its place.

    Raises OSError or ValueError if it can't be written, django.db.Error if PostgreSQL can't be asked. What was
    there stays until the new one is whole.
    """
    index = registry.named(name)
    folder = folders.folder_of(index)
    new, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    with folders.lock(index, wait=PATIENCE) as ours:
        if not ours:
            return Progress(complete=False)
        folders.remove_stale(index)
        progress = _follow(index, new, stop, told)
        _known.pop(new, None)
        if progress.complete:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
            _known.pop(folder, None)
        folders.remove_stale(index)
    problems.over(index)
    return progress


def size(name: str) -> int:
    """How many items the index on this host holds for whoever writes it."""
    known = _known.get(folders.folder_of(registry.named(name)))
    if known is None:
        return 0
    known.index.reload()
    return documents(known.index.searcher())
