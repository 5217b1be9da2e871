"""Every benchmark once with tiny sizes: that it runs and says something, not how fast anything is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import BENCHMARKS
from tests.bench.measuring import Amount, Line, Size, percentile, table


@pytest.mark.parametrize("name", BENCHMARKS)
def test_the_benchmark_runs(name: str, tmp_path: Path) -> None:
    few = Amount(60, 200)
    size = Size(
        tmp_path, rounds=1, sessions=1, keys=1, rest=0.1, idle=0.1, held=0.1,
        amounts=(few,), generated=few, terminals=((80, 24),), engines=("sqlite",),
    )  # fmt: skip
    lines = list(BENCHMARKS[name](size))
    assert lines
    assert all(line.measured >= 0 for line in lines)
    assert len(table(lines).splitlines()) == len(lines) + 1


def test_a_line_says_how_many_times_its_floor_it_took() -> None:
    shown = table([Line("start", 120, "ms", 100, "empty"), Line("idle", 0, "bytes")])
    assert shown.splitlines()[1].split() == ["start", "120.0", "ms", "100.0", "1.20", "empty"]
    assert shown.splitlines()[2].split() == ["idle", "0.0", "bytes"]


def test_a_line_says_whether_it_keeps_within_its_limits() -> None:
    kept = Line("down", 36, "bytes", at_most=60)
    missed = Line("growth", 25, "ms", 10, ratio_at_most=2)
    assert (kept.verdict, kept.holds) == ("ok (at most 60 bytes)", True)
    assert (missed.verdict, missed.holds) == ("MISSED (at most 2 x)", False)
    assert (Line("time", 5, "ms").verdict, Line("time", 5, "ms").holds) == ("", None)


def test_a_percentile_is_one_of_the_values() -> None:
    assert [percentile(list(range(1, 51)), percent) for percent in (50, 95, 100)] == [25, 48, 50]
