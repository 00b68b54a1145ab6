"""What the index of claims holds: the desk's claims and the earlier checks, each replaced when it changes."""

from collections.abc import Iterator

from django.db.models import QuerySet

from factcheck.claims.models import Claim, EarlierCheck
from factcheck.search import words
from factcheck.search.arrival import changes, horizon, waiting_changes
from factcheck.search.registry import TITLE, WORDS, Batch, Index, Item, Place, Waiting

#: What `Candidate.kind` is, by table.
KINDS = {Claim._meta.db_table: "claim", EarlierCheck._meta.db_table: "earlier"}
#: Entries of the trail that are looked at for one row asked for; most are about other things.
_SCANNED = 10


def after(place: Place, limit: int) -> Batch:
    """Claims and earlier checks that were written or changed after a place, as they are now; at first, all."""
    if place == Place():
        # What a restored database brought along can't be followed: its transactions are another server's.
        begun = Place(horizon())
        return Batch([*_claims(Claim.objects.all()), *_earlier(EarlierCheck.objects.all())], begun, more=True)
    scanned = limit * _SCANNED
    found = changes(list(KINDS), place, scanned)
    keys: dict[str, set[int]] = {kind: set() for kind in KINDS.values()}
    for change in found.objects:
        keys[KINDS[change.table]].add(change.key)
    items = [
        *_claims(Claim.objects.filter(id__in=keys["claim"])),
        *_earlier(EarlierCheck.objects.filter(id__in=keys["earlier"])),
    ]
    gone = [(kind, key) for kind, some in keys.items() for key in some - {i.key for i in items if i.kind == kind}]
    return Batch(items, found.place, more=found.scanned == scanned, scanned=found.scanned, gone=gone)


def _claims(claims: QuerySet[Claim]) -> Iterator[Item]:
    for key, statement, language in claims.values_list("id", "statement", "language").iterator():
        yield Item(key, _words(statement, language), "claim")


def _earlier(checks: QuerySet[EarlierCheck]) -> Iterator[Item]:
    columns = ("id", "statement", "title", "subtitle", "language")
    for key, statement, title, subtitle, language in checks.values_list(*columns).iterator():
        yield Item(key, _words(statement, language), "earlier", title=_words(f"{title}\n{subtitle}", language))


def _words(text: str, language: str) -> str:
    return " ".join(words.words(text, language))


def waiting(place: Place) -> Waiting:
    """Changes of claims that are not in the index."""
    return waiting_changes(list(KINDS), place)


def total() -> int:
    """All there are."""
    return Claim.objects.count() + EarlierCheck.objects.count()


CLAIMS = Index(
    "claims",
    version=words.METHOD,
    after=after,
    waiting=waiting,
    total=total,
    replaces=True,
    weights={WORDS: 1.0, TITLE: 1.0},
)
