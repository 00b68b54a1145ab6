"""One index on disk: its fields, how it is opened, and how it is written.

tantivy makes each commit atomic. How far the index has followed PostgreSQL is a document of the index itself, so
that it changes in the same commit as what was followed: a writer that is killed leaves the last commit and its
place, and whoever comes next goes on from there.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import tantivy

from factcheck.search.folders import DAMAGED
from factcheck.search.registry import TITLE, WORDS, Batch, Item, Place

#: Bytes that a writer collects in memory before it writes a file.
_HEAP = 64 * 1024 * 1024
_STATE = "state"


class Damaged(Exception):
    """What lies on the disk is no index that can be read."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True, fast=True)
    builder.add_integer_field("extraction", stored=True, indexed=True, fast=True)
    builder.add_boolean_field("boilerplate", stored=True, indexed=True, fast=True)
    # How many words: their mean is asked for.
    builder.add_integer_field("length", stored=False, indexed=False, fast=True)
    builder.add_text_field("kind", stored=True, tokenizer_name="raw", index_option="basic")
    # Kind and key, by which an item is replaced.
    builder.add_text_field("name", stored=False, tokenizer_name="raw", index_option="basic")
    # Words come as tokens between spaces, see `words.py`.
    for field in (WORDS, TITLE):
        builder.add_text_field(field, stored=True, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(_STATE, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("json", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()


@dataclass(frozen=True)
class Followed:
    """How far an index has come: the place, of which database, and whether it has ever held all there was."""

    xid: int = 0
    id: int = 0
    database: str = ""
    complete: bool = False

    @property
    def place(self) -> Place:
        return Place(self.xid, self.id)

    def up_to(self, place: Place) -> "Followed":
        return replace(self, xid=place.xid, id=place.id)


def is_failure(error: BaseException) -> bool:
    """Whether tantivy failed. It raises ValueError for nearly all, and panics past `Exception`."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def open_index(folder: Path) -> tantivy.Index:
    """An index that is there. Raises Damaged if it can't be read, or FileNotFoundError."""
    if not (folder / "meta.json").exists():
        raise FileNotFoundError(folder)
    try:
        index = tantivy.Index(SCHEMA, path=str(folder), reuse=True)
        # Nobody watches the folder: who reads looks whether there is something new.
        index.config_reader(reload_policy="manual")
        index.searcher()
    except BaseException as error:
        if not is_failure(error):
            raise
        raise Damaged(str(error)) from error
    return index


def followed(searcher: tantivy.Searcher) -> Followed:
    """How far the index has come. Raises Damaged if it holds documents but does not say, or can't be read."""
    query = tantivy.Query.term_query(SCHEMA, _STATE, _STATE)
    try:
        hits = searcher.search(query, 1, count=False).hits
        if not hits and not searcher.num_docs:
            return Followed()
        return Followed(**json.loads(str(searcher.doc(hits[0][1]).get_first("json"))))
    except BaseException as error:
        if not is_failure(error):
            raise
        raise Damaged(str(error)) from error


def create(folder: Path) -> tantivy.Index:
    """A new, empty index in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    index = tantivy.Index(SCHEMA, path=str(folder))
    index.config_reader(reload_policy="manual")
    return index


def open_or_create(folder: Path, database: str) -> tuple[tantivy.Index, Followed]:
    """The index to go on with: the one that is there, or an empty one if it is damaged or of another database."""
    try:
        if (folder / DAMAGED).exists():
            raise Damaged(DAMAGED)
        index = open_index(folder)
        state = followed(index.searcher())
    except (Damaged, FileNotFoundError):
        return create(folder), Followed(database=database)
    if state.database not in ("", database):
        return create(folder), Followed(database=database)
    return index, replace(state, database=database)


class Writer:
    """Adds to an index. What is not committed is lost when the writer is."""

    def __init__(self, index: tantivy.Index, *, replaces: bool) -> None:
        self._writer = index.writer(heap_size=_HEAP, num_threads=1)
        self._replaces = replaces
        self.uncommitted = 0

    def add(self, batch: Batch) -> None:
        for kind, key in batch.gone:
            self._writer.delete_documents_by_term("name", _name(kind, key))
        for item in batch.items:
            if self._replaces:
                self._writer.delete_documents_by_term("name", _name(item.kind, item.key))
            self._writer.add_document(_document(item, named=self._replaces))
        self.uncommitted += len(batch.items) + len(batch.gone)

    def commit(self, state: Followed) -> None:
        """All added since the last commit, and how far that is, at once."""
        self._writer.delete_documents_by_term(_STATE, _STATE)
        document = tantivy.Document()
        document.add_text(_STATE, _STATE)
        document.add_text("json", json.dumps(asdict(state)))
        self._writer.add_document(document)
        self._writer.commit()
        self.uncommitted = 0

    def close(self) -> None:
        """Let the merges that commits have begun come to an end: cut short they would never be done."""
        self._writer.wait_merging_threads()

    def abandon(self) -> None:
        """Give the room back that uncommitted words took."""
        try:
            self._writer.rollback()
            self._writer.garbage_collect_files()
        except BaseException as error:
            if not is_failure(error):
                raise


def _name(kind: str, key: int) -> str:
    return f"{kind} {key}"


def _document(item: Item, *, named: bool) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("key", item.key)
    document.add_integer("extraction", item.extraction)
    document.add_boolean("boilerplate", item.boilerplate)
    document.add_integer("length", item.words.count(" ") + 1 if item.words else 0)
    document.add_text(WORDS, item.words)
    if item.kind:
        document.add_text("kind", item.kind)
    if item.title:
        document.add_text(TITLE, item.title)
    if named:
        document.add_text("name", _name(item.kind, item.key))
    return document


def documents(searcher: tantivy.Searcher) -> int:
    """How many items there are: all documents but the one that says how far the index has come."""
    return max(int(searcher.num_docs) - 1, 0)


def query_of(tokens: Sequence[tuple[str, str, float]]) -> tantivy.Query:
    """Any of these: (field, token, weight)."""
    return tantivy.Query.boolean_query(
        [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(SCHEMA, field, token), weight),
            )
            for field, token, weight in tokens
        ]
    )
