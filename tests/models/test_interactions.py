"""Creating and finishing interactions (scenarios INT, CAM-01)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from models.campaign import CampaignEntry
from models.enums import CorrespondenceType, Evaluation, InformationFlow, InitiatedBy
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment
from models.queries import interaction_form
from models.queries.lists.computed import load
from models.rules.interactions.finish import IncompleteError, finish, problems
from models.rules.interactions.interaction_form import FormState, hint, start, typed, typing
from tests import builders

pytestmark = pytest.mark.usefixtures("opened")

DAY = dt.date(2025, 5, 15)


def filled(state: FormState, **texts: str) -> FormState:
    """The form after these fields were typed and left."""
    for name, text in texts.items():
        state = typed(state, name, text)
    return state


def logged(state: FormState) -> dict[str, Any]:
    """The only entry that finishing the form leaves."""
    (entry,) = finish(None, state).entry_ids
    rows: Any = Entry.select().where(Entry.id == entry).dicts()
    return dict(rows.get())


def entries() -> int:
    return Entry.select().count()


def fields_with_problems(state: FormState) -> list[str]:
    with pytest.raises(IncompleteError) as refused:
        finish(None, state)
    assert entries() == 0
    assert refused.value.field == refused.value.problems[0].field
    return [problem.field for problem in refused.value.problems]


def test_INT_01_finishing_logs_the_interaction_with_the_values_of_its_template() -> None:
    jo = builders.salesperson()
    company = builders.company(salesperson=jo)
    letter = builders.template(interaction_group=builders.group("MAIL"))
    entry = logged(filled(start(contact_ids=[company]), interaction_template_code="letter"))
    assert (entry["contact"], entry["template"], entry["cost"], entry["duration"]) == (
        company,
        letter,
        Decimal("12.00"),
        5,
    )
    assert entry["interaction_group"] == builders.group("MAIL")
    assert not entry["postponed"]


def test_INT_02_a_finished_interaction_stores_exactly_what_the_form_contained() -> None:
    jo = builders.salesperson()
    enu = builders.language("ENU")
    person = builders.person()
    letter = builders.template(languages=(enu,))
    state = filled(
        start(contact_ids=[person]),
        interaction_template_code="LETTER",
        salesperson_code="jo",
        date="2025-05-15",
        description="Catalogue sent",
        language_code="enu",
    )
    entry = logged(state)
    assert entries() == 1
    known = {name: entry[name] for name in ("contact", "salesperson", "date", "template", "language")}
    assert known == {"contact": person, "salesperson": jo, "date": DAY, "template": letter, "language": enu}
    assert entry["description"] == "Catalogue sent"


def test_INT_03_no_interaction_without_a_template() -> None:
    builders.salesperson()
    builders.template()
    company = builders.company()
    state = filled(start(contact_ids=[company]), salesperson_code="JO", description="Call")
    assert fields_with_problems(state) == ["interaction_template_code"]


def test_INT_04_no_interaction_without_a_description() -> None:
    builders.salesperson()
    company = builders.company()
    builders.template("NOTEXT", "")
    state = filled(start(contact_ids=[company]), salesperson_code="JO", interaction_template_code="NOTEXT")
    assert fields_with_problems(state) == ["description"]


def test_INT_05_a_missing_contact_is_named_before_everything_else() -> None:
    builders.template()
    state = filled(start(), interaction_template_code="LETTER", date="", description="")
    state = typing(state, "description", "")
    assert fields_with_problems(state)[:2] == ["contact_no", "salesperson_code"]


def test_INT_06_a_missing_salesperson_is_named_first_after_contact_and_template() -> None:
    contact = builders.person("CT3001", "Ida Voss")
    builders.template()
    state = filled(start(contact_ids=[contact]), interaction_template_code="LETTER", date="")
    state = typing(state, "description", "")
    # All problems are told at once (design.md 3.1); the template fills a blank description again.
    assert fields_with_problems(state)[:2] == ["salesperson_code", "date"]


def test_INT_07_cost_and_duration_can_be_overridden() -> None:
    company = builders.company(salesperson=builders.salesperson())
    letter = builders.template()
    state = filled(start(contact_ids=[company]), interaction_template_code="LETTER", cost="20", duration="9")
    entry = logged(state)
    assert (entry["cost"], entry["duration"]) == (Decimal("20.00"), 9)
    known = load_template(letter)
    assert known == (Decimal("12.00"), 5)


def load_template(template: int) -> tuple[Decimal, int]:
    from models.template import InteractionTemplate

    found = InteractionTemplate.one(template)
    assert found is not None
    return found.unit_cost, found.unit_duration


def test_INT_08_the_evaluation_is_stored() -> None:
    company = builders.company(salesperson=builders.salesperson())
    builders.template()
    state = filled(start(contact_ids=[company]), interaction_template_code="LETTER", evaluation="pos")
    assert logged(state)["evaluation"] == Evaluation.POSITIVE


def test_INT_09_the_contact_is_found_by_its_name_in_any_case() -> None:
    jo = builders.salesperson()
    nell = builders.person("CT1001", "Nell Ashby")
    builders.person("CT1002", "Bob Ashby")
    state = typed(start(salesperson_id=jo, only_salesperson=True), "contact_no", "nell ashby")
    assert (state.contacts, state.text("contact_no")) == ((nell,), "CT1001")
    several = typed(state, "contact_no", "ashby")
    # A text that several match stays as it was typed (design.md 3.10).
    assert (several.contacts, several.text("contact_no")) == ((), "ashby")


@pytest.mark.parametrize("number", ["CT1000", "CT1001"])
def test_INT_10_started_from_a_contact_the_contact_is_given_and_locked(number: str) -> None:
    known = {"CT1000": builders.company(), "CT1001": builders.person()}
    state = start(contact_ids=[known[number]])
    assert (state.contacts, state.text("contact_no")) == ((known[number],), number)
    with pytest.raises(RuleError, match="cannot be changed"):
        typed(state, "contact_no", "CT9")
    assert typing(state, "contact_no", "CT9") == state


def test_INT_15_a_template_may_override_the_contacts_correspondence_type() -> None:
    contact = builders.person(correspondence_type=int(CorrespondenceType.EMAIL))
    builders.template("NOTE", "Note", ignore_contact_corres_type=True)
    state = start(contact_ids=[contact])
    assert state.text("correspondence_type") == "Email"
    assert typed(state, "interaction_template_code", "NOTE").text("correspondence_type") == ""


def test_INT_16_email_that_was_chosen_needs_something_to_send() -> None:
    contact = builders.person(email="nell@example.com", salesperson=builders.salesperson())
    builders.template("CALL-IN", "Incoming call")
    state = filled(start(contact_ids=[contact]), interaction_template_code="CALL-IN")
    state = typed(state, "correspondence_type", "Email")
    assert fields_with_problems(state) == ["correspondence_type"]
    assert "attachment or a document template" in problems(state)[0].sentence


def test_INT_16_email_that_was_only_derived_becomes_blank_and_says_so() -> None:
    """Deviates on purpose: design.md 3.4."""
    contact = builders.person(
        email="nell@example.com",
        salesperson=builders.salesperson(),
        correspondence_type=int(CorrespondenceType.EMAIL),
    )
    builders.template("CALL-IN", "Incoming call")
    done = finish(None, filled(start(contact_ids=[contact]), interaction_template_code="CALL-IN"))
    assert done.sentences == ("There is nothing to send by e-mail: Correspondence Type was left blank.",)
    entry = Entry.one(done.entry_ids[0])
    assert entry is not None
    assert entry.correspondence_type == CorrespondenceType.BLANK


def test_INT_17_the_language_list_shows_the_templates_languages_only() -> None:
    enu, fra, deu = (builders.language(code) for code in ("ENU", "FRA", "DEU"))
    letter = builders.template(languages=(enu,))
    builders.template("OTHER", "Other", languages=(fra, deu))
    state = filled(start(), interaction_template_code="LETTER")
    assert state.text("language_code") == "ENU"
    assert [choice.code for choice in interaction_form.languages(letter)] == ["ENU"]


def test_CAM_01_a_finished_interaction_leaves_one_entry_in_its_campaign() -> None:
    company = builders.company(salesperson=builders.salesperson())
    campaign = builders.campaign("CP100")
    builders.template(unit_cost=Decimal(40), unit_duration=15)
    state = filled(start(contact_ids=[company]), interaction_template_code="LETTER", campaign_no="CP100")
    entry = logged(state)
    assert (entry["information_flow"], entry["initiated_by"]) == (InformationFlow.OUTBOUND, InitiatedBy.US)
    assert (entry["campaign"], entry["cost"], entry["duration"]) == (campaign, Decimal("40.00"), 15)
    assert entry["interaction_group"] == builders.group("MAIL")
    (found,) = CampaignEntry.select().where(CampaignEntry.campaign == campaign)
    assert (found.id, found.description) == (entry["campaign_entry"], "Interactions")
    totals = [load(CampaignEntry, name, [found.id])[found.id] for name in ("no_of_interactions", "cost")]
    assert totals == [1, Decimal("40.00")]
    assert load(CampaignEntry, "duration", [found.id])[found.id] == 15
    logged(state)
    assert CampaignEntry.select().count() == 1


def test_template_and_contact_give_the_same_form_in_either_order() -> None:
    fra, enu = builders.language("FRA"), builders.language("ENU")
    jo = builders.salesperson()
    builders.person(language=fra, salesperson=jo, correspondence_type=int(CorrespondenceType.HARD_COPY))
    builders.template(languages=(enu, fra), campaign=builders.campaign(), campaign_target=True)
    ways = [
        filled(start(), contact_no="CT1001", interaction_template_code="LETTER"),
        filled(start(), interaction_template_code="LETTER", contact_no="CT1001"),
    ]
    assert ways[0] == ways[1]
    assert {name: hint(ways[0], name) for name in ("language_code", "campaign_no", "description")} == {
        "language_code": "from contact",
        "campaign_no": "from template",
        "description": "from template",
    }
    assert (ways[0].text("language_code"), ways[0].text("campaign_target")) == ("FRA", "Yes")


def test_a_typed_field_is_never_overwritten_and_an_untouched_description_follows_the_template() -> None:
    builders.template("LETTER", "Letter")
    builders.template("CALL", "Call", unit_cost=Decimal(3), unit_duration=7)
    state = filled(start(), interaction_template_code="LETTER", duration="9")
    state = typed(state, "interaction_template_code", "CALL")
    assert (state.text("description"), state.text("duration"), state.text("cost")) == ("Call", "9", "3.00")
    state = filled(state, description="My words", interaction_template_code="LETTER")
    assert state.text("description") == "My words"


def test_mine_comes_before_the_contacts_salesperson() -> None:
    jo, anna = builders.salesperson(), builders.salesperson("AN", "Anna")
    company = builders.company(salesperson=jo)
    assert start(contact_ids=[company]).text("salesperson_code") == "JO"
    builders.give_me(anna)
    state = start(contact_ids=[company])
    assert (state.text("salesperson_code"), hint(state, "salesperson_code")) == ("AN", "you")


def test_the_form_starts_on_the_work_date_at_the_next_minute() -> None:
    state = start()
    texts = {name: state.text(name) for name in ("date", "time_of_interaction", "successful")}
    assert texts == {"date": "2025-05-15", "time_of_interaction": "09:01", "successful": "Yes"}


def test_several_contacts_get_one_entry_each_with_the_defaults_of_each() -> None:
    jo, rl = builders.salesperson(), builders.salesperson("RL", "Rosa Lind")
    first, second = builders.company(salesperson=jo), builders.person(salesperson=rl)
    builders.template()
    blocked = builders.person("CT1009", "Max Shy", privacy_blocked=True)
    state = start(contact_ids=[second, blocked, first])
    assert state.contacts == (second, first)
    assert "Max Shy" in state.skipped[0]
    state = filled(state, interaction_template_code="LETTER", comment="Told both")
    done = finish(None, state)
    found = [Entry.one(entry) for entry in done.entry_ids]
    assert [(entry.contact, entry.salesperson) for entry in found if entry] == [(second, rl), (first, jo)]
    assert InterLogEntryComment.select().count() == 2


def test_nothing_is_recorded_for_a_person_whose_company_is_blocked_for_privacy() -> None:
    mill = builders.company("CT1000", "Harbour Mill Ltd", privacy_blocked=True)
    nell = builders.person("CT1001", "Nell Ashby", company=mill)
    with pytest.raises(RuleError, match=r"CT1000 Harbour Mill Ltd is blocked for privacy.*CT1001"):
        start(contact_ids=[nell])


def test_nothing_is_recorded_for_a_contact_that_is_blocked_for_privacy() -> None:
    shy = builders.person(privacy_blocked=True)
    minor = builders.person("CT1002", "Kim Young", minor=True)
    with pytest.raises(RuleError, match="blocked for privacy"):
        start(contact_ids=[shy])
    with pytest.raises(RuleError, match="minor"):
        start(contact_ids=[minor])
    state = typed(start(), "contact_no", "CT1001")
    assert (problems(state)[0].field, "privacy" in problems(state)[0].sentence) == ("contact_no", True)


def test_every_problem_is_told_at_once_in_the_order_of_the_domain() -> None:
    builders.template(blocked=True)
    state = start()
    for name, text in {
        "contact_no": "nobody",
        "interaction_template_code": "LETTER",
        "salesperson_code": "??",
        "date": "31.02.",
        "description": "x" * 101,
        "duration": "-1",
        "cost": "much",
        "campaign_response": "yes",
    }.items():
        state = typed(state, name, text)
    assert [problem.field for problem in problems(state)] == [
        "contact_no",
        "interaction_template_code",
        "salesperson_code",
        "date",
        "description",
        "duration",
        "cost",
        "campaign_response",
    ]


def test_a_copy_takes_all_values_and_a_form_from_an_entry_only_the_contact() -> None:
    company = builders.company(salesperson=builders.salesperson())
    builders.template()
    builders.template("CALL", "Call", unit_duration=3)
    texts = {"description": "Again", "comment": "Wants 40", "evaluation": "Neutral", "duration": "44"}
    first = logged(filled(start(contact_ids=[company]), interaction_template_code="LETTER", **texts))
    copy = start(copy_of=first["id"])
    assert {name: copy.text(name) for name in texts} == texts
    assert typed(copy, "interaction_template_code", "CALL").text("duration") == "3"
    fresh = start(entry_id=first["id"])
    assert (fresh.contacts, fresh.text("description")) == ((company,), "")
    assert "contact_no" not in fresh.fixed


def test_the_alternative_address_of_the_day_goes_in_without_content_too() -> None:
    builders.template("CALL", "Phone call")
    builders.salesperson()
    nell, bo = builders.person("CT1001", "Nell Ashby"), builders.person("CT1002", "Bo Quist")
    builders.alternative(nell, "SUMMER", ("2025-05-01", "2025-08-31"))
    builders.alternative(nell, "NOW", ("2025-05-15", "2025-05-15"))
    both = filled(start(contact_ids=(nell, bo)), interaction_template_code="CALL", salesperson_code="JO")
    codes = {
        day: [
            Entry.get_by_id(entry).contact_alt_address
            for entry in finish(None, typed(both, "date", day)).entry_ids
        ]
        for day in ("2025-05-15", "2025-05-16", "2025-09-01")
    }
    assert codes == {"2025-05-15": ["NOW", ""], "2025-05-16": ["SUMMER", ""], "2025-09-01": ["", ""]}
