"""The passages that are looked at: found in the indexes, in three rounds, and read from PostgreSQL.

Those that share most words with the question; those of documents whose title does, though they share none themselves;
and, of the documents that look best then, all that share any, since a passage is judged by what stands around it. What
a person may not see, what was drawn anew since, and documents that became part of another are left out by PostgreSQL.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import F

from factcheck.accounts.models import User
from factcheck.database.lookups import OneOf
from factcheck.database.written_out import select
from factcheck.documents.models import Document
from factcheck.search import reading
from factcheck.search.reading import Candidate
from factcheck.search.scoring import Ranking, Unit
from factcheck.search.words import words

#: Passages of each round, documents found by their titles, and texts of which all is looked at.
FIRST, BY_TITLE, OF_BEST = 100, 100, 120
TITLES, BEST = 60, 20
#: Of one document alone.
ALONE = 1_000
#: How often the first round goes further, by how much, when much of what it found may not be seen.
ROUNDS, FURTHER = 3, 4

_SEGMENTS = """
    SELECT s.id, s.extraction_id, s.number, s.start, s."end", s.boilerplate, s.language
    FROM passages_segment s WHERE s.id = ANY(%s)
"""
# Of each capture only the newest text that has words: what came of reading it anew takes the place of the rest.
_NEWEST = """
    SELECT x.id, c.number, c.document_id FROM documents_extraction x JOIN documents_capture c ON c.id = x.capture_id
    WHERE x.id = ANY(%s) AND NOT EXISTS (
        SELECT FROM documents_extraction newer
        WHERE newer.capture_id = x.capture_id AND newer.id > x.id AND newer.text <> ''
    )
"""
_TEXTS_OF = """
    SELECT x.id FROM documents_extraction x JOIN documents_capture c ON c.id = x.capture_id
    WHERE c.document_id = ANY(%s)
"""


class Place(NamedTuple):
    """Where a passage stands."""

    key: int
    extraction: int
    number: int
    start: int
    end: int
    boilerplate: bool
    language: str
    capture: int
    document: int
    title: str | None
    title_language: str | None


@dataclass
class Gathered:
    """Passages as the ranking takes them, and where each stands, by its key."""

    user: User | None
    boilerplate: bool
    units: dict[int, Unit] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    #: Keys of passages and of texts that PostgreSQL was asked for, whatever the answer.
    asked: set[int] = field(default_factory=set)
    asked_texts: set[int] = field(default_factory=set)
    #: What each text that may be seen adds to the places of its passages, from `capture` on.
    texts: dict[int, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def of_text(self) -> list[Unit]:
        return [unit for key, unit in self.units.items() if not self.places[key].boilerplate]

    @property
    def of_boilerplate(self) -> list[Unit]:
        return [unit for key, unit in self.units.items() if self.places[key].boilerplate]

    def take(self, found: Collection[Candidate]) -> None:
        """Add those that may be seen."""
        new = {one.key: one for one in found if one.key not in self.asked and (self.boilerplate or not one.boilerplate)}
        self.asked |= new.keys()
        self._look_up({one.extraction for one in new.values() if one.extraction} - self.asked_texts)
        seen = [one.key for one in new.values() if one.extraction in self.texts]
        if not seen:
            return
        for row in select(_SEGMENTS, seen):
            place = Place(*row, *self.texts[row[1]])
            self.places[place.key] = place
            title = _title_words(place.title, place.title_language or "") if place.title else ()
            tokens = new[place.key].words.split(" ")
            self.units[place.key] = Unit(place.key, place.extraction, place.number, tokens, title)

    def _look_up(self, texts: Collection[int]) -> None:
        """Ask once for each text, and not for each of its passages, whether it may be seen."""
        if texts:
            self.asked_texts |= {*texts}
            self.texts |= _visible(texts, self.user)


def gather(
    ranking: Ranking,
    *,
    user: User | None,
    document: int | None,
    limit: int,
    boilerplate: bool = False,
    many_documents: bool = False,
) -> Gathered:
    """The passages to be judged. `limit`: how many will be wanted in the end; with more, more is looked at.

    `many_documents`: more is looked at as well where one document has most of what is found first.
    """
    found, tokens = Gathered(user, boilerplate), dict.fromkeys(ranking.asked.weights, 1.0)
    if document is not None:
        texts = _texts_of([document])
        alone = max(ALONE, 2 * limit)
        found.take(reading.candidates("segments", tokens, limit=alone, among=texts, sharing=False))
        return found
    more = max(1, limit // 25)
    first = reading.candidates("segments", tokens, limit=FIRST * more)
    titled = reading.keys("documents", tokens, limit=TITLES * more)
    # "He was born there" shares no word with the claim: its title says who.
    among = _texts_of(titled) if titled else ()
    of_titled = reading.candidates("segments", tokens, limit=BY_TITLE * more, among=among, sharing=False)
    found.take([*first, *of_titled])
    _go_further(found, first, tokens, FIRST * more, many_documents=many_documents)
    best = list(dict.fromkeys(one.unit.text for one in ranking.ranked(found.of_text)))[: BEST * more]
    if best:
        found.take(reading.candidates("segments", tokens, limit=OF_BEST * more, among=best))
    return found


def _go_further(
    found: Gathered, first: Sequence[Candidate], tokens: Mapping[str, float], limit: int, *, many_documents: bool
) -> None:
    for _round in range(1, ROUNDS):
        places = [found.places[one.key] for one in first if one.key in found.places]
        enough = 2 * len(places) >= len(first) and not (many_documents and _mostly_one(places))
        if enough or len(first) < limit:
            return
        limit *= FURTHER
        first = reading.candidates("segments", tokens, limit=limit)
        found.take(first)


def _mostly_one(places: Collection[Place]) -> bool:
    """Whether more than half of the passages are of one document."""
    documents = Counter(place.document for place in places)
    return 2 * max(documents.values(), default=0) > len(places)


def _texts_of(documents: Collection[int]) -> list[int]:
    return [key for (key,) in select(_TEXTS_OF, [*documents])]


def _visible(texts: Collection[int], user: User | None) -> dict[int, tuple[Any, ...]]:
    newest = select(_NEWEST, [*texts])
    documents = (Document.objects.visible_to(user) if user else Document.objects).standing()
    visible = documents.filter(OneOf(F("pk"), {document for _key, _number, document in newest})).order_by()
    named = {key: of_document for key, *of_document in visible.values_list("pk", "title", "language")}
    return {key: (number, document, *named[document]) for key, number, document in newest if document in named}


@lru_cache(maxsize=20_000)
def _title_words(title: str, language: str) -> tuple[str, ...]:
    return tuple(words(title, language))
