"""Saying what documents have to do with each other: one work received twice, or copies that count once."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext

from factcheck.accounts.models import User
from factcheck.documents import drawn
from factcheck.documents.actions.errors import (
    AlreadyMerged,
    ReasonIsMissing,
    RelatedAlready,
    SameBytesTwice,
    SameDocument,
    SealsDiffer,
)
from factcheck.documents.actions.redacted import keep_from_redacting, refuse_redacted, wait_for_redacting
from factcheck.documents.models import Document, DocumentRelation, Extraction, Fingerprint, RelationSuggestion
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What
from factcheck.web.words import says_something


@transaction.atomic
def declare_same_work(*, document: Document, into: Document) -> Document:
    """Make `document` further captures of `into`: its passages kept, its facts lent where `into` has none.

    What was merged into `document` before, and its relations, go along. Returns `into`.
    Raises SameDocument, AlreadyMerged, RedactedAlready, SealsDiffer, SameBytesTwice.
    """
    wait_for_redacting()
    # Locked in one order, so that two people who do this at once wait for each other.
    keys = [document.pk, into.pk]
    pair = {row.pk: row for row in Document.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    document, into = pair[document.pk], pair[into.pk]
    refuse_same_work(document, into)
    _move_captures(document, into)
    _move_relations(document, into)
    for earlier in document.merged.all():
        earlier.change(merged_into=into)
    into.change(**_lent(document, into))
    document.change(merged_into=into)
    ground.tell(Moved(What.CAPTURE, into.public_id, document.public_id))
    return into


def refuse_same_work(document: Document, into: Document) -> None:
    """Raise what `declare_same_work` would. To say so before somebody is asked whether they are sure."""
    if document.pk == into.pk:
        raise SameDocument(one=document.public_id)
    for one in (document, into):
        if one.merged_into_id:
            raise AlreadyMerged(one=one.public_id)
    refuse_redacted(document.pk, into.pk)
    if document.seal_id != into.seal_id:
        raise SealsDiffer
    if into.captures.filter(sha256__in=document.captures.values("sha256")).exists():
        raise SameBytesTwice(one=document.public_id, other=into.public_id)


def _move_captures(document: Document, into: Document) -> None:
    extractions = list(Extraction.objects.filter(capture__document=document).values_list("pk", flat=True))
    last = into.captures.aggregate(last=Max("number"))["last"] or 0
    for number, capture in enumerate(document.captures.order_by("number"), start=last + 1):
        document.captures.filter(pk=capture.pk).update(document=into, number=number)
    Fingerprint.objects.filter(extraction__in=extractions).update(document=into)
    drawn.move(extractions, into.pk)
    _relocate(into)


def _relocate(document: Document) -> None:
    """Look up in each capture, as it was read last, what was marked in the others."""
    captures = document.captures.annotate(newest=Max("extractions")).exclude(newest=None)
    for extraction in captures.values_list("newest", flat=True):
        drawn.relocate(document.pk, extraction)


def _move_relations(document: Document, into: Document) -> None:
    """Relations follow the work. One that now says nothing, or is said twice, is taken back."""
    same = gettext("%(one)s turned out to be the same work as %(other)s.")
    reason = same % {"one": document.public_id, "other": into.public_id}
    for relation in DocumentRelation.objects.between(document).standing():
        ends = {
            "document": into if relation.document_id == document.pk else relation.document,
            "other": into if relation.other_id == document.pk else relation.other,
        }
        if ends["document"] == ends["other"] or DocumentRelation.objects.standing().filter(**ends).exists():
            withdraw_relation(relation=relation, reason=reason)
        else:
            DocumentRelation.objects.filter(pk=relation.pk).update(**ends)


def lent_facts(document: Document, into: Document) -> list[str]:
    """The names of those facts that `document` knows and `into` does not."""
    return [
        name for name in Document.FACTS if document.fact(name)["value"] is not None and into.fact(name)["value"] is None
    ]


def _lent(document: Document, into: Document) -> dict[str, Any]:
    """The columns of those facts, saying where they come from."""
    columns: dict[str, Any] = {}
    for name in lent_facts(document, into):
        fact = document.fact(name)
        how = f"{fact['how']} ({document.public_id})".strip()
        columns |= {name: getattr(document, name), f"{name}_basis": fact["basis"], f"{name}_how": how}
        if name == "published":
            columns["published_text"] = document.published_text
        if name == "url":
            columns["url_key"] = document.url_key
    return columns


@transaction.atomic
def relate_documents(
    *, document: Document, kind: DocumentRelation.Kind, other: Document, by: User, note: str = ""
) -> DocumentRelation:
    """Say that `document` is a copy, syndication, excerpt or translation of `other`: they count once.

    Raises SameDocument, AlreadyMerged, RedactedAlready, RelatedAlready.
    """
    if document.pk == other.pk:
        raise SameDocument(one=document.public_id)
    for one in (document, other):
        if one.merged_into_id:
            raise AlreadyMerged(one=one.public_id)
    keep_from_redacting(document.pk, other.pk)
    # The second of two people who say it at once waits here, and then sees the first one's.
    list(Document.objects.select_for_update().filter(pk__in=[document.pk, other.pk]).order_by("pk").values("pk"))
    if DocumentRelation.objects.standing().between(document).between(other).exists():
        raise RelatedAlready(one=document.public_id, other=other.public_id)
    pair = Q(document=document, other=other) | Q(document=other, other=document)
    RelationSuggestion.objects.filter(pair, decision="").update(
        decision=RelationSuggestion.Decision.CONFIRMED, decided_kind=kind, decided_by=by, decided_at=timezone.now()
    )
    return DocumentRelation.objects.create(document=document, kind=kind, other=other, declared_by=by, note=note.strip())


@transaction.atomic
def withdraw_relation(*, relation: DocumentRelation, reason: str) -> None:
    """Take back that two documents go together. The reason is kept. Raises ReasonIsMissing."""
    if not says_something(reason):
        raise ReasonIsMissing
    DocumentRelation.objects.standing().filter(pk=relation.pk).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason.strip()
    )
