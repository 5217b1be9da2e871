"""The fields of any page as a form, and the helpers that know records, dates and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from models import dictionary, values
from models.about import About, Kind, Value
from models.dates.formulas import DateFormula
from models.errors import RuleError
from models.pages import Page, page
from models.queries import records
from models.queries.lists import columns
from models.queries.lists.rows import Choice
from models.queries.records import View
from models.rules.typed import check
from models.who import who
from models.words import N_, p_, translate
from tui.lanes import Lanes
from tui.widgets.form import FieldSpec, Helpers

Sections = Mapping[str, str]
"""The name of a field and the heading above it."""

SECTIONS: Mapping[str, Sections] = {
    "contacts": {
        "no": N_("section", "General"),
        "address": N_("section", "Address"),
        "phone_no": N_("section", "Communication"),
        "salesperson_code": N_("section", "Defaults"),
        "privacy_blocked": N_("section", "Privacy"),
        "vat_registration_no": N_("section", "Registration"),
    },
    "marketing-setup": {
        "contact_nos": N_("section", "Numbering"),
        "bus_rel_code_for_customers": N_("section", "Business relations"),
        "inherit_salesperson_code": N_("section", "Inheritance: what persons take from their company"),
        "default_salesperson_code": N_("section", "Defaults of new contacts"),
    },
    "interaction-template-setup": {
        "sales_quotes": N_("section", "Sales"),
        "purch_quotes": N_("section", "Purchases"),
        "serv_ord_create": N_("section", "Service"),
        "outg_calls": N_("section", "General"),
    },
    "interaction-templates": {
        "code": N_("section", "General"),
        "unit_cost": N_("section", "What a new interaction takes"),
        "blocked": N_("section", "Use"),
    },
}
"""The headings of long forms, by page."""

_IF_BLANK: Mapping[str, str] = {"interaction-template-setup": N_("hint", "not recorded")}
"""What a blank reference means, by page."""

_COMPUTED = N_("section", "Computed")


def form_abouts(of: Page) -> Mapping[str, About]:
    """The fields of a page's form by name: first those that people type, then those that are computed."""
    known = columns.abouts(of.name)
    typed = {name: about for name, about in known.items() if not about.computed and about.editable}
    rest = {name: about for name, about in known.items() if name not in typed}
    return {**typed, **rest}


def field_specs(of: Page, *, editing: bool, fixed: Sequence[str] = ()) -> list[FieldSpec]:
    """The fields of a page's form.

    Args:
        of: The page.
        editing: Whether the fields can be typed into; else all stand without brackets.
        fixed: Fields that cannot be changed, because the form was opened for their value.
    """
    sections, first_fixed, specs = SECTIONS.get(of.name, {}), True, []
    for name, about in form_abouts(of).items():
        own = about.editable and not about.computed
        heading = sections.get(name, "")
        if not own and first_fixed:
            heading, first_fixed = _COMPUTED, False
        specs.append(
            FieldSpec(
                about,
                quick=about.required or of.single or name in of.columns,
                fixed=not editing or not own or name in fixed,
                section=heading,
                hint=translate(_IF_BLANK.get(of.name, "")) if about.kind is Kind.REFERENCE else "",
            )
        )
    return specs


def texts_of(of: Page, view: View) -> dict[str, str]:
    """What stands in the form of a record, by field."""
    return {name: field_text(about, view.values[name]) for name, about in form_abouts(of).items()}


def field_text(about: About, value: Value) -> str:
    """A value as a form shows it: a set flag is `x`, a moment has a blank in it."""
    if about.kind is Kind.BOOLEAN:
        from tui.widgets.form import NO, YES

        return YES if value else NO
    text = values.write(about, value)
    return text.replace("T", " ").removesuffix("Z") if about.kind is Kind.MOMENT else text


def blank_texts(of: Page) -> dict[str, str]:
    """What stands in a new record's form: the dictionary's defaults; a day it must have is the work date."""
    own = dictionary.fields(of.model)
    found = {}
    for name, about in form_abouts(of).items():
        default = own[name].default if name in own else None
        value = default() if callable(default) else default
        if about.kind is Kind.DATE and about.required:
            value = who().work_date
        plain = about.kind in (Kind.INTEGER, Kind.MONEY, Kind.PERCENT) and not value
        found[name] = "" if plain or name not in own else field_text(about, value)
    return found


def helpers(
    lanes: Lanes, page_name: str, record_id: int = 0, *, stored: Callable[[], Mapping[str, str]] = dict
) -> Helpers:
    """The helpers of a form over one record of a page; 0 for a new record.

    `stored` gives the texts of the record as they were read: a text that nobody changed is never wrong.
    """

    async def look_up(of: str, text: str, limit: int) -> Sequence[Choice]:
        return await lanes.read(records.look_up, of, text, limit)

    async def wrong(name: str, text: str) -> str:
        if record_id and stored().get(name) == text:
            return ""
        return await lanes.read(check, page_name, name, text, record_id=record_id)

    return Helpers(look_up, read, step, wrong)


def read(kind: Kind, text: str) -> str:
    """What a typed shorthand means: `Thu 12 Mar 2026`, `10:40`; raises `RuleError` when nothing."""
    value = values.read(About("", "", "", kind), text)
    if isinstance(value, dt.date):
        return f"{value:%a} {value.day} {value:%b} {value.year}"
    if kind is Kind.FORMULA and value:
        there = DateFormula.parse(str(value)).apply(who().work_date)
        return p_("form", "{date} from the work date").format(date=f"{there:%a %d %b %Y}")
    return values.write(About("", "", "", kind), value)


def step(kind: Kind, text: str, days: int) -> str:
    """The date so many days later; raises `RuleError` when the text is none."""
    about = About("", "", "", kind)
    value = values.read(about, text) if text.strip() else who().work_date
    if not isinstance(value, dt.date):
        raise RuleError(p_("error", "This is no date."))
    return values.write(about, value + dt.timedelta(days=days))


def choice_for(page_name: str, record_id: int) -> Choice:
    """A record as a look-up takes it: its code and what it means."""
    of = page(page_name)
    view = records.view(page_name, record_id)
    described = dictionary.described_by(of.model)
    words = "" if described is None else str(view.values[dictionary.name_of(described)] or "")
    return Choice(record_id, view.text(page_name, of.key[0]), words)
