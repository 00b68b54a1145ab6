"""Rows of JSON lines in bulk: how many a second, beside one by one and the database alone; and how much memory."""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.actions.readings import read_row
from factcheck.documents.containers.rows import fields_of
from factcheck.documents.importing import bulk, bulk_rows
from factcheck.documents.importing.bulk_file import import_rows
from factcheck.documents.importing.pieces import found_in_row
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.documents.pool import read_rows_apart
from tests.benchmarks.dataset import person, sentence, untriggered
from tests.benchmarks.measure import Line, milliseconds, times

WORDS, IN_SENTENCE, SITES = 60, 12, 200
#: Rows a second, and the processor time of all processes that allows it on two cores.
AIM = 2_000
AIM_CPU = 2 / AIM
#: Of what is slow, so many are enough to tell.
FEW = 300
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Rate:
    """Of one run: rows a second on the clock, and seconds of processor time for a row in all processes."""

    per_second: float
    cpu: float


def run(options: argparse.Namespace) -> list[Line]:
    reviewer = person("reviewer")
    folder = Path(settings.HOME) / "corpora"
    folder.mkdir()
    _warm_up()
    with acting(reviewer, action="documents:import"):
        chance = iter(range(10_000_000))

        def corpus(count: int) -> Path:
            return _corpus(folder, count, next(chance))

        def in_bulk(path: Path, later: bool) -> None:
            for _done in import_rows(str(path), receipt=Receipt(filename=path.name), by=reviewer, later=later):
                pass

        in_bulk(corpus(FEW), later=True)  # sources are known
        later = _rate(options.rows, lambda path: in_bulk(path, True), corpus(options.rows))
        at_once = _rate(FEW, lambda path: in_bulk(path, False), corpus(FEW))
        one_by_one = _rate(FEW, lambda path: _one_by_one(path, reviewer), corpus(FEW))
        again = corpus(options.rows)
        in_bulk(again, later=True)
        unchanged = _rate(options.rows, lambda path: in_bulk(path, True), again)
        with untriggered(Document, Capture, Extraction):
            bare = _rate(options.rows, _database_alone, corpus(options.rows))
    few, many = (_peak(corpus(count)) for count in (options.memory_rows // 10, options.memory_rows))
    return [
        _line(f"rows of {WORDS} words in bulk, --later", later, one_by_one, "one by one", AIM),
        _line("rows in bulk, --later", later, bare, "the same rows by COPY, not read, no audit trail"),
        Line(
            "rows in bulk, --later, CPU of all processes a row",
            milliseconds(later.cpu),
            f"{milliseconds(one_by_one.cpu)} (one by one)",
            times(later.cpu, one_by_one.cpu),
            f"at most {milliseconds(AIM_CPU)}: {AIM:,}/s on two cores",
            later.cpu <= AIM_CPU,
        ),
        _line("rows in bulk, copies looked for at once", at_once, one_by_one, "one by one"),
        _line("the same file again", unchanged, later, "for the first time"),
        Line(
            f"memory at most, {options.memory_rows:,} rows",
            f"{many / MEGABYTE:.0f} MB",
            f"{few / MEGABYTE:.0f} MB ({options.memory_rows // 10:,} rows)",
            times(many, few),
            "at most 1.2x",
            many <= 1.2 * few,
        ),
    ]


def _line(what: str, ours: Rate, other: Rate, named: str, aim: int = 0) -> Line:
    return Line(
        f"{what}, per second",
        f"{ours.per_second:,.0f}/s",
        f"{other.per_second:,.0f}/s ({named})",
        times(ours.per_second, other.per_second),
        f"at least {aim:,}/s" if aim else "",
        ours.per_second >= aim if aim else None,
    )


def _corpus(folder: Path, count: int, seed: int) -> Path:
    """Short reports, no two alike, that say where they stood and not in which language they are."""
    chance = random.Random(seed)
    path = folder / f"corpus-{seed}.jsonl"
    with path.open("w") as file:
        for number in range(count):
            text = " ".join(sentence(chance, IN_SENTENCE) for _ in range(WORDS // IN_SENTENCE))
            url = f"https://site{number % SITES}.example/{seed}/{number}"
            file.write(json.dumps({"url": url, "title": f"Report {number}", "published_on": "2024-05", "text": text}))
            file.write("\n")
    return path


def _warm_up() -> None:
    """Children take seconds to start, once for a process."""
    with ThreadPoolExecutor(settings.READING_CHILDREN) as threads:
        list(threads.map(read_rows_apart, [[b'{"text": "It rained."}']] * settings.READING_CHILDREN))


def _rate(count: int, work: Callable[[Path], object], path: Path) -> Rate:
    connection.ensure_connection()
    processes = [psutil.Process(), psutil.Process(connection.connection.info.backend_pid), *_children()]
    before, started = _processor_time(processes), time.perf_counter()
    work(path)
    seconds = time.perf_counter() - started
    return Rate(count / seconds, (_processor_time(processes) - before) / count)


def _children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "factcheck.documents.pool.child" in one.cmdline()]


def _processor_time(processes: list[psutil.Process]) -> float:
    return sum(times.user + times.system for times in (process.cpu_times() for process in processes))


def _one_by_one(path: Path, reviewer: object) -> None:
    """As a loop over the rows would do it: the blob of each stored, its rows written in a transaction of their own."""
    for line in path.read_bytes().splitlines():
        fields, _messages = fields_of(line)
        import_document(
            data=line,
            receipt=Receipt(filename=path.name),
            by=reviewer,  # type: ignore[arg-type]
            found=found_in_row(fields),
            reading=read_row(fields),
            look_for_copies=False,
        )


def _database_alone(path: Path) -> None:
    """The texts as rows of the three tables: the least there can be."""
    for texts in _batches(path):
        with transaction.atomic():
            _copy(texts)


def _batches(path: Path) -> Iterator[list[str]]:
    texts = [json.loads(line)["text"] for line in path.read_bytes().splitlines()]
    for at in range(0, len(texts), bulk._ROWS):
        yield texts[at : at + bulk._ROWS]


def _copy(texts: list[str]) -> None:
    models = (Document, Capture, Extraction)
    documents, captures, extractions = (bulk_rows.next_keys(model, len(texts)) for model in models)
    _write(Document, [{"id": key} for key in documents])
    _write(
        Capture,
        [
            {"id": key, "document_id": document, "number": 1, "sha256": f"{document:064x}", "size": 1}
            | {"media_type": "text/plain", "received_how": "file"}
            for key, document in zip(captures, documents, strict=True)
        ],
    )
    said = {"extractor": "none", "extractor_version": "1", "blocks": [], "line_ends": "none"}
    _write(
        Extraction,
        [
            {"id": key, "capture_id": capture, "text": text} | said
            for key, capture, text in zip(extractions, captures, texts, strict=True)
        ],
    )


def _write(model: type[Document | Capture | Extraction], rows: list[dict[str, object]]) -> None:
    bulk_rows.copy_in(model, rows, timezone.now())


def _peak(path: Path) -> int:
    """Bytes that the command and its children have in memory together, at most."""
    manage = Path(__file__).resolve().parents[2] / "manage.py"
    command = [sys.executable, str(manage), "import_documents", str(path), "--later"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        watched, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            peak = max(peak, _in_memory(watched))
            time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"import_documents ended with {process.returncode}")
    return peak


def _in_memory(process: psutil.Process) -> int:
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
