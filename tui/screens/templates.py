"""Interaction templates: the generic list with what a template is used for (ux.md 13.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Filter, Question, Row
from models.words import N_, np_, p_
from tui.data.lists import column, field_lines, title
from tui.lanes import Lanes
from tui.screens.records.list import RecordList
from tui.screens.registry import Context
from tui.widgets.record_table import Column

_PAGE = "interaction-templates"
_LANGUAGES = "interaction-template-languages"
_MOST = 20


class TemplateList(RecordList):
    """All templates, with languages and use."""

    PURPOSE = (
        N_("purpose", "What an interaction of each kind starts with: description, minutes, cost, direction."),
        N_("purpose", "Anything typed before the template is chosen stays."),
    )

    def __init__(self, lanes: Lanes, *, context: Context = (), filters: tuple[Filter, ...] = ()) -> None:
        """Make the list."""
        detail = partial(template_detail, lanes)
        super().__init__(
            _PAGE, lanes, context=context, filters=filters, detail=detail, shown_columns=_columns()
        )


def _columns() -> tuple[Column, ...]:
    """The columns of the page with captions that fit 80 columns."""
    short = {
        "interaction_group_code": (N_("column", "Group"), 10, 1),
        "description": (N_("column", "Description"), 17, 1),
        "correspondence_type": (N_("column", "Corr."), 9, 3),
        "unit_cost": (N_("column", "Cost"), 8, 2),
        "unit_duration": (N_("column", "Min."), 5, 2),
        "information_flow": (N_("column", "Flow"), 8, 4),
        "initiated_by": (N_("column", "By"), 4, 5),
    }
    found = [column(_PAGE, "code")]
    for name, (caption, width, priority) in short.items():
        usual = column(_PAGE, name, priority, grows=name == "description")
        found.append(replace(usual, caption=caption, width=width, minimum=width))
    return tuple(found)


async def template_detail(lanes: Lanes, record_id: int) -> Sequence[str]:
    """The title of a template, how often it is used, its languages and what an interaction takes."""
    view = await lanes.read(records.view, _PAGE, record_id)
    languages = await lanes.read(
        windows.window,
        Question(
            _LANGUAGES,
            ("language_code", "description"),
            "interaction_template_code",
            context=(("template", record_id),),
        ),
        None,
        limit=_MOST,
    )
    return (title(_PAGE, view), _used(view.values), _spoken(languages.rows), *field_lines(_PAGE, view))


def _used(values: object) -> str:
    assert isinstance(values, dict)
    number = int(str(values.get("no_of_interactions") or 0))
    if not number:
        return p_("templates", "Not used yet; can be deleted.")
    return np_(
        "templates",
        "Used by {number} log entry; cannot be deleted, can be blocked.",
        "Used by {number} log entries; cannot be deleted, can be blocked.",
        number,
    ).format(number=number)


def _spoken(rows: Sequence[Row]) -> str:
    if not rows:
        return p_("templates", "Languages: none.")
    shown = ", ".join(f"{row.cells[0]}" for row in rows)
    return p_("templates", "Languages: {languages}.").format(languages=shown)
