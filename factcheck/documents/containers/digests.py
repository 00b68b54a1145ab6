"""Digests as WARC and WACZ state them: "sha1:" and base 32, or "sha256:" and hex."""

import base64
import binascii
import hashlib

from ..extraction.words import gettext as _
from ..extraction.words import gettext_noop

#: What to say of a page, a record and a file whose digest is of a form not known, and of one whose digest is another.
PAGE = (
    gettext_noop("The digest stated for this page (%(stated)s) is of a form not known here: not checked."),
    gettext_noop("This page is not what was recorded: its digest should be %(stated)s and is %(found)s."),
)
RECORD = (
    gettext_noop("The digest stated for this record (%(stated)s) is of a form not known here: not checked."),
    gettext_noop("This record is not what was recorded: its digest should be %(stated)s and is %(found)s."),
)
FILE = (
    gettext_noop("The digest stated for this file (%(stated)s) is of a form not known here: not checked."),
    gettext_noop("This file is not what was recorded: its digest should be %(stated)s and is %(found)s."),
)
_ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}


class Digest:
    """A digest that was stated, compared with the bytes that come in by `update`."""

    def __init__(self, stated: str) -> None:
        algorithm, _, value = stated.strip().partition(":")
        self.stated = stated.strip()
        name = algorithm.lower().replace("-", "").replace("_", "")
        self._hash = hashlib.new(name, usedforsecurity=False) if name in _ALGORITHMS else None
        self._expected = _values(value.strip(), self._hash.digest_size) if self._hash else set()

    def update(self, data: bytes) -> None:
        if self._hash:
            self._hash.update(data)

    @property
    def matches(self) -> bool | None:
        """None: the digest is in a form that is not known here."""
        return self._hash.digest() in self._expected if self._hash and self._expected else None

    def message(self, unknown: str, other: str) -> str:
        """What to tell people, or "" when the digest is right; the two sentences are those of PAGE, RECORD or FILE."""
        if self.matches:
            return ""
        if self.matches is None or not self._hash:
            return _(unknown, stated=self.stated[:100])
        found = f"{self._hash.name}:{self._hash.hexdigest()}"
        return _(other, stated=self.stated[:150], found=found)


def matches(stated: str, data: bytes) -> bool | None:
    digest = Digest(stated)
    digest.update(data)
    return digest.matches


def _values(value: str, size: int) -> set[bytes]:
    """What `value` may stand for: hex, base 32 or base 64 of `size` bytes."""
    found = set()
    for decode in (bytes.fromhex, _base32, base64.urlsafe_b64decode, base64.b64decode):
        try:
            found.add(decode(value))
        except (ValueError, binascii.Error):
            continue
    return {digest for digest in found if len(digest) == size}


def _base32(value: str) -> bytes:
    return base64.b32decode(value.upper() + "=" * (-len(value) % 8))
