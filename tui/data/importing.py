"""An import in a process of its own, which the screen follows line by line (design.md 6).

The process is the verb of the shell, so that a long import holds up nothing and Ctrl+C means the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import RuleError
from models.words import np_, p_
from tui import paths
from tui.data.child import Child, Told


@dataclass(slots=True)
class Seen:
    """What an import did so far, or would do."""

    rows: int = 0
    position: int = 0
    size: int = 0
    told: list[str] = field(default_factory=list)
    """Sentences about rows that were refused or read with doubt, the first of them."""
    counts: dict[str, int] = field(default_factory=dict)
    """Created, updated, unchanged, refused; once it ended."""
    unknown: tuple[str, ...] = ()
    """Columns of a CSV file that are only kept."""
    encoding: str = ""
    guessed: bool = False
    stopped: bool = False

    def take(self, line: Mapping[str, object], most: int) -> None:
        """Take one line of the process."""
        if "position" in line:
            self.position, self.size = int(str(line["position"])), int(str(line["size"]))
            self.rows = int(str(line["rows"]))
        elif "outcome" in line:
            self._row(line, most)
        elif "created" in line:
            names = ("created", "updated", "unchanged", "refused")
            self.counts = {name: int(str(line[name])) for name in names}
            columns = line["unknown_columns"]
            self.unknown = tuple(str(one) for one in columns) if isinstance(columns, list) else ()
            self.encoding, self.guessed = str(line["encoding"]), bool(line["encoding_guessed"])
            self.stopped = bool(line["stopped"])

    def _row(self, line: Mapping[str, object], most: int) -> None:
        notes = line["notes"]
        words = [str(line["reason"]), *(str(note) for note in (notes if isinstance(notes, list) else ()))]
        said = " ".join(word for word in words if word)
        if said and len(self.told) < most:
            text = p_("import", "Line {line}, {name}: {said}")
            self.told.append(text.format(line=line["line"], name=line["name"] or "-", said=said))

    @property
    def ended(self) -> bool:
        """Whether the process came to its end and told so."""
        return bool(self.counts)

    def sentence(self) -> str:
        """The counts in words."""
        counts = self.counts
        number = sum(counts.values())
        rows = np_("import", "{number} row", "{number} rows", number).format(number=number)
        text = p_(
            "import", "{rows}: {created} new, {updated} changed, {unchanged} unchanged, {refused} refused."
        )
        return text.format(rows=rows, **counts)


class ImportProcess:
    """One run of the shell's import over a file."""

    def __init__(self, database: str, file: Path, mapping: Mapping[str, str]) -> None:
        """Prepare the import of `file` into the database at this address, for the person who works."""
        arguments = ["import", "contacts", str(file), "--json", "--progress"]
        for header, name in mapping.items():
            arguments += ["--mapping", f"{header}={name}"]
        self._child = Child(database, *arguments)

    async def run(
        self,
        *,
        dry_run: bool,
        most: int = 200,
        refused: Path | None = None,
        step: Callable[[Seen], None] = lambda _: None,
    ) -> Seen:
        """Run to the end; `step` hears how far it is. Raises `RuleError` with what the process said."""
        extra = ["--dry-run"] if dry_run else []
        if refused is not None:
            extra += ["--refused", str(refused)]
        seen = Seen()

        def take(line: Told) -> None:
            seen.take(line, most)
            step(seen)

        refusal = await self._child.run(*extra, take=take)
        if not seen.ended:
            raise refusal if refusal and str(refusal) else _no_word()
        return seen

    def stop(self) -> None:
        """End after the rows in hand, as Ctrl+C in the shell does."""
        self._child.stop()


def _no_word() -> RuleError:
    return RuleError(p_("error", "The import ended without a word."))


def completions(typed: str, limit: int = 50) -> list[str]:
    """Files and folders whose path begins with `typed`, folders with a slash; hidden ones when asked."""
    path = paths.typed(typed or "./")
    folder, begin = (path, "") if typed.endswith("/") or not typed else (path.parent, path.name)
    try:
        entries = sorted(folder.iterdir(), key=lambda one: (one.is_file(), one.name.casefold()))
    except OSError:
        return []
    found = []
    for entry in entries:
        if entry.name.casefold().startswith(begin.casefold()) and (begin or not entry.name.startswith(".")):
            found.append(f"{entry}/" if entry.is_dir() else str(entry))
    return found[:limit]
