"""Creating, changing and deleting records of any page from what people typed."""

from __future__ import annotations

import pytest

from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.pages import PAGES
from models.queries.records import find, view
from models.rules import records, uses
from models.rules.records import Done

pytestmark = pytest.mark.usefixtures("opened")


def salesperson(code: str = "JO", **fields: str) -> Done:
    return records.create("salespeople", {"code": code, **fields})


def stored(done: Done, name: str, page: str = "salespeople") -> str:
    return view(page, done.id).text(page, name)


def test_a_record_is_created_from_typed_texts_with_codes_in_capitals() -> None:
    done = salesperson(" jo ", name="Jo  Berry", commission_percent="2,5")
    assert stored(done, "code") == "JO"
    assert stored(done, "commission_percent") == "2.50"
    assert find("salespeople", "jo") == done.id
    assert done.version == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "Nobody"}, "code"),
        ({"code": "X" * 21}, "code"),
        ({"code": "A", "email": "a b"}, "email"),
        ({"code": "A", "commission_percent": "101"}, "commission_percent"),
        ({"code": "A", "commission_percent": "-1"}, "commission_percent"),
        ({"code": "A", "no_of_interactions": "3"}, "no_of_interactions"),
        ({"code": "A", "blocked": "perhaps"}, "blocked"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(fields: dict[str, str], wrong: str) -> None:
    with pytest.raises(RuleError) as refused:
        records.create("salespeople", fields)
    assert refused.value.field == wrong
    with pytest.raises(NotFoundError):
        find("salespeople", "A")


def test_a_field_the_page_does_not_have_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="shoe_size"):
        records.create("salespeople", {"code": "A", "shoe_size": "44"})


def test_a_code_that_exists_is_refused_by_name() -> None:
    salesperson("JO")
    with pytest.raises(RuleError, match="JO exists already"):
        salesperson("jo")


def test_only_the_fields_given_change_and_the_version_moves() -> None:
    done = salesperson(name="Jo", email="jo@example.com")
    changed = records.change("salespeople", done.id, done.version, {"name": "Joanna"})
    assert changed.version == 2
    assert (stored(done, "name"), stored(done, "email")) == ("Joanna", "jo@example.com")


def test_a_change_that_changes_nothing_moves_no_version() -> None:
    done = salesperson(name="Jo")
    assert records.change("salespeople", done.id, 1, {"name": "Jo"}).version == 1


def test_renaming_a_code_leaves_the_references_to_it() -> None:
    done = salesperson()
    campaign = records.create("users", {"user_id": "bob", "salesperson_code": "JO"})
    records.change("salespeople", done.id, 1, {"code": "joe"})
    assert stored(campaign, "salesperson_code", "users") == "JOE"
    assert view("users", campaign.id).version == 1


def test_what_only_the_other_changed_stays_as_they_left_it() -> None:
    done = salesperson(name="Jo", email="jo@example.com")
    records.change("salespeople", done.id, 1, {"email": "other@example.com"})
    was = {"name": "Jo", "email": "jo@example.com"}
    mine = {"name": "Joanna", "email": "jo@example.com"}
    records.change("salespeople", done.id, 1, mine, was=was)
    assert (stored(done, "name"), stored(done, "email")) == ("Joanna", "other@example.com")


def test_a_field_both_changed_is_a_conflict_with_both_texts() -> None:
    done = salesperson(name="Jo")
    records.change("salespeople", done.id, 1, {"name": "Johanna"})
    with pytest.raises(ChangedElsewhereError) as conflict:
        records.change("salespeople", done.id, 1, {"name": "Joanna"}, was={"name": "Jo"})
    assert (conflict.value.mine, conflict.value.theirs) == ({"name": "Joanna"}, {"name": "Johanna"})
    records.change("salespeople", done.id, conflict.value.version, {"name": "Joanna"})
    assert stored(done, "name") == "Joanna"


def test_both_typing_the_same_is_no_conflict() -> None:
    done = salesperson(name="Jo")
    records.change("salespeople", done.id, 1, {"name": "Joanna"})
    assert records.change("salespeople", done.id, 1, {"name": "Joanna"}, was={"name": "Jo"}).version == 2


def test_without_the_texts_that_were_read_every_stale_field_is_a_conflict() -> None:
    done = salesperson(name="Jo", email="jo@example.com")
    records.change("salespeople", done.id, 1, {"email": "other@example.com"})
    with pytest.raises(ChangedElsewhereError, match="Name"):
        records.change("salespeople", done.id, 1, {"name": "Joanna"})


def test_a_record_deleted_elsewhere_says_so_and_hands_back_what_was_typed() -> None:
    done = salesperson()
    records.delete("salespeople", [done.id])
    with pytest.raises(ChangedElsewhereError) as gone:
        records.change("salespeople", done.id, 1, {"name": "Joanna"})
    assert gone.value.theirs is None
    assert gone.value.mine == {"name": "Joanna"}


def test_version_nought_writes_against_whatever_stands_there() -> None:
    done = salesperson(name="Jo")
    records.change("salespeople", done.id, 1, {"name": "Johanna"})
    assert records.change("salespeople", done.id, 0, {"name": "Joanna"}).version == 3


def test_what_is_used_is_not_deleted_and_blocking_is_offered() -> None:
    done = salesperson()
    records.create("users", {"user_id": "bob", "salesperson_code": "JO"})
    with pytest.raises(RuleError, match=r"JO is used by 1 record of User Setup .* Block it instead"):
        records.delete("salespeople", [done.id])
    assert find("salespeople", "JO") == done.id


def test_what_is_used_and_cannot_be_blocked_is_refused_without_advice() -> None:
    done = records.create("languages", {"code": "ENG"})
    records.create("salutations", {"code": "MS"})
    records.create(
        "salutation-formulas", {"salutation_code": "MS", "language_code": "ENG", "salutation": "Dear %1,"}
    )
    with pytest.raises(RuleError, match=r"ENG is used by 1 record of Salutation Formulas .* deleted\.$"):
        records.delete("languages", [done.id])


def test_several_are_deleted_all_or_none() -> None:
    free, used = salesperson("FREE"), salesperson("USED")
    records.create("users", {"user_id": "bob", "salesperson_code": "USED"})
    with pytest.raises(RuleError, match="USED"):
        records.delete("salespeople", [free.id, used.id])
    assert find("salespeople", "FREE") == free.id


def test_a_blocked_record_is_not_taken_but_an_old_record_keeps_it() -> None:
    done = salesperson()
    user = records.create("users", {"user_id": "bob", "salesperson_code": "JO"})
    records.change("salespeople", done.id, 1, {"blocked": "yes"})
    with pytest.raises(RuleError, match="blocked"):
        records.create("users", {"user_id": "eva", "salesperson_code": "jo"})
    records.change("users", user.id, 1, {"salesperson_code": "JO", "user_id": "rob"})
    assert records.check("users", "salesperson_code", "JO", record_id=user.id) == ""
    assert "blocked" in records.check("users", "salesperson_code", "JO")


def test_a_typed_text_is_checked_on_its_own() -> None:
    assert records.check("salespeople", "name", "Jo") == ""
    assert "blank" in records.check("salespeople", "code", " ")
    assert "NOBODY" in records.check("users", "salesperson_code", "NOBODY")


@pytest.mark.parametrize("page", [page.name for page in PAGES if page.single])
def test_the_one_record_of_a_set_up_page_is_changed_but_never_made_or_deleted(page: str) -> None:
    assert uses.describe(page, 1)
    with pytest.raises(RuleError):
        records.create(page, {})
    with pytest.raises(RuleError):
        records.delete(page, [1])


def test_a_part_is_created_under_its_parent() -> None:
    series = records.create("number-series", {"code": "CONT"})
    line = records.create("number-series-lines", {"starting_no": "CT001"}, parent=series.id)
    assert stored(line, "series_code", "number-series-lines") == "CONT"


@pytest.mark.parametrize("page_name", ["contacts", "log-entries", "interaction-template-languages"])
@pytest.mark.parametrize(
    ("key", "said"), [("", "Nothing was named"), (" ", "Nothing was named"), ("9", "There is no 9 on")]
)
def test_what_is_not_found_is_named_if_anything_was(page_name: str, key: str, said: str) -> None:
    with pytest.raises(NotFoundError, match=f"{said}.* page {page_name}"):
        find(page_name, key)
