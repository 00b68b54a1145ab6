"""The main text of saved web pages, beside that of trafilatura by itself and of a readability.

Measured as the scrapinghub article extraction benchmark does: runs of four words (`\\w+`), counted as often as they
occur; precision and recall of each page, averaged over the pages; F1 of the two averages. A page for which nothing
was given has no precision, one of which nothing is wanted no recall.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from lxml import etree

from factcheck.documents.extraction import boilerplate, extract, html
from factcheck.documents.extraction.decode import decode
from tests.benchmarks.measure import Line, milliseconds, times

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "extraction" / "pages-dev"
RUN = 4
AIM = 0.960

type Reader = Callable[[bytes], str]


@dataclass(frozen=True)
class Score:
    """Of one reader on all pages; `seconds` of processor time a page."""

    precision: float
    recall: float
    seconds: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"{self.f1:.3f} (precision {self.precision:.3f}, recall {self.recall:.3f})"


def run(options: argparse.Namespace) -> list[Line]:
    if not PAGES.is_dir():
        return [Line("main text of web pages", "not measured", "", "", f"pages in {PAGES} are not here")]
    expected = {name: page["text"] for name, page in json.loads((PAGES / "expected.json").read_text()).items()}
    pages = {name: gzip.decompress((PAGES / f"{name}.html.gz").read_bytes()) for name in expected}
    mine = score(ours, pages, expected)
    lines = [
        Line(
            f"main text of {len(pages)} web pages, F1",
            str(mine),
            str(plain := score(trafilatura(), pages, expected)),
            times(mine.f1, plain.f1),
            f"at least {AIM:.3f} and trafilatura's own",
            mine.f1 >= max(AIM, plain.f1),
        )
    ]
    others = {
        "favouring precision": trafilatura(favor_precision=True),
        "a readability": readability,
        "all words": whole,
    }
    for name, reader in others.items():
        other = score(reader, pages, expected)
        lines.append(Line(f"  beside {name}", f"{mine.f1:.3f}", str(other), times(mine.f1, other.f1)))
    cost = (milliseconds(mine.seconds), milliseconds(plain.seconds), times(mine.seconds, plain.seconds))
    return [*lines, Line("  a page, CPU", *cost)]


def score(reader: Reader, pages: dict[str, bytes], expected: dict[str, str]) -> Score:
    reader(next(iter(pages.values())))  # what is imported and compiled at the first call is no cost of a page
    started = time.process_time()
    given = {name: reader(page) for name, page in pages.items()}
    seconds = (time.process_time() - started) / len(pages)
    matched = [_matched(runs(expected[name]), runs(given[name])) for name in pages]
    return Score(
        precision=mean(right / have for right, have, _ in matched if have),
        recall=mean(right / want for right, _, want in matched if want),
        seconds=seconds,
    )


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def _matched(wanted: Counter[tuple[str, ...]], given: Counter[tuple[str, ...]]) -> tuple[int, int, int]:
    return (wanted & given).total(), given.total(), wanted.total()


def ours(page: bytes) -> str:
    extracted = extract(page)
    return boilerplate.main_text(extracted.text, extracted.blocks)


def whole(page: bytes) -> str:
    return extract(page).text


def trafilatura(*, favor_precision: bool = False) -> Reader:
    import trafilatura as library

    def read(page: bytes) -> str:
        return library.extract(decode(page).text, include_comments=False, favor_precision=favor_precision) or ""

    return read


def readability(page: bytes) -> str:
    """The one inside trafilatura, which falls back on it."""
    from trafilatura.external import try_readability

    tree = html.parse(decode(page).text)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    return "\n".join(try_readability(tree).itertext())
