"""The rules of salespeople (domain.md 1.1); blocked ones are kept off contacts by the rules of contacts."""

from __future__ import annotations

from models.emails import check_addresses
from models.rules import hooks
from models.rules.hooks import Change
from models.salesperson import Salesperson


@hooks.before(Salesperson)
def _check_salesperson(change: Change) -> None:
    for name in ("email", "email_2"):
        if change.changed(name):
            check_addresses(change.new[name], name)
