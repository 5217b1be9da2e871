"""Rules of set-up records: salespeople, templates, salutations, users and what they refer to."""

from __future__ import annotations

import pytest

from models.base import tuples
from models.emails import addresses, check_addresses
from models.errors import NotFoundError, RuleError
from models.queries.records import find, look_up, view
from models.rules import records
from models.rules.setup import reserved_relation
from models.rules.templates import changes as templates
from models.template import InteractionTemplateLanguage

pytestmark = pytest.mark.usefixtures("opened")


def group(code: str = "PHONE") -> int:
    return records.create("interaction-groups", {"code": code, "description": "Telephone"}).id


def template(code: str = "BROCHURE", languages: tuple[str, ...] = ("ENU", "DEU")) -> int:
    group("LETTER")
    made = records.create("interaction-templates", {"code": code, "interaction_group_code": "LETTER"})
    for language in languages:
        records.create("languages", {"code": language})
        records.create("interaction-template-languages", {"language_code": language}, parent=made.id)
    return made.id


def default_language(template_id: int) -> object:
    return view("interaction-templates", template_id).values["language_code"] or ""


def test_TPL_01_an_interaction_group_is_created_and_read_back() -> None:
    made = group()
    assert find("interaction-groups", "PHONE") == made
    assert [choice.description for choice in look_up("interaction-groups", "PHONE")] == ["Telephone"]


def test_TPL_02_a_template_belongs_to_a_group() -> None:
    group()
    records.create("interaction-templates", {"code": "CALL-IN", "interaction_group_code": "PHONE"})
    found = view("interaction-templates", find("interaction-templates", "CALL-IN"))
    assert found.values["interaction_group_code"] == "PHONE"


def test_a_template_without_a_group_is_refused() -> None:
    with pytest.raises(RuleError) as refused:
        records.create("interaction-templates", {"code": "CALL-IN"})
    assert refused.value.field == "interaction_group_code"


def test_TPL_08_deleting_a_template_takes_its_language_rows() -> None:
    brochure = template()
    records.delete("interaction-templates", [brochure])
    assert InteractionTemplateLanguage.select().count() == 0
    with pytest.raises(NotFoundError):
        find("interaction-templates", "BROCHURE")


def test_TPL_09_the_e_mail_draft_template_is_kept_in_the_template_setup() -> None:
    template("DRAFT")
    records.change("interaction-template-setup", 1, 1, {"email_draft": "draft"})
    assert view("interaction-template-setup", 1).values["email_draft"] == "DRAFT"


def test_the_template_setup_takes_existing_templates_only() -> None:
    with pytest.raises(RuleError) as refused:
        records.change("interaction-template-setup", 1, 0, {"email_draft": "NONE"})
    assert refused.value.field == "email_draft"


def test_a_template_that_set_up_records_name_is_not_deleted() -> None:
    brochure = template()
    records.change("interaction-template-setup", 1, 0, {"cover_sheets": "BROCHURE"})
    with pytest.raises(RuleError, match=r"BROCHURE is used by 1 record of Interaction Template Setup"):
        records.delete("interaction-templates", [brochure])


def test_the_default_language_of_a_template_has_a_row() -> None:
    brochure = template(languages=("ENU",))
    records.create("languages", {"code": "FIN"})
    records.change("interaction-templates", brochure, 0, {"language_code": "ENU"})
    with pytest.raises(RuleError, match="no language row FIN") as refused:
        records.change("interaction-templates", brochure, 0, {"language_code": "FIN"})
    assert refused.value.field == "language_code"
    assert default_language(brochure) == "ENU"


def test_the_screen_asks_for_a_missing_language_row_and_the_answer_makes_it() -> None:
    brochure = template(languages=("ENU",))
    records.create("languages", {"code": "FIN"})
    assert templates.lacks_language(brochure, "fin")
    assert not templates.lacks_language(brochure, "ENU")
    assert not templates.lacks_language(brochure, "NONE")
    typed = {"language_code": "FIN"}
    records.change("interaction-templates", brochure, 0, typed, agreed=[templates.CREATE_LANGUAGE])
    assert default_language(brochure) == "FIN"
    assert find("interaction-template-languages", "BROCHURE/FIN")


def test_a_new_template_gets_its_default_language_row_when_agreed() -> None:
    group()
    records.create("languages", {"code": "FIN"})
    typed = {"code": "CALL", "interaction_group_code": "PHONE", "language_code": "FIN"}
    with pytest.raises(RuleError, match="no language row FIN"):
        records.create("interaction-templates", typed)
    records.create("interaction-templates", typed, agreed=[templates.CREATE_LANGUAGE])
    assert find("interaction-template-languages", "CALL/FIN")


def test_the_default_goes_with_its_language_row() -> None:
    brochure = template()
    records.create("languages", {"code": "FIN"})
    records.change("interaction-templates", brochure, 0, {"language_code": "ENU"})
    row = find("interaction-template-languages", "BROCHURE/ENU")
    records.change("interaction-template-languages", row, 0, {"language_code": "FIN"})
    assert default_language(brochure) == "FIN"
    records.delete("interaction-template-languages", [row])
    assert default_language(brochure) == ""


def test_a_template_has_one_row_per_language() -> None:
    brochure = template()
    with pytest.raises(RuleError, match="BROCHURE/ENU exists already"):
        records.create("interaction-template-languages", {"language_code": "ENU"}, parent=brochure)


def test_CON_17_formulas_stand_side_by_side_by_language_and_type() -> None:
    records.create("languages", {"code": "ENU"})
    made = records.create("salutations", {"code": "MS"})
    names = {f"name_{place}": "First Name" for place in range(1, 6)}
    for language in ("", "ENU"):
        for kind in ("Formal", "Informal"):
            typed = {"language_code": language, "salutation_type": kind, "salutation": "Dear %1 %2,", **names}
            records.create("salutation-formulas", typed, parent=made.id)
    keys = ("MS//Formal", "MS//Informal", "MS/ENU/Formal", "MS/ENU/Informal")
    assert len({find("salutation-formulas", key) for key in keys}) == 4


@pytest.mark.parametrize("language", ["", "ENU"])
def test_a_second_formula_for_one_language_and_type_is_refused(language: str) -> None:
    records.create("languages", {"code": "ENU"})
    made = records.create("salutations", {"code": "MS"})
    typed = {"language_code": language, "salutation": "Dear friend,"}
    records.create("salutation-formulas", typed, parent=made.id)
    with pytest.raises(RuleError, match=f"MS/{language}/Formal exists already"):
        records.create("salutation-formulas", typed, parent=made.id)


def test_a_place_beyond_the_fifth_is_refused_and_one_without_a_name_is_told() -> None:
    made = records.create("salutations", {"code": "MS"})
    with pytest.raises(RuleError, match="%1 to %5") as refused:
        records.create("salutation-formulas", {"salutation": "Dear %6,"}, parent=made.id)
    assert refused.value.field == "salutation"
    done = records.create("salutation-formulas", {"salutation": "Dear %1,"}, parent=made.id)
    assert [("%1" in note, "Name 1" in note) for note in done.notes] == [(True, True)]


def test_a_deleted_salutation_takes_its_formulas() -> None:
    made = records.create("salutations", {"code": "MS"})
    records.create("salutation-formulas", {"salutation": "Dear friend,"}, parent=made.id)
    records.delete("salutations", [made.id])
    with pytest.raises(NotFoundError):
        find("salutation-formulas", "MS//Formal")


@pytest.mark.parametrize(
    "text",
    ["a@example.com", "a@example.com;b@example.com", "a@example.com; b.c@sub.example.com", "ä@müller.de"],
)
def test_an_e_mail_address_or_several_are_taken(text: str) -> None:
    check_addresses(text, "email")
    made = records.create("salespeople", {"code": "JO", "email": text})
    assert view("salespeople", made.id).values["email"] == text


@pytest.mark.parametrize(
    "text", ["jo", "jo@", "@example.com", "a b@example.com", "a@x..com", "a@b.com;jo", ";"]
)
def test_a_wrong_address_is_quoted_whole(text: str) -> None:
    with pytest.raises(RuleError) as refused:
        records.create("salespeople", {"code": "JO", "email_2": text})
    assert f'"{text}"' in str(refused.value)
    assert refused.value.field == "email_2"


def test_addresses_in_a_field_are_separated_by_semicolons() -> None:
    assert addresses("a@example.com; b@example.com;") == ["a@example.com", "b@example.com"]


def test_a_user_name_is_stored_in_capitals_and_only_once() -> None:
    records.create("users", {"user_id": "bob"})
    with pytest.raises(RuleError, match="BOB exists already"):
        records.create("users", {"user_id": "Bob"})


def test_the_user_who_works_is_neither_renamed_nor_deleted() -> None:
    group()
    anna = find("users", "ANNA")
    with pytest.raises(RuleError, match="You work as"):
        records.change("users", anna, 0, {"user_id": "EVA"})
    with pytest.raises(RuleError, match="You work as"):
        records.delete("users", [anna])


@pytest.mark.parametrize(
    ("page", "iso", "right"),
    [("countries", "g", ""), ("countries", "gb", "GB"), ("languages", "1", ""), ("languages", "EN", "en")],
)
def test_iso_codes_have_their_form(page: str, iso: str, right: str) -> None:
    typed = {"code": "XX", "iso_code": iso}
    if right:
        assert view(page, records.create(page, typed).id).values["iso_code"] == right
        return
    with pytest.raises(RuleError) as refused:
        records.create(page, typed)
    assert refused.value.field == "iso_code"


def test_one_business_relation_stands_for_one_kind_of_account() -> None:
    cust = records.create("business-relations", {"code": "CUST"})
    plain = records.create("business-relations", {"code": "PROS"})
    records.change("marketing-setup", 1, 0, {"bus_rel_code_for_customers": "CUST"})
    assert reserved_relation(cust.id) == "Bus. Rel. Code for Customers"
    assert reserved_relation(plain.id) == ""
    with pytest.raises(RuleError) as refused:
        records.change("marketing-setup", 1, 0, {"bus_rel_code_for_vendors": "CUST"})
    assert refused.value.field == "bus_rel_code_for_vendors"
    records.change("business-relations", cust.id, 0, {"code": "CLIENT"})
    assert view("marketing-setup", 1).values["bus_rel_code_for_customers"] == "CLIENT"


@pytest.mark.parametrize("page", ["salespeople", "interaction-groups", "interaction-templates"])
def test_a_blocked_record_is_not_offered(page: str) -> None:
    group()
    typed = {"code": "OLD"}
    if page == "interaction-templates":
        typed["interaction_group_code"] = "PHONE"
    made = records.create(page, typed)
    assert [choice.code for choice in look_up(page, "OLD")] == ["OLD"]
    records.change(page, made.id, 0, {"blocked": "yes"})
    assert look_up(page, "OLD") == []


def test_a_language_row_is_made_once() -> None:
    brochure = template()
    ((language,),) = tuples(InteractionTemplateLanguage.select(InteractionTemplateLanguage.language).limit(1))
    templates.ensure_language(brochure, language)
    assert InteractionTemplateLanguage.select().count() == 2


@pytest.mark.parametrize(("port", "told"), [("0", "must be at least 1"), ("99999", "must be at most 65535")])
def test_a_port_of_the_mail_server_is_one_that_there_can_be(port: str, told: str) -> None:
    with pytest.raises(RuleError, match=f"SMTP Server Port {told}"):
        records.change("mail-setup", 1, 0, {"smtp_server_port": port})


@pytest.mark.parametrize("text", ["foo", "a@b.example; c@d.example"])
def test_letters_come_from_one_address(text: str) -> None:
    records.change("mail-setup", 1, 0, {"sender_email": "crm@cronus.example"})
    with pytest.raises(RuleError) as refused:
        records.change("mail-setup", 1, 0, {"sender_email": text})
    assert refused.value.field == "sender_email"
