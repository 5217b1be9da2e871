"""The grammar of filters: what binds what, what quotes protect, and where a mistake stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.filters.syntax import (
    LONGEST,
    MOST_TERMS,
    AllOf,
    AnyOf,
    Between,
    Compared,
    FilterError,
    Node,
    Sign,
    Typed,
    parse,
)


def equal(text: str, position: int, **more: bool) -> Compared:
    return Compared(Sign.EQUAL, Typed(text, position, **more))


@pytest.mark.parametrize(
    ("expression", "tree"),
    [
        ("a", equal("a", 1)),
        ("  a b  ", equal("a b", 3)),
        ("", equal("", 1, quoted=True)),
        ("''", equal("", 1, quoted=True)),
        ("<> ''", Compared(Sign.OTHER, Typed("", 4, quoted=True))),
        (">=5", Compared(Sign.FROM, Typed("5", 3))),
        ("<5", Compared(Sign.LESS, Typed("5", 2))),
        ("=x", equal("x", 2)),
        ("@man*", equal("man*", 1, any_case=True)),
        ("<>@man*", Compared(Sign.OTHER, Typed("man*", 3, any_case=True))),
        ("@'J & V'", equal("J & V", 1, quoted=True, any_case=True)),
        ("a..b", Between(Typed("a", 1), Typed("b", 4))),
        ("..b", Between(None, Typed("b", 3))),
        ("a ..", Between(Typed("a", 1), None)),
        ("'a'..'b'", Between(Typed("a", 1, quoted=True), Typed("b", 6, quoted=True))),
        ("1.5..2.5", Between(Typed("1.5", 1), Typed("2.5", 6))),
        ("'P..Q'", equal("P..Q", 1, quoted=True)),
        ("'J & V*'", equal("J & V*", 1, quoted=True)),
        ("'O''Brien'", equal("O'Brien", 1, quoted=True)),
        ("O'Brien", equal("O'Brien", 1)),
        ("a=b<c>d", equal("a=b<c>d", 1)),
        ("anna@mill.example", equal("anna@mill.example", 1)),
        ("a|b&c", AnyOf((equal("a", 1), AllOf((equal("b", 3), equal("c", 5)))))),
        ("(a|b)&c", AllOf((AnyOf((equal("a", 2), equal("b", 4))), equal("c", 7)))),
        ("((a))", equal("a", 3)),
        ("a|b..", AnyOf((equal("a", 1), Between(Typed("b", 3), None)))),
    ],
)
def test_expressions_are_taken_apart(expression: str, tree: Node) -> None:
    assert parse(expression) == tree


@pytest.mark.parametrize(
    ("expression", "position", "reason"),
    [
        ("..", 1, "beginning or an end"),
        ("a|", 3, "missing at the end"),
        ("a||b", 3, "missing before |"),
        ("&a", 1, "missing before &"),
        (">", 2, "missing at the end"),
        ("<>", 3, "missing at the end"),
        ("()", 2, r"missing before \)"),
        ("(a", 1, "not closed"),
        ("a|(b&c", 3, "not closed"),
        ("a)", 2, "closes nothing"),
        ("Harbour (Mill)", 9, "before a bracket"),
        ("(a)b", 4, "after a closed bracket"),
        ("'abc", 1, "not closed"),
        ("x|'abc", 3, "not closed"),
        ("'a'b", 4, "after the closing quote"),
        ("a..b..c", 5, "two ends"),
        (">1..5", 1, "no > before it"),
        ("(" * 30 + "a" + ")" * 30, 26, "too deep"),
        ("|".join("a" * (MOST_TERMS + 1)), 2 * MOST_TERMS + 1, "at most"),
        ("a" * (LONGEST + 1), 0, "at most"),
    ],
)
def test_a_mistake_says_where_it_is_and_why(expression: str, position: int, reason: str) -> None:
    with pytest.raises(FilterError, match=reason) as refused:
        parse(expression)
    assert refused.value.position == position


@given(st.text(alphabet="ab '\"()|&.<>=@*?%\n", max_size=30))
def test_any_text_is_a_tree_or_a_mistake_within_it(expression: str) -> None:
    try:
        read: Node | FilterError = parse(expression)
    except FilterError as error:
        read = error
    assert isinstance(read, Node) or 1 <= read.position <= len(expression) + 1
