"""The rules of countries, languages, Marketing Setup and Mail Setup (domain.md 1.2, 1.6)."""

from __future__ import annotations

import re

from models import dictionary
from models.base import tuples
from models.codes import Country, Language
from models.emails import check_addresses
from models.errors import RuleError
from models.mail_setup import MailSetup
from models.marketing_setup import MarketingSetup
from models.rules import hooks
from models.rules.hooks import Change
from models.words import p_, translate

_RESERVED = (
    MarketingSetup.relation_for_customers,
    MarketingSetup.relation_for_vendors,
    MarketingSetup.relation_for_bank_accounts,
    MarketingSetup.relation_for_employees,
)


@hooks.before(Country)
def _check_country(change: Change) -> None:
    change.new["iso_code"] = change.new["iso_code"].upper()
    if change.new["iso_code"] and not re.fullmatch("[A-Z]{2}", change.new["iso_code"]):
        raise RuleError(p_("error", "The ISO code of a country has two letters."), field="iso_code")


@hooks.before(Language)
def _check_language(change: Change) -> None:
    change.new["iso_code"] = change.new["iso_code"].lower()
    if change.new["iso_code"] and not re.fullmatch("[a-z]{2,3}(-[a-z0-9]{2,8})?", change.new["iso_code"]):
        raise RuleError(p_("error", "The ISO code of a language is like en, fi or pt-br."), field="iso_code")


@hooks.before(MarketingSetup)
def _keep_relations_apart(change: Change) -> None:
    """One business relation stands for one kind of account."""
    for place, field in enumerate(_RESERVED):
        value = change.new[field.name]
        twins = [other for other in _RESERVED[:place] if value and change.new[other.name] == value]
        if twins and change.changed(field.name, twins[0].name):
            raise RuleError(
                p_("error", "{field} and {other} cannot be the same business relation.").format(
                    field=_caption(field), other=_caption(twins[0])
                ),
                field=dictionary.name_of(field),
            )


@hooks.before(MailSetup)
def _check_sender(change: Change) -> None:
    """Letters come from one address."""
    address = change.new["sender_address"]
    if change.changed("sender_address"):
        check_addresses(address, "sender_email")
        if ";" in address:
            raise RuleError(p_("error", "Sender E-Mail is one address."), field="sender_email")


def reserved_relation(relation_id: int) -> str:
    """The caption of the field of Marketing Setup that reserves a business relation; blank for none."""
    found = tuples(MarketingSetup.select(*_RESERVED))
    for field, value in zip(_RESERVED, found[0] if found else (), strict=False):
        if value == relation_id:
            return _caption(field)
    return ""


def _caption(field: object) -> str:
    return translate(dictionary.about(field).caption)
