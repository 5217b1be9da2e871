"""What a list shows, written to a file by a process of its own, or gathered for the clipboard."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from models import dictionary
from models.enums import Option
from models.exchange.list_out import export_list
from models.filters import exact
from models.pages import Page, page
from models.queries.lists import columns, windows
from models.queries.lists.rows import Filter, Question
from models.values import write
from models.who import who
from models.words import N_
from tui.data.child import Child, Told
from tui.data.forms import choice_for

CLIPBOARD_ROWS = 1_000
CLIPBOARD_BYTES = 64 * 1024
"""More than so much many terminals drop without a word."""


class Form(Option):
    """How a list is written."""

    CSV = 1, N_("export", "CSV")
    JSON = 2, N_("export", "JSON lines")
    VCARD = 3, N_("export", "vCard")
    CLIPBOARD = 4, N_("export", "Clipboard")

    @property
    def suffix(self) -> str:
        """The end of the names of such files; blank for none."""
        return {Form.CSV: ".csv", Form.JSON: ".jsonl", Form.VCARD: ".vcf"}.get(self, "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The records and fields of a list that are to be written."""

    question: Question
    """With the columns that are shown; without columns all fields."""
    only: frozenset[int] = frozenset()
    """Only these records, when there are any."""
    without: frozenset[int] = frozenset()


def forms_of(page_name: str) -> tuple[Form, ...]:
    """How the records of a page can be written."""
    return tuple(form for form in Form if form is not Form.VCARD or page_name == "contacts")


def usual_file(name: str, suffix: str) -> str:
    """A name of today in the current folder, or at home when nothing can be written there."""
    folder = Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path.home()
    return short(folder / f"{name}-{who().today:%Y-%m-%d}{suffix}")


def short(path: Path) -> str:
    """A path as people type it."""
    inside = path.is_relative_to(Path.home())
    return str(Path("~", path.relative_to(Path.home()))) if inside else str(path)


def clip(wanted: Wanted) -> tuple[str, int]:
    """The first rows as tab-separated text, as many as a clipboard takes, and how many they are."""
    text = io.StringIO(newline="")
    number = export_list(
        text, _fields(wanted.question), form="tsv", captions=True, only=wanted.only, without=wanted.without,
        limit=CLIPBOARD_ROWS,
    )  # fmt: skip
    whole = text.getvalue()
    if len(whole.encode()) <= CLIPBOARD_BYTES:
        return whole, number
    part = whole.encode()[:CLIPBOARD_BYTES].decode("utf-8", "ignore")
    kept = part[: part.rfind("\n") + 1]
    return kept, max(0, kept.count("\n") - 1)


def _fields(question: Question) -> Question:
    return question if question.columns else replace(question, columns=tuple(columns.abouts(question.page)))


class FileProcess:
    """One run of a verb of the shell that writes a file, or nothing when it is stopped."""

    def __init__(self, database: str, *arguments: str, typed: str = "") -> None:
        """Prepare the verb; `typed` goes to its standard input."""
        self._child = Child(database, *arguments)
        self._typed = typed
        self._stopped = False

    async def follow(self, take: Callable[[Told], None]) -> bool:
        """Run the verb; `take` hears its lines. Whether it came to its end.

        Raises `RuleError` with what the process said when the file could not be written.
        """
        refusal = await self._child.run(take=take, typed=self._typed)
        if refusal is not None and not self._stopped:
            raise refusal
        return refusal is None

    def stop(self) -> None:
        """End it; nothing stays of the file."""
        self._stopped = True
        self._child.stop()


class ExportProcess(FileProcess):
    """One run of the shell's export."""

    def __init__(self, database: str, form: Form, wanted: Wanted, file: Path) -> None:
        """Prepare to write to `file`, which is replaced. Asks the database; not for the screen's thread."""
        asked = wanted.question
        name = {Form.CSV: "csv", Form.JSON: "json", Form.VCARD: "vcard"}[form]
        arguments = ["export", asked.page, "--format", name, "--output", str(file)]
        arguments += ["--captions", "--progress", "--json", "--yes"]
        if asked.order:
            arguments.append(f"--order={'-' if asked.descending else ''}{asked.order}")
        if asked.search:
            arguments.append(f"--search={asked.search}")
        if asked.columns:
            arguments.append(f"--fields={','.join(asked.columns)}")
        for each in _in_one((*asked.filters, *context_filters(asked))):
            arguments.append(f"--filter={each.field}={each.expression}")
        typed = ""
        if wanted.only or wanted.without:
            arguments += ["--keys" if wanted.only else "--without", "-"]
            typed = "".join(f"{key}\n" for key in _keys(page(asked.page), wanted.only or wanted.without))
        super().__init__(database, *arguments, typed=typed)

    async def run(self, step: Callable[[int], None]) -> int | None:
        """Write; `step` hears how many rows are written. Returns how many, or none when it was stopped.

        Raises `RuleError` with what the process said when the file could not be written.
        """
        rows = 0

        def take(line: Told) -> None:
            nonlocal rows
            rows = int(str(line["rows"]))
            step(rows)

        return rows if await self.follow(take) else None


def context_filters(question: Question) -> tuple[Filter, ...]:
    """The records that a list was opened for, as filters on its fields."""
    found = []
    for name, record in question.context:
        field = next(f for f in dictionary.fields(page(question.page).model).values() if f.name == name)
        known = columns.about(question.page, dictionary.name_of(field))
        code = choice_for(known.refers_to, record).code
        found.append(Filter(known.name, exact(known, code)))
    return tuple(found)


def _in_one(filters: tuple[Filter, ...]) -> list[Filter]:
    """One filter a field, as the shell takes them."""
    found: dict[str, Filter] = {}
    for each in filters:
        before = found.get(each.field)
        both = f"({before.expression})&({each.expression})" if before else each.expression
        found[each.field] = Filter(each.field, both)
    return list(found.values())


def _keys(of: Page, ids: Collection[int]) -> list[str]:
    """What people call these records, in no order."""
    abouts = [columns.about(of.name, name) for name in of.key]
    keys = []
    for batch in _batches(sorted(ids)):
        rows = windows.at(Question(of.name, of.key, of.order), batch)
        keys += ["/".join(map(write, abouts, row.cells)) for row in rows]
    return keys


def _batches(ids: list[int], size: int = 500) -> list[tuple[int, ...]]:
    return [tuple(ids[start : start + size]) for start in range(0, len(ids), size)]
