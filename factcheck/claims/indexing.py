"""What the index of claims holds: the desk's claims and the earlier checks, each replaced when it changes."""

from collections.abc import Iterator

from django.db.models import QuerySet

from factcheck.claims.models import Claim, EarlierCheck
from factcheck.search import words
from factcheck.search.registry import TITLE, WORDS, Item
from factcheck.search.replacing import Table, index_of


def _claims(claims: QuerySet[Claim]) -> Iterator[Item]:
    for key, statement, language in claims.values_list("id", "statement", "language"):
        yield Item(key, _words(statement, language), "claim")


def _earlier(checks: QuerySet[EarlierCheck]) -> Iterator[Item]:
    columns = ("id", "statement", "title", "subtitle", "language")
    for key, statement, title, subtitle, language in checks.filter(withdrawn_at=None).values_list(*columns):
        yield Item(key, _words(statement, language), "earlier", title=_words(f"{title}\n{subtitle}", language))


def _words(text: str, language: str) -> str:
    return " ".join(words.words(text, language))


#: `kind` is what `Candidate.kind` tells of what was found.
CLAIMS = index_of(
    "claims",
    [Table(Claim, _claims, "claim"), Table(EarlierCheck, _earlier, "earlier")],
    weights={WORDS: 1.0, TITLE: 1.0},
)
