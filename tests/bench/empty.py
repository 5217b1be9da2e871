"""The floor of start-up, memory and frames: a Textual application that shows one line."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Static


class EmptyApp(App[None]):
    """Says that it is there, and counts the keys."""

    BINDINGS: ClassVar = [Binding("down", "count", show=False)]

    keys = 0

    def compose(self) -> ComposeResult:
        """Make the line."""
        yield Static("ready")

    def action_count(self) -> None:
        """Show one key more."""
        self.keys += 1
        self.query_one(Static).update(f"ready {self.keys}")


if __name__ == "__main__":
    EmptyApp().run()
