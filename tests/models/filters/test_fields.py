"""Every field of every page can be filtered: computed ones, and those of the records referred to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.about import About, Kind, Value
from models.base import tuples
from models.campaign import CampaignEntry
from models.contact import (
    Contact,
    ContactComment,
    ContactIndustryGroup,
    ContactMailingGroup,
    ContactStatistics,
)
from models.database import unit
from models.demo.loading import load_demo
from models.enums import DeliveryStatus
from models.errors import NotFoundError, RuleError, TouchbaseError
from models.filters import exact
from models.filters.syntax import parse
from models.interaction import InteractionLogEntry as Entry
from models.pages import PAGES, page
from models.queries.lists import columns
from models.queries.lists.computed import computed, order_expression
from models.queries.lists.filters import checked, condition, meaning, named, typed_as
from models.queries.lists.rows import Filter
from tests.models.filters.lists import fields, found, shown
from tests.models.filters.oracle import TEXTS, key, passes

pytestmark = pytest.mark.usefixtures("opened")


@pytest.fixture
def demo(opened: str) -> None:  # noqa: ARG001 - it fills that database
    """The demo records and a few that it lacks: groups of contacts, comments, campaign entries."""
    load_demo()
    unit(_more)()


def _more() -> None:
    contacts = [row.id for row in Contact.select(Contact.id).order_by(Contact.id).limit(8)]
    entries = [row.id for row in Entry.select(Entry.id).where(~Entry.postponed).limit(12)]
    for of, model, name in (
        ("mailing-groups", ContactMailingGroup, "mailing_group"),
        ("industry-groups", ContactIndustryGroup, "industry_group"),
    ):
        group: int = page(of).model.select().first().id
        model.add_many([{"contact": contact, name: group} for contact in contacts[:5]])
    ContactComment.add_many([{"contact": contacts[0], "date": dt.date(2025, 5, 1), "comment": "a\nb"}])
    campaign: int = page("campaigns").model.select().first().id
    for canceled in (False, True):
        made = CampaignEntry.add(campaign=campaign, date=dt.date(2025, 5, 2), canceled=canceled)
        changed = entries[:3] if canceled else entries[3:7]
        Entry.update(campaign_entry=made, canceled=canceled).where(Entry.id.in_(changed)).execute()
    for status in (DeliveryStatus.IN_PROGRESS, DeliveryStatus.ERROR):
        Entry.update(delivery_status=int(status)).where(Entry.id == entries[7 + status]).execute()


SHARE = 3
"""One in so many expressions is asked of a field, of the next field the next: each kind has all asked."""


def some_values(known: About, values: Sequence[Value]) -> list[Value]:
    """A few of the values that stand in a field, in their order."""
    distinct = {key(known, value): value for value in values}
    ordered = [distinct[one] for one in sorted(distinct)]
    return ordered[:: max(1, len(ordered) // 3)][:4]


def expressions(known: About, values: Sequence[Value]) -> Iterator[str]:
    """What may be asked of a field with these values."""
    typed = [exact(known, value) for value in some_values(known, values)]
    yield from ("''", "<>''") if known.kind is not Kind.OPTION else ()
    if not typed:
        return
    first, last = typed[0], typed[-1]
    yield from (last, f"<>{last}", f"{first}|{last}", f"<>{first}&<>{last}")
    if known.kind not in (Kind.NOTE, Kind.MOMENT, Kind.BOOLEAN):
        yield from (f"{first}..{last}", f"..{last}", f">{first}", f"<={last}&<>{first}")
    if known.kind in TEXTS:
        yield from (
            f"{str(last)[:3].strip(chr(39))}*" if "(" not in last and last != "''" else "*",
            "*a*",
            "?*",
        )
        yield "<>*e*"


@pytest.mark.usefixtures("demo")
def test_every_field_of_every_page_finds_what_its_list_shows() -> None:
    asked = 0
    for of in PAGES:
        for place, name in enumerate(fields(of.name)):
            known = columns.about(of.name, name)
            cells = shown(of.name, name)
            typed = typed_as(known)
            kind = known if known.kind is not Kind.REFERENCE or typed.kind is Kind.CODE else typed
            every = 3 * SHARE if "." in name else SHARE
            for expression in list(expressions(kind, list(cells.values())))[place % every :: every]:
                tree = parse(expression)
                expected = {record for record, cell in cells.items() if passes(kind, cell, tree)}
                assert found(of.name, name, expression) == expected, (of.name, name, expression)
                asked += 1
    assert asked > 1_000


@pytest.mark.usefixtures("demo")
def test_every_computed_field_orders_by_what_its_list_shows() -> None:
    compared = 0
    for of in {of.model: of for of in PAGES}.values():
        for name, field in computed(of.model).items():
            model: Any = of.model
            keys = dict(tuples(model.select(model.id, order_expression(model, name).alias("key"))))
            cells = shown(of.name, name)
            assert None not in keys.values(), (of.name, name)
            by_key = sorted(keys, key=lambda record: (str(keys[record]).zfill(12), record))
            by_cell = sorted(cells, key=lambda record: (key(field.about, cells[record]), record))
            assert by_key == by_cell, (of.name, name)
            compared += len(by_key)
    assert compared > 500


NASTY = (
    "'",
    "''",
    "%",
    "..",
    "*",
    "(a|b)&c",
    "\x00",
    "9" * 30,
    "-1..1e999999999",
    "1e-999999999",
    "\ud800*",
    "<>@[]^-\\*?",
    "@\u0130\u0131\u00df*",
    "t+9999Y..",
    "0001-01-01..9999-12-31",
    "\u0661..\u0669",
    "..24:00",
    "CY+9999Y",
)


def answer(page_name: str, field: str, expression: str) -> set[int] | RuleError:
    """The rows that a filter gives, or the sentence; any other error is one of the program."""
    try:
        checked(page(page_name), Filter(field, expression))
    except RuleError as error:
        return error
    assert meaning(page(page_name), Filter(field, expression))
    return found(page_name, field, expression)


EVERYWHERE = [(of.name, name) for of in PAGES for name in fields(of.name)]


def test_odd_texts_in_any_field_give_rows_or_a_sentence() -> None:
    answers = [
        (name, answer(page_name, name, NASTY[place % len(NASTY)]))
        for place, (page_name, name) in enumerate(EVERYWHERE)
    ]
    refusals = [(name, found) for name, found in answers if isinstance(found, RuleError)]
    assert len(EVERYWHERE) // 4 < len(refusals) < len(EVERYWHERE)
    assert all(found.field == name and str(found) for name, found in refusals)


@pytest.mark.parametrize(
    ("field", "expression", "refused"),
    [
        ("name", "&".join(["<>x*"] * 900), False),
        ("name", "|".join(map(str, range(900))), False),
        ("name", "|".join(f"@{number}*" for number in range(900)), False),
        ("salesperson_code", "|".join(map(str, range(900))), False),
        ("no_of_interactions", "|".join(str(2 * number) for number in range(900)), False),
        ("name", "*a" * 240 + "*", False),
        ("name", "a" * 600 + "*", True),
        ("name", "|".join(map(str, range(1100))), True),
        ("name", "x" * 20_000, True),
    ],
)
def test_long_filters_are_answered_up_to_a_limit(field: str, expression: str, refused: bool) -> None:
    Contact.add(no="C1", name="1 " + "a" * 90)
    assert isinstance(answer("contacts", field, expression), RuleError) is refused


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=st.sampled_from(EVERYWHERE),
    expression=st.text(max_size=12)
    | st.text(alphabet="0123456789.-:tTwmqCDWY+<>=|&()'@*?%aeé \n\u0000", max_size=12),
)
def test_random_text_in_any_field_gives_rows_or_a_sentence(where: tuple[str, str], expression: str) -> None:
    found = answer(*where, expression)
    assert not isinstance(found, RuleError) or (found.field == where[1] and str(found))


NUMBERS = st.integers(-3, 3)


@st.composite
def on_numbers(draw: st.DrawFn, depth: int = 2) -> str:
    """An expression on whole numbers."""
    if depth and draw(st.booleans()):
        left, right = draw(on_numbers(depth - 1)), draw(on_numbers(depth - 1))
        joined = f"{left}{draw(st.sampled_from('|&'))}{right}"
        return f"({joined})" if draw(st.booleans()) else joined
    low, high = draw(NUMBERS), draw(NUMBERS)
    shapes = (f"{low}", f"{low}..{high}", f"..{high}", f"{low}..", f"<>{low}", f"<{low}", f">={low}", "''")
    return draw(st.sampled_from(shapes))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(expression=on_numbers())
def test_random_expressions_find_what_python_finds(expression: str) -> None:
    if not Contact.select().exists():
        contacts = [Contact.add(no=f"C{number}") for number in range(-4, 5)]
        for number, contact in enumerate(contacts):
            unit(ContactStatistics.insert(contact=contact, cost=Decimal(number - 4)).execute)()
            Entry.add(postponed=True, duration=number - 4, cost=Decimal(number - 4))
    tree = parse(expression)
    for page_name, field in (
        ("postponed-interactions", "duration"),
        ("postponed-interactions", "cost"),
        ("contacts", "cost"),
    ):
        known = columns.about(page_name, field)
        cells = shown(page_name, field)
        expected = {record for record, cell in cells.items() if passes(known, cell, tree)}
        assert found(page_name, field, expression) == expected, (field, expression)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Salesperson Code", "salesperson_code"),
        ("salesperson code", "salesperson_code"),
        ("No. of Interactions", "no_of_interactions"),
        ("E-Mail", "email"),
        ("name", "name"),
        ("company_no.name", "company_no.name"),
        ("shoe size", "shoe size"),
    ],
)
def test_a_field_is_found_by_its_caption_too(field: str, name: str) -> None:
    assert named(page("contacts"), field) == name


def test_a_field_that_is_gone_is_named() -> None:
    with pytest.raises(NotFoundError, match="shoe_size") as refused:
        condition(page("contacts"), Filter("shoe_size", "44"))
    assert refused.value.field == "shoe_size"
    assert isinstance(refused.value, TouchbaseError)
