"""What a piece of work costs: seconds of processor time here and in PostgreSQL, and seconds on the clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import psutil
from django.db import connection

type Work = Callable[[], object]


@dataclass(frozen=True)
class Cost:
    """Of one run, in seconds. `database` is the processor time of this connection's backend."""

    process: float
    database: float
    wall: float

    @property
    def server(self) -> float:
        """Processor time of both: what a machine that answers requests has to give."""
        return self.process + self.database


@dataclass(frozen=True)
class Line:
    """A line of the table. `aim` is in words; `met` None: there is no aim, it is for comparison."""

    what: str
    ours: str
    alternative: str
    ratio: str
    aim: str = ""
    met: bool | None = None


def side_by_side(
    ours: Work, alternative: Work, rounds: int, warm_up: int = 3, before: Callable[[Work], object] = lambda work: None
) -> tuple[Cost, Cost]:
    """The typical cost of both, measured by turns, so that whatever else the machine does meets both alike.

    `before` is called with what comes next, and not measured.
    """
    runs: dict[Work, list[Cost]] = {ours: [], alternative: []}
    for number in range(-warm_up, rounds):
        for work in (ours, alternative) if number % 2 else (alternative, ours):
            before(work)
            cost = _meter(work)
            if number >= 0:
                runs[work].append(cost)
    return _typical(runs[ours]), _typical(runs[alternative])


def repeated(work: Work, rounds: int, warm_up: int = 3) -> Cost:
    for _ in range(warm_up):
        work()
    return _typical([_meter(work) for _ in range(rounds)])


def _meter(work: Work) -> Cost:
    connection.ensure_connection()
    backend = psutil.Process(connection.connection.info.backend_pid)
    before = _processor_time(backend)
    wall, process = time.perf_counter(), time.process_time()
    work()
    process, wall = time.process_time() - process, time.perf_counter() - wall
    return Cost(process, _processor_time(backend) - before, wall)


def _processor_time(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _typical(runs: list[Cost]) -> Cost:
    """Medians; for the backend the mean, since the kernel tells its time in hundredths of a second only."""
    return Cost(
        process=median(run.process for run in runs),
        database=sum(run.database for run in runs) / len(runs),
        wall=median(run.wall for run in runs),
    )


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def times(ours: float, alternative: float) -> str:
    return f"{ours / alternative:.2f}x" if alternative else "-"


def table(lines: list[Line]) -> str:
    """The lines as plain text in columns."""
    head = ("what", "ours", "alternative", "ratio", "aim", "met")
    words = {None: "", True: "yes", False: "NO"}
    rows = [head, *((one.what, one.ours, one.alternative, one.ratio, one.aim, words[one.met]) for one in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
