"""A search index that is damaged: it keeps nobody from searching or storing, and is made anew."""

from __future__ import annotations

import pytest

from models import search_state
from models.contact import Contact
from models.database import database, find_damage
from models.queries.lists import search
from models.queries.lists.rows import Question
from models.queries.lists.search_ways import Way
from models.queries.lists.windows import window
from models.rules import search_rebuild
from tests.models.contact_people import change, person
from tests.models.test_search import begin, go

pytestmark = pytest.mark.usefixtures("opened")

DAMAGE = {
    "words": "UPDATE contact_search_data SET block = x'00ff00ff' WHERE id > 10",
    "words lost": "DELETE FROM contact_search_data WHERE id > 10",
    "everything lost": "DELETE FROM contact_search_data",
    "averages": "UPDATE contact_search_data SET block = x'ffff' WHERE id = 1",
    "version lost": "DELETE FROM contact_search_config",
    "another version": "UPDATE contact_search_config SET v = 99",
    "part lost": "DROP TABLE contact_search_data",
    "other part lost": "DROP TABLE contact_search_config",
    "gone": "DROP TABLE contact_search",
}


@pytest.fixture
def ida(monkeypatch: pytest.MonkeyPatch) -> int:
    """Somebody to be found by the index; on PostgreSQL the engine looks after that itself."""
    begin()
    go(Way.SORT, monkeypatch)
    return person("Ida Voss")


def damage(what: str, engine: str) -> None:
    """Damage the index as a failing disk might, and open the database again."""
    database.execute_sql(DAMAGE[what] if engine == "sqlite" else "DROP INDEX contact_search")
    database.close()


@pytest.mark.parametrize("what", DAMAGE)
def test_whatever_is_damaged_people_search_and_store_and_the_index_is_made_anew(
    what: str, ida: int, engine: str
) -> None:
    damage(what, engine)

    found = window(Question("contacts", ("name",), "name", search="voss"), None, limit=5)
    change(ida, surname="Berg")

    assert [row.id for row in found.rows] == [ida]
    assert (search.ids(Contact, "voss"), search.ids(Contact, "berg")) == ([], [ida])
    assert not search_state.is_current()
    search_rebuild.rebuild()
    assert search_state.is_current()
    assert search.ids(Contact, "berg") == [ida]
    assert search_rebuild.put_right() == 0
    assert find_damage() == []


@pytest.mark.parametrize("what", DAMAGE)
def test_what_is_stored_first_is_stored_and_found(what: str, ida: int, engine: str) -> None:
    damage(what, engine)

    change(ida, surname="Berg")

    assert search.ids(Contact, "berg") == [ida]
    assert search_rebuild.put_right() == (1 if engine == "sqlite" else 0)
    assert search_state.in_use()
    assert search.ids(Contact, "berg") == [ida]
