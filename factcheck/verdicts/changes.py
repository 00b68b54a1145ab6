"""What changed between two submissions of a verdict, for the editor who reads it a second time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from factcheck.database.objects import public_id
from factcheck.evidence.models import Evidence
from factcheck.verdicts.models import FrozenEvidence, Submission

#: What of a piece of evidence is an editor's business. Footnote numbers and origins follow from the rest.
_EVIDENCE = ("stance", "weight", "quote")
_EVIDENCE_CONTENT = (
    *("rationale", "credibility", "grade", "retracted_on", "voice", "speaker", "via", "first_hand", "dated", "date_of"),
)


@dataclass(frozen=True)
class Text:
    """A text that differs; both as they were submitted."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """`texts` differ; the others name rows by public id."""

    since: Submission
    texts: tuple[Text, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.texts or self.added or self.removed or self.changed)


def changes_between(before: Submission, after: Submission) -> Changes:
    """Fetch both with their evidence."""
    old, new = _rows(before), _rows(after)
    return Changes(
        since=before,
        texts=tuple(_texts(before, after)),
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        changed=tuple(name for name in new if name in old and new[name] != old[name]),
    )


def _texts(before: Submission, after: Submission) -> Iterable[Text]:
    pairs = (
        (_("What we checked"), before.statement, after.statement),
        (_("Rating"), before.rating_label, after.rating_label),
        (_("Conclusion"), before.conclusion, after.conclusion),
        (_("Explanation"), before.explanation, after.explanation),
        (_("What it leaves out"), before.missing_context, after.missing_context),
    )
    return (Text(label, old, new) for label, old, new in pairs if old != new)


def _rows(submission: Submission) -> dict[str, Mapping[str, Any]]:
    """Everything the verdict rested on, by public id."""
    rows: dict[str, Mapping[str, Any]] = {name_of(piece): _compared(piece) for piece in submission.evidence.all()}
    for row in (*submission.content["searches"], *submission.content["enquiries"]):
        rows[row["public_id"]] = row
    return rows


def name_of(piece: FrozenEvidence) -> str:
    """The public id of the evidence that was frozen."""
    return public_id(Evidence.KIND, piece.evidence_id)


def _compared(piece: FrozenEvidence) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(piece, name) for name in _EVIDENCE}
    # What was not yet kept when the older one was frozen is as good as empty.
    return values | {name: piece.content.get(name, "") for name in _EVIDENCE_CONTENT}
