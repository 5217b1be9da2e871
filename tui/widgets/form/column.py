"""The fields of a form in their order, and what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from models.about import Kind
from tui.widgets.form.choices import ChoiceList
from tui.widgets.form.field import LineField
from tui.widgets.form.heading import Heading
from tui.widgets.form.kinds import BooleanField, DateField
from tui.widgets.form.lookup import LookupField
from tui.widgets.form.note import NoteField
from tui.widgets.form.offering import OfferField
from tui.widgets.form.option import OptionField
from tui.widgets.form.row import INDENT
from tui.widgets.form.spec import FieldSpec, Helpers

Field = LineField | NoteField
TYPED = "typed"
"""Who gave a text that a person typed."""
MOST_INDENT = 34
KINDS: Mapping[Kind, type[LineField]] = {
    Kind.DATE: DateField,
    Kind.BOOLEAN: BooleanField,
    Kind.OPTION: OptionField,
    Kind.REFERENCE: LookupField,
}
"""The widgets of the kinds that are more than a line of text."""


class FieldColumn(VerticalScroll):
    """A scrolling column of fields, knowing nothing about keys."""

    DEFAULT_CSS = "FieldColumn { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }"

    def __init__(self, fields: Sequence[FieldSpec], helpers: Helpers, id: str | None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.helpers = helpers
        longest = max((len(spec.caption) + 2 * spec.about.required for spec in fields), default=0)
        self.indent = max(INDENT, min(longest + 2, MOST_INDENT))
        self.fields: dict[str, Field] = {spec.name: self._field(spec) for spec in fields}
        self._headings = {
            name: Heading(field.spec.section) for name, field in self.fields.items() if field.spec.section
        }
        self.current = next((field for field in self.fields.values() if field.spec.editable), None)
        """The field with the caret."""
        self.list = ChoiceList()
        self._saved = self.texts()

    def _field(self, spec: FieldSpec) -> Field:
        if spec.about.kind is Kind.NOTE:
            return NoteField(spec, self.indent)
        if spec.offers:
            return OfferField(spec, self.helpers, self.indent)
        return KINDS.get(spec.about.kind, LineField)(spec, self.helpers, self.indent)

    def compose(self) -> ComposeResult:
        """The fields in their order, headings between them, the list of choices above all."""
        for name, field in self.fields.items():
            if name in self._headings:
                yield self._headings[name]
            yield field
        yield self.list

    def reveal(self, names: Collection[str], *, among: Collection[str]) -> None:
        """Show of the fields `among` only these, with the headings of the sections that have any left."""
        for name in among:
            self.fields[name].display = name in names
        heading = None
        for name, field in self.fields.items():
            if name in self._headings:
                heading = self._headings[name]
                heading.display = False
            if heading is not None and field.display:
                heading.display = True

    @property
    def walkable(self) -> list[Field]:
        """The fields that a person may come into, in their order."""
        return [field for field in self.fields.values() if field.spec.editable and field.display]

    def texts(self) -> dict[str, str]:
        """The raw text of every field, also half-typed."""
        return {name: field.text for name, field in self.fields.items()}

    def set_by(self) -> dict[str, str]:
        """Who gave each text: `typed`, `template`, ...; fields that nobody filled are left out."""
        return {name: field.set_by for name, field in self.fields.items() if field.set_by}

    @property
    def changed(self) -> frozenset[str]:
        """The fields whose text is another one than when it was last saved."""
        return frozenset(name for name, field in self.fields.items() if field.text != self._saved[name])

    @property
    def typed(self) -> frozenset[str]:
        """The fields that a person typed in; defaults that come later must leave them alone."""
        return frozenset(name for name, field in self.fields.items() if field.set_by == TYPED)

    def mark_saved(self) -> None:
        """What stands in the fields now is saved."""
        self._saved = self.texts()

    def neighbour(self, field: Field, step: int, *, quick: bool = False) -> Field | None:
        """The next field (or the one before it) that a person may come into."""
        order = list(self.fields.values())[:: 1 if step > 0 else -1]
        after = order[order.index(field) + 1 :]
        walkable = self.walkable
        return next((other for other in after if other in walkable and (other.spec.quick or not quick)), None)

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field, in the order of the form."""
        return {name: field.error for name, field in self.fields.items() if field.error}
