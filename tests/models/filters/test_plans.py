"""Filters that an index can serve are served by it, on both engines."""

from __future__ import annotations

import pytest

from models.database import unit
from models.pages import page
from models.queries.lists.rows import Filter, Question
from tests.builders import contact, salesperson
from tests.models.test_plans import plans, sorts

pytestmark = pytest.mark.usefixtures("opened")


@pytest.mark.parametrize(
    ("page_name", "field", "expression", "index"),
    [
        ("log-entries", "salesperson_code", "JO", "log_entry_salesperson"),
        ("log-entries", "salesperson_code", "J*", "log_entry_salesperson"),
        ("log-entries", "contact_no", "C1", "log_entry_contact"),
        ("log-entries", "contact_no.no", "C1", "log_entry_contact"),
        ("log-entries", "date", "t-1M..t", "log_entry_occurred"),
        ("log-entries", "status", "error", "log_entry_delivery"),
        ("log-entries", "delivery_status", "Error", "log_entry_delivery"),
        ("log-entries", "email_logged", "yes", "log_entry_email"),
        ("contacts", "salesperson_code", "JO", "contact_salesperson"),
        ("contacts", "privacy_blocked", "yes", "contact_privacy_blocked"),
    ],
)
def test_a_filter_is_read_along_its_index_and_not_sorted(
    monkeypatch: pytest.MonkeyPatch, page_name: str, field: str, expression: str, index: str
) -> None:
    unit(salesperson)("JO")
    unit(salesperson)("RL")
    unit(contact)("C1", "Nell Ashby")
    of = page(page_name)
    asked = Question(of.name, of.columns, of.order, of.descending, (Filter(field, expression),))
    steps = plans(monkeypatch, asked)
    assert [step for step in steps if index in step], steps
    assert not sorts(steps), steps
