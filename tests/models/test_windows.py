"""Windows, look-ups and filters of lists: the same answers in every direction on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base import tuples
from models.database import unit
from models.demo.loading import load_demo
from models.enums import Status
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.pages import PAGES, page
from models.queries.lists import columns, counting, orders, seeking, windows
from models.queries.lists.rows import Filter, Number, Question, Row, Window
from models.queries.records import find, look_up, view
from models.rules import records
from models.salesperson import Salesperson
from models.starter.loading import load_starter

pytestmark = pytest.mark.usefixtures("opened")


def question(name: str, order: str | None = None, **more: object) -> Question:
    of = page(name)
    given = {"descending": of.descending, **more}
    return Question(name, of.columns, of.order if order is None else order, **given)  # type: ignore[arg-type]


def forwards(asked: Question, limit: int) -> Iterator[Window]:
    anchor: Row | None = None
    while True:
        found = windows.window(asked, anchor, limit=limit)
        yield found
        if found.at_end or not found.rows:
            return
        anchor = found.rows[-1]


def backwards(asked: Question, limit: int) -> list[Row]:
    rows: list[Row] = []
    while True:
        found = windows.window(asked, rows[0] if rows else None, before=True, limit=limit)
        rows = [*found.rows, *rows]
        if found.at_start or not found.rows:
            return rows


def whole(asked: Question) -> list[Row]:
    return list(windows.window(asked, None, limit=10_000).rows)


def add_salespeople(titles: list[str]) -> None:
    rows = [{"code": f"S{place:03}", "job_title": title} for place, title in enumerate(titles)]
    unit(lambda: Salesperson.add_many(rows))()


def test_every_order_of_every_page_reads_the_same_in_both_directions() -> None:
    load_demo()
    compared = 0
    for of in PAGES:
        for order in orders.orders(of) or ("",):
            for descending in (False, True):
                asked = question(of.name, order, descending=descending)
                rows = whole(asked)
                keys = [(row.key, row.id) for row in rows]
                coded = [(key.encode() if isinstance(key, str) else key, place) for key, place in keys]
                assert coded == sorted(coded, reverse=descending), (of.name, order)
                third = len(rows) // 3 + 1
                assert [row for part in forwards(asked, third) for row in part.rows] == rows, (of.name, order)
                assert backwards(asked, third) == rows, (of.name, order)
                assert windows.all_ids(asked) == [row.id for row in rows]
                assert windows.count(asked) == len(rows)
                compared += len(rows)
    assert compared > 5_000


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    keys=st.lists(st.integers(0, 3), min_size=1, max_size=15),
    limit=st.integers(1, 6),
    descending=st.booleans(),
    place=st.integers(0, 100),
)
def test_drafts_of_one_minute_are_all_met_once(
    keys: list[int], limit: int, descending: bool, place: int
) -> None:
    unit(lambda: Entry.delete().execute())()
    day = dt.date(2025, 5, 1)
    rows = [{"postponed": True, "date": day, "occurred": key} for key in keys]
    unit(lambda: Entry.add_many(rows))()
    asked = Question("postponed-interactions", ("date",), "date", descending=descending)
    stored = sorted(tuples(Entry.select(Entry.occurred, Entry.id)), reverse=descending)
    expected = [record for _, record in stored]
    assert [row.id for part in forwards(asked, limit) for row in part.rows] == expected
    assert [row.id for row in backwards(asked, limit)] == expected
    chosen = whole(asked)[place % len(keys)]
    assert counting.position(asked, chosen, len(whole(asked))).value == expected.index(chosen.id) + 1
    near = [row.id for row in windows.around(asked, chosen, limit=limit).rows]
    start = expected.index(near[0])
    assert chosen.id in near
    assert near == expected[start : start + len(near)]


def test_a_window_says_when_it_reaches_an_end() -> None:
    add_salespeople(["", "", ""])
    asked = question("salespeople")
    first = windows.window(asked, None, limit=2)
    assert (first.at_start, first.at_end) == (True, False)
    rest = windows.window(asked, first.rows[-1], limit=2)
    assert (len(rest.rows), rest.at_start, rest.at_end) == (1, False, True)
    last = windows.window(asked, None, before=True, limit=3)
    assert (last.at_start, last.at_end) == (True, True)


def test_where_a_row_stood_is_found_when_it_is_gone() -> None:
    add_salespeople([""] * 5)
    asked = question("salespeople")
    gone = whole(asked)[2]
    records.delete("salespeople", [gone.id])
    near = windows.around(asked, gone, limit=4)
    assert [row.cells[0] for row in near.rows] == ["S000", "S001", "S003", "S004"]
    assert counting.position(asked, gone, len(whole(asked))).value == 3


def test_a_renamed_row_is_found_where_it_went() -> None:
    add_salespeople([""] * 5)
    asked = question("salespeople")
    old = whole(asked)[0]
    records.change("salespeople", old.id, 0, {"code": "S9"})
    near = windows.around(asked, old, limit=4)
    assert [row.cells[0] for row in near.rows][-1] == "S9"
    assert near.at_end


def walked(asked: Question, limit: int, disturb: Callable[[], None]) -> list[int]:
    """The ids that somebody meets who pages to the end while others write."""
    seen: list[int] = []
    for part in forwards(asked, limit):
        seen += [row.id for row in part.rows]
        disturb()
    return seen


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.randoms(use_true_random=False), limit=st.integers(1, 4), descending=st.booleans())
def test_nothing_is_met_twice_or_missed_while_others_insert_and_delete(
    dice: Random, limit: int, descending: bool
) -> None:
    unit(lambda: Salesperson.delete().execute())()
    add_salespeople([dice.choice("ab") for _ in range(12)])
    before = {record for (record,) in tuples(Salesperson.select(Salesperson.id))}
    gone: set[int] = set()
    codes = [f"T{number}" for number in range(10)]

    def disturb() -> None:
        if codes:
            unit(lambda: Salesperson.add(code=codes.pop(), job_title=dice.choice("ab")))()
        taken = dice.choice(sorted(before - gone))
        if len(gone) < 6 and dice.random() < 0.5:
            gone.add(taken)
            unit(lambda: Salesperson.delete().where(Salesperson.id == taken).execute())()

    seen = walked(question("salespeople", "job_title", descending=descending), limit, disturb)
    assert len(seen) == len(set(seen))
    assert before - gone <= set(seen)


SOUGHT = [
    ("contacts", "name", "hämäl"),
    ("contacts", "no", "ct0"),
    ("log-entries", "date", "2025-0"),
    ("log-entries", "date", "2025-04"),
    ("log-entries", "duration", "15"),
    ("log-entries", "cost", "1.5"),
    ("log-entries", "interaction_template_code", "b"),
    ("log-entries", "evaluation", "pos"),
    ("log-entries", "entry_no", "20"),
    ("contacts", "type", "person"),
    ("contacts", "date_of_last_interaction", "2025-04-1"),
]


def test_what_is_typed_is_sought_in_every_kind_of_column() -> None:
    load_demo()
    for (name, order, text), descending in product(SOUGHT, (False, True)):
        asked = question(name, order, descending=descending)
        found = seeking.seek(asked, text)
        assert found is not None, (name, order, text)
        rows = whole(asked)
        low, high = seeking.ends(page(name), order, text) or ("", "")
        behind = [row for row in rows if (row.key <= high if descending else row.key >= low)]  # type: ignore[operator]
        assert rows[rows.index(found) :] == behind, (name, order, text)


def test_what_means_nothing_in_a_column_of_dates_is_found_nowhere() -> None:
    load_demo()
    for text in ("", " ", "2025-13", "x-y", "9" * 20):
        assert seeking.seek(question("log-entries", "date"), text) is None, text


def test_the_place_of_a_row_in_a_long_list_is_about_right(monkeypatch: pytest.MonkeyPatch) -> None:
    load_demo()
    monkeypatch.setattr(counting, "_CLOSE", 10)
    asked = question("log-entries")
    rows = whole(asked)
    place = len(rows) // 2
    about = counting.position(asked, rows[place], len(rows))
    assert not about.exact
    assert abs(about.value - place) <= len(rows) // 10
    assert counting.position(asked, rows[4], len(rows)) == Number(5)
    assert counting.position(asked, rows[-3], len(rows)) == Number(len(rows) - 2)
    assert counting.count_up_to(asked, 10) == Number(10, exact=False)
    assert counting.count_up_to(asked, len(rows) + 1) == Number(len(rows))


def test_a_filter_by_several_references_reads_the_same_as_one_by_one() -> None:
    load_demo()
    everything = whole(question("log-entries"))
    place = page("log-entries").columns.index("interaction_template_code")
    two = sorted({str(row.cells[place]) for row in everything})[:2]
    asked = question("log-entries", filters=(Filter("interaction_template_code", "|".join(two)),))
    rows = [row for row in everything if row.cells[place] in two]
    assert [row for part in forwards(asked, 7) for row in part.rows] == rows
    assert backwards(asked, 7) == rows
    assert windows.count(asked) == len(rows)


def test_seeking_goes_to_the_first_key_at_or_behind_the_text() -> None:
    add_salespeople([""] * 12)
    found = seeking.seek(question("salespeople"), "S0105")
    assert found is not None
    assert found.cells[0] == "S011"
    assert seeking.seek(question("salespeople"), "T") is None


def test_contacts_are_sought_by_their_folded_surname() -> None:
    load_demo()
    found = seeking.seek(question("contacts", "name"), "HÄMÄL")
    assert found is not None
    assert "Hämäläinen" in str(found.cells[1])


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ([("interaction_group_code", "PHONE")], 2),
        ([("unit_duration", "90..120")], 2),
        ([("unit_duration", "..1"), ("interaction_group_code", "LETTER")], 1),
        ([("correspondence_type", "Hard Copy")], 2),
        ([("ignore_contact_corres_type", "yes")], 5),
        ([("language_code", "''")], 36),
        ([("interaction_group_code.description", "Meetings")], 2),
        ([("code", "P..Q")], 8),
        ([("code", "'P..Q'")], 0),
    ],
)
def test_filters_take_a_value_or_a_range(filters: list[tuple[str, str]], number: int) -> None:
    load_starter()
    asked = question("interaction-templates", filters=tuple(Filter(*one) for one in filters))
    assert windows.count(asked) == number
    assert len(whole(asked)) == number


@pytest.mark.parametrize(
    ("field", "expression", "error"),
    [
        ("unit_duration", "..", RuleError),
        ("unit_duration", "many", RuleError),
        ("no_of_interactions", "1x", RuleError),
        ("unit_cost", "1e999999999", RuleError),
        ("shoe_size", "44", NotFoundError),
        ("interaction_group_code.cost", "1", NotFoundError),
        ("campaign_no.salesperson_code.name", "Jo", NotFoundError),
    ],
)
def test_a_filter_that_means_nothing_names_its_field(
    field: str, expression: str, error: type[RuleError]
) -> None:
    asked = question("interaction-templates", filters=(Filter(field, expression),))
    with pytest.raises(error) as refused:
        windows.count(asked)
    assert refused.value.field == field


@pytest.mark.parametrize("status", Status)
def test_log_entries_are_filtered_by_their_status_as_they_show_it(status: Status) -> None:
    load_demo()
    for name in ("log-entries", "postponed-interactions"):
        everything = whole(Question(name, ("entry_no", "status"), "entry_no"))
        expected = [row.id for row in everything if row.cells[1] == status]
        wanted = (Filter("status", status.name.replace("_", " ")),)
        found = whole(Question(name, ("entry_no",), "entry_no", filters=wanted))
        assert [row.id for row in found] == expected
    assert windows.count(question("log-entries", filters=(Filter("status", "logged"),)))


def test_success_and_days_of_log_entries_are_filtered() -> None:
    load_demo()
    everything = whole(Question("log-entries", ("date", "successful"), "date"))
    days = sorted({str(row.cells[0]) for row in everything})
    for low, high in [(days[1], days[2]), (days[2], days[2])]:
        wanted = Filter("date", f"{low}..{high}")
        expected = [row.id for row in everything if low <= str(row.cells[0]) <= high]
        found = whole(Question("log-entries", ("date",), "date", filters=(wanted,)))
        assert [row.id for row in found] == expected
    failed = Filter("successful", "no")
    expected = [row.id for row in everything if not row.cells[1]]
    assert [row.id for row in whole(Question("log-entries", (), "date", filters=(failed,)))] == expected


def test_a_reference_of_a_referred_record_is_read_and_filtered_as_people_call_it() -> None:
    load_demo()
    shown = ("entry_no", "contact_no.salesperson_code")
    rows = whole(Question("log-entries", shown, "entry_no"))
    codes = {row.cells[1] for row in rows}
    assert codes & {code for (code,) in tuples(Salesperson.select(Salesperson.code))}
    code = next(code for code in codes if code)
    wanted = Filter("contact_no.salesperson_code", str(code))
    found = whole(Question("log-entries", shown, "entry_no", filters=(wanted,)))
    assert [row.id for row in found] == [row.id for row in rows if row.cells[1] == code]


@pytest.mark.parametrize("key", ["9" * 20, "9" * 5000, "2147483648", "-1", "\u0661", ""])
def test_a_number_that_no_entry_can_have_is_not_found(key: str) -> None:
    with pytest.raises(NotFoundError):
        find("log-entries", key)


def test_columns_of_a_referred_record_are_read_through_the_reference() -> None:
    load_starter()
    asked = Question("interaction-templates", ("code", "interaction_group_code.description"), "code")
    assert whole(asked)[0].cells == ("ABSTRACT", "Letters")
    caption = columns.about("interaction-templates", "interaction_group_code.description").caption
    assert caption == "Interaction Group Description"
    with pytest.raises(NotFoundError):
        columns.about("interaction-templates", "code.description")


def test_rows_that_begin_with_a_text_are_found_by_any_of_their_words() -> None:
    load_starter()
    found = [row.cells[0] for row in whole(question("interaction-templates", search="PHON"))]
    assert found == ["INCOME", "OUTGOING"]


def test_a_look_up_offers_codes_before_names() -> None:
    load_starter()
    assert [choice.code for choice in look_up("interaction-templates", "in")] == [
        "INCOME",
        "INHOUSE",
        "MEETINV",
        "PINVOICE",
        "SDRAFTIN",
        "SINVOICE",
    ]


@pytest.mark.parametrize("text", ["'", '"', "%", "_", "\\", "(", "a\U0010ffff", ";--", "ё", "  "])
def test_odd_characters_in_a_look_up_are_only_characters(text: str) -> None:
    load_starter()
    assert len(look_up("countries", text)) <= 8


def test_a_record_is_viewed_with_what_its_references_mean() -> None:
    load_starter()
    found = view("interaction-templates", find("interaction-templates", "onsite"))
    assert found.meanings["interaction_group_code"] == "Meetings"
    assert found.text("interaction-templates", "unit_cost") == "45.00"


def test_a_random_walk_of_windows_never_leaves_the_list() -> None:
    load_demo()
    asked = question("log-entries")
    rows, chance = whole(asked), Random(1)
    for _ in range(30):
        place = chance.randrange(len(rows))
        after = windows.window(asked, rows[place], limit=7)
        before = windows.window(asked, rows[place], before=True, limit=7)
        assert list(after.rows) == rows[place + 1 : place + 8]
        assert list(before.rows) == rows[max(0, place - 7) : place]
