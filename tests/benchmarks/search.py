"""Suggestions for a claim among many segments, beside tantivy asked directly; how quick an index is made.

The segments are made up, of words as frequent as in real texts (Zipf's law) and of the usual length. They go into
PostgreSQL by COPY, and from there into the index as the worker does it. Questions leave out the most frequent words,
as those asked of real texts leave out "the" and "of".
"""

import argparse
import random
import time
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from statistics import median, quantiles

import tantivy
from django.utils import timezone

from factcheck.database.copying import copy_in, next_keys
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.evidence.suggesting import Asked, suggest
from factcheck.passages.models import Segment, Segmenting
from factcheck.passages.segments import METHOD
from factcheck.search import folders, reading, registry
from factcheck.search.following import catch_up, rebuild
from factcheck.search.index import SCHEMA
from factcheck.search.words import words
from tests.benchmarks.dataset import person, untriggered
from tests.benchmarks.measure import Line, milliseconds, repeated, times

SIZES = (200_000, 1_000_000)
#: Processor time of a suggestion at each size, and what 95 of 100 stay below on the clock; in seconds.
AIMS, AIM_P95 = {200_000: 0.025, 1_000_000: 0.040}, 0.1
#: Words in a segment (at least and at most), segments in a text, kinds of words, questions asked.
SHORTEST, LONGEST, IN_TEXT, VOCABULARY, QUESTIONS = 12, 60, 30, 60_000, 100
#: The most frequent words: nearly half of a text, and no part of a question.
STOPS = 150
#: Candidates that a ranking looks at.
LIMIT = 200
#: Texts written at once.
BATCH = 1_000

_SYLLABLES = ["ka", "re", "mo", "ti", "lu", "sen", "dor", "vel", "nash", "pir", "gul", "ost", "han", "bey", "ak", "im"]


@dataclass(frozen=True)
class Times:
    """Of many questions, in seconds: the clock's median and what 95 of 100 stay below; processor time's median."""

    p50: float
    p95: float
    cpu: float

    def __str__(self) -> str:
        return f"{milliseconds(self.cpu)} CPU, p50 {milliseconds(self.p50)}, p95 {milliseconds(self.p95)}"


def run(options: argparse.Namespace) -> list[Line]:
    chance = random.Random(11)
    vocabulary = Vocabulary(chance)
    questions = [vocabulary.text(chance, chance.randint(5, 10), STOPS) for _ in range(QUESTIONS)]
    lines: list[Line] = []
    there = 0
    for size in [options.segments] if options.segments else SIZES:
        lines += _indexed(vocabulary, chance, size - there, size) + _asked(questions, size)
        there = size
    return lines


class Vocabulary:
    """Made-up words, of which the n-th is as frequent as the first divided by n."""

    def __init__(self, chance: random.Random) -> None:
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 5)))] = None
        self._words = list(made)
        self._weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def text(self, chance: random.Random, count: int, without: int = 0) -> str:
        """A sentence of `count` words, the most frequent ones left out."""
        # Weights are sums: what the words left out weigh is passed over.
        least, most = self._weights[without - 1] if without else 0.0, self._weights[-1]
        places = (bisect(self._weights, chance.uniform(least, most), without) for _ in range(count))
        return " ".join(self._words[min(place, VOCABULARY - 1)] for place in places).capitalize() + "."


def _indexed(vocabulary: Vocabulary, chance: random.Random, more: int, size: int) -> list[Line]:
    """Bring `more` segments into PostgreSQL and the index: how quick that is, and how large it has become."""
    catch_up()
    _write(vocabulary, chance, more)
    cpu, wall = time.process_time(), time.perf_counter()
    progress = catch_up("segments")
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert progress.complete, progress
    assert progress.added == more, progress
    # Of titles written with the triggers off, the trail tells nothing.
    rebuild("documents")
    folder = folders.folder_of(registry.named("segments"))
    on_disk = sum(path.stat().st_size for path in folder.iterdir())
    return [
        Line(f"indexing up to {size:,} segments", f"{more / wall:,.0f} a second", "", ""),
        Line("  processor time for a segment", f"{cpu / more * 1e6:.0f} µs", "", ""),
        Line(f"index of {size:,} segments", f"{on_disk / 1e6:.0f} MB", "", f"{on_disk / size:.0f} B each"),
    ]


def _write(vocabulary: Vocabulary, chance: random.Random, count: int) -> None:
    """Texts and their segments, as if they had been cut: their own place in the trail plays no part here."""
    left = count
    with untriggered(Document, Capture, Extraction):
        while left:
            texts = []
            while left and len(texts) < BATCH:
                here = min(IN_TEXT, left)
                texts.append([vocabulary.text(chance, chance.randint(SHORTEST, LONGEST)) for _ in range(here)])
                left -= here
            _write_texts(texts, chance)
    Segmenting.objects.update(method=METHOD)


def _write_texts(texts: list[list[str]], chance: random.Random) -> None:
    documents = Document.objects.bulk_create(
        Document(first_words=parts[0], title=parts[0][:60], title_basis="content") for parts in texts
    )
    captures = Capture.objects.bulk_create(
        Capture(
            document=document,
            number=1,
            sha256=f"{chance.getrandbits(256):064x}",
            size=1,
            media_type="text/plain",
            received_how="file",
        )
        for document in documents
    )
    extractions = Extraction.objects.bulk_create(
        Extraction(
            capture=capture,
            extractor="plain",
            extractor_version="1",
            text="\n\n".join(parts),
            blocks=[],
            line_ends="lf",
        )
        for capture, parts in zip(captures, texts, strict=True)
    )
    rows = []
    for extraction, parts in zip(extractions, texts, strict=True):
        start = 0
        for number, part in enumerate(parts):
            rows.append((extraction.pk, number, start, start + len(part)))
            start += len(part) + 2
    _write_segments(rows)


def _write_segments(rows: list[tuple[int, int, int, int]]) -> None:
    keys = next_keys(Segment, len(rows))
    named = (
        {
            "id": key,
            "extraction_id": extraction,
            "number": number,
            "start": start,
            "end": end,
            "boilerplate": False,
            "language": "en",
        }
        for key, (extraction, number, start, end) in zip(keys, rows, strict=True)
    )
    copy_in(Segment, named, timezone.now())


def _asked(questions: list[str], size: int) -> list[Line]:
    tokens = [words(question, "en") for question in questions]
    user = person("reviewer")
    direct = _timed(tokens, _directly())
    ours = _timed(tokens, lambda some: reading.candidates("segments", dict.fromkeys(some, 1.0), limit=LIMIT))
    suggested = _timed(questions, lambda question: suggest(Asked(question, "en"), user=user))
    # What PostgreSQL works for one of them, in hundredths of a second, so over all of them.
    server = repeated(lambda: [suggest(Asked(one, "en"), user=user) for one in questions], 1, warm_up=0).database
    alone = f"{direct} (tantivy alone)"
    aim = AIMS.get(size)
    return [
        Line(f"{LIMIT} candidates among {size:,} segments", str(ours), alone, times(ours.cpu, direct.cpu)),
        Line(
            f"suggestions for a claim among {size:,} segments",
            str(suggested),
            alone,
            times(suggested.cpu, direct.cpu),
            f"CPU {milliseconds(aim)}, p95 {milliseconds(AIM_P95)}" if aim else "",
            suggested.cpu <= aim and suggested.p95 <= AIM_P95 if aim else None,
        ),
        Line("  of PostgreSQL's processor time beside it", milliseconds(server / len(questions)), "", ""),
    ]


def _directly() -> Callable[[list[str]], object]:
    """The same question as whoever uses the library would ask it: scores and keys of the best."""
    index = tantivy.Index(SCHEMA, path=str(folders.folder_of(registry.named("segments"))), reuse=True)
    searcher = index.searcher()

    def ask(some: list[str]) -> object:
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(SCHEMA, "words", token)) for token in set(some)]
        )
        hits = searcher.search(query, LIMIT, count=False).hits
        return searcher.fast_field_values("key", [address for _, address in hits])

    return ask


def _timed[Q](questions: list[Q], ask: Callable[[Q], object]) -> Times:
    walls, cpus = [], []
    for number in (-1, 0):
        for question in questions:
            wall, cpu = time.perf_counter(), time.process_time()
            ask(question)
            if number == 0:
                walls.append(time.perf_counter() - wall)
                cpus.append(time.process_time() - cpu)
    return Times(median(walls), quantiles(walls, n=20)[-1], median(cpus))
