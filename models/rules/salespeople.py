"""The rules of salespeople (domain.md 1.1)."""

from __future__ import annotations

from models.base import tuples
from models.contact import Contact
from models.emails import check_addresses
from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.salesperson import Salesperson
from models.words import p_


@hooks.before(Salesperson)
def _check_salesperson(change: Change) -> None:
    for name in ("email", "email_2"):
        if change.changed(name):
            check_addresses(change.new[name], name)


@hooks.before(Contact)
def _check_salesperson_of_contact(change: Change) -> None:
    """A salesperson blocked for privacy is not put on a contact."""
    salesperson = change.new.get("salesperson")
    if "salesperson" in change.typed and salesperson and change.changed("salesperson"):
        refuse_privacy_blocked(salesperson)


def refuse_privacy_blocked(salesperson_id: int) -> None:
    """Raise a `RuleError` when the salesperson is blocked for privacy."""
    found = tuples(
        Salesperson.select(Salesperson.code, Salesperson.privacy_blocked).where(
            Salesperson.id == salesperson_id
        )
    )
    if found and found[0][1]:
        raise RuleError(
            p_("error", "Salesperson {code} is blocked for privacy and cannot be put on a contact.").format(
                code=found[0][0]
            ),
            field="salesperson_code",
        )
