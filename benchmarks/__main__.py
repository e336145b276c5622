"""``python -m benchmarks [--quick] [NAME ...]``: measure, and print one table."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Final

from benchmarks import history, play, render, scan, start, sync, visuals
from benchmarks.process import CannotMeasureError
from benchmarks.table import Row, table

MEASUREMENTS: Final[Mapping[str, Callable[..., list[Row]]]] = {
    "render": render.rows,
    "play": play.rows,
    "start": start.rows,
    "visuals": visuals.rows,
    "scan": scan.rows,
    "history": history.rows,
    "sync": sync.rows,
}


def main() -> int:
    """Measure what was asked for; 1 where something could not be measured."""
    parser = argparse.ArgumentParser(prog="python3 dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(MEASUREMENTS)}")
    parser.add_argument("--quick", action="store_true", help="shorter and less exact")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(MEASUREMENTS):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(MEASUREMENTS)}")
    rows: list[Row] = []
    failed = False
    for name in asked.names or MEASUREMENTS:
        print(f"Measuring: {name}.", file=sys.stderr, flush=True)
        try:
            rows += MEASUREMENTS[name](quick=asked.quick)
        except CannotMeasureError as error:
            failed = True
            print(f"{name} could not be measured: {error}", file=sys.stderr)
    print(table(rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
