"""The rules of campaigns: numbers and dates (domain.md 1.7, 1.8)."""

from __future__ import annotations

from models.base import tuples
from models.campaign import Campaign
from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.rules.numbers.series import number_for, refuse_typed
from models.who import who
from models.words import p_


@hooks.before(Campaign)
def _number_campaign(change: Change) -> None:
    new = change.new
    if not change.id:
        numbered = number_for("campaign_nos", new["no"], taken=_is_taken, series=new["number_series"])
        new["no"], new["number_series"] = numbered.number, numbered.series
        if numbered.warning:
            change.notes.append(numbered.warning)
    elif change.changed("no"):
        if not new["no"]:
            raise RuleError(p_("error", "A campaign keeps a number."), field="no")
        refuse_typed("campaign_nos")


@hooks.before(Campaign)
def _stamp(change: Change) -> None:
    change.new["last_date_modified"] = who().today


@hooks.before(Campaign)
def _check_dates(change: Change) -> None:
    start, end = change.new["starting_date"], change.new["ending_date"]
    if start and end and end < start:
        raise RuleError(p_("error", "The ending date is before the starting date."), field="ending_date")


def _is_taken(number: str) -> bool:
    return bool(tuples(Campaign.select(Campaign.id).where(Campaign.no == number)))
