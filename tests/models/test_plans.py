"""The first window of a large list is read along an index: nothing is sorted to find it, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from models.database import database, is_postgres
from models.pages import page
from models.queries.lists import windows
from models.queries.lists.rows import Question

pytestmark = pytest.mark.usefixtures("opened")

ORDERS = [(name, order) for name in ("contacts", "log-entries") for order in page(name).orders]


def plans(monkeypatch: pytest.MonkeyPatch, asked: Question) -> list[str]:
    """What the engine does for the window of a list, as its EXPLAIN words it."""
    run = database.obj.execute_sql
    asked_for: list[tuple[str, Any]] = []

    def listen(sql: str, params: Any = None, *rest: Any) -> Any:
        asked_for.append((sql, params))
        return run(sql, params, *rest)

    monkeypatch.setattr(database.obj, "execute_sql", listen)
    windows.window(asked, None, limit=20)
    monkeypatch.undo()
    lists = [(sql, params) for sql, params in asked_for if "LIMIT" in sql]
    if is_postgres():
        # The tables are empty: without this the planner would sort the nothing that it expects.
        for way in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin", "material"):
            run(f"SET enable_{way} = off")
        return [row[0] for sql, params in lists for row in run(f"EXPLAIN {sql}", params)]
    return [row[3] for sql, params in lists for row in run(f"EXPLAIN QUERY PLAN {sql}", params)]


def sorts(steps: list[str]) -> list[str]:
    """The steps of a plan that sort."""
    return [step for step in steps if "TEMP B-TREE" in step or "Sort  (" in step]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("name", "order"), ORDERS)
def test_no_order_of_a_large_list_sorts_it(
    monkeypatch: pytest.MonkeyPatch, name: str, order: str, descending: bool
) -> None:
    asked = Question(name, page(name).columns, order, descending)
    steps = plans(monkeypatch, asked)
    assert steps
    # No two contacts have one number: sorting by id within it moves nothing.
    steps = [step for step in steps if not (order == "no" and "Incremental Sort" in step)]
    assert not sorts(steps), steps


@pytest.mark.parametrize("context", ["contact", "company", "salesperson", "template", "interaction_group"])
def test_the_log_of_a_record_is_read_along_its_own_index(
    monkeypatch: pytest.MonkeyPatch, context: str
) -> None:
    asked = Question("log-entries", page("log-entries").columns, "date", True, context=((context, 1),))
    steps = plans(monkeypatch, asked)
    name = context.removeprefix("interaction_")
    assert [step for step in steps if f"log_entry_{name}" in step], steps
    assert not sorts(steps), steps
