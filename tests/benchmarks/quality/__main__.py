"""`make bench-quality`: how good suggestions are, beside simple ways, on the data in `../shared/data` or `--data`.

Takes some minutes, most of them for what each term is worth. `--only retrieval` runs one part.
"""

import argparse
import importlib
import os
import sys
import time

import django

from tests.benchmarks.measure import table

PARTS = ("retrieval", "detection", "matching")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    # Matrices are small here: threads would mostly wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    django.setup()
    options, lines = _options(), []
    for name in options.only or PARTS:
        started = time.monotonic()
        lines += importlib.import_module(f"tests.benchmarks.quality.{name}").run(options)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(lines))
    return 1 if any(line.met is False for line in lines) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.quality", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--data", help="a folder with sets laid out as in ../shared/data")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
