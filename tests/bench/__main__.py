"""Run benchmarks and print one table: `python -m tests.bench [--quick] [names...]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.bench import BENCHMARKS
from tests.bench.measuring import Line, Size, table


def main(arguments: list[str]) -> None:
    """Run what the arguments name, everything without names."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure against floors.")
    parser.add_argument(
        "--quick", action="store_true", help="20,000 contacts instead of a million, fewer rounds"
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHMARKS)}")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="touchbase-bench-") as folder:
        size = Size(Path(folder))
        if given.quick:
            size = replace(size, rounds=3, sessions=5, contacts=(1_000, 20_000))
        lines: list[Line] = []
        for name in given.names or BENCHMARKS:
            print(f"{name} ...", file=sys.stderr)
            lines += BENCHMARKS[name](size)
    print(table(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
