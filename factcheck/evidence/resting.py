"""Which evidence rests on a source, a document, a capture, a passage or another object, directly or through copies.

The one answer for all who ask: the page of an impact, its preview in forms, and what may have made a verdict stale.
Withdrawn evidence is among it: a verdict that was sent with it rests on it all the same.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from factcheck.database.objects import key_of
from factcheck.documents.copies import going_back_to
from factcheck.documents.models import Capture, Document
from factcheck.evidence.models import Evidence, EvidenceQuerySet
from factcheck.passages.models import Passage
from factcheck.sources.models import Source

#: What something may rest on, by the letters of its public ids.
KINDS = (Source.KIND, Document.KIND, Capture.KIND, Passage.KIND, Evidence.KIND)


@dataclass(frozen=True)
class Ground:
    """Which passages lie on something: conditions on a `Passage`.

    direct: drawn from it. copies: from a document that goes back to it. evidence: the key of the one piece that is
    meant, and no other that has its passage.
    """

    direct: Q
    copies: Q | None = None
    evidence: int | None = None

    @property
    def either(self) -> Q:
        return self.direct | self.copies if self.copies else self.direct


def ground_of(thing: Source | Document | Capture | Passage | Evidence) -> Ground:
    """At most three queries, whatever rests on it."""
    match thing:
        case Source():
            family = Source.objects.family(thing) if thing.merged_into_id is None else [thing]
            family_keys = [source.pk for source in family]
            own = set(Document.objects.filter(source__in=family_keys).order_by().values_list("pk", flat=True))
            return Ground(Q(document__source__in=family_keys), _of(going_back_to(own) - own))
        case Document():
            own = {thing.pk, thing.merged_into_id or thing.pk}
            return Ground(Q(document__in=own), _of(going_back_to(own) - own))
        case Capture():
            copies = going_back_to([thing.document_id]) - {thing.document_id}
            return Ground(Q(extraction__capture=thing.pk), _of(copies))
        case Passage():
            copies = going_back_to([thing.document_id]) - {thing.document_id}
            # The same words where they were copied.
            return Ground(Q(pk=thing.pk), _of(copies, quote=thing.quote))
        case Evidence():
            return Ground(Q(pk=thing.passage_id), evidence=thing.pk)


def _of(documents: Collection[int], **further: str) -> Q | None:
    return Q(document__in=sorted(documents), **further) if documents else None


def evidence_on(ground: Ground) -> EvidenceQuerySet:
    """All evidence that rests on it, withdrawn or not, whoever may see it."""
    if ground.evidence is not None:
        return Evidence.objects.filter(pk=ground.evidence)
    return Evidence.objects.filter(passage__in=Passage.objects.filter(ground.either))


def thing_named(public: str) -> Source | Document | Capture | Passage | Evidence | None:
    """The object of one of KINDS with that public id; None if there is none."""
    return next(iter(_found(public)), None)


def _found(public: str) -> Iterable[Source | Document | Capture | Passage | Evidence]:
    if (key := key_of(public, Source.KIND)) is not None:
        return Source.objects.filter(pk=key)
    if (key := key_of(public, Document.KIND)) is not None:
        return Document.objects.filter(pk=key)
    if (key := key_of(public, Capture.KIND)) is not None:
        return Capture.objects.filter(pk=key)
    if (key := key_of(public, Passage.KIND)) is not None:
        return Passage.objects.filter(pk=key)
    if (key := key_of(public, Evidence.KIND)) is not None:
        return Evidence.objects.filter(pk=key)
    return ()
