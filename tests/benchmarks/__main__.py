"""`make bench`: measures what the README states, each beside an alternative, and prints one table.

Takes some minutes. `--only export` runs one part; the sizes can be made smaller for a look, but the aims are
meant for those given.
"""

import argparse
import importlib
import sys
import time

from tests.benchmarks.home import scratch_home

#: In this order: the first ones want a database that the later ones have not yet filled.
PARTS = (
    *("anchoring", "claim_list", "desk", "linking", "audit_trail", "imports", "exports", "extraction_quality"),
    "near_copies",
    "formats",
    "bulk",
    "search",
    "impact",
)


def main() -> int:
    options = _options()
    lines = []
    with scratch_home():
        from tests.benchmarks.measure import table

        for name in options.only or PARTS:
            started = time.monotonic()
            lines += importlib.import_module(f"tests.benchmarks.{name}").run(options)
            print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(lines))
    return 1 if any(line.met is False for line in lines) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--verdicts", type=int, default=2_000)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--evidence", type=int, default=100_000)
    parser.add_argument("--memory-rows", type=int, default=100_000)
    parser.add_argument("--segments", type=int, default=0, help="One size of the index of segments, else both.")
    parser.add_argument("--rounds", type=int, default=30)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
