"""May this person take the verdict there now? Asked of the table of states, and of the person as they are now."""

from typing import Any

from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.actions import NeedsReviewer
from factcheck.verdicts.errors import NeedsEditor, NotNow
from factcheck.verdicts.models import State, Verdict
from factcheck.verdicts.states import may


def move(verdict: Verdict, to: State, by: User, *, expected: int | None = None, **values: Any) -> Verdict:
    """Raises as `refuse_move`, and StaleVersion."""
    refuse_move(verdict, to, by)
    return verdict.change(expected=expected, state=to, updated_at=timezone.now(), **values)


def refuse_move(verdict: Verdict, to: State, by: User) -> None:
    """Raises NotNow where nobody may, else NeedsReviewer or NeedsEditor unless this person may."""
    if not may(verdict.state, to, Role.ADMIN):
        raise NotNow(state=verdict.get_state_display())
    if may(verdict.state, to, Role.REVIEWER):
        require_reviewer(by)
    else:
        require_editor(by)


def require_reviewer(by: User) -> None:
    """Raises NeedsReviewer."""
    if not _now(by).has_role(Role.REVIEWER):
        raise NeedsReviewer


def require_editor(by: User) -> None:
    """Raises NeedsEditor."""
    if not _now(by).has_role(Role.EDITOR):
        raise NeedsEditor


def _now(by: User) -> User:
    # The role may have been taken away since the page was opened.
    return User.objects.get(pk=by.pk)
