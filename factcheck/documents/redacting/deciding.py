"""Deciding on a redaction: one editor asks, another agrees; what comes of it only the command carries out."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.accounts.moves import roles_from
from factcheck.accounts.roles import Role
from factcheck.audit.context import because
from factcheck.documents.actions.errors import (
    AskerIsNoEditor,
    CoversOther,
    NeedsAnEditor,
    NeedsTwoPeople,
    NotForYou,
    NotOpenAnyMore,
    ReasonIsMissing,
    RedactedAlready,
    RedactionUnderWay,
)
from factcheck.documents.models import Document, Redaction
from factcheck.documents.redacting.covering import has_changed
from factcheck.documents.sealing import who_see
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.web.words import says_something


@transaction.atomic
def ask_for_redaction(*, document: Document, basis: str, reason: str, by: User) -> Redaction:
    """Ask that all the document holds be taken out. `reason` is printed wherever its words stood.

    Raises NeedsAnEditor, NotForYou, ReasonIsMissing, RedactedAlready, RedactionUnderWay.
    """
    _refuse_stranger(document, by)
    if not says_something(reason):
        raise ReasonIsMissing
    # Of two who ask at once the second waits here, and then finds what the first one wrote.
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.standing_document.pk)
    if document.redacted_at:
        raise RedactedAlready(one=document.public_id)
    if Redaction.objects.open().filter(document=document).exists():
        raise RedactionUnderWay
    with because(reason.strip()):
        asked = Redaction.objects.create(document=document, basis=basis, reason=reason.strip(), asked_by=by)
    # What it covers was written down by the database.
    asked.refresh_from_db()
    _tell_editors(document, by)
    return asked


def _tell_editors(document: Document, by: User) -> None:
    """One of those who may see it has to agree."""
    editors = User.objects.filter(is_active=True, role__in=roles_from("editor"))
    tell(
        users=who_see(Document.objects.filter(pk=document.pk), editors),
        topic=Topic.REDACTION,
        about=document.public_id,
        text=_("%(who)s asks to redact %(id)s. Somebody else has to agree.") % {"who": by, "id": document.public_id},
        url=reverse("documents:redact", args=[document.pk]),
        actor=by,
    )


@transaction.atomic
def agree_to_redaction(*, redaction: Redaction, by: User) -> Redaction:
    """Agree, as somebody else than who asked, to what was asked for.

    Raises NeedsAnEditor, NotForYou, NeedsTwoPeople, AskerIsNoEditor, CoversOther, NotOpenAnyMore.
    """
    _refuse_stranger(redaction.document, by)
    if redaction.asked_by_id == by.pk:
        raise NeedsTwoPeople
    if not _is_editor(redaction.asked_by_id):
        raise AskerIsNoEditor(who=redaction.asked_by)
    if has_changed(redaction):
        raise CoversOther
    return _change(redaction, agreed_at=None, values={"agreed_by": by, "agreed_at": timezone.now()})


@transaction.atomic
def close_redaction(*, redaction: Redaction, note: str, by: User) -> Redaction:
    """Decline it, or take it back, before it is carried out.

    Raises NeedsAnEditor, NotForYou, ReasonIsMissing, NotOpenAnyMore.
    """
    _refuse_stranger(redaction.document, by)
    if not says_something(note):
        raise ReasonIsMissing
    with because(note.strip()):
        values = {"closed_by": by, "closed_at": timezone.now(), "closed_note": note.strip()}
        return _change(redaction, values=values)


def _change(redaction: Redaction, *, values: dict[str, object], **conditions: object) -> Redaction:
    try:
        with transaction.atomic():
            changed = Redaction.objects.open().filter(pk=redaction.pk, **conditions).update(**values)
    except IntegrityError as error:
        # Somebody was faster by a moment, or the role was taken away meanwhile.
        raise NotOpenAnyMore from error
    if not changed:
        raise NotOpenAnyMore
    redaction.refresh_from_db()
    return redaction


def _refuse_stranger(document: Document, by: User) -> None:
    if not _is_editor(by.pk):
        raise NeedsAnEditor
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise NotForYou


def _is_editor(person: int) -> bool:
    """As it is now: the role may have been taken away meanwhile."""
    return User.objects.get(pk=person).has_role(Role.EDITOR)
