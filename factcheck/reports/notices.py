"""The public notice on a published verdict: set and lifted by an editor at once, and read as it is now."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.database.errors import Refused
from factcheck.database.lookups import OneOf
from factcheck.reports.models import PublicNotice
from factcheck.verdicts.errors import NeedsEditor
from factcheck.verdicts.models import State, Verdict
from factcheck.web.words import says_something


class NotPublished(Refused):
    message = gettext_noop("Only a published verdict has readers to tell.")


class NoticeMissing(Refused):
    message = gettext_noop("Write what readers are told.")


class NoticeStands(Refused):
    message = gettext_noop("This verdict has a notice already. Lift it first.")


class NoNotice(Refused):
    message = gettext_noop("This verdict has no notice any more.")


class AnotherNotice(Refused):
    message = gettext_noop("Somebody else has set another notice just now. Read it, then lift it if it is to go.")


@transaction.atomic
def set_notice(*, verdict: Verdict, text: str, by: User) -> PublicNotice:
    """Tell readers at once. Raises NeedsEditor, NotPublished, NoticeMissing, NoticeStands."""
    _require_editor(by)
    if not says_something(text):
        raise NoticeMissing
    # Locked, so that none is set on what is superseded meanwhile.
    if Verdict.objects.select_for_update().get(pk=verdict.pk).state != State.PUBLISHED:
        raise NotPublished
    try:
        with transaction.atomic():
            return PublicNotice.objects.create(verdict=verdict, text=text.strip(), set_by=by)
    except IntegrityError as error:
        raise NoticeStands from error


@transaction.atomic
def lift_notice(*, verdict: Verdict, notice: str, by: User) -> None:
    """Readers are told the notice of that public id no longer; that it stood stays in the history.

    Raises NeedsEditor, NoNotice, AnotherNotice where it is no longer the one that stands.
    """
    _require_editor(by)
    standing = PublicNotice.objects.select_for_update(of=("self",)).filter(verdict=verdict, lifted_at=None).first()
    if standing is None:
        raise NoNotice
    if standing.public_id != notice:
        raise AnotherNotice
    PublicNotice.objects.filter(pk=standing.pk).update(lifted_by=by, lifted_at=timezone.now())


@transaction.atomic
def lift_for_replaced(*, verdict: Verdict, by: User | None) -> None:
    """The notice goes with the version that it stood on."""
    PublicNotice.objects.filter(verdict=verdict, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now())


def _require_editor(by: User) -> None:
    if not User.objects.get(pk=by.pk).has_role(Role.EDITOR):
        raise NeedsEditor


def standing_notice(verdict: Verdict) -> PublicNotice | None:
    return PublicNotice.objects.filter(verdict=verdict, lifted_at=None).select_related("set_by").first()


def notices_of(verdicts: Collection[int]) -> dict[int, str]:
    """What readers of these verdicts are told now."""
    standing = PublicNotice.objects.filter(OneOf(F("verdict"), verdicts), lifted_at=None)
    return dict(standing.values_list("verdict", "text"))
