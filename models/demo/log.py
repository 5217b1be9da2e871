"""The interaction log of the demo database: logged, canceled, failed and postponed interactions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from models.base import SEARCH_LENGTH, tuples
from models.contact import Contact
from models.demo.names import COMMENTS, REMARKS
from models.enums import ContactType, Evaluation
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment, occurred
from models.rules.campaigns.entries import entry_for
from models.searching import words_of
from models.template import InteractionGroup, InteractionTemplate
from models.user import User, my_id
from models.who import who

LOGGED = 600
"""So many interactions are logged, over two years; some of them canceled, some failed."""

MINE_POSTPONED = ("OUTGOING", "OUTGOING", "EMAIL", "ONSITE", "BUS")
OTHERS_POSTPONED = ("OUTGOING", "INHOUSE", "EMAIL")
"""The templates of the drafts that wait."""

_TEMPLATES = ("OUTGOING",) * 6 + ("INCOME",) * 4 + ("EMAIL",) * 4 + ("BUS", "ONSITE", "INHOUSE", "GOLF")
_DAYS = 730


@dataclass(frozen=True, slots=True)
class Template:
    """An interaction template of the starter set, with what entries take from it."""

    code: str
    id: int
    group_id: int
    group: str
    description: str
    cost: Decimal
    minutes: int
    flow: int
    initiated_by: int
    correspondence: int


@dataclass(frozen=True, slots=True)
class Person:
    """A contact that something may be recorded for."""

    id: int
    company: int | None
    language: int | None
    salesperson: int
    reachable: str
    email: str


def load_log(chance: Random, sellers: dict[str, int], campaign: int) -> None:
    """Add the interactions of the demo database, seen from the work date."""
    log = _Log(chance, sellers, campaign)
    Entry.add_many([log.logged() for _ in range(LOGGED)])
    Entry.add_many([log.postponed(code, mine=True) for code in MINE_POSTPONED])
    Entry.add_many([log.postponed(code, mine=False) for code in OTHERS_POSTPONED])
    log.comment()


class _Log:
    """Makes log entries."""

    def __init__(self, chance: Random, sellers: dict[str, int], campaign: int) -> None:
        self._chance = chance
        self._campaign = campaign
        self._campaign_entry = entry_for(campaign, who().work_date, sellers["JO"])
        self._templates = load_templates()
        self._people = people()
        self._users: dict[int | None, int] = dict(tuples(User.select(User.salesperson, User.id)))

    def logged(self) -> dict[str, Any]:
        """An interaction of the last two years; lately there were more of them."""
        chance, template = self._chance, self._templates[self._chance.choice(_TEMPLATES)]
        person = chance.choice(self._people)
        date = who().work_date - dt.timedelta(days=int(_DAYS * chance.random() ** 1.5))
        failed = template.group == "PHONE" and template.initiated_by == 1 and chance.random() < 0.15
        canceled = chance.random() < 0.04
        campaign = date > who().work_date - dt.timedelta(days=60) and chance.random() < 0.2
        return {
            **self._entry(template, person, date, person.salesperson),
            "attempt_failed": failed,
            "canceled": canceled and not campaign,
            "evaluation": int(Evaluation.BLANK if failed else chance.choice((0, 0, *map(int, Evaluation)))),
            "duration": 1 if failed else max(1, template.minutes + chance.randint(-5, 15)),
            "campaign": self._campaign if campaign else None,
            "campaign_entry": self._campaign_entry if campaign else None,
            "campaign_target": campaign,
            "postponed": False,
        }

    def postponed(self, code: str, *, mine: bool) -> dict[str, Any]:
        """A draft of the last days: mine, or another salesperson's."""
        me = my_id()
        template = self._templates[code]
        people = [one for one in self._people if (self._users.get(one.salesperson) == me) is mine]
        person = self._chance.choice(people)
        date = who().work_date - dt.timedelta(days=self._chance.randint(0, 6))
        entry = self._entry(template, person, date, person.salesperson)
        if code == "ONSITE":
            entry["description"] = ""
        return {**entry, "postponed": True, "duration": template.minutes}

    def comment(self) -> None:
        """Write notes to some of the entries."""
        ids = [entry for (entry,) in tuples(Entry.select(Entry.id).order_by(Entry.id))]
        rows = [
            {
                "entry": entry,
                "date": who().work_date,
                "comment": text,
                "search_text": words_of(text, SEARCH_LENGTH),
            }
            for entry, text in zip(self._chance.sample(ids, 60), (COMMENTS * 12)[:60], strict=True)
        ]
        InterLogEntryComment.add_many(rows)

    def _entry(self, template: Template, person: Person, date: dt.date, salesperson: int) -> dict[str, Any]:
        remark = self._chance.choice((template.description, *REMARKS[template.group]))
        time = dt.time(self._chance.randint(8, 17), self._chance.choice(range(0, 60, 5)))
        entry = entry_of(template, person, date, time, self._users[salesperson])
        return {
            **entry,
            "description": remark,
            "salesperson": salesperson,
            "contact_via": person.reachable if template.group == "PHONE" else "",
        }


def entry_of(template: Template, person: Person, date: dt.date, time: dt.time, user: int) -> dict[str, Any]:
    """A log entry by attribute, with what its template and its contact give."""
    return {
        "contact": person.id,
        "company": person.company,
        "template": template.id,
        "interaction_group": template.group_id,
        "description": template.description,
        "date": date,
        "time": time,
        "salesperson": person.salesperson,
        "language": person.language,
        "correspondence_type": template.correspondence,
        "information_flow": template.flow,
        "initiated_by": template.initiated_by,
        "cost": template.cost,
        "user": user,
        "occurred": occurred(date, time),
    }


def load_templates() -> dict[str, Template]:
    """The templates by their codes."""
    query = InteractionTemplate.select(
        InteractionTemplate.code,
        InteractionTemplate.id,
        InteractionTemplate.interaction_group,
        InteractionGroup.code,
        InteractionTemplate.description,
        InteractionTemplate.unit_cost,
        InteractionTemplate.unit_duration,
        InteractionTemplate.information_flow,
        InteractionTemplate.initiated_by,
        InteractionTemplate.correspondence_type,
    ).join(InteractionGroup)
    return {row[0]: Template(*row) for row in tuples(query)}


def people() -> Sequence[Person]:
    """Contacts that something may be recorded for."""
    query = (
        Contact.select(
            Contact.id,
            Contact.type,
            Contact.company,
            Contact.language,
            Contact.salesperson,
            Contact.phone_no,
            Contact.email,
        )
        .where(~Contact.privacy_blocked)
        .order_by(Contact.id)
    )
    return [
        Person(record, record if kind == ContactType.COMPANY else company, *rest)
        for record, kind, company, *rest in tuples(query)
    ]
