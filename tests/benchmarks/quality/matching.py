"""How well a post is matched with the claim that answers it, on sets of posts and checked claims.

A set is a folder within `matching` with `claims.jsonl` (id, statement, title?, subtitle?, published_on?),
`queries.jsonl` (id, statement) and `qrels.tsv` (query, claim, 1). BM25 beside is bm25s over statement and title, as the
data's README has it. Ours ranks what the product ranks, with the words of the product, but in memory: `import_claims`
and `match_claims` give the same figure within a thousandth, the index breaking ties differently.
"""

import argparse
import json
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bm25s
import Stemmer

from factcheck.claims.earlier.rows import date_of
from factcheck.claims.matching.scoring import FLOOR, WEIGHTS, Asked, Known, Rarity, Scored, ranked, tokens
from factcheck.claims.matching.spoken import day_in, spoken
from tests.benchmarks.measure import Line
from tests.benchmarks.quality.interval import with_interval

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
#: Answers asked for.
DEPTH = 100

logging.getLogger("bm25s").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Found:
    """Of one query: the ranks from 1 of right answers that were found, and how many right answers there are."""

    ranks: list[int]
    right: int


type Ranks = list[Found]


@dataclass(frozen=True)
class Set:
    """Known claims, what is asked, and the right answers of each question."""

    known: list[Known]
    keys: list[str]
    asked: list[tuple[str, str]]
    right: Mapping[str, set[str]]

    @property
    def undated(self) -> list[Known]:
        return [replace(one, day=None) for one in self.known]


def run(options: argparse.Namespace) -> list[Line]:
    folder = Path(getattr(options, "data", None) or DATA)
    sets = sorted(found.parent for found in folder.glob("matching/*/queries.jsonl"))
    return [line for one in sets for line in measured(f"matching/{one.name}", read(one))]


def read(folder: Path) -> Set:
    rows = [json.loads(line) for line in (folder / "claims.jsonl").read_text().splitlines()]
    known = [
        Known(("", at), row["statement"], row.get("title") or "", row.get("subtitle") or "", day=_day(row))
        for at, row in enumerate(rows)
    ]
    asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text().splitlines()]
    right: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text().splitlines():
        query, claim = line.split("\t")[:2]
        right.setdefault(query, set()).add(claim)
    return Set(known, [row["id"] for row in rows], [(row["id"], row["statement"]) for row in asked], right)


def _day(row: Mapping[str, str]) -> object:
    found = date_of(row.get("claimed_on") or row.get("published_on") or "")
    return found.start if found else None


def measured(name: str, data: Set) -> list[Line]:
    """Ours without the days of the checks, which an archive need not give; with them; and without each term."""
    plain = plain_bm25(data)
    undated = replace(data, known=data.undated)
    found = Search(undated.known)
    results = found.all(undated, WEIGHTS)
    ours = ranks_of(undated, results)
    lines = [
        replace(_line(f"{name}: {metric}", ours, plain, of), aim="above", met=mean(ours, of) > mean(plain, of))
        for metric, of in METRICS.items()
    ]
    ablations = {f"without “{term}”": ranks_of(undated, found.all(undated, {**WEIGHTS, term: 0.0}))
                 for term in WEIGHTS if term != "days"}  # fmt: skip
    ablations["tags and handles left whole"] = ranks_of(undated, found.all(undated, WEIGHTS, read=str))
    dated = Search(data.known)
    ablations["with the days of checks and posts"] = ranks_of(data, dated.all(data, WEIGHTS))
    lines += [_line(f"{name}: MAP@5, {what}", ranks, ours, METRICS["MAP@5"]) for what, ranks in ablations.items()]
    return [*lines, *floor_lines(name, undated, results)]


class Search:
    """Candidates by BM25 over the product's words, as its index gives them, and the product's order."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        documents = [[token for field in one.fields for token in field] for one in known]
        self.index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        self.index.index(documents, show_progress=False)
        held: dict[str, int] = {}
        for one in known:
            for token in one.counts:
                held[token] = held.get(token, 0) + 1
        self.rarity = Rarity(len(known), lambda token: held.get(token, 0))

    def all(self, data: Set, weights: Mapping[str, float], read: Callable[[str], str] = spoken) -> list[list[Scored]]:
        return [self.one(text, weights, read) for _name, text in data.asked]

    def one(self, text: str, weights: Mapping[str, float], read: Callable[[str], str]) -> list[Scored]:
        said = day_in(text)
        asked = Asked(read(text), day=said.start if said else None)
        wanted = sorted(set(tokens(asked.text)))
        if not wanted:
            return []
        at, scores = self.index.retrieve([wanted], k=min(DEPTH, len(self.known)), show_progress=False)
        near = [self.known[place] for place, score in zip(at[0], scores[0], strict=True) if score > 0]
        return ranked(asked, near, self.rarity, weights)


def ranks_of(data: Set, results: list[list[Scored]]) -> Ranks:
    return [
        _found(data, name, [data.keys[one.known.key[1]] for one in scored])
        for (name, _text), scored in zip(data.asked, results, strict=True)
    ]


def plain_bm25(data: Set) -> Ranks:
    stemmer = Stemmer.Stemmer("english")
    read = {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    index.index(bm25s.tokenize([f"{one.statement} {one.title}" for one in data.known], **read), show_progress=False)
    asked = bm25s.tokenize([text for _name, text in data.asked], **read)
    found, _scores = index.retrieve(asked, k=min(1000, len(data.known)), show_progress=False)
    return [
        _found(data, name, [data.keys[at] for at in row]) for (name, _text), row in zip(data.asked, found, strict=True)
    ]


def _found(data: Set, query: str, keys: list[str]) -> Found:
    right = data.right.get(query, set())
    return Found([rank for rank, key in enumerate(keys, 1) if key in right], len(right))


def _average_precision(found: Found, depth: int) -> float:
    """As trec_eval's `map_cut`."""
    hits = (n / rank for n, rank in enumerate(found.ranks, 1) if rank <= depth)
    return sum(hits) / found.right if found.right else 0.0


def _ndcg(found: Found, depth: int) -> float:
    best = sum(1 / math.log2(1 + rank) for rank in range(1, min(found.right, depth) + 1))
    return sum(1 / math.log2(1 + rank) for rank in found.ranks if rank <= depth) / best if best else 0.0


def _recall(found: Found, depth: int) -> float:
    return sum(rank <= depth for rank in found.ranks) / found.right if found.right else 0.0


METRICS: Mapping[str, Callable[[Found], float]] = {
    "MAP@5": lambda found: _average_precision(found, 5),
    "MRR": lambda found: 1 / found.ranks[0] if found.ranks else 0.0,
    "P@1": lambda found: float(found.ranks[:1] == [1]),
    "nDCG@10": lambda found: _ndcg(found, 10),
    "Recall@10": lambda found: _recall(found, 10),
    "Recall@100": lambda found: _recall(found, 100),
}


def floor_lines(name: str, data: Set, results: list[list[Scored]]) -> list[Line]:
    """What the floor keeps of right answers, and how often a post whose right answer is not there gets a proposal."""
    kept = wrong = 0
    for (query, _text), scored in zip(data.asked, results, strict=True):
        right = [data.keys[one.known.key[1]] in data.right.get(query, ()) for one in scored]
        kept += any(one.is_near for one, is_right in zip(scored, right, strict=True) if is_right)
        wrong += any(one.is_near for one, is_right in zip(scored, right, strict=True) if not is_right)
    asked = len(data.asked)
    shown = f"{kept / asked:.3f}", f"{wrong / asked:.3f}"
    return [
        Line(f"{name}: floor {FLOOR}, right answers kept", shown[0], "1.000", "no floor"),
        Line(f"{name}: floor {FLOOR}, posts with another proposal", shown[1], "1.000", "no floor"),
    ]


def _line(what: str, ours: Ranks, other: Ranks, of: Callable[[Found], float]) -> Line:
    return Line(what, shown(ours, of), shown(other, of), f"{mean(ours, of) - mean(other, of):+.3f}")


def mean(ranks: Ranks, of: Callable[[Found], float]) -> float:
    return sum(map(of, ranks)) / len(ranks)


def shown(ranks: Ranks, of: Callable[[Found], float]) -> str:
    return with_interval([of(one) for one in ranks])
