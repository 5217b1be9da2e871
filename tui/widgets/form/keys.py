"""What the keys mean that a field leaves to its form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from tui.widgets.form.choosing import ChoosingField
from tui.widgets.form.lookup import LookupField

if TYPE_CHECKING:
    from tui.widgets.form.column import Field
    from tui.widgets.form.form import Form

Command = Callable[["Form", "Field"], Awaitable[bool]]
"""Does what a key means in a field; False leaves the key to the screen."""


async def _enter(form: Form, field: Field) -> bool:
    if await form.leave(field):
        further = form.neighbour(field, 1, quick=True)
        if further is None:
            form.post_message(form.AtEnd())
        else:
            form.enter(further)
    return True


def _move(step: int) -> Command:
    async def move(form: Form, field: Field) -> bool:
        if not await form.leave(field):
            return True
        other = form.neighbour(field, step)
        if other is not None:
            form.enter(other)
        return True

    return move


def _tab(step: int) -> Command:
    async def tab(form: Form, field: Field) -> bool:
        if not await form.leave(field):
            return True
        other = form.neighbour(field, step)
        if other is None and len(form.screen.focus_chain) > 1:
            return False
        if other is None:
            other = form.walkable[0 if step > 0 else -1]
        form.enter(other)
        return True

    return tab


async def _toggle_selection(form: Form, field: Field) -> bool:
    field.toggle_selection()
    form.show_state()
    return True


async def _copy_previous(form: Form, field: Field) -> bool:
    form.post_message(form.CopyPrevious(form, field.spec.name))
    return True


async def _explain(form: Form, field: Field) -> bool:
    form.post_message(form.Explain(form, field.spec.name))
    return True


async def _new(form: Form, field: Field) -> bool:
    if not isinstance(field, LookupField):
        return False
    form.post_message(form.LookupNew(form, field.spec.name, field.text))
    return True


async def _look_up(form: Form, field: Field) -> bool:
    if not isinstance(field, ChoosingField):
        return False
    form.look_up()
    return True


async def _undo(form: Form, field: Field) -> bool:
    before = field.text
    field.undo()
    if isinstance(field, ChoosingField):
        field.close()
    form.note_change(field, before)
    if isinstance(field, LookupField):
        field.know()
    return True


async def _copy(form: Form, field: Field) -> bool:
    if field.selected_text:
        form.app.copy_to_clipboard(field.selected_text)
    return bool(field.selected_text)


async def _cut(form: Form, field: Field) -> bool:
    if await _copy(form, field):
        form.put_in("")
    return True


async def _paste(form: Form, field: Field) -> bool:  # noqa: ARG001 - all commands are called alike
    form.put_in(form.app.clipboard)
    return True


async def _escape(form: Form, field: Field) -> bool:  # noqa: ARG001 - all commands are called alike
    if form.leave_bar is None or not form.changed:
        return False
    form.leave_bar.open()
    return True


COMMANDS: Mapping[str, Command] = {
    "enter": _enter,
    "tab": _tab(1),
    "shift+tab": _tab(-1),
    "down": _move(1),
    "up": _move(-1),
    "f1": _explain,
    "f2": _toggle_selection,
    "f3": _new,
    "f4": _look_up,
    "f6": _look_up,
    "f8": _copy_previous,
    "ctrl+z": _undo,
    "ctrl+c": _copy,
    "ctrl+x": _cut,
    "ctrl+v": _paste,
    "escape": _escape,
}
