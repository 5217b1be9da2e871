"""Views: standard ones, mine and everybody's, saved, changed, renamed, deleted and taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from models import dictionary
from models.database import unit
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.pages import page
from models.queries import views
from models.queries.lists import columns, windows
from models.queries.lists.rows import Arrangement, ColumnShown, Filter, Question
from models.queries.views import View, Whose
from models.rules import records, undo
from models.rules import views as rules
from models.standard_views import STANDARD_VIEWS
from models.user import User, my_id
from models.view import SavedView
from models.who import acting_as
from tests import builders
from tests.conftest import ANNA

pytestmark = pytest.mark.usefixtures("opened")

BEN = dataclasses.replace(ANNA, user="BEN")
CALLS = Arrangement(
    "date",
    True,
    (Filter("interaction_template_code", "CALL*"), Filter("contact_no.city", "Åbo|'J & V'")),
    (ColumnShown("date", 12), ColumnShown("contact_no.name")),
)
LOG = "log-entries"


@pytest.fixture(autouse=True)
def _nothing_to_undo() -> Iterator[None]:
    undo.forget()
    yield
    undo.forget()


def saved(page_name: str = LOG) -> list[tuple[str, Whose]]:
    return [(view.name, view.whose) for view in views.views(page_name) if view.id]


def one(name: str) -> View:
    return next(view for view in views.views(LOG) if view.name == name)


@pytest.mark.parametrize("page_name", STANDARD_VIEWS)
def test_standard_views_name_fields_of_their_page(page_name: str) -> None:
    for view in views.standard_views(page_name):
        for name in (view.arrangement.order, *(f.field for f in view.arrangement.filters)):
            assert columns.about(page_name, name)
    assert page(page_name)


def test_a_saved_view_brings_back_filters_order_and_columns() -> None:
    rules.save_view(LOG, "  Calls ", CALLS)
    assert one("Calls").arrangement == CALLS
    assert "interaction_template_code" in views.write(CALLS)


def test_standard_views_come_first_then_mine_then_everybodys_each_by_name() -> None:
    rules.save_view(LOG, "Zebra", CALLS, everybodys=True)
    rules.save_view(LOG, "yak", CALLS)
    rules.save_view(LOG, "Ant", CALLS)
    assert saved() == [("Ant", Whose.MINE), ("yak", Whose.MINE), ("Zebra", Whose.EVERYBODYS)]
    assert [view.whose for view in views.views(LOG)][:4] == [Whose.STANDARD] * 4
    assert saved("contacts") == []


def test_what_is_mine_is_nobody_elses() -> None:
    mine = rules.save_view(LOG, "Calls", CALLS)
    rules.save_view(LOG, "All calls", CALLS, everybodys=True)
    with acting_as(BEN):
        assert saved() == [("All calls", Whose.EVERYBODYS)]
        with pytest.raises(NotFoundError):
            rules.rename_view(mine, 1, "Stolen")
        with pytest.raises(NotFoundError):
            rules.delete_view(mine, 1)
        rules.save_view(LOG, "Calls", CALLS)
        assert len(saved()) == 2


@pytest.mark.parametrize("name", ["Calls", "cALLS", "Cälls", "Today", "canceled"])
def test_a_name_that_stands_there_already_is_refused(name: str) -> None:
    rules.save_view(LOG, "Calls", CALLS)
    with pytest.raises(RuleError, match="already"):
        rules.save_view(LOG, name, CALLS)


@pytest.mark.parametrize("name", ["", "  ", "\x1b[31m", "x" * 51])
def test_a_name_is_neither_blank_nor_too_long(name: str) -> None:
    with pytest.raises(RuleError) as error:
        rules.save_view(LOG, name, CALLS)
    assert error.value.field == "name"


def test_mine_and_everybodys_may_have_one_name() -> None:
    rules.save_view(LOG, "Calls", CALLS)
    rules.save_view(LOG, "Calls", CALLS, everybodys=True)
    assert views.named(LOG, "CALLS", everybodys=True) != views.named(LOG, "CALLS", everybodys=False)
    assert views.named(LOG, "Letters", everybodys=False) is None


def test_saving_over_a_view_changes_it_and_is_taken_back() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS)
    assert rules.change_view(view_id, 1, Arrangement("entry_no")) == 2
    assert one("Calls").arrangement == Arrangement("entry_no")
    undo.undo()
    assert one("Calls").arrangement == CALLS
    undo.undo()
    assert saved() == []


def test_renaming_keeps_the_rest_and_is_taken_back() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS)
    rules.rename_view(view_id, 1, "calls")
    assert rules.rename_view(view_id, 2, "Phone calls") == 3
    assert one("Phone calls").arrangement == CALLS
    undo.undo()
    assert saved() == [("calls", Whose.MINE)]


def test_renaming_to_a_name_that_stands_there_is_refused() -> None:
    rules.save_view(LOG, "Letters", CALLS)
    view_id = rules.save_view(LOG, "Calls", CALLS)
    with pytest.raises(RuleError, match="already"):
        rules.rename_view(view_id, 1, "letters")


def test_a_deleted_view_comes_back_by_undo() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS)
    rules.delete_view(view_id, 1)
    assert saved() == []
    assert undo.undo() == "deleted view Calls"
    assert one("Calls").arrangement == CALLS


def test_a_view_that_somebody_else_changed_is_not_overwritten() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS, everybodys=True)
    with acting_as(BEN):
        rules.change_view(view_id, 1, Arrangement("entry_no"))
    for again in (
        lambda: rules.change_view(view_id, 1, CALLS),
        lambda: rules.rename_view(view_id, 1, "Mine"),
        lambda: rules.delete_view(view_id, 1),
    ):
        with pytest.raises(ChangedElsewhereError, match="Calls"):
            again()
    assert one("Calls").arrangement == Arrangement("entry_no")


def test_a_view_that_somebody_else_deleted_says_so() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS, everybodys=True)
    with acting_as(BEN):
        rules.delete_view(view_id, 1)
    with pytest.raises(ChangedElsewhereError, match="deleted"):
        rules.change_view(view_id, 1, CALLS)


def test_undo_leaves_alone_what_somebody_changed_meanwhile() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS, everybodys=True)
    rules.rename_view(view_id, 1, "Phone calls")
    unit(lambda: SavedView.update(name="Their calls").where(SavedView.id == view_id).execute())()
    for _ in range(2):
        with pytest.raises(RuleError, match="Not undone"):
            undo.undo()
    assert saved() == [("Their calls", Whose.EVERYBODYS)]


def test_a_list_is_remembered_as_it_was_left_without_its_filters() -> None:
    assert views.left(LOG) is None
    rules.remember(LOG, "", CALLS)
    rules.remember(LOG, "standard:today", CALLS)
    left = views.left(LOG)
    assert left is not None
    assert left.view is not None
    assert left.view.name == "Today"
    assert left.arrangement == dataclasses.replace(CALLS, filters=())
    with acting_as(BEN):
        assert views.left(LOG) is None
    assert views.left("contacts") is None


def test_a_remembered_view_that_was_deleted_is_forgotten() -> None:
    view_id = rules.save_view(LOG, "Calls", CALLS)
    rules.remember(LOG, str(view_id), CALLS)
    rules.delete_view(view_id, 1)
    left = views.left(LOG)
    assert left is not None
    assert left.view is None
    assert left.arrangement.columns == CALLS.columns


def test_fields_that_are_gone_are_named_and_the_rest_stays() -> None:
    old = Arrangement(
        "height",
        False,
        (Filter("weight", "1"), Filter("date", "t"), Filter("contact_no.shoe_size", "44")),
        (ColumnShown("date"), ColumnShown("weight", 5)),
    )
    kept, gone = views.usable(LOG, old, ("date", "entry_no"))
    assert kept == Arrangement("date", False, (Filter("date", "t"),), (ColumnShown("date"),))
    assert gone == ("height", "weight", "contact_no.shoe_size")
    told = views.without_gone_fields(View("7", "Old", Whose.MINE, old), gone)
    assert (
        told == "View Old: there is no field height, weight, contact_no.shoe_size any more; the rest applies."
    )


def test_what_still_exists_is_left_alone() -> None:
    assert views.usable(LOG, CALLS, ("date",)) == (CALLS, ())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"order": "date"}', '{"later": {"thing": 1}}'])
def test_an_arrangement_that_cannot_be_read_is_a_usual_one(text: str) -> None:
    assert views.parse(text).columns == ()


def test_views_go_with_their_user_and_come_back_with_it() -> None:
    with acting_as(BEN):
        rules.save_view(LOG, "Calls", CALLS)
        rules.remember(LOG, "", CALLS)
    records.delete("users", (records_id("BEN"),))
    undo.undo()
    with acting_as(BEN):
        assert saved() == [("Calls", Whose.MINE)]
        assert views.left(LOG) is not None


def records_id(user: str) -> int:
    return int(User.get(User.user_id == user).id)


def test_the_page_and_the_name_have_captions() -> None:
    assert list(dictionary.fields(SavedView)) == ["page", "name", "user_id"]


def test_every_postponed_interaction_is_either_mine_or_not() -> None:
    me = unit(my_id)()
    jo = builders.salesperson()
    builders.give_me(jo)
    ben = builders.user("BEN")
    drafts = [
        Entry.add(postponed=True, user=me, salesperson=None),
        Entry.add(postponed=True, user=ben, salesperson=jo),
        Entry.add(postponed=True, user=ben, salesperson=None),
        Entry.add(postponed=True, user=None, salesperson=builders.salesperson("EV", "Eve")),
    ]

    def shown(expression: str) -> list[int]:
        filters = (Filter("mine", expression),)
        return list(windows.all_ids(Question("postponed-interactions", (), "entry_no", filters=filters)))

    assert shown("yes") == drafts[:2]
    assert shown("no") == drafts[2:]
