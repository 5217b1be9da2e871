"""What is said about a log entry or a postponed interaction beside its list (ux.md 13.4, 13.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from models.dates.typed import say_date
from models.enums import Status
from models.queries import log as log_queries
from models.queries import postponed as postponed_queries
from models.queries import records
from models.queries.lists import columns
from models.queries.lists.rows import Row, Window
from models.queries.log import Totals
from models.queries.records import View
from models.rules.interactions.form_state import REQUIRED
from models.words import np_, p_, translate
from tui.data.lists import shown
from tui.data.source import QuestionSource
from tui.lanes import Lanes
from tui.text import number_text
from tui.widgets.record_table import Direction

PAGE = "log-entries"
OWNERS = {
    "contact": "contacts",
    "company": "contacts",
    "salesperson": "salespeople",
    "template": "interaction-templates",
    "interaction_group": "interaction-groups",
    "campaign": "campaigns",
}
"""The page of the record that a log is opened for, by the name of the reference."""


async def log_detail(lanes: Lanes, entry_id: int) -> Sequence[str]:
    """An entry in a few lines, those that fit a strip first."""
    view = await lanes.read(records.view, PAGE, entry_id)
    titles = await lanes.read(log_queries.titles, (entry_id,))
    notes = await lanes.read(log_queries.comments, entry_id)
    lines = _lines(view)
    title = f"{entry_id}  {titles.get(entry_id, '')}"
    return (title, *lines[:3], *_note_lines([note.text for note in notes]), *lines[3:])


async def postponed_detail(lanes: Lanes, entry_id: int) -> Sequence[str]:
    """A draft in a few lines, with what is left to do."""
    view = await lanes.read(records.view, PAGE, entry_id)
    notes = await lanes.read(log_queries.comments, entry_id)
    several = (await lanes.read(postponed_queries.several_contacts, (entry_id,))).get(entry_id, ())
    number = len(several)
    people = np_("detail", "{number} contact", "{number} contacts", number).format(number=number)
    lines = _lines(view, people=people if number > 1 else "")
    left = _left(view, bool(several))
    return (
        p_("detail", "Draft {entry}").format(entry=entry_id),
        *lines[:3],
        p_("detail", "Left: {what}").format(what=", ".join(left) or p_("detail", "nothing, F9 finishes it")),
        *lines[3:],
        *_note_lines([note.text for note in notes]),
        p_("detail", "Nothing has been logged yet."),
    )


def totals_lines(found: Totals) -> list[str]:
    """What the list comes to."""
    return [
        "",
        p_("detail", "-- Totals for this filter"),
        p_("detail", "Entries {count}   canceled {canceled}").format(
            count=number_text(found.count), canceled=number_text(found.canceled)
        ),
        p_("detail", "Minutes {minutes}   cost {cost}").format(
            minutes=number_text(found.duration), cost=f"{found.cost:,.2f}"
        ),
    ]


def totals_line(found: Totals) -> str:
    """The same in a few words."""
    told = p_("detail", "{minutes} min  {cost}  {canceled} canceled")
    return told.format(
        minutes=number_text(found.duration), cost=f"{found.cost:,.2f}", canceled=number_text(found.canceled)
    )


class SeveralSource(QuestionSource):
    """Postponed interactions, in which a draft for several contacts says for how many."""

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        """At most `limit` rows on the side of `anchor`."""
        found = await super().window(anchor, direction, limit)
        ids = tuple(row.id for row in found.rows)
        several = await self._lanes.read(postponed_queries.several_contacts, ids) if ids else {}
        place = self.question.columns.index("contact_no.name")
        return replace(found, rows=[_named(row, len(several.get(row.id, ())), place) for row in found.rows])


def _named(row: Row, number: int, place: int) -> Row:
    if number < 2:
        return row
    text = np_("detail", "{number} contact", "{number} contacts", number).format(number=number)
    return replace(row, cells=(*row.cells[:place], text, *row.cells[place + 1 :]))


def _left(view: View, several: bool) -> list[str]:
    """The fields without which a draft cannot be finished."""
    missing = (name for name in REQUIRED if not view.values[name] and not (several and name == "contact_no"))
    return [translate(columns.about(PAGE, name).caption) for name in missing]


def _lines(view: View, people: str = "") -> list[str]:
    def words(name: str) -> str:
        return shown(columns.about(PAGE, name), view.values[name])

    date, time = view.values["date"], words("time_of_interaction")
    day = say_date(date) if isinstance(date, dt.date) else ""
    flow = ", ".join(text for text in (words("information_flow"), words("initiated_by")) if text).lower()
    minutes = p_("detail", "{minutes} min").format(minutes=words("duration") or "0")
    contact = people or f"{words('contact_no')} {view.meanings.get('contact_no', '')}"
    company = view.meanings.get("contact_company_no", "")
    state = view.values["status"]
    status = "" if state in (Status.LOGGED, Status.POSTPONED) else words("status")
    who_to = ", ".join(dict.fromkeys(text for text in (contact.strip(), company) if text))
    first = (words("interaction_template_code"), flow, f"{day} {time}".strip())
    effort = (minutes, words("cost"), words("salesperson_code"), words("evaluation"), status)
    campaign = f"{words('campaign_no')} {view.meanings.get('campaign_no', '')}".strip()
    document = f"{words('document_type')} {words('document_no')}".strip()
    rest = (
        ("document", document),
        ("campaign", campaign),
        ("by", words("user_id")),
        ("language", words("language_code")),
        ("type", words("correspondence_type")),
    )
    return [
        "  ".join(part for part in first if part),
        who_to,
        "   ".join((words("description"), *(part for part in effort if part))).strip(),
        "   ".join(f"{label} {text}" for label, text in rest if text),
    ]


def _note_lines(notes: Sequence[str]) -> list[str]:
    return [f"# {line}" for note in notes for line in note.splitlines()]
