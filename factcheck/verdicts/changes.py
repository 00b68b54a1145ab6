"""What changed between two submissions of a verdict, for the editor who reads it a second time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.database.objects import key_of, public_id
from factcheck.evidence.models import DocumentedSearch, Enquiry, Evidence
from factcheck.sources.models import Reliability
from factcheck.verdicts.models import FrozenEvidence, Submission

#: What of a piece of evidence is an editor's business. Footnote numbers and origins follow from the rest.
_EVIDENCE = ("stance", "weight", "quote")
_EVIDENCE_CONTENT = (
    *("rationale", "credibility", "grade", "retracted_on", "voice", "speaker", "via", "first_hand", "dated", "date_of"),
)

#: What evidence has of its document, or what its column calls otherwise than a reader would.
_OTHERWISE = {
    "quote": gettext_lazy("words"),
    "grade": gettext_lazy("grade of the source"),
    "retracted_on": gettext_lazy("source relied on no longer since"),
}


@dataclass(frozen=True)
class Text:
    """A text that differs; both as they were submitted."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A piece of evidence, a search or an enquiry that stands in both, and what of it differs."""

    name: str
    texts: tuple[Text, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Changes:
    """`texts` differ; the others name rows by public id."""

    since: Submission
    texts: tuple[Text, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Row, ...]

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
        changed=tuple(
            Row(name, tuple(_differing(name, old[name], new[name])))
            for name in new
            if name in old and new[name] != old[name]
        ),
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


def _differing(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Text]:
    """Each value that differs, under the name that forms give it and in their words."""
    for key in after:
        if (old := before.get(key, "")) != (new := after[key]):
            field = _field(name, key)
            label = str(_OTHERWISE.get(key) or (key if field is None else field.verbose_name))
            yield Text(capfirst(label), _in_words(field, key, old), _in_words(field, key, new))


def _field(name: str, key: str) -> Any:
    """The column behind a frozen value; None where there is none of its own."""
    model: type[Model] = next(one for one in (Evidence, DocumentedSearch, Enquiry) if key_of(name, one.KIND))
    columns = {field.name: field for field in model._meta.concrete_fields}
    return columns.get(key) or columns.get(key.removesuffix("_on"))


def _in_words(field: Any, key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(Reliability.choices if key == "grade" else getattr(field, "flatchoices", ()))
    return str(choices.get(value, "" if value is None else value))


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
