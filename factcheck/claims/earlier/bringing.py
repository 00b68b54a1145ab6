"""Writing earlier checks down: by their outside id, so that the same file may come in again, and again.

Rows go in batches, each a transaction well under two seconds. What a file does not say of a check stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.earlier.knowing import Stored, why_another
from factcheck.claims.earlier.rows import Check, Row
from factcheck.claims.models import EarlierCheck
from factcheck.database.fields import partial_date_columns

BATCH = 500
#: "FC" and a number: imports take turns batch by batch, so that no two make a check of the same id.
_TURN = 0x4643_0004
#: Refused rows that are told of one by one; the others are counted.
TOLD = 1_000
_DATES = ("claimed", "claimed_text", "published", "published_text")
_PLAIN = ("statement", "title", "subtitle", "claimant", "rating", "publisher", "url", "language")


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken: its number in the file, what is wrong with it and what to do."""

    number: int
    problem: str


@dataclass
class Brought:
    """What became of the rows of a file."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    #: Fields that are not known -> rows that had them.
    left_out: Counter[str] = field(default_factory=Counter)
    #: Rows whose date is kept in its own words only.
    undated: int = 0
    #: Rows taken without their link, which was none: their number, and what stood there.
    bad_urls: list[tuple[int, str]] = field(default_factory=list)
    #: One of the new checks, by which the import can be taken back.
    first: EarlierCheck | None = None

    @property
    def rows(self) -> int:
        return self.new + self.updated + self.unchanged + self.refused

    @property
    def as_counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("new", "updated", "unchanged", "refused")}

    @property
    def notes(self) -> list[str]:
        """What is worth knowing of rows that were taken."""
        notes = []
        if self.left_out:
            names = ", ".join(f"{name} ({n:,})" for name, n in self.left_out.most_common(20))
            notes.append(_("Fields that are not known were left out: %(names)s.") % {"names": names})
        if self.undated:
            notes.append(_("Dates that can't be read are kept in their own words: %(n)s.") % {"n": f"{self.undated:,}"})
        if self.bad_urls:
            shown = ", ".join(_("row %(row)s “%(url)s”") % {"row": row, "url": url} for row, url in self.bad_urls[:10])
            more = "…" if len(self.bad_urls) > 10 else ""
            notes.append(
                _("Links that are not web addresses (https://…) were left out, the checks are in: %(shown)s%(more)s.")
                % {"shown": shown, "more": more}
            )
        return notes


def bring_in(rows: Iterable[Row], *, by: User | None) -> Brought:
    """Write the checks of these rows; commits as it goes, so not to be called inside a transaction.

    An id that stands twice in the file is refused the second time, unless the rows say the same. So is one that
    stands here for another check.
    """
    brought, seen, now = Brought(), dict[str, tuple[int, Check]](), timezone.now()
    for batch in batched(_sound(rows, brought, seen), BATCH):
        _write(batch, brought, by, now)
    brought.refusals.sort(key=lambda refusal: refusal.number)
    return brought


def _sound(rows: Iterable[Row], brought: Brought, seen: dict[str, tuple[int, Check]]) -> Iterator[tuple[int, Check]]:
    for row in rows:
        brought.left_out.update(row.left_out)
        if row.check is None:
            _refuse(brought, row.number, row.problem)
            continue
        if row.bad_url:
            brought.bad_urls.append((row.number, row.bad_url))
        number, first = seen.setdefault(row.check.key, (row.number, row.check))
        if first is row.check:
            yield row.number, row.check
        elif first == row.check:
            brought.unchanged += 1
        else:
            problem = (
                _("it has the id of row %(row)s and says something else. Give each check its own id.")
                if row.check.is_named
                else _("it has the address of row %(row)s and says something else. Give each check an id.")
            )
            _refuse(brought, row.number, problem % {"row": number})


def _is_undated(check: Check) -> bool:
    dates = ((check.claimed, check.claimed_text), (check.published, check.published_text))
    return any(text and not date for date, text in dates)


def _refuse(brought: Brought, number: int, problem: str) -> None:
    brought.refused += 1
    if len(brought.refusals) < TOLD:
        brought.refusals.append(Refusal(number, problem))


@transaction.atomic
def _write(batch: tuple[tuple[int, Check], ...], brought: Brought, by: User | None, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    here = Stored([check for _number, check in batch])
    new: list[EarlierCheck] = []
    changed: list[EarlierCheck] = []
    for number, check in batch:
        stored = here.find(check)
        if stored is not None and (problem := why_another(stored, check)):
            _refuse(brought, number, problem)
            continue
        brought.undated += _is_undated(check)
        if stored is None:
            new.append(EarlierCheck(key=check.key, imported_by=by, imported_at=now, **columns_of(check)))
        elif _take_over(stored, check):
            changed.append(stored)
        else:
            brought.unchanged += 1
    EarlierCheck.objects.bulk_create(new)
    if changed:
        EarlierCheck.objects.bulk_update(changed, [*_PLAIN, *_DATES, "version"])
    brought.first = brought.first or next(iter(new), None)
    brought.new += len(new)
    brought.updated += len(changed)


def columns_of(check: Check) -> dict[str, Any]:
    dates = partial_date_columns("claimed", check.claimed) | partial_date_columns("published", check.published)
    texts = {"claimed_text": check.claimed_text, "published_text": check.published_text}
    return {name: getattr(check, name) for name in _PLAIN} | dates | texts


def _take_over(stored: EarlierCheck, check: Check) -> bool:
    """Let `stored` say what the file says, where that says anything; whether that changes it."""
    said = {name: value for name, value in columns_of(check).items() if value not in ("", None)}
    for name in ("claimed", "published"):
        if getattr(check, f"{name}_text"):
            said[name] = columns_of(check)[name]
    changes = {name: value for name, value in said.items() if getattr(stored, name) != value}
    for name, value in changes.items():
        setattr(stored, name, value)
    stored.version += bool(changes)
    return bool(changes)
