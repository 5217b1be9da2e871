"""What the messages of a form carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from models.queries.lists.rows import Choice

if TYPE_CHECKING:
    from tui.widgets.form.form import Form


class AboutField(Message):
    """A message about one field."""

    def __init__(self, form: Form, field: str) -> None:
        super().__init__()
        self.form = form
        self.field = field
        """The name of the field."""

    @property
    def control(self) -> Form:
        """The form, for `@on(..., "#id")`."""
        return self.form


class AboutText(AboutField):
    """A message about one field and the text in it."""

    def __init__(self, form: Form, field: str, text: str) -> None:
        super().__init__(form, field)
        self.text = text


class ChoiceTaken(AboutField):
    """A message about the record that a field names now."""

    def __init__(self, form: Form, field: str, choice: Choice) -> None:
        super().__init__(form, field)
        self.choice = choice
