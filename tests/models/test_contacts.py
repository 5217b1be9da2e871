"""Creating and changing contacts: numbers, defaults, names, checks (CON, NUM)."""

from __future__ import annotations

import pytest

from models.base import tuples
from models.codes import JobResponsibility, MailingGroup
from models.contact import (
    Contact,
    ContactBusinessRelation,
    ContactComment,
    ContactStatistics,
)
from models.enums import ContactType, CorrespondenceType
from models.errors import RuleError
from models.number_series import NumberSeries
from models.queries import records as reading
from models.rules import records, undo
from tests import builders
from tests.models.contact_people import change, codes, company, entry, get, person, set_up

pytestmark = pytest.mark.usefixtures("opened")


def test_NUM_01_a_contact_gets_the_next_number_of_its_series_and_remembers_it() -> None:
    set_up()

    first, second = get(company("One")), get(company("Two"))

    assert (first.no, second.no) == ("CT000001", "CT000002")
    assert first.number_series == NumberSeries.get(NumberSeries.code == "CONT").id


def test_a_number_that_somebody_typed_before_is_skipped() -> None:
    set_up()
    company("Typed", no="ct000001")

    assert get(company("Next")).no == "CT000002"


def test_a_typed_number_that_is_taken_is_refused() -> None:
    set_up()
    company("One")

    with pytest.raises(RuleError, match="CT000001"):
        company("Two", no="CT000001")


def test_NUM_03_without_a_contact_series_no_contact_is_made() -> None:
    with pytest.raises(RuleError, match="Contact Nos"):
        company("One")

    assert Contact.select().count() == 0


def test_NUM_05_a_new_company_gets_the_defaults_of_the_setup() -> None:
    of = codes()
    set_up(
        default_territory=of["territory"],
        default_country=of["country"],
        default_language=of["language"],
        default_company_salutation=of["company_salutation"],
        default_person_salutation=of["person_salutation"],
        default_correspondence_type=CorrespondenceType.HARD_COPY,
    )

    made, one = get(company("One")), get(person("Ida Voss"))

    assert (made.territory, made.country, made.language) == (of["territory"], of["country"], of["language"])
    assert made.salutation == of["company_salutation"]
    assert made.correspondence_type == CorrespondenceType.HARD_COPY
    assert one.salutation == of["person_salutation"]


def test_NUM_06_empty_defaults_leave_the_fields_empty() -> None:
    set_up()

    for made in (get(company("One")), get(person("Ida Voss"))):
        assert (made.territory, made.country, made.language, made.salutation) == (None, None, None, None)
        assert made.correspondence_type == CorrespondenceType.BLANK


def test_NUM_07_a_new_contact_gets_the_salesperson_of_the_user() -> None:
    of = codes()
    set_up()
    builders.give_me(of["salesperson"])

    assert get(company("One")).salesperson == of["salesperson"]


def test_CON_05_a_contact_made_among_the_people_of_a_company_is_its_person() -> None:
    set_up()
    mill = company("Harbour Mill Ltd", no="CT1000")

    made = get(records.create("contacts", {"name": "Ida Voss"}, parent=mill).id)

    assert (made.type, made.company, made.company_name) == (ContactType.PERSON, mill, "Harbour Mill Ltd")


def test_CON_06_a_contact_made_without_a_filter_is_a_company_without_a_company_name() -> None:
    set_up()

    made = get(records.create("contacts", {}).id)

    assert (made.type, made.company_name, made.company) == (ContactType.COMPANY, "", None)


def test_CON_07_semicolons_part_email_addresses_and_nothing_else_does() -> None:
    set_up()
    contact = company("One")
    three = ["a@one.example", "b@two.example", "c@three.example"]

    change(contact, email="; ".join(three))
    assert get(contact).email == ";".join(three)
    change(contact, email="")
    assert get(contact).email == ""
    for sign in (",", "|", " "):
        with pytest.raises(RuleError) as caught:
            change(contact, email=sign.join(three))
        assert sign.join(three) in str(caught.value)
        assert caught.value.field == "email"
    assert get(contact).email == ""


@pytest.mark.parametrize(
    ("field", "caption"),
    [
        pytest.param("phone_no", "Phone No.", id="CON_08"),
        pytest.param("mobile_phone_no", "Mobile Phone No.", id="CON_09"),
    ],
)
def test_CON_08_and_CON_09_phone_numbers_contain_no_letters(field: str, caption: str) -> None:
    set_up()
    contact = person("Ida Voss", no="CT3001")

    for number in ("0814655", "+-0814 655=&?"):
        change(contact, **{field: number})
        assert getattr(get(contact), field) == number
    for number in ("A1234b", "x"):
        with pytest.raises(RuleError) as caught:
            change(contact, **{field: number})
        assert caption in str(caught.value)
        assert "CT3001" in str(caught.value)
    assert getattr(get(contact), field) == "+-0814 655=&?"


def test_CON_10_the_name_of_a_person_is_split_into_its_parts() -> None:
    set_up()

    made = get(person("Mara  Lin Quill"))

    assert (made.first_name, made.middle_name, made.surname) == ("Mara", "Lin", "Quill")
    assert made.name == "Mara Lin Quill"


def test_CON_11_changed_parts_rebuild_the_name() -> None:
    set_up()
    contact = person("Ida Voss")

    change(contact, first_name="Ina", middle_name="Bea", surname="Wolf")

    made = get(contact)
    assert (made.name, made.first_name, made.middle_name, made.surname) == (
        "Ina Bea Wolf",
        "Ina",
        "Bea",
        "Wolf",
    )
    assert (made.search_name, made.sort_name) == ("INA BEA WOLF", "wolf ina bea")


def test_a_part_of_a_name_that_is_too_long_is_refused_and_not_cut() -> None:
    set_up()

    with pytest.raises(RuleError, match="30") as caught:
        person(f"{'A' * 31} Voss")

    assert caught.value.field == "first_name"


def test_a_search_name_of_ones_own_stays_when_the_name_changes() -> None:
    set_up()
    contact = company("Harbour Mill Ltd", search_name="MILL")

    change(contact, name="Harbour Group")

    assert get(contact).search_name == "MILL"


def test_CON_12_the_company_name_of_a_company_is_its_name() -> None:
    set_up()
    contact = company("Quill & Co")
    assert get(contact).company_name == "Quill & Co"

    change(contact, name="Quill Group")

    assert get(contact).company_name == "Quill Group"


def test_CON_16_linked_codes_are_counted_on_the_contact() -> None:
    set_up()
    MailingGroup.add(code="CARD")
    JobResponsibility.add(code="SALE")
    mill, ida = company(), person()

    records.create("contact-mailing-groups", {"mailing_group_code": "CARD"}, parent=mill)
    records.create("contact-job-responsibilities", {"job_responsibility_code": "SALE"}, parent=ida)
    records.create("contact-comments", {"comment": "Prefers mornings"}, parent=ida)

    assert reading.view("contacts", mill).values["no_of_mailing_groups"] == 1
    assert reading.view("contacts", ida).values["no_of_job_responsibilities"] == 1
    comment = ContactComment.get()
    assert (comment.contact, comment.comment, str(comment.date)) == (ida, "Prefers mornings", "2025-05-15")


def test_CON_18_a_new_person_has_no_business_relation() -> None:
    set_up()

    person()

    assert ContactBusinessRelation.select().count() == 0


def test_a_new_contact_has_its_words_and_its_row_of_statistics() -> None:
    set_up()

    contact = person("Ida Voss-Berg", email="ida@voss.example")

    ((text,),) = tuples(Contact.select(Contact.search_text))
    assert text == "ct000001 ida voss berg ida voss example"
    assert ContactStatistics.select().where(ContactStatistics.contact == contact).count() == 1
    assert [choice.id for choice in reading.look_up("contacts", "berg")] == [contact]


def test_a_renamed_contact_is_found_by_its_new_name_only() -> None:
    set_up()
    contact = company("Quill & Co")

    change(contact, name="Ostrow Group")

    assert [choice.id for choice in reading.look_up("contacts", "ostr")] == [contact]
    assert reading.look_up("contacts", "quill") == []


def test_minors_are_blocked_until_a_parent_consents_and_somebody_unblocks_them() -> None:
    set_up()
    ida = person("Ida Voss", minor="yes")
    assert get(ida).privacy_blocked

    with pytest.raises(RuleError, match="consent"):
        change(ida, privacy_blocked="no")
    change(ida, parental_consent_received="yes")
    assert get(ida).privacy_blocked
    change(ida, privacy_blocked="no")
    assert not get(ida).privacy_blocked
    change(ida, parental_consent_received="no")
    assert get(ida).privacy_blocked


def test_a_company_is_no_minor_and_has_no_first_name() -> None:
    set_up()

    with pytest.raises(RuleError, match="person"):
        company(minor="yes")
    with pytest.raises(RuleError, match="First Name"):
        company(first_name="Ida")


def test_CON_14_a_company_with_a_business_relation_cannot_become_a_person() -> None:
    of = codes()
    set_up()
    contact = company()
    ContactBusinessRelation.add(
        contact=contact, business_relation=of["relation"], link_to_table=1, linked_no="C1"
    )

    with pytest.raises(RuleError, match="Business Relations must be 0"):
        change(contact, type="Person")


def test_a_contact_with_a_draft_keeps_its_type() -> None:
    set_up()
    contact = company()
    entry(contact, postponed=True)

    with pytest.raises(RuleError, match="1 interaction"):
        change(contact, type="Person")


def test_a_company_that_becomes_a_person_gets_name_parts_and_the_salutation_of_persons() -> None:
    of = codes()
    set_up(
        default_company_salutation=of["company_salutation"], default_person_salutation=of["person_salutation"]
    )
    contact = company("Ida Voss")

    change(contact, type="Person")

    made = get(contact)
    assert (made.first_name, made.surname, made.company_name) == ("Ida", "Voss", "")
    assert made.salutation == of["person_salutation"]


def test_a_change_is_taken_back_with_its_words() -> None:
    set_up()
    contact = company("Quill & Co")
    change(contact, name="Ostrow Group")

    undo.undo()

    assert get(contact).name == "Quill & Co"
    assert [choice.id for choice in reading.look_up("contacts", "quill")] == [contact]


def test_a_salesperson_blocked_for_privacy_is_not_put_on_a_contact() -> None:
    of = codes()
    set_up()
    records.change("salespeople", of["salesperson"], 0, {"privacy_blocked": "yes"})

    with pytest.raises(RuleError, match="RL"):
        company(salesperson_code="RL")
