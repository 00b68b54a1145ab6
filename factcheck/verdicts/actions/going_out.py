"""A verdict goes out, and is taken back from readers."""

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What
from factcheck.verdicts.models import (
    State,
    Verdict,
)
from factcheck.verdicts.moving import move, refuse_move
from factcheck.verdicts.printed import require_note
from factcheck.verdicts.staleness import close_for_replaced


@transaction.atomic
def mark_published(*, verdict: Verdict, by: User) -> Verdict:
    """Called when a publication is recorded; the version it revises is superseded.

    Raises NotNow, NeedsEditor, StaleVersion.
    """
    refuse_move(verdict, State.PUBLISHED, by)
    if verdict.revises and verdict.revises.state == State.PUBLISHED:
        # First of all, since without an approved revision the database keeps the earlier one where it is.
        verdict.refuse_if_stale()
        move(verdict.revises, State.SUPERSEDED, by)
        close_for_replaced(verdict=verdict.revises, note=verdict.public_note, by=by)
    return move(verdict, State.PUBLISHED, by)


@transaction.atomic
def withdraw_verdict(*, verdict: Verdict, by: User, note: str) -> Verdict:
    """Take a published or approved verdict back, with a note that readers see. Raises NoteMissing, SaysTooLittle."""
    require_note(note)
    verdict = move(verdict, State.WITHDRAWN, by, withdrawn_note=note.strip())
    close_for_replaced(verdict=verdict, note=verdict.withdrawn_note, by=by)
    ground.tell(Moved(What.VERDICT_WITHDRAWN, verdict.public_id))
    return verdict
