"""Which references of a submission a second pair of eyes has compared with the words they rest on."""

from factcheck.verdicts.models import Submission
from factcheck.verdicts.references import references


def unchecked_references(submission: Submission) -> tuple[str, ...]:
    """Those of the explanation that nobody but an author has checked, in their order."""
    authors = submission.verdict.authors.values("user")
    checks = submission.reference_checks.exclude(checked_by__in=authors)
    checked = set(checks.values_list("reference", flat=True))
    return tuple(name for name in references(submission.explanation) if name not in checked)
