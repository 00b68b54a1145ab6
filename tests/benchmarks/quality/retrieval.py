"""How well passages are found for a claim, on sets of claims with judged documents or judged sentences.

A set is a folder with `corpus.jsonl` (id, title?, text), `claims.jsonl` (id, statement, document?) and either
`qrels.tsv` (claim, document, 1) or `spans.tsv` (claim, document, start, end in code points). Texts are read and cut
as at an import. Ours gathers in the rounds of the product and ranks with its ranking, but in memory: the command gives
the same figures but for ties. BM25 beside is bm25s ("lucene", k1 1.5, b 0.75) over the same segments with their titles,
and over whole documents, too, where documents are judged.

What the floor costs is counted on claims that are supported, what it keeps away on claims that nothing supports: those
that the set says so of, or, where it has none, all claims without the documents that are right.

A judged span counts once, for the first suggestion that overlaps it by half of either. Measures are those of trec_eval.
"""

import argparse
import json
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean as mean

import bm25s
import numpy as np
import Stemmer

from factcheck.documents.extraction import extract_text
from factcheck.evidence.suggesting import gathering
from factcheck.passages.segments import segments_of
from factcheck.search.scoring import USUAL, Question, Scored, Unit, Weights, question, ranked
from factcheck.search.words import without_stops, words
from tests.benchmarks.measure import Line
from tests.benchmarks.quality.floor import Shown, floor_lines_of
from tests.benchmarks.quality.measures import DEPTH, MEASURES, compared, scores_of

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
SETS = ("retrieval/scifact-train", "retrieval/wice-dev", "retrieval/fm2-dev")
WITHOUT = {
    "the title": replace(USUAL, title=0.0),
    "words of the same beginning": replace(USUAL, beginning=0.0),
    "numbers counting more": replace(USUAL, number=1.0),
    "what stands beside": replace(USUAL, neighbours=0.0),
    "the document's best passages": replace(USUAL, document=0.0),
    "our k1 and b": replace(USUAL, k1=1.2, b=0.75),
}

logging.getLogger("bm25s").setLevel(logging.WARNING)

type Ranker = Callable[[int], Sequence[int]]


@dataclass
class Set:
    """Units (`text` is the number of their document), their spans, claims, and what is right for each."""

    documents: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    boilerplate: set[int] = field(default_factory=set)
    claims: list[dict[str, str]] = field(default_factory=list)
    right: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    by_span: bool = False


def run(options: argparse.Namespace) -> list[Line]:
    folder = Path(getattr(options, "data", None) or DATA)
    lines = []
    for name in SETS:
        if (folder / name).is_dir():
            data = read(folder / name)
            lines += measured(name.rpartition("/")[2], data)
    return lines


def read(folder: Path) -> Set:
    data = Set(claims=[json.loads(line) for line in (folder / "claims.jsonl").read_text().splitlines()])
    for at, line in enumerate((folder / "corpus.jsonl").read_text().splitlines()):
        row = json.loads(line)
        drawn = extract_text(row["text"])
        language = drawn.language.value if drawn.language else ""
        title = row.get("title") or (drawn.title.value if drawn.title else "")
        data.documents.append(row["id"])
        data.whole.append(f"{title} {drawn.text}")
        for number, span in enumerate(segments_of(drawn.text, drawn.blocks, language)):
            text = drawn.text[span.start : span.end]
            if span.boilerplate:
                data.boilerplate.add(len(data.units))
            data.units.append(Unit(len(data.units), at, number, words(text, language), words(title, language)))
            data.texts.append(f"{title} {text}")
            data.spans.append((span.start, span.end))
    numbers = {name: at for at, name in enumerate(data.documents)}
    data.by_span = (folder / "spans.tsv").exists()
    for line in (folder / ("spans.tsv" if data.by_span else "qrels.tsv")).read_text().splitlines():
        claim, document, *rest = line.split("\t")
        start, end = map(int, rest) if data.by_span else (0, 0)
        data.right.setdefault(claim, []).append((numbers[document], start, end))
    return data


class Memory:
    """The indexes of the product, in memory: BM25 as tantivy has it."""

    def __init__(self, data: Set) -> None:
        self.data = data
        self.length = np.array([len(unit.words) for unit in data.units], float)
        self.norm = 1.2 * (0.25 + 0.75 * self.length / self.length.mean())
        self.held = _held((unit.key, unit.words) for unit in data.units)
        self.of_document: dict[int, list[int]] = defaultdict(list)
        for unit in data.units:
            self.of_document[unit.text].append(unit.key)
        self.titles = _held((text, data.units[keys[0]].title) for text, keys in self.of_document.items())

    def ask(self, statement: str, weights: Weights) -> Question:
        tokens = without_stops(words(statement, "en"), "en")
        return question(tokens, self._frequency, len(self.data.units), float(self.length.mean()), weights)

    def _frequency(self, token: str) -> int:
        return len(self.held[token][0]) if token in self.held else 0

    def gather(self, asked: Question, limit: int, document: int | None) -> list[Unit]:
        """As `gathering.gather`, without boilerplate."""
        scores = np.zeros(len(self.data.units))
        for token in asked.weights:
            if token in self.held:
                keys, counts = self.held[token]
                idf = math.log(1 + (len(scores) - len(keys) + 0.5) / (len(keys) + 0.5))
                scores[keys] += idf * counts / (counts + self.norm[keys])
        if document is not None:
            return self._best(scores, self.of_document[document], gathering.ALONE, sharing=False)
        more = max(1, limit // 25)
        found = {unit.key: unit for unit in self._best(scores, None, gathering.FIRST * more)}
        titled = [key for text in self._titled(asked, gathering.TITLES * more) for key in self.of_document[text]]
        found |= {unit.key: unit for unit in self._best(scores, titled, gathering.BY_TITLE * more, sharing=False)}
        best = dict.fromkeys(one.unit.text for one in ranked(asked, found.values()))
        near = [key for text in list(best)[: gathering.BEST * more] for key in self.of_document[text]]
        found |= {unit.key: unit for unit in self._best(scores, near, gathering.OF_BEST * more)}
        return list(found.values())

    def _best(
        self, scores: "np.ndarray", among: Sequence[int] | None, limit: int, *, sharing: bool = True
    ) -> list[Unit]:
        keys = np.arange(len(scores)) if among is None else np.array(among, int)
        order = keys[np.argsort(-scores[keys], kind="stable")[:limit]]
        found = (key for key in order if scores[key] > 0 or not sharing)
        return [self.data.units[key] for key in found if key not in self.data.boilerplate]

    def _titled(self, asked: Question, limit: int) -> list[int]:
        scores: Counter[int] = Counter()
        for token in asked.weights:
            for text in self.titles[token][0] if token in self.titles else ():
                scores[int(text)] += math.log(1 + len(self.data.documents) / len(self.titles[token][0]))
        return [text for text, _ in scores.most_common(limit)]


def _held(items: Iterator[tuple[int, Sequence[str]]]) -> dict[str, tuple["np.ndarray", "np.ndarray"]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, tokens in items:
        for token, count in Counter(tokens).items():
            found[token].append((key, count))
    return {
        token: (np.array([key for key, _ in some]), np.array([count for _, count in some], float))
        for token, some in found.items()
    }


class Ours:
    """Ranks by claim; what was gathered for a claim is gathered once."""

    def __init__(self, memory: Memory, *, inside: bool, limit: int) -> None:
        self.memory, self.inside, self.limit = memory, inside, limit
        self._gathered: dict[int, list[Unit]] = {}

    def scored(self, at: int, weights: Weights = USUAL) -> list[Scored]:
        data, claim = self.memory.data, self.memory.data.claims[at]
        if at not in self._gathered:
            document = data.documents.index(claim["document"]) if self.inside else None
            usual = self.memory.ask(claim["statement"], USUAL)
            self._gathered[at] = self.memory.gather(usual, self.limit, document)
        return ranked(self.memory.ask(claim["statement"], weights), self._gathered[at], weights)

    def ranker(self, weights: Weights = USUAL) -> Ranker:
        return lambda at: [one.unit.key for one in self.scored(at, weights)]


def plain(data: Set, *, inside: bool) -> Ranker:
    """bm25s; inside one document with the frequencies of that document alone."""
    tokens, asked = _tokens(data.texts), _tokens([claim["statement"] for claim in data.claims])
    of_document: dict[str, list[int]] = defaultdict(list)
    for unit in data.units:
        of_document[data.documents[unit.text]].append(unit.key)
    whole = None if inside else _bm25(tokens)

    def ranker(at: int) -> Sequence[int]:
        keys = of_document[data.claims[at]["document"]] if inside else range(len(tokens))
        return _in_order(whole or _bm25([tokens[key] for key in keys]), asked[at], keys)

    return ranker


def plain_by_document(data: Set) -> Ranker:
    """bm25s over whole documents; of each, its first segment stands for it."""
    asked = _tokens([claim["statement"] for claim in data.claims])
    first = {unit.text: unit.key for unit in reversed(data.units)}
    held = sorted(first)
    whole = _bm25(_tokens([data.whole[text] for text in held]))
    return lambda at: _in_order(whole, asked[at], [first[text] for text in held])


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    stemmer = Stemmer.Stemmer("english")
    return bm25s.tokenize(list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False)


def _in_order(index: bm25s.BM25, asked: list[str], keys: Sequence[int]) -> list[int]:
    scores = index.get_scores(asked) if asked else np.zeros(len(keys))
    order = np.argsort(-np.array(scores), kind="stable")[: 40 * DEPTH]
    return [keys[int(place)] for place in order if scores[place] > 0]


def _bm25(tokens: list[list[str]]) -> bm25s.BM25:
    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    index.index(tokens, show_progress=False)
    return index


def hits(data: Set, claim: str, keys: Sequence[int]) -> list[int]:
    """Of each place of a list, how many right answers stand there that stood in none before."""
    if not data.by_span:
        right, listed = (
            {document for document, _, _ in data.right[claim]},
            dict.fromkeys(data.units[k].text for k in keys),
        )
        return [int(document in right) for document in listed]
    left, found = list(data.right[claim]), []
    for key in keys[:DEPTH]:
        here = [one for one in left if _overlaps(data.units[key].text, data.spans[key], one)]
        found.append(len(here))
        left = [one for one in left if one not in here]
    return found


def _overlaps(document: int, span: tuple[int, int], right: tuple[int, int, int]) -> bool:
    shared = min(span[1], right[2]) - max(span[0], right[1])
    return document == right[0] and shared > 0 and 2 * shared >= min(span[1] - span[0], right[2] - right[1])


def evaluated(data: Set, ranker: Ranker) -> list[tuple[float, ...]]:
    return [
        scores_of(hits(data, claim["id"], ranker(at)), len(set(data.right[claim["id"]])))
        for at, claim in enumerate(data.claims)
        if claim["id"] in data.right
    ]


def measured(name: str, data: Set) -> list[Line]:
    memory = Memory(data)
    ways = [("", False)] + ([(", inside its page", True)] if data.by_span else [])
    lines = []
    for way, inside in ways:
        ours = Ours(memory, inside=inside, limit=DEPTH if data.by_span else 3 * DEPTH)
        mine, other = evaluated(data, ours.ranker()), evaluated(data, plain(data, inside=inside))
        lines += [compared(f"{name}{way}: {measure}", mine, other, at) for at, measure in enumerate(MEASURES)]
        if not data.by_span:
            whole = evaluated(data, plain_by_document(data))
            beside = [compared(f"  {measure}, whole documents", mine, whole, at) for at, measure in enumerate(MEASURES)]
            lines += [replace(one, aim="", met=None) for one in beside]
        near = Ours(memory, inside=inside, limit=20)
        every = mean(one[0] for one in evaluated(data, near.ranker()))
        for without, weights in WITHOUT.items():
            left = mean(one[0] for one in evaluated(data, near.ranker(weights)))
            lines.append(Line(f"  nDCG@10 without {without}", f"{left:.3f}", f"{every:.3f}", f"{left - every:+.3f}"))
        lines += floor_lines(f"{name}{way}", data, near)
    return lines


def floor_lines(what: str, data: Set, ours: Ours) -> list[Line]:
    supported, unsupported = [], []
    for at, claim in enumerate(data.claims):
        scored = ours.scored(at)
        right = data.right.get(claim["id"], [])
        of_right = {document for document, _, _ in right}
        if not right:
            unsupported.append([Shown(one, right=False) for one in scored])
            continue
        supported.append([Shown(one, right=_is_right(data, one.unit.key, right)) for one in scored])
        if len(data.right) == len(data.claims):
            unsupported.append([Shown(one, right=False) for one in scored if one.unit.text not in of_right])
    return floor_lines_of(what, supported, unsupported)


def _is_right(data: Set, key: int, right: Sequence[tuple[int, int, int]]) -> bool:
    text = data.units[key].text
    return any(_overlaps(text, data.spans[key], one) if data.by_span else text == one[0] for one in right)
