"""Several people and programs at the same time: nobody overwrites anybody, and no number is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection

import pytest

from models.base import tuples
from models.database import close_database, create_database, open_database, unit
from models.errors import ChangedElsewhereError
from models.interaction import Draft
from models.queries.records import find, view
from models.rules import records
from models.rules.interactions.drafts import save_draft
from models.rules.interactions.interaction_form import start, typed
from models.rules.numbers.series import next_number
from models.who import acting_as
from tests.children import Child, child, result_of
from tests.conftest import ANNA


@pytest.fixture
def url(empty_url: str) -> Iterator[str]:
    """An open database; other programs are forks, before which it is closed."""
    with acting_as(ANNA):
        open_database(empty_url)
        yield empty_url
        close_database()


def elsewhere(_pipe: Connection, url: str, record: int, fields: dict[str, str]) -> None:
    """Another program changes a salesperson, or deletes it when nothing is given."""
    open_database(url)
    if fields:
        records.change("salespeople", record, 0, fields)
    else:
        records.delete("salespeople", [record])
    close_database()


def salesperson() -> int:
    return records.create("salespeople", {"code": "JO", "name": "Jo", "email": "jo@example.com"}).id


def text(record: int, name: str) -> str:
    return view("salespeople", record).text("salespeople", name)


def test_what_only_the_other_changed_is_taken_over_silently(url: str) -> None:
    record = salesperson()
    result_of(elsewhere, url, record, {"email": "new@example.com"})
    open_database(url)
    read = {"name": "Jo", "email": "jo@example.com"}
    records.change("salespeople", record, 1, {"name": "Johanna", "email": read["email"]}, was=read)
    assert (text(record, "name"), text(record, "email")) == ("Johanna", "new@example.com")


def test_what_both_changed_is_offered_and_then_stored_as_chosen(url: str) -> None:
    record = salesperson()
    result_of(elsewhere, url, record, {"name": "Joseph"})
    open_database(url)
    with pytest.raises(ChangedElsewhereError) as conflict:
        records.change("salespeople", record, 1, {"name": "Johanna"}, was={"name": "Jo"})
    assert conflict.value.mine == {"name": "Johanna"}
    assert conflict.value.theirs == {"name": "Joseph"}
    assert text(record, "name") == "Joseph"
    records.change("salespeople", record, conflict.value.version, {"name": "Johanna"})
    assert text(record, "name") == "Johanna"


def test_what_was_deleted_elsewhere_can_be_saved_as_new(url: str) -> None:
    record = salesperson()
    result_of(elsewhere, url, record, {})
    open_database(url)
    with pytest.raises(ChangedElsewhereError, match="save it as a new one") as conflict:
        records.change("salespeople", record, 1, {"code": "JO", "name": "Johanna"})
    assert conflict.value.theirs is None
    assert conflict.value.mine == {"code": "JO", "name": "Johanna"}
    records.create("salespeople", {"code": "JO", "name": "Johanna"})
    assert text(find("salespeople", "JO"), "name") == "Johanna"


def draw(pipe: Connection, url: str, series: int) -> list[str]:
    """Draw ten numbers as soon as everybody is ready."""
    open_database(url)
    pipe.send("ready")
    pipe.recv()
    return [next_number(series).number for _ in range(10)]


def save(pipe: Connection, url: str, letter: str) -> str:
    """Type ten letters into a draft, stored at each one, as soon as everybody is ready."""
    open_database(url)
    pipe.send("ready")
    pipe.recv()
    state = start()
    held = None
    for length in range(1, 11):
        state = typed(state, "description", letter * length)
        held = save_draft(state, held)
    return letter


def all_at_once(processes: list[Child]) -> list[object]:
    """Let the processes go together; what each comes to."""
    assert {process.says() for process in processes} == {"ready"}
    for process in processes:
        process.hears()
    return [process.says() for process in processes]


def test_two_programs_that_draw_numbers_never_get_the_same(url: str) -> None:
    series = records.create("number-series", {"code": "S"}).id
    records.create("number-series-lines", {"starting_no": "A001"}, parent=series)
    with ExitStack() as stack:
        drawn = all_at_once([stack.enter_context(child(draw, url, series)) for _ in range(2)])
    numbers = [number for part in drawn if isinstance(part, list) for number in part]
    assert sorted(numbers) == [f"A{n:03}" for n in range(1, 21)]


def test_eight_programs_that_save_drafts_each_keep_their_own(url: str) -> None:
    with ExitStack() as stack:
        done = all_at_once([stack.enter_context(child(save, url, letter)) for letter in "abcdefgh"])
    assert done == list("abcdefgh")
    open_database(url)
    stored = unit(lambda: tuples(Draft.select(Draft.typed)))()
    assert len(stored) == 8
    assert all(sum(letter * 10 in row[0] for row in stored) == 1 for letter in "abcdefgh")


def begin(pipe: Connection, url: str) -> bool:
    """A first start."""
    pipe.send("ready")
    pipe.recv()
    made = create_database(url)
    open_database(url)
    return made


def test_of_first_starts_at_once_one_makes_the_tables_and_all_work(database_url: str) -> None:
    with ExitStack() as stack:
        made = all_at_once([stack.enter_context(child(begin, database_url)) for _ in range(3)])
    assert sorted(map(bool, made)) == [False, False, True]
