"""What the interaction form offers: languages of the template, and the record before for F8."""

from __future__ import annotations

from models.base import tuples
from models.codes import Language
from models.database import reading
from models.interaction import InteractionLogEntry as Entry
from models.queries.lists.rows import Choice
from models.rules.interactions.form_state import FormState
from models.rules.interactions.form_values import from_entry
from models.template import InteractionTemplateLanguage as Row
from models.user import my_id


@reading
def languages(template_id: int | None) -> list[Choice]:
    """The languages that can be chosen: those of the template only; all while there is no template."""
    query = Language.select(Language.id, Language.code, Language.name).order_by(Language.code)
    if template_id is not None:
        query = query.join(Row, on=(Row.language == Language.id)).where(Row.template == template_id)
    return [Choice(*row) for row in tuples(query)]


@reading
def previous() -> tuple[int, FormState] | None:
    """My last logged interaction and its values, from which F8 copies a field (ux.md 5.4); or none."""
    query = Entry.select(Entry.id).where(Entry.user == my_id(), ~Entry.postponed, ~Entry.canceled)
    rows = tuples(query.order_by(Entry.id.desc()).limit(1))
    return (rows[0][0], from_entry(rows[0][0], by="entry", contact=True)) if rows else None
