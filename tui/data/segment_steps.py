"""What the screens of segments ask of a segment: what it is called, its last step, how it is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from models.queries import records
from models.queries.lists import columns, windows
from models.queries.lists.rows import Question
from models.words import p_, translate
from tui.data.lists import shown
from tui.widgets.pick_list import PickItem

PAGE = "segments"
STEPS = "segment-criteria"
LINES = "segment-lines"
_MOST = 200
"""The most saved criteria, or logged segments, that are offered at once."""
SIGNS = ("+", "-", "=")
"""What stands for adding, reducing and refining in a line of text."""


@dataclass(frozen=True, slots=True)
class LastStep:
    """The criteria step that going back takes back."""

    text: str
    """What it did: `- City = Hexley`."""
    lines: int
    """How many lines it added or removed."""


def name_of(segment_id: int) -> str:
    """The number of a segment; raises `NotFoundError` when it is gone."""
    return records.view(PAGE, segment_id).text(PAGE, "no")


def last_step(segment_id: int) -> LastStep | None:
    """The step that was taken last, or none."""
    question = Question(
        STEPS,
        ("action", "filter", "no_of_lines"),
        "action_no",
        descending=True,
        context=(("segment", segment_id),),
    )
    found = windows.window(question, None, limit=1)
    if not found.rows:
        return None
    action, text, number = found.rows[0].cells
    return LastStep(f"{SIGNS[int(str(action))]} {text or p_('segment', 'all contacts')}", int(str(number)))


def saved_criteria() -> list[PickItem]:
    """The saved criteria, to choose from."""
    return _items("saved-segment-criteria", ("code", "description", "no_of_actions"), "code")


def logged_segments() -> list[PickItem]:
    """The logged segments, the newest first, to choose from."""
    fields = ("entry_no", "segment_no", "description", "creation_date", "no_of_interactions")
    return _items("logged-segments", fields, "entry_no", descending=True)


def _items(page: str, fields: tuple[str, ...], order: str, *, descending: bool = False) -> list[PickItem]:
    question = Question(page, fields, order, descending=descending)
    abouts = [columns.about(page, name) for name in fields]
    items = []
    for row in windows.window(question, None, limit=_MOST).rows:
        texts = [translate(shown(about, value)) for about, value in zip(abouts, row.cells, strict=True)]
        items.append(PickItem(str(row.id), "  ".join((f"{texts[0]:<8}", *texts[1:-1])), texts[-1]))
    return items
