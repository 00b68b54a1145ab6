"""What the passages of a document are used for: claims said there, evidence, and what was kept to judge later."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import Appearance, Claim, Kind
from factcheck.desk.claim_stages import Stage, staged
from factcheck.desk.highlights import Highlight
from factcheck.desk.reading import At, Reading
from factcheck.documents.models import Document
from factcheck.evidence.models import Evidence, Kept
from factcheck.passages.models import Anchor, Passage
from factcheck.web.templatetags.workbench import MARKS, mark_class


@dataclass(frozen=True)
class Use:
    """One thing that a passage is used for. `meaning` is a stance, "said" or "kept"."""

    passage: Passage
    meaning: str
    claim: Claim | None
    stage: Stage | None
    # Beside the mark: "reported here", "on part of it".
    detail: str = ""

    @property
    def negative(self) -> bool:
        return self.claim is not None and self.claim.kind == Kind.NEGATIVE


@dataclass
class Entry:
    """A passage with all its uses."""

    passage: Passage
    uses: list[Use] = field(default_factory=list)
    # Of a passage that was marked in another text of the document: where that is opened, and where the words stand in
    # the one that is open.
    at: At | None = None
    anchor: Anchor | None = None
    words_here: str = ""

    @property
    def start(self) -> int:
        return self.passage.start if self.anchor is None or self.anchor.start is None else self.anchor.start

    @property
    def end(self) -> int:
        return self.passage.end if self.anchor is None or self.anchor.end is None else self.anchor.end

    @property
    def is_gone(self) -> bool:
        """Marked elsewhere, and not to be found in the text that is open."""
        return self.anchor is not None and self.anchor.status == Anchor.Status.LOST

    @property
    def is_altered(self) -> bool:
        return self.anchor is not None and self.anchor.status == Anchor.Status.ALTERED

    @property
    def highlight(self) -> Highlight:
        # In the order of MARKS, so that the same uses always look the same.
        meanings = {use.meaning for use in self.uses}
        marks = tuple(mark_class(meaning) for meaning in MARKS if meaning in meanings)
        return Highlight(self.passage.public_id, self.start, self.end, marks)


@dataclass(frozen=True)
class Used:
    """`entries` of the text that is open, in the order of reading; `elsewhere` what stands in other texts alone.

    What was marked in another text and stands in this one too is among the entries, with its anchor.
    """

    entries: list[Entry]
    elsewhere: list[Entry]

    @property
    def highlights(self) -> list[Highlight]:
        return [entry.highlight for entry in self.entries]


def uses_in(reading: Reading, user: User) -> Used:
    """A few queries, however many marks."""
    entries: dict[int, Entry] = {}
    for use in _uses(reading.document, user):
        entries.setdefault(use.passage.pk, Entry(use.passage)).uses.append(use)
    _place(entries, reading)
    ordered = sorted(entries.values(), key=lambda entry: (entry.start, -entry.end, entry.passage.pk))
    stand = [one for one in ordered if one.at is None or (one.anchor and not one.is_gone)]
    return Used(stand, elsewhere=[one for one in ordered if one not in stand])


def _place(entries: Mapping[int, Entry], reading: Reading) -> None:
    """Say of each passage where it stands in the text that is open."""
    text, others = reading.extraction, {}
    for key, entry in entries.items():
        if text is not None and entry.passage.extraction_id == text.pk:
            # The one that is open, which its place is told from.
            entry.passage.extraction = text
        else:
            entry.at = reading.places[entry.passage.extraction_id]
            others[key] = entry
    # Most documents have one text: then nothing is asked.
    if text is None or not others:
        return
    for anchor in Anchor.objects.filter(extraction=text, passage__in=others):
        entry = others[anchor.passage_id]
        entry.anchor = anchor
        entry.words_here = text.text[entry.start : entry.end]


def _uses(document: Document, user: User) -> list[Use]:
    here = Q(passage__document=document)
    said = list(Appearance.objects.visible_to(user).standing().filter(here).select_related("passage"))
    evidence = list(Evidence.objects.visible_to(user).standing().filter(here).select_related("passage"))
    kept = list(Kept.objects.filter(here, settled_at=None).select_related("passage"))
    keys = (
        {row.claim_id for row in said}
        | {row.claim_id for row in evidence}
        | {row.claim_id for row in kept if row.claim_id}
    )
    claims = Claim.objects.visible_to(user).in_bulk(keys)
    stages = staged(claims.values())

    def use(row: Appearance | Evidence | Kept, meaning: str, detail: str) -> Use:
        key = row.claim_id
        return Use(row.passage, meaning, claims[key] if key else None, stages[key] if key else None, detail)

    return [
        *(use(row, "said", row.get_manner_display()) for row in said),
        *(use(row, row.stance, _weight(row)) for row in evidence),
        *(use(row, "kept", row.note) for row in kept),
    ]


def _weight(evidence: Evidence) -> str:
    """Said only where it is not the usual one."""
    return _("on part of it") if evidence.weight == "partial" else ""
