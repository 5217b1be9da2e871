"""Records for tests, each with what the test says and sensible values for the rest; all return ids."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from models.base import searchable
from models.campaign import Campaign
from models.codes import Language, MailingGroup
from models.contact import Contact, ContactAltAddress, ContactAltAddressDateRange, ContactMailingGroup
from models.database import unit
from models.enums import ContactType, ContentKind, CorrespondenceType, InformationFlow, InitiatedBy
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine
from models.rules.content.attachments import store
from models.rules.search_texts import reindex
from models.rules.statistics import contact_born
from models.salesperson import Salesperson
from models.template import InteractionGroup, InteractionTemplate, InteractionTemplateLanguage
from models.text import fold
from models.user import User, my_id


def salesperson(code: str = "JO", name: str = "Jo Okafor", **values: Any) -> int:
    """A salesperson."""
    return Salesperson.add(code=code, name=name, search_text=fold(f"{code} {name}"), **values)


def user(user_id: str, **values: Any) -> int:
    """A user who may have a salesperson."""
    return User.add(user_id=user_id, **values)


def give_me(salesperson_id: int | None) -> None:
    """Make this the salesperson of the user who works."""
    User.update(salesperson=salesperson_id).where(User.id == unit(my_id)()).execute()


def language(code: str = "ENU") -> int:
    """A language."""
    return Language.add(code=code, name=code.title(), search_text=fold(code))


def group(code: str = "MAIL", **values: Any) -> int:
    """An interaction group, or the one that has this code already."""
    found = InteractionGroup.get_or_none(InteractionGroup.code == code)
    return found.id if found else InteractionGroup.add(code=code, search_text=fold(code), **values)


def template(
    code: str = "LETTER", description: str = "Letter", *, languages: tuple[int, ...] = (), **values: Any
) -> int:
    """A template that sends nothing: outbound, by us, 12.00 and 5 minutes unless said otherwise."""
    known: dict[str, Any] = {
        "interaction_group": values.pop("interaction_group", None) or group(),
        "unit_cost": Decimal("12.00"),
        "unit_duration": 5,
        "information_flow": int(InformationFlow.OUTBOUND),
        "initiated_by": int(InitiatedBy.US),
        "correspondence_type": int(CorrespondenceType.BLANK),
        "language": languages[0] if languages else None,
        "search_text": fold(f"{code} {description}"),
    }
    made = InteractionTemplate.add(code=code, description=description, **{**known, **values})
    for row in languages:
        InteractionTemplateLanguage.add(template=made, language=row)
    return made


def company(no: str = "CT1000", name: str = "Harbour Mill Ltd", **values: Any) -> int:
    """A company contact."""
    return contact(no, name, type=int(ContactType.COMPANY), **values)


def person(no: str = "CT1001", name: str = "Nell Ashby", **values: Any) -> int:
    """A person contact."""
    return contact(no, name, type=int(ContactType.PERSON), **values)


def contact(no: str, name: str, **values: Any) -> int:
    """A contact that can be found by its number and name, with its row of statistics."""
    made = Contact.add(no=no, name=name, **values)
    reindex(Contact, [made])
    contact_born(made)
    return made


def campaign(no: str = "CP100", **values: Any) -> int:
    """A campaign."""
    known = {"no": no, "description": f"Campaign {no}", **values}
    return Campaign.add(**known, search_text=searchable(Campaign, known))


def segment_series(code: str = "SEGM", first: str = "SM00001") -> int:
    """The series that numbers segments; numbers may be typed too."""
    made = NumberSeries.add(code=code, manual_nos=True, search_text=fold(code))
    NumberSeriesLine.add(series=made, starting_no=first, search_text=fold(first))
    if not MarketingSetup.update(segment_nos=made).execute():
        MarketingSetup.add(segment_nos=made)
    return made


def mailing_group(code: str = "NEWS", *members: int) -> int:
    """A mailing group with its members."""
    made = MailingGroup.add(code=code, description=code.title(), search_text=fold(code))
    for member in members:
        ContactMailingGroup.add(contact=member, mailing_group=made)
    return made


def content(template_id: int, language_id: int, text: str, name: str = "text.md") -> int:
    """A text to be merged that a template sends in a language it has; returns its attachment."""
    made = unit(store)(name, text.encode(), kind=ContentKind.BODY)
    row = InteractionTemplateLanguage
    row.update(attachment=made).where(row.template == template_id, row.language == language_id).execute()
    return int(made)


def alternative(contact_id: int, code: str, *ranges: tuple[str, str | None], **values: Any) -> int:
    """An alternative address of a contact that is active in these ranges of dates, YYYY-MM-DD."""
    made = ContactAltAddress.add(contact=contact_id, code=code, **values)
    for start, end in ranges:
        ContactAltAddressDateRange.add(
            alt_address=made,
            starting_date=dt.date.fromisoformat(start),
            ending_date=dt.date.fromisoformat(end) if end else None,
        )
    return made
