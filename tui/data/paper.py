"""Labels and cover sheets, printed by a process of its own for what a screen means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.exchange.paper.recipients import numbers_of
from models.queries import records
from models.words import np_, p_
from tui.data.child import Told
from tui.data.exporting import FileProcess, short
from tui.data.whom import Whom
from tui.text import number_text

_NAMED = 3
"""So many who were left out are named on the message line."""

LABELS, COVER_SHEETS = "labels", "cover-sheets"
"""The verbs of the shell."""


@dataclass(slots=True)
class Finished:
    """What came of it."""

    verb: str
    file: Path
    number: int = 0
    recorded: int = 0
    left_out: list[str] = field(default_factory=list)
    """The numbers of those who have no address or are blocked."""
    cut: list[str] = field(default_factory=list)
    missing: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What came of it, for the message line: the most important first."""
        if self.verb == LABELS:
            wrote = np_(
                "message", "{number} label is in {file}.", "{number} labels are in {file}.", self.number
            )
        else:
            wrote = np_(
                "message",
                "{number} cover sheet is in {file}.",
                "{number} cover sheets are in {file}.",
                self.number,
            )
        told = [wrote.format(number=number_text(self.number), file=short(self.file))]
        if self.recorded:
            recorded = np_("message", "Recorded {number}.", "Recorded {number}.", self.recorded)
            told.append(recorded.format(number=number_text(self.recorded)))
        if self.left_out:
            told.append(p_("message", "Left out: {numbers}.").format(numbers=_some(self.left_out)))
        if self.cut:
            told.append(p_("message", "Shortened: {numbers}.").format(numbers=_some(self.cut)))
        if self.missing:
            told.append(p_("message", "Letters that the font lacks: {letters}").format(letters=self.missing))
        return "  ".join((*told, *self.notes))


def _some(numbers: list[str]) -> str:
    named = ", ".join(numbers[:_NAMED])
    more = len(numbers) - _NAMED
    return p_("message", "{named} and {more} more").format(named=named, more=more) if more > 0 else named


class PaperProcess(FileProcess):
    """One run of the shell's labels or cover-sheets."""

    def __init__(
        self, database: str, verb: str, whom: Whom, options: Mapping[str, str | bool], file: Path
    ) -> None:
        """Prepare to print to `file`, which is replaced. Asks the database; not for the screen's thread."""
        typed = ""
        arguments = [verb, "--to", str(file), "--overwrite", "--progress", "--json"]
        if whom.segment:
            arguments += ["--segment", records.view("segments", whom.segment).text("segments", "no")]
        else:
            arguments += ["--keys", "-"]
            typed = "".join(f"{number}\n" for number in numbers_of(whom.contacts))
        for name, value in options.items():
            if isinstance(value, bool):
                arguments += [f"--{name}"] * value
            else:
                arguments.append(f"--{name}={value}")
        super().__init__(database, *arguments, typed=typed)
        self._finished = Finished(verb, file)

    async def run(self, step: Callable[[int], None]) -> Finished | None:
        """Print; `step` hears how many are printed. Returns what came of it, or none when it was stopped.

        Raises `RuleError` with what the process said when nothing was printed.
        """
        found = self._finished

        def take(line: Told) -> None:
            if "left_out" in line:
                found.left_out.append(str(line["left_out"]))
            elif "printed" in line:
                step(int(str(line["printed"])))
            else:
                _note_end(found, line)

        return found if await self.follow(take) else None


def _note_end(found: Finished, line: Told) -> None:
    found.number = int(str(line["number"]))
    found.recorded = int(str(line.get("recorded", 0)))
    found.missing = str(line["missing"])
    for name, into in (("cut", found.cut), ("notes", found.notes)):
        told = line.get(name, [])
        assert isinstance(told, list)
        into.extend(str(each) for each in told)
