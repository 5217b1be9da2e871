"""How contacts are greeted by the formulas of their salutation (domain.md 3.8)."""

from __future__ import annotations

import pytest

from models.codes import Salutation, SalutationFormula
from models.contact import Contact
from models.enums import NamePart, SalutationType
from models.errors import RuleError
from models.queries.salutations import greetings, salutation
from tests.builders import company, language, person

pytestmark = pytest.mark.usefixtures("opened")

FORMAL, INFORMAL = SalutationType.FORMAL, SalutationType.INFORMAL
FIRST, MIDDLE, LAST = NamePart.FIRST_NAME, NamePart.MIDDLE_NAME, NamePart.SURNAME


def formula(code: int, tongue: int | None, kind: SalutationType, text: str, *parts: NamePart) -> None:
    names = {f"name_{place}": int(part) for place, part in enumerate(parts, 1)}
    SalutationFormula.add(salutation=code, language=tongue, salutation_type=int(kind), text=text, **names)


@pytest.fixture
def berg() -> int:
    """Jan Berg, greeted as MR."""
    code = Salutation.add(code="MR", description="Men")
    return person("CT1", "Jan Berg", first_name="Jan", surname="Berg", salutation=code)


def code_of(contact: int) -> int:
    found = Contact.one(contact)
    assert found is not None
    assert found.salutation is not None
    return int(found.salutation)


def test_the_parts_of_the_name_take_their_places_and_missing_ones_leave_no_gap(berg: int) -> None:
    tongue = language("ENU")
    formula(code_of(berg), tongue, FORMAL, "Dear Mr. %1 %2 %3,", FIRST, MIDDLE, LAST)
    assert salutation(berg, tongue, FORMAL) == "Dear Mr. Jan Berg,"


def test_language_and_type_choose_the_formula(berg: int) -> None:
    english, code = language("ENU"), code_of(berg)
    formula(code, english, FORMAL, "Dear Mr. %1,", LAST)
    formula(code, english, INFORMAL, "Hi %1,", FIRST)
    formula(code, None, FORMAL, "To %1", LAST)
    assert [salutation(berg, english, kind) for kind in SalutationType] == ["Dear Mr. Berg,", "Hi Jan,"]
    assert salutation(berg, None, FORMAL) == "To Berg"


def test_a_company_is_greeted_by_its_name() -> None:
    code = Salutation.add(code="COMPANY", description="Companies")
    mill = company("CT2", "Harbour Mill", company_name="Harbour Mill", salutation=code)
    formula(code, None, FORMAL, "To all at %1,", NamePart.COMPANY_NAME)
    assert salutation(mill, None, FORMAL) == "To all at Harbour Mill,"


def test_a_missing_formula_is_told_with_type_language_and_contact(berg: int) -> None:
    finnish = language("FIN")
    formula(code_of(berg), finnish, FORMAL, "Hyvä herra %1,", LAST)
    with pytest.raises(RuleError, match=r"no informal salutation MR in language FIN for CT1") as raised:
        salutation(berg, finnish, INFORMAL)
    assert raised.value.field == "salutation"
    with pytest.raises(RuleError, match=r"no formal salutation MR without language for CT1"):
        salutation(berg, None, FORMAL)


def test_an_empty_greeting_is_told(berg: int) -> None:
    formula(code_of(berg), None, FORMAL, "%1", MIDDLE)
    with pytest.raises(RuleError, match=r"formal salutation MR .* is empty for CT1"):
        salutation(berg, None, FORMAL)


def test_a_contact_without_salutation_code_and_one_that_is_gone_are_told() -> None:
    nobody = person("CT3", "No Code")
    with pytest.raises(RuleError, match="CT3 has no salutation code"):
        salutation(nobody, None, FORMAL)
    with pytest.raises(RuleError, match="does not exist any more"):
        salutation(nobody + 1, None, FORMAL)


def test_one_problem_among_many_does_not_stop_the_others(berg: int) -> None:
    formula(code_of(berg), None, FORMAL, "Dear %1,", FIRST)
    nobody = person("CT3", "No Code")
    first, second = greetings([(nobody, None), (berg, None)])
    assert first[FORMAL].problem
    assert second[FORMAL].text == "Dear Jan,"
