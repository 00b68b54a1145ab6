"""Every write to verdicts. What they may not do is refused here in words, and by the database all the same."""

from factcheck.verdicts.actions.going_out import mark_published, withdraw_verdict
from factcheck.verdicts.actions.reviewing import (
    approve_verdict,
    close_given_back,
    reopen_approved,
    return_verdict,
    take_back,
)
from factcheck.verdicts.actions.submitting import latest_submission, submit_verdict
from factcheck.verdicts.actions.writing import draft_verdict, revise_verdict, save_draft

__all__ = [
    "approve_verdict",
    "close_given_back",
    "draft_verdict",
    "latest_submission",
    "mark_published",
    "reopen_approved",
    "return_verdict",
    "revise_verdict",
    "save_draft",
    "submit_verdict",
    "take_back",
    "withdraw_verdict",
]
