"""What a report prints: plain values, read from what was frozen when the verdict was submitted.

Every way out (page, CSV, JSON lines, ClaimReview) takes this and nothing else, so that none of them can look
past the frozen copy. Dates people gave are ISO 8601 and may be partial ("2020", "2020-08"); empty text and
None both mean that the desk did not state it.

A report and a piece of evidence are never changed either, though they are not declared frozen: an export makes
thousands of them, and Python fills one that is frozen at less than half the speed.
"""

from dataclasses import dataclass
from decimal import Decimal

from factcheck.documents.extraction.heads import Heads
from factcheck.reports.asked import ReportEnquiry, ReportSearch, ReportTerm

type Number = int | float | Decimal


@dataclass(frozen=True)
class ReportAppearance:
    """One place where the claim was made or repeated."""

    url: str
    title: str
    source: str
    date: str
    made_here: bool = False
    """Whether the claimant made the claim here first-hand; at most one appearance should say so."""
    source_mark: str = ""
    """As of `ReportEvidence`."""


@dataclass
class ReportEvidence:
    """One piece of evidence as it stood when the verdict was submitted."""

    public_id: str
    number: int | None
    """Its footnote number; None when the explanation does not refer to it."""
    stance: str
    weight: str
    quote: str
    sentence: str
    speaker: str
    voice: str
    source: str
    grade: str | None
    """The source's grade in words; None unless the desk's policy prints grades."""
    title: str
    date: str
    date_of: str
    """What the date is the date of: published, about, captured."""
    url: str
    captured: str
    """How the bytes came, in words."""
    sha256: str
    rationale: str
    origin: int | None
    """Group of its independent origin; None when it is not counted."""
    translation: str = ""
    translated: str = ""
    """Who translated it and who checked that, in words."""
    sealed: str = ""
    """What is told of a sealed document, where the piece rests on one: its words, names, dates and hash are empty."""
    quantity_low: str = ""
    """The value that it gives, or the lowest of a range; empty where it gives none."""
    quantity_high: str = ""
    heads: Heads | None = None
    """What stands over and beside the cells that are quoted, where they stand in a table."""
    commitment: str = ""
    """In place of its hash: SHA-256 of a secret salt and that hash, so that a leaked file can't be tried against it."""
    source_mark: str = ""
    """That the desk relied on the source no longer when this was frozen; empty while it did."""
    redacted: str = ""
    """When and why its document was redacted, where it was; then, too, nothing else of it is told."""
    quote_at: int = -1
    """Where in the sentence the quote begins, in code points; -1 where it does not stand in it."""


@dataclass(frozen=True)
class ReportPart:
    """A part of the claim, or one reading of it, with what was agreed on it when the verdict was submitted."""

    public_id: str
    statement: str
    reading: str
    """How the words are read; empty for a part."""
    takes_rating: bool
    rating_label: str
    """Empty where nothing was agreed on yet."""
    rating_value: Number | None
    conclusion: str
    best: Number | None = None
    worst: Number | None = None
    verdict: str = ""
    """The verdict on it that this one rests on, by public id; empty where there was none."""
    agreed_on: str = ""
    """When a second person agreed to that verdict."""
    address: str = ""
    """Where that verdict is published and stands; empty where it is not, or no longer."""
    published_on: str = ""

    @property
    def in_words(self) -> str:
        """For a line in a cell of a table: what it is, its rating, the verdict that gives it, and the day."""
        said = ": ".join(text for text in (self.public_id, self.reading, self.statement) if text)
        rated = ", ".join(text for text in (self.rating_label, self.verdict, self.agreed_on[:10]) if text)
        return f"{said} [{rated}]" if rated else said


@dataclass(frozen=True)
class ReportQuantity:
    """What is claimed to be how much. Numbers as they were given, to be grouped by whoever prints them for people."""

    low: str
    high: str
    """Empty for a single value."""
    unit: str
    counted: str
    as_of: str


@dataclass(frozen=True)
class Correction:
    """A public note on a change after publication."""

    on: str
    kind: str
    note: str

    @property
    def title(self) -> str:
        """ "Correction, 2020-09-01"."""
        return ", ".join(text for text in (self.kind[:1].upper() + self.kind[1:], self.on[:10]) if text)

    @property
    def in_words(self) -> str:
        return f"{self.title}: {self.note}"


@dataclass(frozen=True)
class ClosedRule:
    """A rule of the desk's policy that was open when it was approved, and why it was approved all the same."""

    rule: str
    title: str
    detail: str
    reason: str


@dataclass(frozen=True)
class ReportDissent:
    """What one of two who rated the claim apart from each other, and was not followed, wants readers to know."""

    name: str
    """Empty where they did not want to be named."""
    text: str


@dataclass
class ReportData:
    """One version of a verdict with all that it rests on."""

    verdict: str
    claim: str
    state: str
    statement: str
    in_their_words: str
    kind: str
    claimant: str
    claimant_is_person: bool | None
    """None while the desk has not said which; then no type is claimed for it."""
    made_on: str
    rating_label: str
    """Empty for kinds that take no rating (predictions, promises)."""
    rating_value: Number | None
    """None for labels outside the scale's numeric range, such as "unproven"."""
    best: Number | None
    worst: Number | None
    scale: str
    conclusion: str
    explanation: str
    """Small Markdown with reference tokens such as `[E-0012]`."""
    address: str
    published_on: str
    modified_on: str
    desk_name: str
    desk_url: str
    language: str
    claimant_same_as: str = ""
    """An address that says who the claimant is (an official site, an encyclopaedia)."""
    appearances: tuple[ReportAppearance, ...] = ()
    evidence: tuple[ReportEvidence, ...] = ()
    searches: tuple[ReportSearch, ...] = ()
    enquiries: tuple[ReportEnquiry, ...] = ()
    quantity: ReportQuantity | None = None
    scope_place: str = ""
    scope_time: str = ""
    """Where and when it is read to be about; empty where that is not said."""
    terms: tuple[ReportTerm, ...] = ()
    reading: str = ""
    """Of a claim that is one way of reading another: which."""
    parts: tuple[ReportPart, ...] = ()
    written_by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    approved_on: str = ""
    corrections: tuple[Correction, ...] = ()
    notice: str = ""
    """What readers are told at once, such as that it is under review; empty when nothing."""
    missing_context: str = ""
    """What the statement leaves out: for what is so as far as it goes, and misleads."""
    policy: str = ""
    """The rules it was approved under; empty where the desk had none."""
    closed_rules: tuple[ClosedRule, ...] = ()
    dissents: tuple[ReportDissent, ...] = ()
    unchecked_references: int | None = None
    """So many nobody but an author had compared with their words when it was approved; None where that was not kept."""

    @property
    def scope_in_words(self) -> str:
        return "; ".join(text for text in (self.scope_place, self.scope_time) if text)

    @property
    def terms_in_words(self) -> str:
        """For a cell of a table, a line each."""
        return "\n".join(f"{term.term}: {term.in_words}" for term in self.terms)

    @property
    def searches_in_words(self) -> str:
        return "\n".join(f"{row.public_id}: {row.in_words}" for row in self.searches)

    @property
    def enquiries_in_words(self) -> str:
        return "\n".join(f"{row.public_id}: {row.in_words}" for row in self.enquiries)

    @property
    def corrections_in_words(self) -> str:
        return "\n".join(row.in_words for row in self.corrections)

    @property
    def plain_parts(self) -> tuple[ReportPart, ...]:
        return tuple(part for part in self.parts if not part.reading)

    @property
    def readings(self) -> tuple[ReportPart, ...]:
        """The ways in which the words can be read, for side by side."""
        return tuple(part for part in self.parts if part.reading)

    @property
    def parts_in_words(self) -> str:
        """For a cell of a table, a line each."""
        return "\n".join(part.in_words for part in self.plain_parts)

    @property
    def readings_in_words(self) -> str:
        return "\n".join(part.in_words for part in self.readings)

    @property
    def quantity_low(self) -> str:
        return self.quantity.low if self.quantity else ""

    @property
    def quantity_high(self) -> str:
        return self.quantity.high if self.quantity else ""

    @property
    def quantity_unit(self) -> str:
        return self.quantity.unit if self.quantity else ""

    @property
    def closed_in_words(self) -> str:
        """For a cell of a table: what was open, and why it was approved all the same."""
        return "; ".join(f"{row.title}: {row.detail} {row.reason}" for row in self.closed_rules)
