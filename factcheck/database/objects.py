"""What every object of the desk has: a public id that can be said over the phone, and a version.

The public id is the key formatted by kind (`C-0017`), gaps allowed. The version makes two people
who edit one row find out about each other: a save names the version it started from.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F


def public_id(kind: str, key: int) -> str:
    """`C` and 17 as `C-0017`; keys above 9999 simply grow."""
    return f"{kind}-{key:04d}"


def key_of(public: str, kind: str) -> int | None:
    """The key behind a public id of that kind, else None: `C-0017` and `c-17` are both 17."""
    prefix, dash, digits = public.strip().upper().partition("-")
    if prefix != kind or not dash or not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        return None
    return int(digits)


def version_of(text: str) -> int | None:
    """A version as a plain form names it, else None: digits only, few enough to be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class StaleVersion(Exception):
    """Somebody else has changed this since you opened it."""

    def __init__(self, current: "Versioned") -> None:
        super().__init__(str(self.__doc__))
        self.current = current


class Identified(models.Model):
    """An object with a public id. `KIND` is unique among models; the audit trail uses the same letters."""

    KIND: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        return public_id(self.KIND, self.pk)


class Versioned(Identified):
    """An editable object: saved through `change`, which refuses to overwrite what it has not seen."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def change(self, *, expected: int | None = None, **values: Any) -> Self:
        """Write `values`, and the next version, in one statement; refresh and return self.

        `expected` is the version the person saw; None means the one this instance holds.
        Raises StaleVersion, holding the current row, when the row has moved on.
        """
        manager = type(self)._default_manager
        seen = self.version if expected is None else expected
        if not manager.filter(pk=self.pk, version=seen).update(version=F("version") + 1, **values):
            raise StaleVersion(manager.get(pk=self.pk))
        self.refresh_from_db()
        return self

    def refuse_if_stale(self) -> None:
        """Lock the row until the transaction ends. Raises StaleVersion when it has moved on from this instance."""
        current = type(self)._default_manager.select_for_update().get(pk=self.pk)
        if current.version != self.version:
            raise StaleVersion(current)
