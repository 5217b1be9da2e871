"""Alternative addresses of contacts and when they hold (domain.md 1.3)."""

from __future__ import annotations

from models.base import tuples
from models.contact import ContactAltAddress, ContactAltAddressDateRange
from models.errors import RuleError
from models.rules import hooks
from models.rules.contacts import checks as contact_checks
from models.rules.hooks import Change
from models.words import p_


@hooks.before(ContactAltAddress)
def settle_address(change: Change) -> None:
    """Phone numbers without letters, valid e-mail addresses; raises `RuleError` naming the field."""
    contact_checks.settle(change)


@hooks.before(ContactAltAddressDateRange)
def settle_range(change: Change) -> None:
    """A range ends on or after its start, and no other range of the contact starts on that day.

    Raises `RuleError` naming the field.
    """
    start, end = change.new["starting_date"], change.new["ending_date"]
    if start is None:
        return
    if end is not None and end < start:
        raise RuleError(
            p_("error", "The ending date must not be before the starting date."), field="ending_date"
        )
    own, other = ContactAltAddress.alias(), ContactAltAddress.alias()
    of = ContactAltAddressDateRange
    query = (
        of.select(other.code)
        .join(other, on=(other.id == of.alt_address))
        .join(own, on=(own.contact == other.contact))
        .where(own.id == change.new["alt_address"], of.starting_date == start, of.id != change.id)
    )
    for (code,) in tuples(query):
        raise RuleError(
            p_("error", "Address {code} of the contact starts on {date} already.").format(
                code=code, date=start.isoformat()
            ),
            field="starting_date",
        )
