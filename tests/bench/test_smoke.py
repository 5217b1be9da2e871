"""Every benchmark once with tiny sizes: that it runs and says something, not how fast anything is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench import BENCHMARKS
from tests.bench.generate import contacts, contacts_file
from tests.bench.measuring import Line, Size, percentile, table


@pytest.mark.parametrize("name", BENCHMARKS)
def test_the_benchmark_runs(name: str, tmp_path: Path) -> None:
    size = Size(
        tmp_path, rounds=1, sessions=1, keys=1, rest=0.1, idle=0.1, contacts=(60,), terminals=((80, 24),)
    )
    lines = list(BENCHMARKS[name](size))
    assert lines
    assert all(line.measured >= 0 for line in lines)
    assert len(table(lines).splitlines()) == len(lines) + 1


def test_the_same_number_gives_the_same_contacts() -> None:
    assert list(contacts(30)) == list(contacts(30))


def test_generated_contacts_have_statistics_words_and_indexes(tmp_path: Path) -> None:
    path = contacts_file(tmp_path, 60)
    assert contacts_file(tmp_path, 60) == path
    with closing(sqlite3.connect(path)) as connection:

        def number(query: str) -> int:
            return int(connection.execute(query).fetchone()[0])

        assert number("SELECT count(*) FROM contact JOIN contact_statistics ON contact_id = id") == 60
        assert number("SELECT count(DISTINCT contact_id) FROM contact_word") == 60
        assert number("SELECT count(*) FROM sqlite_master WHERE name = 'contact_sort_name'") == 1
        assert number("SELECT count(*) FROM pragma_foreign_key_check") == 0


def test_a_line_says_how_many_times_its_floor_it_took() -> None:
    shown = table([Line("start", 120, "ms", 100, "empty"), Line("idle", 0, "bytes")])
    assert shown.splitlines()[1].split() == ["start", "120.0", "ms", "100.0", "1.20", "empty"]
    assert shown.splitlines()[2].split() == ["idle", "0.0", "bytes"]


def test_a_percentile_is_one_of_the_values() -> None:
    assert [percentile(list(range(1, 51)), percent) for percent in (50, 95, 100)] == [25, 48, 50]
