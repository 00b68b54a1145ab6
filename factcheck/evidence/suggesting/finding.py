"""Finding passages for a claim: asked of the indexes, ranked, chosen, and shown as they stand in PostgreSQL.

The number of questions to the database does not depend on how much is found.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache

from django.db.models import Q

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.database.written_out import select
from factcheck.documents.extraction import language as languages
from factcheck.documents.models import Document, DocumentRelation
from factcheck.evidence.own_words import speaks_for_themselves
from factcheck.evidence.suggesting import cues, reasons
from factcheck.evidence.suggesting.choosing import SAID, Chosen, choose, coverage, only_its_words
from factcheck.evidence.suggesting.excluded import Excluded, excluded_of
from factcheck.evidence.suggesting.gathering import Gathered, Place, gather
from factcheck.evidence.suggesting.likeness import read
from factcheck.evidence.suggesting.values import Asked, Copy, Cue, Suggested, Suggestions
from factcheck.passages.attribution import guess_voice
from factcheck.search import reading
from factcheck.search.scoring import Question, Ranking, Scored, question
from factcheck.search.words import without_stops, words

#: Code points read on each side of a passage, for who speaks in it.
_AROUND = 600
_WORDS_AROUND = """
    SELECT s.id,
        substr(x.text, greatest(s.start - %s, 0) + 1, s.start - greatest(s.start - %s, 0)),
        substr(x.text, s.start + 1, s."end" - s.start + %s)
    FROM passages_segment s JOIN documents_extraction x ON x.id = s.extraction_id WHERE s.id = ANY(%s)
"""
#: Of a long statement only so many characters are looked at.
_LONGEST = 4_000


def suggest(
    asked: Asked,
    *,
    user: User | None,
    limit: int = 20,
    everything: bool = False,
    per_document: int | None = None,
) -> Suggestions:
    """At most `limit` passages in two lists. `everything`: those under the floor, and boilerplate last, as well.

    `per_document` is for lists that people read, so that no document and neither list crowds out the rest: at most so
    many passages of one document, unless that alone is searched, and at most `limit` in each list.
    `user` None sees all: for commands. Raises Claim.DoesNotExist.
    """
    claim = Claim.objects.select_related("claimant").get(pk=asked.claim) if asked.claim is not None else None
    statement = asked.statement[:_LONGEST]
    language = asked.language or (claim.language if claim else "") or _detected(statement)
    sought = _question(statement, language)
    if asked.document is not None:
        per_document = per_document and limit
    ranking = Ranking(sought)
    found = gather(
        ranking,
        user=user,
        document=asked.document,
        limit=limit,
        boilerplate=everything,
        many_documents=per_document is not None,
    )
    if claim:
        # Before the ranking: a passage must not gain by standing beside the claim itself.
        _leave_out(excluded_of(claim), found)
    in_order = [*ranking.ranked(found.of_text), *ranking.ranked(found.of_boilerplate)]
    chosen = choose(
        in_order,
        found.places,
        related=_related({found.places[one.unit.key].document for one in in_order[: 3 * limit]}),
        says=_says(sought, words(statement, language)),
        limit=limit,
        everything=everything,
        per_document=per_document,
    )
    shown = _Showing(statement, language, sought, claim).all(chosen, found)
    return Suggestions(
        said_here=[one for one in shown if one.said_here][:limit],
        bears_on=[one for one in shown if not one.said_here][:limit],
        looked_at=len(found.units),
    )


def _leave_out(excluded: Excluded, found: Gathered) -> None:
    for key, unit in list(found.units.items()):
        place = found.places[key]
        if excluded.has(place.extraction, place.start, place.end) or excluded.has_words(
            read(unit.words, place.language)
        ):
            del found.units[key]


def _says(sought: Question, claimed: Sequence[str]) -> Callable[[Scored], bool]:
    """Whether a passage seems to make the claim, by its words alone."""
    return lambda one: coverage(sought, one.unit.words) >= SAID and not only_its_words(claimed, one.unit.words)


def _question(statement: str, language: str) -> Question:
    passages = reading.statistics("segments")
    return question(
        without_stops(words(statement, language), language),
        passages.frequency,
        passages.documents,
        passages.average_length,
    )


def _detected(statement: str) -> str:
    found = languages.detect(statement)
    return found.value if found else ""


def _related(documents: set[int]) -> Callable[[int, int], bool]:
    """Whether two documents were said to be one work in two places. Asked of PostgreSQL when it first matters."""

    @cache
    def pairs() -> set[frozenset[int]]:
        standing = DocumentRelation.objects.standing().filter(Q(document__in=documents) & Q(other__in=documents))
        return {frozenset(pair) for pair in standing.order_by().values_list("document", "other")}

    return lambda one, other: frozenset((one, other)) in pairs()


class _Showing:
    """What is chosen for one claim, made ready to be shown."""

    def __init__(self, statement: str, language: str, sought: Question, claim: Claim | None) -> None:
        self.statement, self.language, self.sought, self.claim = statement, language, sought, claim
        self.read = reasons.read(statement, language)

    def all(self, chosen: Sequence[Chosen], found: Gathered) -> list[Suggested]:
        documents = Document.objects.select_related("source__merged_into").in_bulk(
            {one.place.document for one in chosen}
        )
        texts = _texts([one.place for one in chosen])
        return [
            self._one(rank, one, documents[one.place.document], *texts[one.place.key], found)
            for rank, one in enumerate(chosen, 1)
            # A text may have been cut anew since.
            if one.place.key in texts and one.place.document in documents
        ]

    def _one(self, rank: int, one: Chosen, document: Document, before: str, rest: str, found: Gathered) -> Suggested:
        place, unit = one.place, one.scored.unit
        quote = rest[: place.end - place.start]
        shared = reasons.shared(self.read, quote, place.language, self.sought.weights, list(unit.title))
        cued = self._cues(document, place, quote, before + rest, len(before))
        differs = any(cue.kind in ("numbers", "negation") for cue in cued)
        return Suggested(
            rank=rank,
            score=one.scored.score,
            document=document,
            capture=place.capture,
            extraction=place.extraction,
            start=place.start,
            end=place.end,
            quote=quote,
            reasons=shared.reasons,
            marked=shared.marked,
            cues=tuple(cued),
            copies=tuple(Copy(copy.document, copy.extraction, copy.start, copy.end) for copy in one.copies),
            said_here=not differs and one.says,
            beneath=one.beneath,
        )

    def _cues(self, document: Document, place: Place, quote: str, around: str, at: int) -> list[Cue]:
        claim = self.claim
        scope = claim.scope_time if claim else None
        period = (
            (scope.lower.year, (scope.upper - timedelta(days=1)).year)
            if scope and scope.lower and scope.upper
            else None
        )
        found = cues.between(self.statement, self.language, quote, place.language, period)
        if claim is None:
            return found
        if claim.claimant:
            guess = guess_voice(around, at, at + len(quote), language=place.language or "en")
            if guess.speaker and speaks_for_themselves(claim, guess.speaker):
                found.append(Cue("claimant", here=guess.speaker))
        return found + cues.later(
            document.published.lower if document.published else None, claim.made.upper if claim.made else None
        )


def _texts(places: Sequence[Place]) -> dict[int, tuple[str, str]]:
    """What stands before each passage, and the passage with what stands after it, by its key."""
    found = select(_WORDS_AROUND, _AROUND, _AROUND, _AROUND, [place.key for place in places])
    return {key: (before, rest) for key, before, rest in found}
