"""Benchmarks: ratios to floors that are measured in the same run; no figure is a failure."""

from collections.abc import Mapping

from tests.bench.keys import contacts_list, interaction_form
from tests.bench.measuring import Benchmark
from tests.bench.processes import memory, shell, start_up
from tests.bench.saving import saving

BENCHMARKS: Mapping[str, Benchmark] = {
    "start": start_up,
    "shell": shell,
    "memory": memory,
    "list": contacts_list,
    "form": interaction_form,
    "saving": saving,
}
"""Every benchmark by its name."""
