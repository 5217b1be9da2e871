"""What stands on a terminal that is too small to work in."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from models.words import p_

LEAST = Size(60, 16)
"""The smallest terminal that every page fits."""


def too_small(size: Size) -> bool:
    """Whether nothing can be shown in `size`; an unknown size is not too small."""
    return bool(size) and (size.width < LEAST.width or size.height < LEAST.height)


class TooSmall(Widget):
    """One line over everything: the size needed and the size there is."""

    DEFAULT_CSS = """
    TooSmall { layer: over; dock: top; width: 100%; height: 100%; display: none; background: $background; }
    """

    def render(self) -> Content:
        size = self.app.size
        text = p_("message", "Needs {need}, has {has}.  q quits.")
        return Content(text.format(need=f"{LEAST.width}x{LEAST.height}", has=f"{size.width}x{size.height}"))
