"""The views that every database has: the questions that people ask of each list on most days.

Their filters are expressions as they are typed (domain.md 6), so that they mean whoever looks, today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.queries.lists.rows import Arrangement, ColumnShown, Filter
from models.words import N_


@dataclass(frozen=True, slots=True)
class StandardView:
    """One view of a page."""

    key: str
    name: str
    """Marked with `N_`."""
    arrangement: Arrangement


_DOCUMENT_COLUMNS = (
    ColumnShown("entry_no"),
    ColumnShown("time_of_interaction"),
    ColumnShown("document_type", 18),
    ColumnShown("document_no", 12),
    ColumnShown("contact_no.name"),
    ColumnShown("description"),
)

STANDARD_VIEWS: Mapping[str, tuple[StandardView, ...]] = {
    "contacts": (
        StandardView(
            "my-contacts",
            N_("view", "My contacts"),
            Arrangement("name", filters=(Filter("salesperson_code", "%me"),)),
        ),
        StandardView(
            "no-contact-90-days",
            N_("view", "No contact for 90 days"),
            Arrangement(
                "date_of_last_interaction", filters=(Filter("date_of_last_interaction", "''|..t-90D"),)
            ),
        ),
    ),
    "log-entries": (
        StandardView("today", N_("view", "Today"), Arrangement("date", True, (Filter("date", "t"),))),
        StandardView(
            "documents-today",
            N_("view", "Documents today"),
            Arrangement(
                "date", True, (Filter("date", "t"), Filter("document_type", "<>''")), _DOCUMENT_COLUMNS
            ),
        ),
        StandardView(
            "this-month", N_("view", "This month"), Arrangement("date", True, (Filter("date", "month"),))
        ),
        StandardView(
            "my-interactions",
            N_("view", "My interactions"),
            Arrangement("date", True, (Filter("salesperson_code", "%me"),)),
        ),
        StandardView(
            "canceled", N_("view", "Canceled"), Arrangement("date", True, (Filter("canceled", "yes"),))
        ),
    ),
    "postponed-interactions": (
        StandardView(
            "my-postponed",
            N_("view", "My postponed"),
            Arrangement("date", filters=(Filter("mine", "yes"),)),
        ),
        StandardView("everybodys", N_("view", "Everybody's"), Arrangement("date")),
    ),
}
"""By page; contacts never talked to have a blank date, and count as long without contact."""
