"""The drafts of the large demo: what their forms held when they were put aside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from models.about import Value
from models.database.bulk import Row
from models.demo.large.people import Facts, contact_no
from models.demo.log import Template
from models.rules.interactions.form_state import FIELDS, write_value

COLUMNS = ("entry_id", "typed", "set_by", "fixed", "at_field")

_SET_BY = {
    "contact_no": "contact",
    "interaction_template_code": "typed",
    "description": "typed",
    "date": "work date",
    "time_of_interaction": "now",
    "salesperson_code": "contact",
    "information_flow": "template",
    "initiated_by": "template",
    "duration": "typed",
    "cost": "template",
    "correspondence_type": "template",
    "language_code": "contact",
}


class Drafts:
    """Makes the rows that stand beside postponed entries."""

    def __init__(self, sellers: Mapping[int, str]) -> None:
        """Take the codes of the salespeople by their ids."""
        self._sellers = sellers
        self._set_by = json.dumps({name: _SET_BY.get(name, "") for name in FIELDS})
        self._fixed = json.dumps(["contact_no"])

    def row(self, entry: int, values: Mapping[str, Any], template: Template, facts: Facts) -> Row:
        """The row beside a postponed entry with these values by column."""
        texts = {
            **_of_template(template),
            "contact_no": contact_no(values["contact_id"]),
            "description": values["description"],
            "date": values["date"],
            "time_of_interaction": values["time"][:5],
            "salesperson_code": self._sellers[values["salesperson_id"]],
            "duration": str(values["duration"]),
            "language_code": facts.language,
        }
        return entry, json.dumps(texts, ensure_ascii=False), self._set_by, self._fixed, "description"


@cache
def _of_template(template: Template) -> Mapping[str, str]:
    """The texts that are the same in every draft with this template."""
    blank = {"evaluation": "", "campaign_no": "", "comment": ""}
    said: dict[str, Value] = {
        "information_flow": template.flow,
        "initiated_by": template.initiated_by,
        "cost": template.cost,
        "correspondence_type": template.correspondence,
        "successful": True,
        "campaign_target": False,
        "campaign_response": False,
    }
    written = {name: write_value(name, value) for name, value in said.items()}
    return {**blank, **written, "interaction_template_code": template.code}
