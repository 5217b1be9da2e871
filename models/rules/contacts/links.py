"""What hangs on contacts: groups, responsibilities, relations and comments (domain.md 1.2)."""

from __future__ import annotations

from typing import Any

from models.base import tuples
from models.codes import BusinessRelation
from models.contact import (
    Contact,
    ContactAltAddress,
    ContactAltAddressDateRange,
    ContactBusinessRelation,
    ContactComment,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
)
from models.database.sets import among
from models.enums import ContactType, LinkToTable
from models.errors import RuleError
from models.marketing_setup import MarketingSetup
from models.rules import hooks
from models.rules.hooks import Change
from models.who import who
from models.words import p_, translate

_OF_CONTACTS: tuple[Any, ...] = (
    ContactMailingGroup,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactBusinessRelation,
    ContactComment,
    ContactAltAddress,
)
_RESERVED = {
    "relation_for_customers": LinkToTable.CUSTOMER,
    "relation_for_vendors": LinkToTable.VENDOR,
    "relation_for_bank_accounts": LinkToTable.BANK_ACCOUNT,
}


@hooks.before(ContactIndustryGroup, ContactBusinessRelation)
def of_companies_only(change: Change) -> None:
    """Industry groups and business relations are of companies; raises `RuleError` for a person."""
    _require(change, ContactType.COMPANY)


@hooks.before(ContactJobResponsibility)
def of_persons_only(change: Change) -> None:
    """Job responsibilities are of persons; raises `RuleError` for a company."""
    _require(change, ContactType.PERSON)


@hooks.before(ContactBusinessRelation)
def check_relation(change: Change) -> None:
    """A relation is linked to one account or to none, and its code fits (domain.md 1.2).

    Raises `RuleError` for half a link, a second link of the kind, or a code that Marketing Setup reserves
    for linked accounts.
    """
    link, number = LinkToTable(change.new["link_to_table"]), change.new["linked_no"]
    if bool(link) != bool(number):
        raise RuleError(
            p_("error", "Link to Table and No. go together; fill both or neither."),
            field="link_to_table" if number else "no",
        )
    _check_reserved(change.new["business_relation"], link)
    twin = ContactBusinessRelation.select(ContactBusinessRelation.id).where(
        ContactBusinessRelation.contact == change.new["contact"],
        ContactBusinessRelation.link_to_table == link,
        ContactBusinessRelation.id != change.id,
    )
    if link and tuples(twin.limit(1)):
        raise RuleError(
            p_("error", "The contact is linked to a {table} already.").format(table=translate(link.caption)),
            field="link_to_table",
        )


@hooks.before(ContactComment)
def date_comment(change: Change) -> None:
    """A comment is of the work date unless somebody says otherwise."""
    if not change.id and change.new["date"] is None:
        change.new["date"] = who().work_date


@hooks.after(*_OF_CONTACTS)
def stamp_after(change: Change) -> None:
    """Every change of what hangs on a contact stamps the contact."""
    stamp({change.new["contact"], change.old.get("contact")})


@hooks.after(ContactAltAddressDateRange)
def stamp_after_range(change: Change) -> None:
    """A date range stamps the contact of its address."""
    stamp(_owners(change.new["alt_address"]))


def _stamp_before_deletion(model: Any) -> None:
    @hooks.deleting(model)
    def stamp_owner(record_id: int) -> None:
        stamp({owner for (owner,) in tuples(model.select(model.contact).where(model.id == record_id))})


for _model in _OF_CONTACTS:
    _stamp_before_deletion(_model)


@hooks.deleting(ContactAltAddressDateRange)
def stamp_before_range_deletion(record_id: int) -> None:
    """A date range that goes stamps the contact of its address too."""
    of = ContactAltAddressDateRange
    for (address,) in tuples(of.select(of.alt_address).where(of.id == record_id)):
        stamp(_owners(address))


def stamp(contacts: set[int | None]) -> None:
    """Note who touched these contacts and when.

    Their own fields stay as they are, so whoever has one open is not disturbed: versions do not move.
    """
    ids = [contact for contact in contacts if contact is not None]
    Contact.update(version=Contact.version).where(among(Contact.id, ids)).execute()


def _require(change: Change, kind: ContactType) -> None:
    query = Contact.select(Contact.no, Contact.name).where(
        Contact.id == change.new["contact"], Contact.type != kind
    )
    for no, name in tuples(query):
        sentence = (
            p_("error", "{no} {name} is a person; this is for companies only.")
            if kind == ContactType.COMPANY
            else p_("error", "{no} {name} is a company; this is for persons only.")
        )
        raise RuleError(sentence.format(no=no, name=name), field="contact_no")


def _check_reserved(relation: int | None, link: LinkToTable) -> None:
    setup = MarketingSetup.select().dicts().first() or {}
    for name, table in _RESERVED.items():
        if relation is not None and setup.get(name) == relation and link != table:
            (code,) = tuples(
                BusinessRelation.select(BusinessRelation.code).where(BusinessRelation.id == relation)
            )[0]
            raise RuleError(
                p_("error", "{code} stands for contacts linked to a {table}; choose another code.").format(
                    code=code, table=translate(table.caption)
                ),
                field="business_relation_code",
            )


def _owners(address: int | None) -> set[int | None]:
    of = ContactAltAddress
    return {owner for (owner,) in tuples(of.select(of.contact).where(of.id == address))}
