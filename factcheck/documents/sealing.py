"""Sealing documents: to named people alone, whatever anybody's role, and all that was drawn from them with them.

What the desk and its readers are told is the seal's description, and a commitment to the bytes: who holds a leaked
file can't try it against a commitment without the salt, and who has access can open it later, to show what it was.
Commands run by the operating system's user are outside of this: whoever may read the database reads it all.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.context import because
from factcheck.documents.actions.errors import (
    LastWithAccess,
    NotForYou,
    ReasonIsMissing,
    SealedAlready,
    SealIsNotDescribed,
)
from factcheck.documents.commitment import commitment
from factcheck.documents.models import Document, Import, Seal, SealAccess
from factcheck.web.words import says_something

#: Bytes: more than anybody can guess.
_SALT = 32


@transaction.atomic
def make_seal(*, description: str, people: Iterable[User], by: User) -> Seal:
    """A seal that no document has yet; `by` is always among those who see what is sealed with it.

    Raises SealIsNotDescribed.
    """
    if not says_something(description):
        raise SealIsNotDescribed
    seal = Seal.objects.create(description=description.strip(), salt=secrets.token_bytes(_SALT), sealed_by=by)
    named = {by.pk: by} | {person.pk: person for person in people if person.is_active}
    for person in named.values():
        SealAccess.objects.create(seal=seal, user=person, given_by=by)
    return seal


def seal_said(said: Mapping[str, Any], by: User) -> Seal | None:
    """The seal of all that is brought in now, by what a MaySealForm gives; None where it is for the whole desk."""
    return make_seal(description=said["description"], people=said["people"], by=by) if said["sealed"] else None


@transaction.atomic
def seal_documents(*, documents: Collection[Document], people: Iterable[User], description: str, by: User) -> Seal:
    """Let nobody but `people` and `by` know of these documents from now on, nor of what was drawn from them.

    What became part of one of them goes with it. Raises NotForYou, SealedAlready, SealIsNotDescribed.
    """
    works = _works(documents)
    for work in works:
        _refuse_stranger(work, by)
        if work.seal_id:
            raise SealedAlready(one=work.public_id)
    seal = make_seal(description=description, people=people, by=by)
    for work in works:
        work.change(seal=seal)
    return seal


@transaction.atomic
def hide_now(*, document: Document, by: User) -> Seal:
    """At once, with no questions asked: sealed to this editor and to whoever brought it in. Raises as sealing does."""
    people = [document.imported_by] if document.imported_by else []
    return seal_documents(documents=[document], people=people, description=_("Hidden for now"), by=by)


@transaction.atomic
def give_access(*, seal: Seal, person: User, by: User) -> SealAccess:
    """Name one more person to whom its documents are shown. Raises NotForYou."""
    _refuse_without_access(seal, by)
    # Of two who name the same person at once, the second finds what the first one wrote.
    access, _made = SealAccess.objects.get_or_create(seal=seal, user=person, ended_at=None, defaults={"given_by": by})
    return access


@transaction.atomic
def end_access(*, seal: Seal, person: User, by: User) -> None:
    """From now on this person sees them no more. Raises NotForYou, and LastWithAccess where nobody would be left."""
    _refuse_without_access(seal, by)
    # Of two who end each other's access at once, the second finds one person left.
    standing = list(SealAccess.objects.select_for_update(of=("self",)).filter(seal=seal, ended_at=None).order_by("pk"))
    left = User.objects.filter(is_active=True, pk__in=[row.user_id for row in standing if row.user_id != person.pk])
    if not left.exists():
        raise LastWithAccess
    SealAccess.objects.filter(seal=seal, user=person, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def change_description(*, seal: Seal, description: str, by: User) -> None:
    """Change what others are told of the documents. Raises NotForYou, SealIsNotDescribed."""
    _refuse_without_access(seal, by)
    if not says_something(description):
        raise SealIsNotDescribed
    Seal.objects.filter(pk=seal.pk).update(description=description.strip())


@transaction.atomic
def unseal(*, seal: Seal, reason: str, by: User) -> None:
    """Show the whole desk its documents again, and what was drawn from them. Raises NotForYou, ReasonIsMissing."""
    _refuse_without_access(seal, by)
    if not says_something(reason):
        raise ReasonIsMissing
    with because(reason.strip()):
        for document in Document.objects.select_for_update(of=("self",)).filter(seal=seal).order_by("pk"):
            document.change(seal=None)
        Import.objects.filter(seal=seal).update(seal=None)


def people_with_access(seal: Seal) -> list[SealAccess]:
    """Those whom its documents are shown to now, in the order named."""
    return list(SealAccess.objects.filter(seal=seal, ended_at=None).select_related("user", "given_by").order_by("pk"))


def who_see(documents: "QuerySet[Document]", people: Iterable[User]) -> list[User]:
    """Those of the people to whom none of the documents is sealed, as `visible_to` has it. Two queries at most."""
    seals = set(documents.filter(seal__isnull=False).order_by().values_list("seal", flat=True))
    if not seals:
        return list(people)
    found: dict[int, set[int]] = defaultdict(set)
    for user, seal in SealAccess.objects.filter(seal__in=seals, ended_at=None).values_list("user", "seal"):
        found[user].add(seal)
    return [person for person in people if found[person.pk] == seals]


def commitments(document: Document) -> list[tuple[int, str]]:
    """The number of each capture of a sealed document, and what may be published of its bytes."""
    if document.seal is None:
        return []
    rows = document.captures.order_by("number").values_list("number", "sha256")
    salt = bytes(document.seal.salt)
    return [(number, commitment(salt, sha256)) for number, sha256 in rows]


def _works(documents: Collection[Document]) -> list[Document]:
    """Locked, each with all that became part of it: its title is theirs as well."""
    standing = {document.standing_document.pk for document in documents}
    return list(Document.objects.of_works(*standing).select_for_update(of=("self",)).order_by("pk"))


def _refuse_stranger(document: Document, by: User) -> None:
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise NotForYou


def _refuse_without_access(seal: Seal, by: User) -> None:
    if not Seal.objects.open_to(by).filter(pk=seal.pk).exists():
        raise NotForYou
