"""Benchmarks: ratios to floors that are measured in the same run; no time is a failure."""

from collections.abc import Mapping

from tests.bench.export import exporting
from tests.bench.held import held
from tests.bench.importing import importing
from tests.bench.letters import letters
from tests.bench.line import line
from tests.bench.lists import lists
from tests.bench.making import making
from tests.bench.measuring import Benchmark
from tests.bench.processes import memory, recording, shell, start_up
from tests.bench.saving import saving
from tests.bench.segments import segments

BENCHMARKS: Mapping[str, Benchmark] = {
    "start": start_up,
    "shell": shell,
    "recording": recording,
    "memory": memory,
    "lists": lists,
    "held": held,
    "line": line,
    "making": making,
    "importing": importing,
    "exporting": exporting,
    "saving": saving,
    "segments": segments,
    "letters": letters,
}
"""Every benchmark by its name."""
