"""What the references of the interaction form mean."""

from __future__ import annotations

from typing import Any

from models import dictionary
from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.interaction import InteractionLogEntry as Entry
from models.rules.interactions.form_state import FormState


@reading
def meanings(state: FormState) -> dict[str, str]:
    """What the references of a form mean, by field: the contact's name and company, the template's words."""
    found: dict[str, str] = {}
    for name, record in state.ids.items():
        field: Any = dictionary.field(Entry, name)
        described: Any = dictionary.described_by(field.rel_model)
        if described is None:
            continue
        columns = [described, Contact.company_name] if field.rel_model is Contact else [described]
        rows = tuples(field.rel_model.select(*columns).where(field.rel_model.id == record))
        if rows:
            found[name] = ", ".join(dict.fromkeys(str(text) for text in rows[0] if text))
    return found
