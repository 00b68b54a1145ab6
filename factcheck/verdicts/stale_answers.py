"""Answers to what may have made a verdict stale that do something to the verdict as well."""

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.verdicts.actions import close_given_back, revise_verdict, take_back
from factcheck.verdicts.models import StaleItem, Verdict
from factcheck.verdicts.staleness import Answer, answer_stale


@transaction.atomic
def begin_revision_for(*, item: StaleItem, kind: str, note: str, by: User) -> Verdict:
    """Open the next version of the published verdict; the note is what its readers are told.

    Raises what `answer_stale` and `revise_verdict` raise.
    """
    revision = revise_verdict(verdict=item.verdict, kind=kind, note=note, by=by)
    answer_stale(item=item, answer=Answer.REVISED, note=note, by=by)
    return revision


@transaction.atomic
def give_back_for(*, item: StaleItem, note: str, by: User) -> Verdict:
    """Return a verdict that is approved and not published to its author.

    Raises what `answer_stale` and `take_back` raise.
    """
    verdict = take_back(verdict=item.verdict, by=by)
    answer_stale(item=item, answer=Answer.REVISED, note=note, by=by)
    close_given_back(verdict=verdict, by=by)
    return verdict
