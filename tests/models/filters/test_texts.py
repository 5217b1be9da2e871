"""Filters on texts and codes: the examples of domain.md 6.1, and the same answers on both engines."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base import tuples
from models.codes import Territory
from models.contact import Contact
from models.database import unit
from models.filters import FilterError, exact, read
from models.filters.syntax import parse
from models.queries.lists import columns
from tests.builders import company, give_me, salesperson
from tests.models.filters.lists import found
from tests.models.filters.oracle import passes

pytestmark = pytest.mark.usefixtures("opened")

NAMES = (
    "",
    "A",
    "Aalto",
    "Co",
    "Coho Winery",
    "coho winery",
    "Tocco",
    "Hansen",
    "Hanson",
    "Hans",
    "man",
    "Man",
    "MAN",
    "manual",
    "J & V Oy",
    "J & W",
    "O'Brien",
    "Ärlig",
    "ärlig",
    "Ёлка",
    "ёлка",
    "ΣΟΦΟΣ",
    "σοφος",
    "100%",
    "100",
    "1000",
    "100000",
    "10042",
    "[x]",
    "[X]",
    "a\\b",
    "a_b",
    "axb",
    "x^y-z",
    "Harbour (Mill)",
    "1..2",
    "%me",
    "ANNA",
    "5* hotel",
)


@pytest.fixture
def people() -> dict[int, str]:
    """Contacts with these names, by id."""
    return unit(lambda: {company(f"C{place:03}", name): name for place, name in enumerate(NAMES)})()


def names(people: dict[int, str], expression: str) -> list[str]:
    return sorted(people[record] for record in found("contacts", "name", expression))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Co*", ["Co", "Coho Winery"]),
        ("*Co", ["Co"]),
        ("*co", ["Tocco"]),
        ("*Co*", ["Co", "Coho Winery"]),
        ("*ans*", ["Hans", "Hansen", "Hanson"]),
        ("Hans?n", ["Hansen", "Hanson"]),
        ("@man*", ["MAN", "Man", "man", "manual"]),
        ("@co*", ["Co", "Coho Winery", "coho winery"]),
        ("@ärlig", ["Ärlig", "ärlig"]),
        ("@ЁЛ*", ["Ёлка", "ёлка"]),
        ("@σοφο?", ["ΣΟΦΟΣ", "σοφος"]),
        ("@[X]", ["[X]", "[x]"]),
        ("[x]", ["[x]"]),
        ("[x]*", ["[x]"]),
        ("*[x]", ["[x]"]),
        ("''", [""]),
        ("'J & V*'", ["J & V Oy"]),
        ("'J & *'", ["J & V Oy", "J & W"]),
        ("O?Brien", ["O'Brien"]),
        ("O'Brien", ["O'Brien"]),
        ("'O''Brien'", ["O'Brien"]),
        ("10000..10042", ["100000", "10042"]),
        ("100%", ["100%"]),
        ("*0%", ["100%"]),
        ("a_b*", ["a_b"]),
        ("*_b", ["a_b"]),
        ("*a\\b", ["a\\b"]),
        ("@x^Y*", ["x^y-z"]),
        ("'Harbour (Mill)'", ["Harbour (Mill)"]),
        ("'1..2'", ["1..2"]),
        ("100|1000|100000", ["100", "1000", "100000"]),
        ("H*&*n", ["Hansen", "Hanson"]),
        ("(man|Man)&<>man", ["Man"]),
        ("man|Hans*&<>*n", ["Hans", "man"]),
        (">Man&<Tocco", ["O'Brien"]),
        ("%me", ["ANNA"]),
        ("%user", ["ANNA"]),
        ("'%me'", ["%me"]),
        ("?", ["A"]),
        ("***", sorted(NAMES)),
        ("B..A", []),
    ],
)
def test_the_examples_find_what_they_say(
    people: dict[int, str], expression: str, expected: list[str]
) -> None:
    assert names(people, expression) == expected


def test_what_is_not_wanted_is_the_rest_blanks_among_it(people: dict[int, str]) -> None:
    everything = sorted(NAMES)
    assert names(people, "<>''") == [name for name in everything if name]
    assert names(people, "<>A*") == [name for name in everything if not name.startswith("A")]
    assert names(people, "<>Co") == [name for name in everything if name != "Co"]
    assert "" in names(people, "..B")


@pytest.mark.parametrize("expression", ["a*..b", ">a?", "@a..b", "<@a"])
def test_wildcards_are_refused_in_ranges(expression: str) -> None:
    with pytest.raises(FilterError, match="no meaning in a range"):
        found("contacts", "name", expression)


def test_codes_are_written_in_capitals_first() -> None:
    unit(lambda: Territory.add_many([{"code": code} for code in ("FI", "FR", "SE")]))()
    for expression, number in (("fi", 1), ("f*", 2), ("@fi", 1), ("fi|se", 2), ("fj..", 2), ("<>f?", 1)):
        assert len(found("territories", "code", expression)) == number, expression


def test_me_is_my_user_on_users_and_my_salesperson_on_salespeople() -> None:
    mine, other = salesperson("AH"), salesperson("JO")
    ours, theirs = company("C1", "Ours", salesperson=mine), company("C2", "Theirs", salesperson=other)
    nobodys = company("C3", "Nobody's")
    assert found("contacts", "salesperson_code", "%me") == set()
    give_me(mine)
    assert found("contacts", "salesperson_code", "%me") == {ours}
    assert found("contacts", "salesperson_code", "%ME|''") == {ours, nobodys}
    assert found("contacts", "salesperson_code", "<>%user") == {theirs, nobodys}
    assert found("salespeople", "code", "%me") == {mine}
    assert len(found("users", "user_id", "%me")) == 1
    with pytest.raises(FilterError, match="one company"):
        found("contacts", "company_no", "%company")


LETTERS = "aAbBéÉßẞςσΣİıЁё01 .,*?'()|&<>=@%[]^-_\\{}$+"
VALUES = st.text(alphabet=LETTERS, max_size=6).map(str.strip)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stored=st.lists(VALUES, min_size=1, max_size=8, unique=True),
    expression=st.text(alphabet=LETTERS, max_size=8),
)
def test_random_texts_are_found_as_python_finds_them(stored: list[str], expression: str) -> None:
    try:
        tree = parse(expression)
        test = read(columns.about("contacts", "address"), expression)
    except FilterError:
        return
    unit(lambda: Contact.delete().execute())()
    unit(
        lambda: Contact.add_many([{"no": f"C{place}", "address": text} for place, text in enumerate(stored)])
    )()
    rows: list[tuple[Any, ...]] = tuples(Contact.select(Contact.id, Contact.address))
    ids = found("contacts", "address", expression)
    assert sorted(text for record, text in rows if record in ids) == sorted(filter(test.holds, stored))
    if "@" not in expression and "%" not in expression:
        known = columns.about("contacts", "address")
        assert {text for text in stored if test.holds(text)} == {t for t in stored if passes(known, t, tree)}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=VALUES)
def test_the_expression_of_a_value_finds_it(value: str) -> None:
    known = columns.about("contacts", "address")
    expression = exact(known, value)
    assert read(known, expression).holds(value)
    assert "*" in value or "?" in value or not read(known, expression).holds(value + "x")
