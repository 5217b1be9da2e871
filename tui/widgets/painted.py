"""Rows of text that are drawn straight into strips, without a layout."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class PaintedRows(Widget):
    """A widget that says what each of its rows is; its rows are as long as it is wide."""

    def painted(self, y: int, plain: Style) -> Strip:
        """The row `y`, in the style of the widget or one made from it; what is missing is filled up."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows inside `crop`."""
        plain, width = self.visual_style.rich_style, self.size.width
        _, background = self.background_colors
        filters, strips = self.get_line_filters(), []
        for y in crop.line_range:
            strip = self.painted(y, plain).adjust_cell_length(width, plain)
            strip = strip.crop_extend(crop.x, crop.right, plain)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips.append(strip)
        return strips
