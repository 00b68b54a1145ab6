"""Why a rule of the desk was open, in words for readers: no names of the desk's own rows, but the notes they see.

What was written down at the approval speaks to the desk ("Without a rationale: E-0044"), and stays as it is.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from factcheck.verdicts.policy.catalogue import title_of

_TITLES = {
    "rationales": _("A reason for each piece of evidence"),
    "threads_resolved": _("Questions settled within the desk"),
    "approver_apart": _("Approved by somebody who did not gather most of the evidence"),
}
#: In place of what was written down. Where that names rows, the notes on them follow.
_DETAILS = {
    "rationales": _("We do not say of each piece of evidence why it bears on the claim"),
    "against_referenced": _("The explanation does not refer to all main evidence against the rating"),
    "pages_answered": _("A page it rests on has changed or vanished, and we have not said what that means"),
    "threads_resolved": _("Not every question raised within the desk was settled"),
    "approver_apart": _("Whoever approved it gathered more than half of the evidence"),
}
_NAME = re.compile(r"[DE]-\d{4,18}")


def title_for_readers(rule: str) -> str:
    return gettext(_TITLES[rule]) if rule in _TITLES else title_of(rule)


def detail_for_readers(rule: str, detail: str, numbers: Mapping[str, int]) -> str:
    """`detail`: as written down, what is sealed unnamed already. `numbers`: of notes, by evidence and by document."""
    if rule not in _DETAILS:
        return detail
    said = gettext(_DETAILS[rule])
    named = detail.partition(": ")[2].rstrip(".")
    return f"{said}: {_renamed(named, numbers)}." if named else f"{said}."


def _renamed(listed: str, numbers: Mapping[str, int]) -> str:
    """Names of rows as the notes they stand in; those without one are counted."""
    parts = [part.strip() for part in listed.split(",")]
    names = {part for part in parts if _NAME.fullmatch(part)}
    told = [
        gettext("note %(n)d") % {"n": number} for number in sorted({numbers[name] for name in names & set(numbers)})
    ]
    if unnumbered := len(names - set(numbers)):
        words = ngettext("%(n)d passage that no note gives", "%(n)d passages that no note gives", unnumbered)
        told.append(words % {"n": unnumbered})
    return ", ".join([*told, *(part for part in parts if part not in names)])
