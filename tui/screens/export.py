"""Export: how, where to and which rows of a list; then writing them, followed row by row."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.events import Key

from models.about import About, Kind
from models.database.stopping import stoppable
from models.errors import RuleError
from models.queries.rows import Question
from models.words import N_, np_, p_, translate
from tui.data.exporting import ExportProcess, Form, Wanted, clip, forms_of, short, usual_file
from tui.keymap import pressed
from tui.lanes import Lanes
from tui.screens.form_card import FORM_COMMANDS, FormCard
from tui.text import number_text
from tui.widgets.form import FieldSpec, Helpers
from tui.widgets.form import Form as Fields
from tui.widgets.record_table.marks import Marks

_MARKED, _ALL = 1, 2
_SHOWN, _EVERY = 1, 2


class ExportScreen(FormCard):
    """The form of an export."""

    FORM = True
    SAVE: ClassVar[str] = N_("action", "Export")
    PURPOSE = (
        N_(
            "help", "Writes the rows of the list, filtered and in its order. A file appears when it is whole."
        ),
        N_("help", "Esc stops, and nothing stays. The clipboard takes the first thousand rows at most."),
    )
    OFFERS: ClassVar[frozenset[str]] = FORM_COMMANDS

    def __init__(self, lanes: Lanes, question: Question, marks: Marks, count: int | None) -> None:
        """Make the form.

        Args:
            lanes: The ways to the database.
            question: What the list asks for, with the columns that it shows.
            marks: What is marked in it.
            count: How many rows it has, when that is known.
        """
        super().__init__()
        self.PAGE = question.page  # type: ignore[misc]
        self.editing = True
        self.told = ""
        """What was done, for the list's message line."""
        self._lanes = lanes
        self._question = question
        self._marks = marks
        self._count = count
        self._process: ExportProcess | None = None
        self._offered = ""

    @property
    def heading(self) -> str:
        """What is written."""
        if self._count is None:
            return p_("title", "Export")
        number = number_text(self._count)
        return np_("title", "Export   {number} row", "Export   {number} rows", self._count).format(
            number=number
        )

    @property
    def unsaved(self) -> str:
        """Nothing is lost with this form."""
        return ""

    async def save_now(self) -> None:
        """Nothing is lost with this form."""

    def show_state(self) -> None:
        """Say what is written; nothing of the form is saved."""
        self.say_context(self.heading)

    def on_mount(self) -> None:
        """Show the form."""
        self.do(self._show())

    async def _show(self) -> None:
        self._offered = usual_file(self.PAGE, Form.CSV)
        texts = {
            "format": translate(Form.CSV.caption),
            "file": self._offered,
            "rows": _caption(_ROWS, _MARKED if self._marks else _ALL),
            "fields": _caption(_FIELDS, _SHOWN),
        }
        specs = [self._format_spec(), FieldSpec(_FILE, quick=True, width=58), FieldSpec(_FIELDS, quick=True)]
        if self._marks:
            specs.append(FieldSpec(_ROWS, quick=True))
        form = await self.show_form(specs, Helpers(), texts, {})
        form.leave_bar = None  # nothing is lost: Esc leaves at once

    def _format_spec(self) -> FieldSpec:
        choices = tuple((int(form), form.caption) for form in forms_of(self.PAGE))
        return FieldSpec(replace(_FORMAT, choices=choices), quick=True)

    # what is typed

    @property
    def chosen(self) -> Form:
        """The format that stands in the form."""
        return Form(self._option("format", Form.CSV))

    def _option(self, name: str, usual: int) -> int:
        """The choice that stands in a field."""
        form = self.form
        if form is None or name not in form.fields:
            return usual
        choices = form.fields[name].spec.about.choices
        text = form.texts()[name]
        return next((number for number, caption in choices if translate(caption) == text), usual)

    @on(Fields.Left)
    def _follow_format(self, event: Fields.Left) -> None:
        """Give the file that was offered the end of the other format."""
        form = self.form
        if event.field != "format" or form is None or form.texts()["file"] != self._offered:
            return
        chosen = self.chosen
        self._offered = "" if chosen is Form.CLIPBOARD else usual_file(self.PAGE, chosen)
        form.set("file", self._offered, by="default")

    # doing it

    async def save(self) -> None:
        """Write the file, or send the rows to the clipboard."""
        form = self.form
        if form is None:
            return
        every = self._option("fields", _SHOWN) == _EVERY
        marks = self._marks if self._option("rows", _MARKED) == _MARKED else Marks()
        wanted = Wanted(
            replace(self._question, columns=() if every else self._question.columns),
            only=frozenset() if marks.all else marks.ids,
            without=marks.ids if marks.all else frozenset(),
        )
        if self.chosen is Form.CLIPBOARD:
            await self._clip(wanted)
        else:
            await self._write(wanted, form.texts()["file"].strip())

    async def _clip(self, wanted: Wanted) -> None:
        text, number = await self._lanes.long(stoppable(clip), wanted)
        self.app.copy_to_clipboard(text)
        count = self._number_of(wanted)
        if count is None or number >= count:
            sent = np_(
                "message",
                "Sent {number} row to the terminal's clipboard.",
                "Sent {number} rows to the terminal's clipboard.",
                number,
            ).format(number=number_text(number))
        else:
            sent = p_("message", "Sent the first {number} of {all} rows to the terminal's clipboard.").format(
                number=number_text(number), all=number_text(count)
            )
        self._end(sent)

    def _number_of(self, wanted: Wanted) -> int | None:
        """How many rows are wanted, when that is known."""
        if wanted.only:
            return len(wanted.only)
        return None if self._count is None else self._count - len(wanted.without)

    async def _write(self, wanted: Wanted, typed: str) -> None:
        path = Path(typed).expanduser()
        if not typed or path.is_dir():
            raise RuleError(p_("error", "File needs the name of a file."), field="file")
        question = p_("question", "{file} exists. Replace it?").format(file=short(path))
        if path.exists() and not await self.confirm(question, p_("answer", "replace")):
            return
        address = self.frame.session.address
        self._process = process = await self._lanes.read(ExportProcess, address, self.chosen, wanted, path)
        total = self._number_of(wanted)

        def step(rows: int) -> None:
            self.say(_progress(rows, total))

        step(0)
        running = asyncio.ensure_future(process.run(step))
        try:
            with self.keys_wanted():
                rows = await running
        finally:
            self._process = None
        if rows is None:
            self.say(p_("message", "Stopped; nothing was written."))
            return
        wrote = np_("message", "Wrote {number} row to {file}.", "Wrote {number} rows to {file}.", rows)
        self._end(wrote.format(number=number_text(rows), file=short(path)))

    def _end(self, told: str) -> None:
        self.told = told
        self.dismiss(None)

    def take_key(self, event: Key) -> bool:
        """While it writes Esc stops it, and other keys do nothing."""
        if self._process is None or self.asking:
            return super().take_key(event)
        if pressed(event) in ("escape", "ctrl+c"):
            self._process.stop()
            self.say(p_("export", "Stopping..."))
        return True


def _progress(rows: int, total: int | None) -> str:
    if not total:
        return p_("export", "Writing... {rows} rows   Esc stops").format(rows=number_text(rows))
    text = p_("export", "Writing... {rows} of {total} rows, {part} %   Esc stops")
    return text.format(rows=number_text(rows), total=number_text(total), part=min(100, 100 * rows // total))


def _caption(about: About, choice: int) -> str:
    return translate(dict(about.choices)[choice])


_FORMAT = About(
    "format",
    N_("field", "Format"),
    N_("tip", "CSV for spreadsheets, JSON lines for programs, vCard for phones, or the clipboard."),
    Kind.OPTION,
    required=True,
    choices=Form.choices(),
)
_FILE = About(
    "file",
    N_("field", "File"),
    N_("tip", "The file to write; a file that exists is replaced only after a question."),
    Kind.TEXT,
)
_FIELDS = About(
    "fields",
    N_("field", "Fields"),
    N_("tip", "The columns that the list shows, or all fields of its records."),
    Kind.OPTION,
    required=True,
    choices=((_SHOWN, N_("export", "Shown columns")), (_EVERY, N_("export", "All fields"))),
)
_ROWS = About(
    "rows",
    N_("field", "Rows"),
    N_("tip", "Only the marked rows, or all that the list shows."),
    Kind.OPTION,
    required=True,
    choices=((_MARKED, N_("export", "Marked rows")), (_ALL, N_("export", "All rows"))),
)
