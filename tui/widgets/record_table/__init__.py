"""A list of any length that holds and draws only a window of its rows."""

from tui.widgets.record_table.columns import Column
from tui.widgets.record_table.marks import Marks
from tui.widgets.record_table.source import Direction, ListSource, Source
from tui.widgets.record_table.table import RecordTable

__all__ = ["Column", "Direction", "ListSource", "Marks", "RecordTable", "Source"]
