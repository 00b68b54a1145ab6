"""Searching an index: candidates for a better ranking, and what is known of words.

Each process keeps an index open and looks before each search whether something was committed, or the folder is
another one. An index that is missing or can't be read finds nothing, and is built anew by whoever writes; `state.py`
says so. Visibility is not known here: whoever shows what was found asks PostgreSQL first.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tantivy

from factcheck.search import folders, registry
from factcheck.search.index import SCHEMA, Damaged, documents, followed, is_failure, open_index, query_of
from factcheck.search.registry import TITLE, WORDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item found. `words` and `title` are its tokens between spaces; `extraction` is None where it has none."""

    key: int
    kind: str
    score: float
    words: str
    extraction: int | None
    boilerplate: bool
    title: str = ""


@dataclass
class Statistics:
    """What an index knows of words: how many items it has, how long they are, and in how many a token is."""

    documents: int = 0
    average_length: float = 0.0
    searcher: tantivy.Searcher | None = field(default=None, repr=False)
    _frequencies: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def frequency(self, token: str, part: str = WORDS) -> int:
        """In how many items the token is. `part` is the field: "words" or "title"."""
        known = self._frequencies.get((token, part))
        if known is None:
            known = int(self.searcher.doc_freq(part, token)) if self.searcher else 0
            self._frequencies[token, part] = known
        return known


class _Open:
    """An index as it was when it was last looked at."""

    def __init__(self, folder: Path, identity: tuple[int, int, int]) -> None:
        self.folder, self.identity = folder, identity
        self.index = open_index(folder)
        self.searcher = self.index.searcher()
        self._statistics: Statistics | None = None

    def reload(self, identity: tuple[int, int, int]) -> None:
        self.index.reload()
        self.identity, self.searcher, self._statistics = identity, self.index.searcher(), None

    def statistics(self) -> Statistics:
        if self._statistics is None:
            # The document that says how far the index has come has no length, and is no part of the mean.
            mean = self.searcher.aggregate(tantivy.Query.all_query(), {"mean": {"avg": {"field": "length"}}})
            length = float(mean["mean"]["value"] or 0.0)
            self._statistics = Statistics(documents(self.searcher), length, self.searcher)
        return self._statistics


_opened: dict[str, _Open] = {}
_guard = threading.Lock()


def forget() -> None:
    """Close all indexes."""
    with _guard:
        _opened.clear()


def candidates(
    index: str,
    tokens: Mapping[str, float],
    *,
    limit: int,
    among: Collection[int] | None = None,
    field: str = "extraction",
    weights: Mapping[str, float] | None = None,
    sharing: bool = True,
) -> list[Candidate]:
    """The best items that hold any of the tokens, by BM25 with their weights; none if the index can't be read.

    `among`: only items whose `field` ("extraction" or "key") has one of these values; with `sharing` false those of
    them that hold no token come last. `weights`: the fields ("words", "title") to look at, and how much each counts;
    else as the index was registered.
    """
    parts = weights or registry.named(index).weights
    wanted = _any_of(parts, tokens)
    if wanted is None or limit < 1 or (among is not None and not among):
        return []
    query = _restricted(wanted, among, field, sharing=sharing)
    return _read(index, lambda opened: _search(opened, query, limit, 0), [])


def keys(index: str, tokens: Mapping[str, float], *, limit: int) -> list[int]:
    """The keys alone of what `candidates` finds, in the same order: no item is read for them."""
    query = _any_of(registry.named(index).weights, tokens)
    if query is None or limit < 1:
        return []
    return _read(index, lambda opened: _keys(opened, query, limit), [])


def find(
    index: str,
    *,
    limit: int,
    skip: int = 0,
    any_of: Mapping[str, float] | None = None,
    every: Sequence[str] = (),
    phrases: Sequence[Sequence[str]] = (),
    without: Sequence[Sequence[str]] = (),
    among: Collection[int] | None = None,
    field: str = "extraction",
) -> list[Candidate]:
    """The best items that hold every token and every phrase, and none of `without` (phrases of one word or more).

    `any_of` are tokens with weights that make an item better; one is needed where nothing else is asked for.
    """
    parts = registry.named(index).weights
    must = [_in_any(parts, [token]) for token in every] + [_in_any(parts, phrase) for phrase in phrases if phrase]
    should = [(part, token, most * part_weight) for part, part_weight in parts.items()
              for token, most in (any_of or {}).items()]  # fmt: skip
    if (not must and not should) or limit < 1 or (among is not None and not among):
        return []
    clauses = [(tantivy.Occur.Must, one) for one in must]
    if should:
        clauses.append((tantivy.Occur.Should if must else tantivy.Occur.Must, query_of(should)))
    clauses += [(tantivy.Occur.MustNot, _in_any(parts, phrase)) for phrase in without if phrase]
    query = tantivy.Query.boolean_query(clauses)
    return _read(index, lambda opened: _search(opened, _restricted(query, among, field), limit, skip), [])


def statistics(index: str) -> Statistics:
    """What the index knows of words now; of an index that can't be read, nothing."""
    return _read(index, lambda opened: opened.statistics(), Statistics())


def searcher(index: str) -> tantivy.Searcher | None:
    """tantivy's own searcher, None if the index can't be read."""
    return _read(index, lambda opened: opened.searcher, None)


def _any_of(parts: Mapping[str, float], tokens: Mapping[str, float]) -> tantivy.Query | None:
    """Any of the words in any of the fields; None for no words."""
    wanted = [(part, token, weight * most) for part, most in parts.items() for token, weight in tokens.items()]
    return query_of(wanted) if wanted else None


def _in_any(parts: Mapping[str, float], phrase: Sequence[str]) -> tantivy.Query:
    """The words one after the other in any of the fields."""
    found = []
    for part, weight in parts.items():
        query = (
            tantivy.Query.term_query(SCHEMA, part, phrase[0])
            if len(phrase) == 1
            else tantivy.Query.phrase_query(SCHEMA, part, list(phrase))
        )
        found.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)))
    return tantivy.Query.boolean_query(found)


def _restricted(
    query: tantivy.Query, among: Collection[int] | None, field: str, *, sharing: bool = True
) -> tantivy.Query:
    if among is None:
        return query
    within = tantivy.Query.const_score_query(tantivy.Query.term_set_query(SCHEMA, field, list(among)), 0.0)
    wanted = tantivy.Occur.Must if sharing else tantivy.Occur.Should
    return tantivy.Query.boolean_query([(wanted, query), (tantivy.Occur.Must, within)])


def _search(opened: _Open, query: tantivy.Query, limit: int, skip: int) -> list[Candidate]:
    hits = _hits(opened, query, limit, skip)
    return [_candidate(opened.searcher.doc(address), score) for score, address in hits]


def _keys(opened: _Open, query: tantivy.Query, limit: int) -> list[int]:
    addresses = [address for _score, address in _hits(opened, query, limit, 0)]
    return [int(key) for key in opened.searcher.fast_field_values("key", addresses) if key is not None]


def _hits(opened: _Open, query: tantivy.Query, limit: int, skip: int) -> list[tuple[float, tantivy.DocAddress]]:
    # Counting all hits would mean looking at all of them.
    return opened.searcher.search(query, limit, count=False, offset=skip).hits


def _candidate(document: tantivy.Document, score: float) -> Candidate:
    first = document.get_first
    return Candidate(
        key=first("key"),  # type: ignore[arg-type]
        kind=first("kind") or "",
        score=score,
        words=first(WORDS) or "",
        extraction=first("extraction") or None,
        boilerplate=bool(first("boilerplate")),
        title=first(TITLE) or "",
    )


def _read[T](index: str, what: Callable[[_Open], T], nothing: T) -> T:
    """Read from an index; once more after opening it anew if that fails; `nothing` if it can't be read at all."""
    for last in (False, True):
        try:
            opened = _current(index)
            return what(opened) if opened else nothing
        except BaseException as error:
            if not is_failure(error):
                raise
            with _guard:
                _opened.pop(index, None)
            if last and not _is_damaged(index, error):
                raise
    return nothing


def _is_damaged(index: str, error: BaseException) -> bool:
    """Whether the index is to blame and not the question. If so, it is marked, to be built anew."""
    folder = folders.folder_of(registry.named(index))
    try:
        followed(open_index(folder).searcher())
    except FileNotFoundError:
        return True
    except Damaged:
        pass
    else:
        # A question that can't be asked is refused; a panic comes from what was read.
        if isinstance(error, Exception):
            return False
    folders.mark_damaged(folder)
    return True


def _current(index: str) -> _Open | None:
    """The index as it is now; None if there is none."""
    folder = folders.folder_of(registry.named(index))
    identity = folders.identity(folder)
    with _guard:
        opened = _opened.get(index)
        if identity is None:
            _opened.pop(index, None)
            return None
        if opened and opened.identity == identity and opened.folder == folder:
            return opened
        if opened and opened.identity[0] == identity[0] and opened.folder == folder:
            opened.reload(identity)
            return opened
        try:
            _opened[index] = _Open(folder, identity)
        except FileNotFoundError:
            return None
        return _opened[index]
