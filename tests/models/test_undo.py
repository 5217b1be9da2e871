"""Taking back one's own last changes (design.md 6)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.base import tuples
from models.database import unit
from models.errors import BusyError, NotFoundError, RuleError
from models.number_series import NumberSeriesLine
from models.queries.records import find, view
from models.rules import records, undo
from models.salesperson import Salesperson
from models.template import InteractionTemplateLanguage
from tests import builders

pytestmark = pytest.mark.usefixtures("opened")


@pytest.fixture(autouse=True)
def _nothing_to_undo() -> Iterator[None]:
    undo.forget()
    yield
    undo.forget()


def name_of(record_id: int) -> str:
    return view("salespeople", record_id).text("salespeople", "name")


def jo() -> int:
    return records.create("salespeople", {"code": "JO", "name": "Jo"}).id


def template() -> int:
    for code in ("ENG", "DEU"):
        records.create("languages", {"code": code})
    records.create("interaction-groups", {"code": "LETTER"})
    done = records.create("interaction-templates", {"code": "BROCHURE", "interaction_group_code": "LETTER"})
    for code in ("ENG", "DEU"):
        records.create("interaction-template-languages", {"language_code": code}, parent=done.id)
    records.change("interaction-templates", done.id, 0, {"language_code": "ENG"})
    return done.id


def test_nothing_to_undo_says_so() -> None:
    assert undo.last() == ""
    with pytest.raises(RuleError, match="nothing to undo"):
        undo.undo()


def test_several_steps_are_taken_back_one_by_one_down_to_the_creation() -> None:
    record = jo()
    records.change("salespeople", record, 1, {"name": "Joanna"})
    records.change("salespeople", record, 2, {"name": "Johanna", "email": "j@example.com"})
    records.change("salespeople", record, 3, {"code": "JOH"})
    assert undo.last() == "changed JOH (Salespeople)"
    undo.undo()
    assert find("salespeople", "JO") == record
    undo.undo()
    assert name_of(record) == "Joanna"
    undo.undo()
    assert name_of(record) == "Jo"
    assert undo.undo() == "created JO (Salespeople)"
    with pytest.raises(NotFoundError):
        find("salespeople", "JO")


def test_a_deleted_record_comes_back_with_its_id_and_parts_and_its_earlier_steps_still_go_back() -> None:
    record = template()
    rows = tuples(InteractionTemplateLanguage.select().order_by(InteractionTemplateLanguage.id))
    before = view("interaction-templates", record)
    records.delete("interaction-templates", [record])
    assert undo.undo() == "deleted BROCHURE (Interaction Templates)"
    assert tuples(InteractionTemplateLanguage.select().order_by(InteractionTemplateLanguage.id)) == rows
    assert view("interaction-templates", record) == before
    undo.undo()
    assert not view("interaction-templates", record).values["language_code"]


def test_a_new_record_after_an_undone_delete_gets_an_id_of_its_own() -> None:
    record = jo()
    records.delete("salespeople", [record])
    undo.undo()
    assert records.create("salespeople", {"code": "EVA"}).id > record


def test_the_default_language_that_a_deleted_row_cleared_comes_back_with_it() -> None:
    record = template()
    row = find("interaction-template-languages", "BROCHURE/ENG")
    records.delete("interaction-template-languages", [row])
    assert not view("interaction-templates", record).values["language_code"]
    undo.undo()
    assert view("interaction-templates", record).values["language_code"] == "ENG"


def test_what_somebody_else_changed_since_is_not_taken_back() -> None:
    record = jo()
    records.change("salespeople", record, 1, {"name": "Joanna"})
    unit(lambda: Salesperson.update(name="Other").where(Salesperson.id == record).execute())()
    with pytest.raises(RuleError, match="changed meanwhile"):
        undo.undo()
    assert name_of(record) == "Other"


def test_another_field_that_somebody_changed_since_stays_as_they_left_it() -> None:
    record = jo()
    records.change("salespeople", record, 1, {"name": "Joanna"})
    unit(lambda: Salesperson.update(job_title="Chief").where(Salesperson.id == record).execute())()
    undo.undo()
    found = view("salespeople", record).values
    assert (found["name"], found["job_title"]) == ("Jo", "Chief")


def test_a_creation_that_somebody_built_on_is_not_taken_back() -> None:
    series = records.create("number-series", {"code": "CONT"})
    records.create("number-series-lines", {"starting_no": "CT001"}, parent=series.id)
    created = [undo.last()]
    NumberSeriesLine.update(ending_no="CT999").execute()
    with pytest.raises(RuleError, match="changed meanwhile"):
        undo.undo()
    with pytest.raises(RuleError, match="changed meanwhile"):
        undo.undo()
    assert find("number-series", "CONT") == series.id
    assert created == ["created CONT/CT001 (No. Series Lines)"]


def test_a_deleted_code_that_was_taken_again_is_not_brought_back() -> None:
    record = jo()
    records.delete("salespeople", [record])
    unit(lambda: Salesperson.add(code="JO"))()
    with pytest.raises(RuleError, match="taken again"):
        undo.undo()
    assert find("salespeople", "JO") != record


@pytest.mark.parametrize("used", [False, True])
def test_a_language_row_made_with_the_default_language_goes_again_unless_it_is_used(used: bool) -> None:
    made = template()
    french = records.create("languages", {"code": "FRA"}).id
    records.change("interaction-templates", made, 0, {"language_code": "FRA"}, agreed=["create_language"])
    if used:
        builders.content(made, french, "Bonjour")
    undo.undo()
    of = InteractionTemplateLanguage
    assert len(tuples(of.select(of.id).where(of.template == made))) == 2 + used
    assert view("interaction-templates", made).text("interaction-templates", "language_code") == "ENG"


def test_the_search_text_goes_back_too() -> None:
    record = jo()
    records.change("salespeople", record, 1, {"name": "Joanna"})
    undo.undo()
    ((text,),) = tuples(Salesperson.select(Salesperson.search_text))
    assert text == "jo jo"


def test_a_refused_step_makes_way_for_the_one_before_but_a_busy_database_does_not() -> None:
    answers = [BusyError("busy"), RuleError("no")]

    def refuse() -> None:
        raise answers.pop(0)

    undo.remember("first", lambda: None)
    undo.remember("second", refuse)
    with pytest.raises(BusyError):
        undo.undo()
    assert undo.last() == "second"
    with pytest.raises(RuleError):
        undo.undo()
    assert undo.undo() == "first"


def test_a_part_of_a_larger_unit_of_work_is_not_a_step_of_its_own() -> None:
    unit(jo)()
    assert undo.last() == ""
