"""Contacts: companies and persons, and what hangs on them (domain.md 1.3)."""

from __future__ import annotations

import datetime as dt

import peewee as pw

from models.base import Record
from models.codes import (
    BusinessRelation,
    Country,
    IndustryGroup,
    JobResponsibility,
    Language,
    MailingGroup,
    OrganizationalLevel,
    Salutation,
    Territory,
)
from models.database import database
from models.enums import ContactType, CorrespondenceType, LinkToTable
from models.fields import Choice, Code, Date, Flag, Money, Note, Reference, Text, Whole
from models.number_series import NumberSeries
from models.salesperson import Salesperson
from models.words import N_

NO_DATE = dt.date.min
"""Stands for no date where lists are ordered by it; never shown."""


class Contact(Record):
    """A company or a person we talk to."""

    no = Code(
        20, N_("field", "No."), N_("tip", "The number of the contact; leave it blank to get the next one.")
    )
    type = Choice(
        ContactType, N_("field", "Type"), N_("tip", "Whether the contact is a company or a person.")
    )
    name = Text(
        100, N_("field", "Name"), N_("tip", "The name; of a person first name, middle name and surname.")
    )
    name_2 = Text(50, N_("field", "Name 2"), N_("tip", "Another part of the name."))
    first_name = Text(30, N_("field", "First Name"), N_("tip", "The person's first name."))
    middle_name = Text(30, N_("field", "Middle Name"), N_("tip", "The person's middle name."))
    surname = Text(30, N_("field", "Surname"), N_("tip", "The person's surname; lists are ordered by it."))
    initials = Text(30, N_("field", "Initials"), N_("tip", "The person's initials."))
    job_title = Text(30, N_("field", "Job Title"), N_("tip", "The person's title at work."))
    search_name = Code(
        100, N_("field", "Search Name"), N_("tip", "Another name; follows the name until changed.")
    )
    company = Reference(
        "self",
        N_("field", "Company No."),
        N_("tip", "The company a person works for: number or part of its name."),
    )
    company_name = Text(100, N_("field", "Company Name"), N_("tip", "The name of the company."))
    address = Text(100, N_("field", "Address"), N_("tip", "Street and house number."))
    address_2 = Text(50, N_("field", "Address 2"), N_("tip", "Another line of the address."))
    city = Text(30, N_("field", "City"), N_("tip", "The city."))
    county = Text(30, N_("field", "County"), N_("tip", "The county or state."))
    post_code = Code(20, N_("field", "Post Code"), N_("tip", "The postal code."))
    country = Reference(Country, N_("field", "Country/Region Code"), N_("tip", "The country or region."))
    phone_no = Text(30, N_("field", "Phone No."), N_("tip", "The phone number; letters are not allowed."))
    mobile_phone_no = Text(
        30, N_("field", "Mobile Phone No."), N_("tip", "The mobile number; letters are not allowed.")
    )
    fax_no = Text(30, N_("field", "Fax No."), N_("tip", "The fax number."))
    extension_no = Text(30, N_("field", "Extension No."), N_("tip", "The extension behind the phone number."))
    pager = Text(30, N_("field", "Pager"), N_("tip", "The pager number."))
    email = Text(
        80, N_("field", "E-Mail"), N_("tip", "The e-mail address; several are separated by semicolons.")
    )
    email_2 = Text(80, N_("field", "E-Mail 2"), N_("tip", "Another e-mail address."))
    home_page = Text(255, N_("field", "Home Page"), N_("tip", "The web site."))
    salesperson = Reference(
        Salesperson, N_("field", "Salesperson Code"), N_("tip", "Who of us looks after the contact.")
    )
    language = Reference(Language, N_("field", "Language Code"), N_("tip", "The language to write in."))
    territory = Reference(Territory, N_("field", "Territory Code"), N_("tip", "The sales territory."))
    format_region = Text(
        80, N_("field", "Format Region"), N_("tip", "How dates and amounts are written for them.")
    )
    currency_code = Code(
        10, N_("field", "Currency Code"), N_("tip", "The currency to deal in; blank is our own.")
    )
    salutation = Reference(
        Salutation, N_("field", "Salutation Code"), N_("tip", "How to address the contact.")
    )
    organizational_level = Reference(
        OrganizationalLevel, N_("field", "Organizational Level Code"), N_("tip", "The person's position.")
    )
    correspondence_type = Choice(
        CorrespondenceType,
        N_("field", "Correspondence Type"),
        N_("tip", "How the contact likes to be written to."),
    )
    exclude_from_segment = Flag(
        N_("field", "Exclude from Segment"), N_("tip", "Not added when contacts are added to a segment.")
    )
    privacy_blocked = Flag(
        N_("field", "Privacy Blocked"), N_("tip", "Nothing new may be recorded or sent, for privacy.")
    )
    minor = Flag(N_("field", "Minor"), N_("tip", "The person is under age; blocks until a parent consents."))
    parental_consent_received = Flag(
        N_("field", "Parental Consent Received"),
        N_("tip", "A parent consented; then the block can be lifted."),
    )
    vat_registration_no = Code(
        20, N_("field", "VAT Registration No."), N_("tip", "The VAT number of a company.")
    )
    registration_number = Code(
        50, N_("field", "Registration No."), N_("tip", "The company's number in the trade register.")
    )
    external_id = Text(80, N_("field", "External ID"), N_("tip", "The contact's id in another program."))
    number_series = Reference(NumberSeries, N_("field", "No. Series"))
    sort_name = Text(120, "")
    """Folded; of a person the surname first, so that lists are ordered by it."""
    label_text = Note("")
    """The folded words of number and name, by which its log entries are found too."""
    search_text = Note("")
    """The folded words that look-ups and quick search find the contact by."""

    searched = ("no", "name", "name_2", "company_name")


class ContactEmailAddress(pw.Model):
    """An e-mail address that a contact is found by, folded; one row for each address of its two fields."""

    id = pw.AutoField()
    contact = Reference(Contact, "", required=True, on_delete="CASCADE")
    address = Text(80, "")

    class Meta:
        database = database
        legacy_table_names = False


class ContactCard(pw.Model):
    """What a file said about a contact beyond our fields, kept to be written back on export."""

    contact = Reference(Contact, "", required=True, on_delete="CASCADE", primary_key=True)
    uid = Text(255, "")
    kind = Text(10, "")
    """`vcard` or `csv`."""
    kept = Note("")

    class Meta:
        database = database
        legacy_table_names = False


class ContactStatistics(pw.Model):
    """Counters and last dates of one contact, written in the transaction of its entries.

    A person counts its own entries, a company those of all its people too (domain.md 1.3, FF). One row per
    contact from birth, so that lists can be ordered by its values; no date is the year 1.
    """

    contact = Reference(Contact, "", required=True, on_delete="CASCADE", primary_key=True)
    no_of_interactions = Whole(N_("field", "No. of Interactions"), N_("tip", "How many interactions count."))
    cost = Money(N_("field", "Cost (LCY)"), N_("tip", "What they cost together."))
    duration = Whole(N_("field", "Duration (Min.)"), N_("tip", "How many minutes they took together."))
    last_date_attempted = Date(
        N_("field", "Last Date Attempted"),
        N_("tip", "The latest day on which we tried to reach the contact."),
        default=NO_DATE,
    )
    date_of_last_interaction = Date(
        N_("field", "Date of Last Interaction"),
        N_("tip", "The latest day on which contact was made."),
        default=NO_DATE,
    )

    class Meta:
        database = database
        legacy_table_names = False


class ContactAltAddress(Record):
    """Another address of a contact, valid in its date ranges."""

    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "The contact."), required=True, on_delete="CASCADE"
    )
    code = Code(10, N_("field", "Code"), N_("tip", "The short code of the address."), required=True)
    company_name = Text(100, N_("field", "Company Name"), N_("tip", "The company at that address."))
    address = Text(100, N_("field", "Address"), N_("tip", "Street and house number."))
    address_2 = Text(50, N_("field", "Address 2"), N_("tip", "Another line of the address."))
    city = Text(30, N_("field", "City"), N_("tip", "The city."))
    county = Text(30, N_("field", "County"), N_("tip", "The county or state."))
    post_code = Code(20, N_("field", "Post Code"), N_("tip", "The postal code."))
    country = Reference(Country, N_("field", "Country/Region Code"), N_("tip", "The country or region."))
    phone_no = Text(
        30, N_("field", "Phone No."), N_("tip", "The phone number there; letters are not allowed.")
    )
    mobile_phone_no = Text(30, N_("field", "Mobile Phone No."), N_("tip", "The mobile number there."))
    fax_no = Text(30, N_("field", "Fax No."), N_("tip", "The fax number there."))
    email = Text(80, N_("field", "E-Mail"), N_("tip", "The e-mail address there."))
    search_text = Text(250, "")

    searched = ("code", "address", "city")


class ContactAltAddressDateRange(Record):
    """When an alternative address is the active one."""

    alt_address = Reference(
        ContactAltAddress,
        N_("field", "Contact Alt. Address Code"),
        N_("tip", "The address."),
        required=True,
        on_delete="CASCADE",
    )
    starting_date = Date(
        N_("field", "Starting Date"), N_("tip", "The first day at that address."), required=True
    )
    ending_date = Date(N_("field", "Ending Date"), N_("tip", "The last day there; blank for no end."))
    search_text = Text(250, "")

    searched = ()


class ContactMailingGroup(Record):
    """A contact in a mailing group."""

    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "The contact."), required=True, on_delete="CASCADE"
    )
    mailing_group = Reference(
        MailingGroup, N_("field", "Mailing Group Code"), N_("tip", "The mailing group."), required=True
    )
    search_text = Text(250, "")

    searched = ()


class ContactIndustryGroup(Record):
    """A company in an industry group."""

    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "The company."), required=True, on_delete="CASCADE"
    )
    industry_group = Reference(
        IndustryGroup, N_("field", "Industry Group Code"), N_("tip", "The industry group."), required=True
    )
    search_text = Text(250, "")

    searched = ()


class ContactJobResponsibility(Record):
    """A responsibility of a person at work."""

    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "The person."), required=True, on_delete="CASCADE"
    )
    job_responsibility = Reference(
        JobResponsibility,
        N_("field", "Job Responsibility Code"),
        N_("tip", "The responsibility."),
        required=True,
    )
    search_text = Text(250, "")

    searched = ()


class ContactBusinessRelation(Record):
    """What a company is to us, linked to a customer, vendor, bank or employee or just noted."""

    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "The company."), required=True, on_delete="CASCADE"
    )
    business_relation = Reference(
        BusinessRelation,
        N_("field", "Business Relation Code"),
        N_("tip", "The kind of relation."),
        required=True,
    )
    link_to_table = Choice(
        LinkToTable, N_("field", "Link to Table"), N_("tip", "The kind of account it is linked to, if any.")
    )
    linked_no = Code(20, N_("field", "No."), N_("tip", "The number of the linked account."))
    search_text = Text(250, "")

    searched = ("linked_no",)


class ContactComment(Record):
    """A note about a contact."""

    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "The contact."), required=True, on_delete="CASCADE"
    )
    date = Date(N_("field", "Date"), N_("tip", "The day of the comment."), required=True)
    code = Code(10, N_("field", "Code"), N_("tip", "A short code of your own."))
    comment = Note(N_("field", "Comment"), N_("tip", "The text, of any length."))
    search_text = Text(250, "")

    searched = ("comment",)
