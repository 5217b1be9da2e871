"""A contact and its history as lines of text and as rows, for the detail of a list and for the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.enums import ContactType
from models.pages import Page, page
from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Question, Row, Window
from models.queries.postponed import PostponedRow, postponed_of
from models.queries.records import View
from models.queries.timeline import TimelineRow, timeline
from models.words import N_, np_, p_, translate
from tui.data.lists import field_lines, parent_attribute, parts, title
from tui.data.timelines import timeline_lines
from tui.text import date_text
from tui.widgets.record_table import Direction

PAGE = "contacts"
_SHOWN = 5
"""Interactions in the detail of a list."""
_PERSONS_ONLY = ("contact-job-responsibilities",)
_COMPANIES_ONLY = ("contact-industry-groups", "contact-business-relations")
PEOPLE = "people"
"""Stands for a company's people among its parts."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the detail of a contact shows."""

    view: View
    history: Sequence[TimelineRow]
    drafts: Sequence[PostponedRow]


def is_company(view: View) -> bool:
    """Whether a contact is a company."""
    return view.values["type"] == ContactType.COMPANY


def summary(contact_id: int) -> Summary:
    """Everything that the detail of a contact shows; raises `NotFoundError` when it is gone."""
    view = records.view(PAGE, contact_id)
    return Summary(view, timeline(contact_id, limit=_SHOWN).rows, postponed_of(contact_id))


def strip_lines(known: Summary) -> list[str]:
    """Five lines below a list: who it is, how to reach them, and what happened last."""
    view = known.view

    def said(name: str) -> str:
        return view.text(PAGE, name)

    company = "" if is_company(view) else said("company_name")
    if company and said("company_no"):
        company = f"{company} ({said('company_no')})"
    mobile = p_("detail", "Mobile {number}").format(number=said("mobile_phone_no"))
    reached = (said("phone_no"), mobile if said("mobile_phone_no") else "", said("email"))
    last, drafts = known.history[:1], known.drafts[:1]
    return [
        title(PAGE, view),
        "   ".join(part for part in (company, said("job_title")) if part),
        "   ".join(part for part in reached if part),
        timeline_lines(last)[1] if last else p_("detail", "Nothing was recorded yet."),
        _postponed(len(known.drafts), "  ".join(draft_line(row) for row in drafts)) if drafts else "",
    ]


def pane_lines(known: Summary) -> list[str]:
    """The whole detail beside a list: history and postponed ones first, then the fields."""
    lines = [title(PAGE, known.view), ""]
    lines += [line for line in field_lines(PAGE, known.view) if _told(line)]
    lines += ["", *timeline_lines(known.history)]
    if known.drafts:
        lines += ["", _postponed(len(known.drafts)), *(draft_line(row) for row in known.drafts)]
    return lines


def _told(line: str) -> bool:
    """Whether a field is worth its line: number and name stand in the title."""
    return not line.startswith((translate(N_("field", "No.")) + " ", translate(N_("field", "Search Name"))))


def _postponed(number: int, what: str = "") -> str:
    text = np_("detail", "{number} postponed (r resumes)", "{number} postponed (r resumes)", number)
    return f"{text.format(number=number)}   {what}".rstrip()


def draft_line(row: PostponedRow) -> str:
    """A postponed interaction in one line."""
    day = date_text(row.date) if row.date else ""
    words = (day, row.template_code, row.description, row.salesperson_code)
    return "  ".join(word for word in words if word)


# what is deleted and what stays


def going_with(ids: Sequence[int]) -> str:
    """What else a deletion of contacts does, as a sentence: people that go too, entries that stay."""
    people = sum(_count(PAGE, "company", one) for one in ids)
    entries = sum(max(_count("log-entries", name, one) for name in ("contact", "company")) for one in ids)
    told = []
    if people:
        told.append(
            np_("question", "{number} person goes too.", "{number} persons go too.", people).format(
                number=people
            )
        )
    if entries:
        told.append(
            np_("question", "{number} entry stays.", "{number} entries stay.", entries).format(number=entries)
        )
    return " ".join(told)


def entries_of(contact_id: int) -> int:
    """How many log entries a contact has itself."""
    return _count("log-entries", "contact", contact_id)


def _count(page_name: str, reference: str, record_id: int) -> int:
    return windows.count(Question(page_name, (), page(page_name).order, context=((reference, record_id),)))


# rows of the small tables of the card


class FewRows:
    """A handful of rows that were read at once, as a table takes them."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows = tuple(rows)

    @property
    def sorts(self) -> bool:
        """They are in their order."""
        return False

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:  # noqa: ARG002
        """All rows whatever the limit, unless those beyond an end are wanted."""
        beyond = anchor is not None and direction in (Direction.AFTER, Direction.BEFORE)
        return Window(() if beyond else self._rows, at_start=True, at_end=True)


def draft_rows(contact_id: int) -> list[Row]:
    """The postponed interactions of a contact: date, template, description, salesperson."""
    return [
        Row(draft.id, 0, (draft.date, draft.template_code, draft.description, draft.salesperson_code))
        for draft in postponed_of(contact_id)
    ]


def part_names(company: bool) -> list[str]:
    """The pages of what belongs to a contact, a company's people first."""
    names = [one.name for one in parts(page(PAGE))]
    other = _PERSONS_ONLY if company else _COMPANIES_ONLY
    return [*([PEOPLE] if company else []), *(name for name in names if name not in other)]


def part_rows(contact_id: int, company: bool) -> list[Row]:
    """What belongs to a contact and how many of each; the id is the place among `part_names`."""
    rows = []
    for place, name in enumerate(part_names(company), 1):
        if name == PEOPLE:
            caption, number = p_("list", "Persons"), _count(PAGE, "company", contact_id)
        else:
            of = page(name)
            caption, number = part_caption(of), _count(name, parent_attribute(of), contact_id)
        rows.append(Row(place, 0, (caption, number)))
    return rows


def part_caption(of: Page) -> str:
    """What belongs to a contact, without saying again that it is a contact's."""
    return translate(of.caption).removeprefix("Contact ")
