"""The segments of the demo database: one that is being put together, and one that was logged."""

from __future__ import annotations

import datetime as dt

from models.campaign import Campaign
from models.enums import CriteriaAction
from models.queries.lists.rows import Filter
from models.rules import records
from models.rules.segments import logging, steps
from models.rules.segments.criteria import Criteria
from models.who import who

_PEOPLE = Filter("type", "Person")
_LOGGED_BEFORE = 20
"""So many days before the work date the logged segment has its interactions."""


def load_segments(campaign: int) -> None:
    """Add an open segment with its criteria steps, and log another one for the campaign."""
    number = Campaign.get_by_id(campaign).no
    _log_one(number)
    _open_one()


def _open_one() -> None:
    segment = _segment("Golf event, invitations", "GOLF", 0)
    _step(segment, CriteriaAction.ADD, {"contact-mailing-groups": (Filter("mailing_group_code", "X-CARD"),)})
    chosen = (Filter("country_region_code", "GB|FI"),)
    _step(segment, CriteriaAction.REFINE, {"contacts": chosen})


def _log_one(campaign: str) -> None:
    segment = _segment(
        "Spring range, invitations", "MEETINV", -_LOGGED_BEFORE, campaign_no=campaign, campaign_target="yes"
    )
    chosen = (_PEOPLE, Filter("country_region_code", "ES"))
    _step(segment, CriteriaAction.ADD, {"contacts": chosen})
    logging.log(segment, ready_only=True)


def _segment(description: str, template: str, days: int, **more: str) -> int:
    date = (who().work_date + dt.timedelta(days=days)).isoformat()
    typed = {"description": description, "interaction_template_code": template, "date": date}
    return records.create("segments", {**typed, **more}).id


def _step(segment: int, action: CriteriaAction, filters: dict[str, tuple[Filter, ...]]) -> None:
    steps.take(segment, action, Criteria(filters))
