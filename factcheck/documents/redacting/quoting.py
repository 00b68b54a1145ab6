"""Which words of the desk's own were quoted from what is redacted, and from nothing that stays.

What another document says that is cited here, too, may have been quoted from that one: it stays.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import models

from factcheck.documents.models import Document, Extraction
from factcheck.documents.redacting import registry
from factcheck.documents.redacting.registry import OwnWords
from factcheck.documents.redacting.rows import execute, values
from factcheck.documents.redacting.runs import Run, runs_of

#: Runs that the database looks for at once.
_AT_ONCE = 40
_CITED = """
    SELECT e.id FROM documents_extraction e JOIN documents_capture c ON c.id = e.capture_id
    WHERE c.document_id IN ({cited}) AND c.document_id <> ALL(%s) AND e.text ~* %s
"""
#: What may be written for what is compared.
_WRITTEN = {"ss": "(?:ss|\u00df|\u1e9e)", "\u03c3": "[\u03c3\u03c2\u03a3]"}
_SIGNS = re.compile("ss|.")


def texts_of(keys_of: Callable[[type[models.Model]], str]) -> Iterator[str]:
    """All that the documents say, and what they are called. `keys_of`: SQL of the keys of their rows, for `IN`."""
    for model, columns in ((Extraction, "text"), (Document, "concat_ws(' | ', title, author, filename)")):
        keys = execute(f"SELECT id FROM {model._meta.db_table} WHERE id IN {keys_of(model)}")
        for (key,) in keys:
            ((text,),) = execute(f"SELECT {columns} FROM {model._meta.db_table} WHERE id = %s", [key])
            yield text


def held_by(one: OwnWords) -> Iterator[tuple[Any, ...]]:
    """Key and columns of each row."""
    return values(one.model, one.columns, one.where)


def runs_in(held: Iterable[tuple[OwnWords, Iterable[Sequence[Any]]]]) -> set[Run]:
    """Every run of what the desk wrote itself, in rows as `held_by` gives them."""
    return {run for one, rows in held for _key, *row in rows for text in one.strings(row) for run in runs_of(text)}


def quoted_from(texts: Iterable[str], written: set[Run], documents: Collection[int]) -> set[Run]:
    """Those of the desk's runs that stand in these texts, of the documents with these keys, and in no other cited."""
    found = {run for text in texts for run in runs_of(text) if run in written}
    return found - _elsewhere(found, documents)


def _elsewhere(runs: set[Run], documents: Collection[int]) -> set[Run]:
    """Those that stand in another document that is cited."""
    cited = " UNION ".join(sql for holding in registry.registered() for sql in holding.cited)
    found: set[Run] = set()
    for some in batched(sorted(runs), _AT_ONCE):
        # The database finds the texts that may have one of them; whether they do is told as everywhere.
        for (key,) in execute(_CITED.format(cited=cited), [list(documents), _pattern(some)]):
            ((text,),) = execute("SELECT text FROM documents_extraction WHERE id = %s", [key])
            found |= runs & set(runs_of(text))
    return found


def _pattern(runs: Sequence[Run]) -> str:
    """A regular expression of PostgreSQL for these runs, as they are written as a rule."""
    return "|".join(r"[\W_]*".join(_SIGNS.sub(_written, word) for word in run) for run in runs)


def _written(sign: re.Match[str]) -> str:
    found = sign.group()
    # A database may know the capitals of ASCII alone.
    capital = found.upper()
    is_pair = not found.isascii() and len(capital) == 1 and capital != found
    return _WRITTEN.get(found) or (f"[{found}{capital}]" if is_pair else re.escape(found))
