"""The starter set (what a new database holds unless it starts empty)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.base import tuples
from models.codes import Country, Language, Salutation, SalutationFormula
from models.number_series import NumberSeriesLine
from models.queries.records import find, look_up, view
from models.rules import records
from models.rules.numbers.series import next_number
from models.salutations import compose
from models.starter import codes
from models.starter.loading import load_starter
from models.template import InteractionTemplate, InteractionTemplateLanguage

pytestmark = pytest.mark.usefixtures("opened")


def values(page: str, key: str) -> dict[str, Any]:
    return dict(view(page, find(page, key)).values)


def test_the_outgoing_call_has_its_figures() -> None:
    load_starter()
    found = values("interaction-templates", "OUTGOING")
    assert (found["interaction_group_code"], found["unit_cost"], found["unit_duration"]) == (
        "PHONE",
        Decimal("1.00"),
        15,
    )
    assert (found["information_flow"], found["initiated_by"], found["correspondence_type"]) == (1, 1, 0)
    assert found["ignore_contact_corres_type"]


def test_there_are_36_templates_without_language_rows_and_every_document_kind_has_one() -> None:
    load_starter()
    assert InteractionTemplate.select().count() == 36
    assert InteractionTemplateLanguage.select().count() == 0
    setup = values("interaction-template-setup", "")
    assert not [name for name, code in setup.items() if not code]
    assert (setup["outg_calls"], setup["email_draft"], setup["sales_quotes"], setup["service_quote"]) == (
        "OUTGOING",
        "EMAIL_D",
        "SQUOTE",
        "SVQUOTE",
    )
    assert values("interaction-templates", "SVORDCR")["interaction_group_code"] == "SERVICE"


def test_marketing_setup_names_the_series_and_the_salutations() -> None:
    load_starter()
    setup = values("marketing-setup", "")
    assert (setup["contact_nos"], setup["segment_nos"], setup["campaign_nos"]) == ("CONT", "SEGM", "CAMP")
    assert setup["def_company_salutation_code"] == "COMPANY"
    assert setup["default_person_salutation_code"] == "UNISEX"
    assert all(setup[name] for name in setup if name.startswith("inherit"))


@pytest.mark.parametrize(("code", "first"), [("CONT", "CT000001"), ("SEGM", "SM00001"), ("CAMP", "CP0001")])
def test_each_series_begins_with_its_first_number_and_allows_typed_ones(code: str, first: str) -> None:
    load_starter()
    assert next_number(find("number-series", code)).number == first
    assert values("number-series", code)["manual_nos"]


def test_every_salutation_greets_formally_and_informally_in_every_language() -> None:
    load_starter()
    parts = [""] * 7
    parts[1:5] = ["Director", "Ann", "Mary", "Berg"]
    rows = tuples(
        SalutationFormula.select(
            Salutation.code,
            Language.code,
            SalutationFormula.salutation_type,
            SalutationFormula.text,
            SalutationFormula.name_1,
            SalutationFormula.name_2,
            SalutationFormula.name_3,
        )
        .join(Salutation)
        .join_from(SalutationFormula, Language)
    )
    greetings = {row[:3]: compose(row[3], [parts[part] for part in row[4:]]) for row in rows}
    assert len(greetings) == 8 * 4 * 2
    assert greetings["F-MAR", "ENG", 0] == "Dear Mrs. Ann Mary Berg,"
    assert greetings["UNISEX", "FIN", 0] == "Hyvä Ann Berg,"
    assert greetings["M-JOB", "RUS", 0] == "Уважаемый Director Berg!"
    assert greetings["COMPANY", "ESP", 1] == "Hola:"
    assert not [greeting for greeting in greetings.values() if "%" in greeting]


def test_countries_and_languages_carry_their_iso_codes() -> None:
    load_starter()
    assert values("countries", "FI")["name"] == "Finland"
    assert all(code == iso for code, iso in tuples(Country.select(Country.code, Country.iso_code)))
    isos = dict(tuples(Language.select(Language.code, Language.iso_code)))
    assert isos == {"ENG": "en", "RUS": "ru", "FIN": "fi", "ESP": "es"}


def test_every_text_fits_its_field() -> None:
    assert all(len(template.description) <= 100 for template in codes.TEMPLATES)
    texts = [text for kinds in codes.FORMAL.values() for text, _ in kinds.values()]
    assert max(len(text) for text in texts) <= 50


def test_loading_twice_changes_nothing() -> None:
    load_starter()
    before = values("interaction-templates", "BUS"), SalutationFormula.select().count()
    load_starter()
    assert (values("interaction-templates", "BUS"), SalutationFormula.select().count()) == before
    assert view("marketing-setup", 1).version == 2
    assert NumberSeriesLine.select().count() == 3


def test_what_people_set_up_themselves_is_left_alone() -> None:
    records.create("interaction-groups", {"code": "PHONE", "description": "Our calls"})
    records.create("number-series", {"code": "OWN"})
    records.change("marketing-setup", 1, 0, {"contact_nos": "OWN"})
    load_starter()
    assert values("interaction-groups", "PHONE")["description"] == "Our calls"
    assert values("marketing-setup", "")["contact_nos"] == "OWN"


def test_starter_records_are_found_by_their_words() -> None:
    load_starter()
    assert "OUTGOING" in [choice.code for choice in look_up("interaction-templates", "phone")]
