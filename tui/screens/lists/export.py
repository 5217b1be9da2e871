"""Export: how, where to and which rows of a list; then writing them, followed row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from models.about import About, Kind
from models.database.stopping import stoppable
from models.queries.lists.rows import Question
from models.words import N_, np_, p_, translate
from tui.data.exporting import ExportProcess, Form, Wanted, clip, forms_of, short, usual_file
from tui.lanes import Lanes
from tui.screens.forms.file import caption
from tui.screens.forms.target import FILE, TargetForm
from tui.text import number_text
from tui.widgets.form import FieldSpec
from tui.widgets.record_table.marks import Marks

_MARKED, _ALL = 1, 2
_SHOWN, _EVERY = 1, 2


class ExportScreen(TargetForm):
    """The form of an export."""

    SAVE: ClassVar[str] = N_("action", "Export")
    PURPOSE = (
        N_(
            "help", "Writes the rows of the list, filtered and in its order. A file appears when it is whole."
        ),
        N_("help", "Esc stops, and nothing stays. The clipboard takes the first thousand rows at most."),
    )

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
        self._lanes = lanes
        self._question = question
        self._marks = marks
        self._count = count

    @property
    def heading(self) -> str:
        """What is written."""
        if self._count is None:
            return p_("title", "Export")
        number = number_text(self._count)
        return np_("title", "Export   {number} row", "Export   {number} rows", self._count).format(
            number=number
        )

    async def show(self) -> None:
        """Put the fields into the form."""
        texts = {
            "format": translate(Form.CSV.caption),
            "rows": caption(_ROWS, _MARKED if self._marks else _ALL),
            "fields": caption(_FIELDS, _SHOWN),
        }
        specs = [self._format_spec(), FILE, FieldSpec(_FIELDS, quick=True)]
        if self._marks:
            specs.append(FieldSpec(_ROWS, quick=True))
        await self.show_target(specs, texts)

    def _format_spec(self) -> FieldSpec:
        choices = tuple((int(form), form.caption) for form in forms_of(self.PAGE))
        return FieldSpec(replace(_FORMAT, choices=choices), quick=True)

    # what is typed

    @property
    def chosen(self) -> Form:
        """The format that stands in the form."""
        return Form(self.option("format", Form.CSV))

    def usual_target(self) -> str:
        """A name with the end of the format; the clipboard is no file."""
        chosen = self.chosen
        return "" if chosen is Form.CLIPBOARD else usual_file(self.PAGE, chosen.suffix)

    # doing it

    async def save(self) -> None:
        """Write the file, or send the rows to the clipboard."""
        form = self.form
        if form is None:
            return
        every = self.option("fields", _SHOWN) == _EVERY
        marks = self._marks if self.option("rows", _MARKED) == _MARKED else Marks()
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
        self.end(sent)

    def _number_of(self, wanted: Wanted) -> int | None:
        """How many rows are wanted, when that is known."""
        if wanted.only:
            return len(wanted.only)
        return None if self._count is None else self._count - len(wanted.without)

    async def _write(self, wanted: Wanted, typed: str) -> None:
        path = await self.target(typed)
        if path is None:
            return
        address = self.frame.session.address
        process = await self._lanes.read(ExportProcess, address, self.chosen, wanted, path)
        total = self._number_of(wanted)

        def step(rows: int) -> None:
            self.say(_progress(rows, total))

        step(0)
        rows = await self.written(process, process.run(step))
        if rows is None:
            return
        wrote = np_("message", "Wrote {number} row to {file}.", "Wrote {number} rows to {file}.", rows)
        self.end(wrote.format(number=number_text(rows), file=short(path)))


def _progress(rows: int, total: int | None) -> str:
    if not total:
        return p_("export", "Writing... {rows} rows   Esc stops").format(rows=number_text(rows))
    text = p_("export", "Writing... {rows} of {total} rows, {part} %   Esc stops")
    return text.format(rows=number_text(rows), total=number_text(total), part=min(100, 100 * rows // total))


_FORMAT = About(
    "format",
    N_("field", "Format"),
    N_("tip", "CSV for spreadsheets, JSON lines for programs, vCard for phones, or the clipboard."),
    Kind.OPTION,
    required=True,
    choices=Form.choices(),
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
