"""Editing one line of text: a value, a caret and a selection, without a screen."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"\w+\W*|\W+")


class Line:
    """A line of text being edited; `caret` and `anchor` are offsets in characters."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.caret = len(text)
        self.anchor = self.caret
        """The other end of the selection; equal to `caret` when nothing is selected."""

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected."""
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]

    def set(self, text: str) -> None:
        """Replace the whole text; the caret goes to its end."""
        self.text = text
        self.move(len(text))

    def move(self, caret: int, *, select: bool = False) -> None:
        """Put the caret at an offset, keeping the other end of the selection when `select`."""
        self.caret = max(0, min(caret, len(self.text)))
        if not select:
            self.anchor = self.caret

    def select_all(self) -> None:
        """Select everything, with the caret at the end."""
        self.anchor, self.caret = 0, len(self.text)

    def insert(self, text: str) -> None:
        """Put `text` in place of what is selected."""
        start, end = self.selection
        self.text = self.text[:start] + text + self.text[end:]
        self.move(start + len(text))

    def press(self, key: str) -> bool:
        """Do what an editing key means; tell whether it means anything."""
        act = _KEYS.get(key)
        if act is None:
            return False
        act(self)
        return True

    def _word_left(self) -> int:
        starts = [match.start() for match in _WORD.finditer(self.text) if match.start() < self.caret]
        return starts[-1] if starts else 0

    def _word_right(self) -> int:
        ends = (match.end() for match in _WORD.finditer(self.text) if match.end() > self.caret)
        return next(ends, len(self.text))

    def _delete_to(self, other: int) -> None:
        if self.caret == self.anchor:
            self.anchor = max(0, min(other, len(self.text)))
        self.insert("")

    def _step(self, by: int) -> None:
        start, end = self.selection
        self.move(self.caret + by if start == end else (start if by < 0 else end))


_KEYS: dict[str, Callable[[Line], None]] = {
    "left": lambda line: line._step(-1),
    "right": lambda line: line._step(1),
    "shift+left": lambda line: line.move(line.caret - 1, select=True),
    "shift+right": lambda line: line.move(line.caret + 1, select=True),
    "ctrl+left": lambda line: line.move(line._word_left()),
    "ctrl+right": lambda line: line.move(line._word_right()),
    "ctrl+shift+left": lambda line: line.move(line._word_left(), select=True),
    "ctrl+shift+right": lambda line: line.move(line._word_right(), select=True),
    "home": lambda line: line.move(0),
    "ctrl+a": lambda line: line.move(0),
    "end": lambda line: line.move(len(line.text)),
    "ctrl+e": lambda line: line.move(len(line.text)),
    "shift+home": lambda line: line.move(0, select=True),
    "shift+end": lambda line: line.move(len(line.text), select=True),
    "backspace": lambda line: line._delete_to(line.caret - 1),
    "delete": lambda line: line._delete_to(line.caret + 1),
    "ctrl+d": lambda line: line._delete_to(line.caret + 1),
    "ctrl+w": lambda line: line._delete_to(line._word_left()),
    "ctrl+u": lambda line: line._delete_to(0),
    "ctrl+k": lambda line: line._delete_to(len(line.text)),
}
