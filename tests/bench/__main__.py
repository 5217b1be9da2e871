"""Run benchmarks and print one table: `python -m tests.bench [--quick] [names...]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path

from tests.bench import BENCHMARKS
from tests.bench.measuring import Amount, Line, Size, table

_FEW = (Amount(1_000, 1_000), Amount(20_000, 200_000))


def main(arguments: list[str]) -> int:
    """Run what the arguments name, everything without names; 1 when something exceeds its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure against floors.")
    parser.add_argument(
        "--quick", action="store_true", help="20,000 contacts and 200,000 entries, fewer rounds"
    )
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="keep generated files here, to use again")
    parser.add_argument("--server", metavar="URL", default="", help="a PostgreSQL server that keeps them")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), help="only this one")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHMARKS)}")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    # An installed program has its bytecode; without, what is measured is the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="touchbase-bench-") as folder:
        size = Size(given.keep or Path(folder), server=given.server)
        if given.engine:
            size = replace(size, engines=(given.engine,))
        if given.quick:
            size = replace(size, rounds=3, sessions=5, keys=20, amounts=_FEW, generated=_FEW[-1])
        lines, failed = _measured(given.names or list(BENCHMARKS), size)
    print(table(lines))
    return 1 if failed or any(line.holds is False for line in lines) else 0


def _measured(names: list[str], size: Size) -> tuple[list[Line], bool]:
    """What these benchmarks say, told as they go on standard error too, and whether one broke off."""
    lines: list[Line] = []
    failed = False
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            for line in BENCHMARKS[name](size):
                lines.append(line)
                print(f"  {line.what}: {line.measured:,.1f} {line.unit}", file=sys.stderr, flush=True)
        except Exception:
            # The others are still worth their time, and so is what this one said before.
            traceback.print_exc()
            failed = True
    return lines, failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
