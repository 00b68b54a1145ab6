"""What of the frozen copies stays with those who have access: what rests on documents that are sealed now.

A frozen row is never changed; whoever shows or prints one asks here first. What leaves the desk is the same for
everybody: the description and a commitment, whoever takes it out. Of a document that was redacted nobody is shown
more than that, when and why; a frozen row then holds the commitment in place of the hash.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.accounts.models import User
from factcheck.claims.models import Appearance
from factcheck.database.objects import public_id
from factcheck.documents.commitment import commitment
from factcheck.documents.models import Document, DocumentQuerySet
from factcheck.evidence.models import Enquiry, Evidence

#: Documents and pieces of evidence, one or a list of them, as the sentences of rules name them.
_NAMED = re.compile(r"(?<![\w-])[DE]-\d{4,18}(?:, [DE]-\d{4,18})*(?![\w-])")


@dataclass(frozen=True)
class Told:
    """What is told of a sealed document in place of all that it says; or of one that was redacted: `redacted`."""

    description: str = ""
    salt: bytes = b""
    redacted: str = ""

    @property
    def in_words(self) -> str:
        sealed = _("Sealed: %(description)s") % {"description": self.description} if self.description else ""
        return ". ".join(filter(None, (sealed, self.redacted)))

    def commitment(self, sha256: str) -> str:
        return sha256 if self.redacted else commitment(self.salt, sha256)


@dataclass(frozen=True)
class Hidden:
    """By public id: documents with what is told of them, enquiries that were answered by one, evidence from one.

    `redacted`: documents of which nothing is left, and what is told of those.
    """

    documents: Mapping[str, Told] = field(default_factory=dict)
    enquiries: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    redacted: Mapping[str, Told] = field(default_factory=dict)

    def told_of(self, frozen: Mapping[str, Any]) -> Told | None:
        """What is told in place of a frozen piece of evidence or appearance; None where it may be shown."""
        return self.documents.get(frozen["document"]) or self.redacted.get(frozen["document"])

    def in_their_words(self, content: Mapping[str, Any]) -> str:
        """The sentence a claim was taken from: nothing, where it stands in a document that is hidden."""
        # Nothing is hidden on most desks, and an export asks for each verdict.
        if not (self.documents or self.redacted):
            return str(content["in_their_words"])
        made = (row for row in content["appearances"] if row["manner"] == Appearance.Manner.MADE)
        first = next(made, None)
        return "" if first and self.told_of(first) else str(content["in_their_words"])

    def enquiry(self, frozen: Mapping[str, Any]) -> dict[str, Any]:
        """A frozen enquiry, its answer left out where it came in a document that is hidden."""
        if frozen["public_id"] not in self.enquiries:
            return dict(frozen)
        return {**frozen, "answer": _("The answer is sealed.")}

    def unnamed(self, sentence: str) -> str:
        """What a rule says, with words and numbers in place of the names of what is hidden."""
        return _NAMED.sub(lambda found: self._unnamed(found.group().split(", ")), sentence)

    def _unnamed(self, ids: list[str]) -> str:
        documents = sum(public in self.documents for public in ids)
        passages = sum(public in self.evidence for public in ids)
        told = [public for public in ids if public not in self.documents and public not in self.evidence]
        if documents:
            words = ngettext("one sealed document", "%(n)d sealed documents", documents)
            told.append(words % {"n": documents})
        if passages:
            told.append(ngettext("one sealed passage", "%(n)d sealed passages", passages) % {"n": passages})
        return ", ".join(told)


NOTHING = Hidden()


def hidden_from(user: User) -> Hidden:
    """For the desk's own pages."""
    return _hidden(Document.objects.sealed_to_others(user))


def hidden_from_readers() -> Hidden:
    """For all that leaves the desk, whoever takes it out."""
    return _hidden(Document.objects.filter(seal__isnull=False))


def _hidden(sealed: DocumentQuerySet) -> Hidden:
    # Three queries, however much was frozen: sealed documents are few, and so are redacted ones.
    emptied = Document.objects.filter(redacted_at__isnull=False)
    columns = ("pk", "is_sealed", "seal__description", "seal__salt", "redacted_at", "redacted_reason")
    both = [
        rows.order_by().annotate(is_sealed=Value(is_sealed)).values_list(*columns)
        for rows, is_sealed in ((sealed, True), (emptied, False))
    ]
    found = both[0].union(both[1], all=True)
    told, redacted = dict[str, Told](), dict[str, Told]()
    for key, is_sealed, description, salt, at, reason in found:
        words = Document(redacted_at=at, redacted_reason=reason).redacted
        if is_sealed:
            told[public_id(Document.KIND, key)] = Told(description, bytes(salt), words)
        else:
            redacted[public_id(Document.KIND, key)] = Told(redacted=words)
    if not told:
        return Hidden(redacted=redacted) if redacted else NOTHING
    answered = Enquiry.objects.filter(answer_document__in=sealed).values_list("pk", flat=True)
    drawn = Evidence.objects.filter(passage__document__in=sealed).order_by().values_list("pk", flat=True)
    return Hidden(
        told,
        frozenset(public_id(Enquiry.KIND, key) for key in answered),
        frozenset(public_id(Evidence.KIND, key) for key in drawn),
        redacted,
    )
