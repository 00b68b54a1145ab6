"""Answers to what may have made a verdict stale that do something to the verdict as well."""

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.verdicts.actions import reopen_approved, revise_verdict
from factcheck.verdicts.models import StaleItem, Verdict
from factcheck.verdicts.staleness import Answer, answer_stale


@transaction.atomic
def begin_revision_for(*, item: StaleItem, kind: str, note: str, by: User) -> Verdict:
    """Open the next version of the published verdict; the note is what its readers are told.

    Raises what `answer_stale` and `revise_verdict` raise.
    """
    answer_stale(item=item, answer=Answer.REVISED, note=note, by=by)
    return revise_verdict(verdict=item.verdict, kind=kind, note=note, by=by)


@transaction.atomic
def give_back_for(*, item: StaleItem, note: str, by: User) -> Verdict:
    """Return a verdict that is approved and not published to its author.

    Raises what `answer_stale` and `reopen_approved` raise.
    """
    answer_stale(item=item, answer=Answer.REVISED, note=note, by=by)
    return reopen_approved(verdict=item.verdict, by=by)
