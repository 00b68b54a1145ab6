"""When a verdict can have gone out: not before it was agreed to, nor before what it checks was said."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.reports.reading import approved_submission, versions_before
from factcheck.verdicts.models import Verdict


def refusal(verdict: Verdict, moment: datetime) -> str:
    """Why this verdict of `reported_verdicts` did not go out then; empty where it may have.

    A later version may be told the moment of the first one, whose address it keeps: so the first published version's
    approval is the earliest that counts. People give minutes, so those are compared.
    """
    if moment > timezone.now():
        return _("This lies in the future. Publish first, then record it here.")
    first = _first_out(verdict)
    approved_at = approved_submission(first).review.decided_at
    if moment < approved_at.replace(second=0, microsecond=0):
        words = _("This is before %(id)s, the first version that readers get, was approved: %(moment)s UTC.")
        return words % {"id": first.public_id, "moment": f"{approved_at:%Y-%m-%d %H:%M}"}
    made = verdict.claim.made_on
    # A day begins fourteen hours earlier at the other end of the world.
    if made and moment + timedelta(hours=14) < datetime.combine(made.start, time(), moment.tzinfo):
        return _("This is before the claim was made: %(day)s.") % {"day": made.iso}
    return ""


def _first_out(verdict: Verdict) -> Verdict:
    """The earliest version that was published, this one where none before it was."""
    out = [version for version in versions_before(verdict) if getattr(version, "publication", None)]
    return out[-1] if out else verdict
