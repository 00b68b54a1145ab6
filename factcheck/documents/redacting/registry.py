"""Where each stage keeps words of documents, told by themselves in their `apps.py`.

So this stage can empty them, and imports none. While a redaction runs, two temporary tables say what it is about, and
the SQL of the stages may ask them:

- `redacting_document (document_id, public_id, salt)`: the documents.
- `redacting_row (table_name, object_id, public_id, columns)`: rows found so far that hold something of them. Stages
  are asked in the order of the flow, so each may begin with the rows of those before it.
- `redacting_touched (table_name, object_id, public_id)`: objects that are the desk's own and rest on the documents,
  such as claims.
"""

# ruff: noqa: S608 -- the names in it are those of our own tables

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from factcheck.documents.redacting.runs import in_values

#: SQL: what is kept of a hash in `sha256`; `%s` is replaced by the SQL of the salt.
SALTED = "encode(sha256(%s || decode(sha256, 'hex')), 'hex')"


def rows_of(model: type[models.Model]) -> str:
    """SQL: the keys of those rows of a model that were found so far, to stand after `column IN`."""
    return f"(SELECT object_id FROM redacting_row WHERE table_name = '{model._meta.db_table}')"


def touched(model: type[models.Model]) -> str:
    """SQL: the keys of those objects of a model that rest on what is redacted, to stand after `column IN`."""
    return f"(SELECT object_id FROM redacting_touched WHERE table_name = '{model._meta.db_table}')"


@dataclass(frozen=True)
class Rows:
    """Rows of a model: `where` is the SQL that finds them."""

    model: type[models.Model]
    where: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def kind(self) -> str:
        return getattr(self.model, "KIND", "")


@dataclass(frozen=True)
class Emptied(Rows):
    """Rows that hold words of a document: `columns` says what becomes of each column, as SQL. `beside`: columns that
    are set as well and hold no words, such as the version. `rewritten`: columns of JSON that a function makes anew,
    from the value and the public ids of all rows found. Two of one model find different rows, and say what becomes of
    different columns.
    """

    columns: Mapping[str, str]
    beside: Mapping[str, str] = field(default_factory=dict)
    rewritten: Mapping[str, Callable[[Any, Set[str]], Any]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all columns that hold words."""
        return (*self.columns, *self.rewritten)


@dataclass(frozen=True)
class OwnWords(Rows):
    """What the desk wrote itself about what it checks: runs of the document's words in it are replaced.

    `skip`: keys of JSON under which words of other documents stand; `only`: those under which none do, if not all.
    """

    columns: Sequence[str]
    skip: Set[str] = frozenset()
    only: Set[str] = frozenset()

    def changed(self, values: Sequence[Any], change: Callable[[str], str]) -> list[Any]:
        """The values of the columns with every string of the desk's own changed."""
        return [self._changed(value, change) for value in values]

    def strings(self, values: Sequence[Any]) -> list[str]:
        """Every string of the desk's own in the values of the columns."""
        found: list[str] = []

        def noted(text: str) -> str:
            found.append(text)
            return text

        self.changed(values, noted)
        return found

    def _changed(self, value: Any, change: Callable[[str], str]) -> Any:
        if self.only and isinstance(value, dict):
            return {key: in_values(one, change) if key in self.only else one for key, one in value.items()}
        return in_values(value, change, self.skip)


@dataclass(frozen=True)
class Touched(Rows):
    """Objects that rest on what is redacted."""


@dataclass(frozen=True)
class Derived(Rows):
    """Rows that are made from the text, and can go."""


@dataclass(frozen=True)
class Holding:
    """All that a stage holds of documents. `cited`: SQL that gives the keys of documents whose words are used."""

    emptied: Sequence[Emptied] = ()
    touched: Sequence[Touched] = ()
    own_words: Sequence[OwnWords] = ()
    derived: Sequence[Derived] = ()
    cited: Sequence[str] = ()


_registered: list[Holding] = []


def register(holding: Holding) -> None:
    """Told once by each stage, in `ready()`; the stages come in the order of the flow."""
    _registered.append(holding)


def registered() -> list[Holding]:
    return list(_registered)
