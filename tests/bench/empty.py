"""The floor of start-up and memory: a Textual application that shows one word."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Says that it is there."""

    def compose(self) -> ComposeResult:
        """Make the word."""
        yield Static("ready")


if __name__ == "__main__":
    EmptyApp().run()
