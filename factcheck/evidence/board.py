"""The board of a claim: its evidence by stance, each card in its sentence, with independent origins counted.

One place puts it together, for the page where one works and for the copy that a submission freezes: so what was
seen is what was submitted. The same few queries, however many cards.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch, Q

from factcheck.claims.models import Claim, Kind
from factcheck.documents.models import Document, DocumentRelation, Extraction
from factcheck.evidence.independence import Item, Origins, independent_origins
from factcheck.evidence.models import Evidence, EvidenceQuerySet, Stance, Weight
from factcheck.evidence.own_words import MadeHere, makes_the_claim, speaks_for_themselves, where_made
from factcheck.passages import selectors
from factcheck.passages.models import Passage, Translation


@dataclass(frozen=True)
class InSentence:
    """A quote within the sentence around it."""

    before: str
    quote: str
    after: str
    #: The quote is no quote: it says when and why the document was redacted.
    redacted: bool = False

    @property
    def sentence(self) -> str:
        return self.before + self.quote + self.after

    @property
    def is_quotation(self) -> bool:
        """Whether the sentence brings its own quotation marks, or takes none."""
        return self.redacted or self.sentence.startswith(("“", '"', "„", "«", "\u2018"))


@dataclass(frozen=True)
class Card:
    """One piece of evidence as the board shows it."""

    evidence: Evidence
    words: InSentence
    # False for what never counts: partial evidence, context, the claimant's own words in support.
    counted: bool
    # Cards of a column with the same number go back to one origin; None when not counted.
    origin: int | None
    # Others of the column that go back to the same origin.
    shares_origin_with: tuple[Evidence, ...] = ()
    # The claimant's own words: shown, and never counted in support.
    own_words: bool = False

    @property
    def passage(self) -> Passage:
        return self.evidence.passage

    @property
    def document(self) -> Document:
        return self.evidence.passage.document

    @property
    def is_retracted(self) -> bool:
        """Whether the desk relies on its source no longer."""
        source = self.document.source
        return source is not None and source.standing.retracted_at is not None

    @property
    def is_later(self) -> bool:
        """Whether its document came out when the claim had been made: who wrote it may have known the claim."""
        published, made = self.document.published, self.evidence.claim.made
        return bool(published and made and published.lower >= made.upper)

    @property
    def is_foreign(self) -> bool:
        """Whether its words are in another language than the desk's, or in one that is not known."""
        return not self.document.redacted_at and self.document.language != settings.LANGUAGE_CODE.split("-")[0]

    @property
    def translation(self) -> Translation | None:
        """The passage in another language, where the desk has one."""
        return next(iter(self.passage.translations.all()), None)


@dataclass(frozen=True)
class Column:
    """The cards of one stance, and what the count over it says."""

    stance: Stance
    cards: tuple[Card, ...] = ()
    origins: Origins = field(default_factory=lambda: Origins(groups=(), passages=0))

    @property
    def passages(self) -> int:
        """Passages on the central point, before copies and shared voices are merged."""
        return self.origins.passages

    @property
    def independent(self) -> int:
        return self.origins.independent

    @property
    def relied_on_no_longer(self) -> int:
        """How many of the independent origins rest on retracted sources alone. Counted, and said beside the count."""
        standing = {card.origin for card in self.cards if card.origin and not card.is_retracted}
        return len({card.origin for card in self.cards if card.origin} - standing)

    @property
    def of_unknown_source(self) -> int:
        """How many of the independent origins nobody has named: each counts, and two may be one."""
        return unknown_among(self.origins, [card.evidence for card in self.cards])


@dataclass(frozen=True)
class Board:
    corroborates: Column
    contradicts: Column
    context: Column

    @property
    def cards(self) -> tuple[Card, ...]:
        return (*self.corroborates.cards, *self.contradicts.cards, *self.context.cards)

    @property
    def documents(self) -> int:
        return len({card.passage.document_id for card in self.cards})


def board_of(claim: Claim, evidence: Iterable[Evidence]) -> Board:
    """Arrange evidence that the caller has filtered for visibility and standing.

    Fetch it with `with_all_for_cards`.
    """
    pieces = list(evidence)
    copies = copies_among({piece.passage.document_id for piece in pieces})
    made = where_made(claim)
    own = {piece.pk for piece in pieces if _is_own(claim, made, piece)}
    columns = {
        stance: _column(claim, stance, [piece for piece in pieces if piece.stance == stance], copies, own)
        for stance in Stance
    }
    return Board(columns[Stance.CORROBORATES], columns[Stance.CONTRADICTS], columns[Stance.CONTEXT])


def standing_evidence(claim: Claim) -> "list[Evidence]":
    """The claim's evidence with all that cards show, in the order linked."""
    return list(with_all_for_cards(Evidence.objects.standing().filter(claim=claim)))


def with_all_for_cards(evidence: EvidenceQuerySet) -> EvidenceQuerySet:
    """Evidence with all that cards show, in the order linked. A document's text is fetched once for all its cards."""
    return (
        evidence.select_related("passage__document__source__merged_into", "linked_by", "claim__claimant")
        .prefetch_related(
            Prefetch("passage__extraction", Extraction.objects.select_related("capture")),
            Prefetch("passage__translations", Translation.objects.select_related("translated_by", "checked_by")),
        )
        .order_by("id")
    )


def copies_among(documents: set[int]) -> list[tuple[int, int]]:
    """Pairs of documents declared to go back to one work, as far as the copies of these documents lead."""
    stands = DocumentRelation.objects.filter(withdrawn_at=None)
    pairs: set[tuple[int, int]] = set()
    reached, fresh = set(documents), set(documents)
    # A query for each step of the longest chain; most desks' copies are one step from what they copy.
    while fresh:
        touching = stands.filter(Q(document__in=fresh) | Q(other__in=fresh)).values_list("document_id", "other_id")
        pairs.update(touching)
        fresh = {key for pair in pairs for key in pair} - reached
        reached |= fresh
    return sorted(pairs)


def _is_own(claim: Claim, made: list[MadeHere], piece: Evidence) -> bool:
    return speaks_for_themselves(claim, piece.speaker) or makes_the_claim(made, piece.passage)


def origins_of(claim: Claim, stance: Stance, evidence: Iterable[Evidence]) -> Origins:
    """The origins behind the evidence of one stance, for who needs no cards; fetch it with its passages."""
    pieces = [piece for piece in evidence if piece.stance == stance]
    made = where_made(claim)
    own = {piece.pk for piece in pieces if _is_own(claim, made, piece)}
    return _origins(claim, stance, pieces, copies_among({piece.passage.document_id for piece in pieces}), own)


def unknown_among(origins: Origins, evidence: Iterable[Evidence]) -> int:
    """How many of these origins rest on documents alone whose source is not known."""
    known = {piece.pk for piece in evidence if piece.passage.document.source_id is not None}
    return sum(known.isdisjoint(group) for group in origins.groups)


def _origins(
    claim: Claim, stance: Stance, pieces: list[Evidence], copies: list[tuple[int, int]], own: set[int]
) -> Origins:
    items = [
        Item(
            id=piece.pk,
            document=piece.passage.document_id,
            speaker=piece.speaker,
            central=piece.weight == Weight.CENTRAL,
            counted=stance != Stance.CONTEXT and not (stance == Stance.CORROBORATES and piece.pk in own),
        )
        for piece in pieces
    ]
    # Of a statement the shared speaker is what is checked: the recording and two witnesses are three.
    return independent_origins(items, copies, by_speaker=claim.kind != Kind.STATEMENT)


def _column(
    claim: Claim, stance: Stance, pieces: list[Evidence], copies: list[tuple[int, int]], own: set[int]
) -> Column:
    origins = _origins(claim, stance, pieces, copies, own)
    group_of = {key: number for number, group in enumerate(origins.groups, start=1) for key in group}
    by_key = {piece.pk: piece for piece in pieces}
    cards = []
    for piece in pieces:
        number = group_of.get(piece.pk)
        group = origins.groups[number - 1] if number else ()
        others = tuple(by_key[key] for key in group if key != piece.pk)
        cards.append(Card(piece, in_sentence(piece.passage), number is not None, number, others, piece.pk in own))
    return Column(stance, tuple(cards), origins)


def in_sentence(passage: Passage) -> InSentence:
    """The passage within the whole sentence (or sentences) that it touches."""
    if told := passage.document.redacted:
        return InSentence("", told, "", redacted=True)
    extraction: Extraction = passage.extraction
    start, end = selectors.sentence_around(
        extraction.text, passage.start, passage.end, extraction.parsed_blocks, passage.document.language or "en"
    )
    return InSentence(
        before=extraction.text[start : passage.start],
        quote=passage.quote,
        after=extraction.text[passage.end : end],
    )
