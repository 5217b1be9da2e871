"""The Leave bar: what becomes of a changed form is asked in one row, with named ways out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from models.text import cell_safe
from models.words import p_, translate

_PASSES = re.compile(r"f\d+|ctrl\+.+")

KEEP = "keep"
"""What Esc chooses: go on editing."""


def split_escape(key: str) -> tuple[str, ...]:
    """The keys behind one that arrived: Esc typed quickly before a letter comes as Alt and that letter."""
    if key.startswith("alt+") and len(key) == len("alt+") + 1:
        return "escape", key[-1]
    return (key,)


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a form."""

    key: str
    """What is pressed: `o`; `escape` for going on."""
    label: str
    id: str
    """What the message names."""


class LeaveBar(Widget, can_focus=True):
    """One row in the place of the footer: `Leave?  o OK, finish   p Postpone   d Discard ...`."""

    DEFAULT_CSS = "LeaveBar { width: 1fr; height: 1; display: none; text-wrap: nowrap; }"

    class Chosen(Message):
        """A way out was chosen; the bar is closed already."""

        def __init__(self, bar: LeaveBar, way: str) -> None:
            super().__init__()
            self.bar = bar
            self.id = way

        @property
        def control(self) -> LeaveBar:
            """The bar."""
            return self.bar

    class Opened(Message):
        """The bar is there: hide the footer."""

    class Closed(Message):
        """The bar is gone: show the footer."""

    def __init__(self, ways: Sequence[Way], *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self.ways = tuple(ways)
        self.opened = False

    def open(self) -> None:
        """Ask."""
        self.opened = self.display = True
        self.post_message(self.Opened())

    def close(self) -> None:
        """Ask no longer."""
        if self.opened:
            self.opened = self.display = False
            self.post_message(self.Closed())

    def press(self, key: str) -> bool:
        """Take a key: one of the ways closes the bar, other letters do nothing, function keys pass."""
        name = {"colon": ":", "alt+colon": ":"}.get(key, key)
        way = next((way for way in self.ways if way.key == name), None)
        if way is None and name == "escape":
            way = Way("escape", "", KEEP)
        if way is not None:
            self.close()
            self.post_message(self.Chosen(self, way.id))
            return True
        return not _PASSES.fullmatch(key)

    def on_key(self, event: events.Key) -> None:
        """Keys come here when the bar has the focus; a form hands on its keys without that."""
        if self.press(split_escape(event.key)[-1]):
            event.stop()

    def render(self) -> Text:
        """The ways, each behind its key."""
        words = [p_("form", "Leave?") + " "]
        for way in self.ways:
            key = p_("key", "Esc") if way.key == "escape" else way.key
            words.append(f"{key} {cell_safe(translate(way.label))}")
        return Text(words[0] + " " + "   ".join(words[1:]), no_wrap=True, end="")
