"""What the card of a segment shows around its lines (ux.md 13.5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from models.about import Value
from models.enums import LineContent, LineProblem
from models.errors import NotFoundError
from models.filters import exact
from models.queries import records
from models.queries.lists import columns, windows
from models.queries.lists.rows import Filter, Question, Row, Window
from models.rules.segments.adding import Added, Named
from models.rules.segments.personal import header_texts, personalised
from models.rules.segments.readiness import Readiness
from models.words import N_, np_, p_, translate
from tui.data.forms import field_text
from tui.data.lists import column, shown
from tui.data.segment_content import content_line
from tui.data.segment_steps import LINES, PAGE, SIGNS, STEPS
from tui.data.source import QuestionSource
from tui.lanes import Lanes
from tui.text import number_text
from tui.widgets.record_table import Column, Direction

_STEPS = 12
"""So many criteria steps are shown, the newest."""
_LOOKS = {
    "line_no": (N_("column", "Line"), 7, 1),
    "contact_no": (N_("column", "Contact"), 8, 1),
    "contact_no.name": (N_("column", "Name"), 20, 1),
    "contact_no.company_name": (N_("column", "Company"), 14, 3),
    "interaction_template_code": (N_("column", "Templ."), 8, 2),
    "correspondence_type": (N_("column", "Corr."), 9, 4),
    "line_status": (N_("column", "Status"), 14, 1),
}
"""Captions, widths and which gives way first."""
_LEAST = {"contact_no.name": 14, "correspondence_type": 9, "line_status": 14, "contact_no.company_name": 10}
"""The fewest cells of columns that are not to be halved."""


def line_columns() -> tuple[Column, ...]:
    """The columns of the lines of a segment."""
    found = []
    for name, (caption, width, place) in _LOOKS.items():
        usual = column(LINES, name, place, grows=name in ("contact_no.name", "contact_no.company_name"))
        one = replace(usual, caption=caption, width=width, minimum=_LEAST.get(name, 0))
        found.append(replace(one, show=str) if name == "line_no" else one)
    return tuple(found)


def problems_only() -> Filter:
    """The filter that leaves the lines that cannot be logged."""
    return Filter("line_status", f"<>{translate(LineProblem.READY.caption)}")


def entries_filter(no: str) -> Filter:
    """What narrows the log to the entries that carry the number of a segment."""
    return Filter("segment_no", exact(columns.about("log-entries", "segment_no"), no))


class LinesSource(QuestionSource):
    """The lines of a segment; tells with each window which of them are personal."""

    def __init__(
        self, lanes: Lanes, question: Question, told: Callable[[Sequence[int], Collection[int]], None]
    ) -> None:
        super().__init__(lanes, question)
        self._told = told

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        """At most `limit` rows on the side of `anchor`."""
        found = await super().window(anchor, direction, limit)
        ids = [row.id for row in found.rows]
        if ids:
            self._told(ids, await self._lanes.read(personalised, ids))
        return found


@dataclass(frozen=True, slots=True)
class Header:
    """A segment as its card shows it."""

    no: str
    rows: tuple[tuple[str, str], ...]
    """Left and right half of each row."""
    content: str = ""
    """What it sends, in one row; blank when it sends nothing."""


_NAMES = {
    "interaction_template_code": "interaction_template_code.description",
    "campaign_no": "campaign_no.description",
}
"""References of the header whose meaning stands beside them."""
_SHOWN = (
    "no", "description", "salesperson_code", "date", "campaign_no", "language_code", "subject",
    "interaction_template_code", "correspondence_type", "ignore_contact_corres_type", "unit_cost",
    "unit_duration", "information_flow", "initiated_by", "campaign_target", "campaign_response",
)  # fmt: skip


def read_header(segment_id: int) -> Header:
    """The header of a segment; raises `NotFoundError` when it was logged or deleted meanwhile.

    Nothing is added up over its lines, so it does not matter how many they are.
    """
    names = (*_SHOWN, *_NAMES.values())
    rows = windows.at(Question(PAGE, names, "no"), (segment_id,))
    if not rows:
        raise NotFoundError(p_("error", "The segment was logged or deleted meanwhile."))
    known = dict(zip(names, rows[0].cells, strict=True))
    return Header(str(known["no"]), _rows(known), content_line(segment_id))


def _rows(known: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    def word(name: str) -> str:
        return shown(columns.about(PAGE, name), known[name])

    def named(name: str) -> str:
        return f"{word(name)} {known[_NAMES[name]] or ''}".strip() or p_("segment", "none")

    own = p_("segment", "[x] ignore own") if known["ignore_contact_corres_type"] else ""
    flags = (
        p_("segment", "target") if known["campaign_target"] else "",
        p_("segment", "response") if known["campaign_response"] else "",
    )
    flow = " / ".join(text for text in (word("information_flow"), word("initiated_by")) if text)
    who = f"{word('salesperson_code') or p_('segment', 'none'):<8}"
    minutes = p_("segment", "{minutes} min").format(minutes=word("unit_duration") or 0)
    left = (
        _pair(p_("segment", "Description"), word("description")),
        _pair(p_("segment", "Salesperson"), f"{who} {word('date')}"),
        _pair(p_("segment", "Campaign"), named("campaign_no")),
        _pair(p_("segment", "Language"), f"{word('language_code')}  {word('subject')}".strip()),
    )
    right = (
        _pair(p_("segment", "Template"), named("interaction_template_code")),
        _pair(p_("segment", "Corr. type"), f"{word('correspondence_type')}  {own}".strip()),
        _pair(p_("segment", "Unit cost"), f"{word('unit_cost') or '0.00'}   {minutes}"),
        _pair(p_("segment", "Flow / by"), "   ".join(text for text in (flow, *flags) if text)),
    )
    return tuple(zip(left, right, strict=True))


def _pair(label: str, text: str) -> str:
    return f"{label:<12} {text}".rstrip()


def step_lines(segment_id: int) -> tuple[str, ...]:
    """The newest criteria steps, the last one first: `+ Salesperson Code = AH   18`."""
    question = Question(
        STEPS,
        ("action", "filter", "no_of_lines"),
        "action_no",
        descending=True,
        context=(("segment", segment_id),),
    )
    return tuple(_step(row) for row in windows.window(question, None, limit=_STEPS).rows)


def _step(row: Row) -> str:
    action, text, number = row.cells
    what = text or p_("segment", "all contacts")
    return f"{SIGNS[int(str(action))]} {what}   {number_text(int(str(number or 0)))}"


def line_lines(line_id: int) -> tuple[str, ...]:
    """A line of a segment: its contact, and its fields; `~` before those that differ from the header."""
    view, usual = records.view(LINES, line_id), header_texts(line_id)
    title = p_("segment", "-- Line {number}").format(number=view.values["line_no"])
    lines = [title, f"{view.values['contact_no']}  {view.meanings.get('contact_no', '')}"]
    for name, header in usual.items():
        about = columns.about(LINES, name)
        own, differs = (
            shown(about, view.values[name]),
            differs_from(field_text(about, view.values[name]), header),
        )
        if own or differs:
            whence = p_("segment", "(header: {text})").format(text=header or p_("segment", "blank"))
            label = translate(about.caption)[:17]
            lines.append(f"{'~' if differs else ' '} {label:<17} {own} {whence if differs else ''}".rstrip())
    whose = str(shown(columns.about(LINES, "attachment"), view.values["attachment"]))
    if whose:
        sign = "~" if int(str(view.values["attachment"])) == LineContent.UNIQUE else " "
        lines.append(f"{sign} {p_('segment', 'Content'):<17} {whose}")
    return tuple(lines)


def differs_from(text: str, header: str) -> bool:
    """Whether a field of a line, as a form shows it, says something else than the header."""
    return text != header


def ready_lines(found: Readiness) -> tuple[str, ...]:
    """What logging would do now."""
    ready = np_("segment", "{number} line ready", "{number} lines ready", found.ready)
    effort = p_("segment", "cost {cost}   minutes {minutes}")
    return (
        p_("segment", "-- Before logging"),
        ready.format(number=number_text(found.ready)),
        *(f"{number_text(number):>4} {translate(problem.caption)}" for problem, number, _ in found.problems),
        effort.format(cost=f"{found.cost:,.2f}", minutes=number_text(found.duration)),
    )


def problem_line(found: Readiness) -> str:
    """The problems in one row; blank when there is none."""
    number = sum(count for _, count, _ in found.problems)
    if not number:
        return ""
    what = ", ".join(
        f"{number_text(count)} {translate(problem.caption)}" for problem, count, _ in found.problems
    )
    told = np_(
        "segment",
        "{number} problem: {what}.  ! goes there.",
        "{number} problems: {what}.  ! goes there.",
        number,
    )
    return told.format(number=number_text(number), what=what)


def added_text(found: Added, named: Named | None = None) -> str:
    """What adding contacts did, in a sentence or two."""
    number, without = found.number, found.without
    told = np_("segment", "Added {number} contact.", "Added {number} contacts.", number)
    counted = (
        (without.there, p_("segment", "{number} there already")),
        (without.excluded, p_("segment", "{number} excluded")),
        (without.blocked, p_("segment", "{number} blocked")),
    )
    left = ", ".join(text.format(number=number_text(many)) for many, text in counted if many)
    parts = [
        told.format(number=number_text(number)),
        *([p_("segment", "Not: {what}.").format(what=left)] if left else ()),
    ]
    if named is not None and named.unknown:
        parts.append(p_("segment", "Unknown: {numbers}.").format(numbers=", ".join(named.unknown)))
    return "  ".join((*parts, *((p_("message", "u undoes this."),) if number else ())))


def lines_of(segment_id: int) -> int:
    """How many lines stand in a segment."""
    return windows.count(Question(LINES, (), "line_no", context=(("segment", segment_id),)))
