"""An e-mail to a contact: the interaction form with the template for e-mails, ready to be sent (DOC-05)."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import tuples
from models.database import reading
from models.enums import CorrespondenceType
from models.errors import RuleError
from models.queries.addressing import Wanted, addresses
from models.rules.interactions import interaction_form
from models.rules.interactions.form_facts import contact_facts
from models.rules.interactions.form_state import BODY, TYPED, FormState, with_text, write_value
from models.template import InteractionTemplate, InteractionTemplateSetup
from models.who import who
from models.words import p_


@reading
def start(contact_ids: Sequence[int]) -> FormState:
    """The form of an e-mail to contacts: its type is Email, its text is the template's or still to be typed.

    Raises `RuleError` when no template for e-mails is set up, when privacy forbids it, or when none of the
    contacts has an e-mail address today.
    """
    rows = tuples(
        InteractionTemplateSetup.select(InteractionTemplate.code).join(
            InteractionTemplate, on=(InteractionTemplate.id == InteractionTemplateSetup.emails)
        )
    )
    if not rows:
        told = p_("error", "Name a template for e-mails in Interaction Template Setup, E-Mails.")
        raise RuleError(told)
    state = interaction_form.start(contact_ids=contact_ids)
    _check_addresses(state.contacts)
    state = interaction_form.typed(state, "interaction_template_code", rows[0][0])
    email = write_value("correspondence_type", int(CorrespondenceType.EMAIL))
    state = interaction_form.typed(state, "correspondence_type", email)
    return state if state.text(BODY) else with_text(state, BODY, "", TYPED)


def _check_addresses(contacts: Sequence[int]) -> None:
    """One address is enough: finishing names the contacts that have none."""
    day = who().work_date
    if any(place.email for place in addresses([Wanted(contact, day) for contact in contacts])):
        return
    facts = next(iter(contact_facts(contacts).values()), None)
    if facts is not None:
        told = p_("error", "{no} {name} has no e-mail address; fill in E-Mail on its card first.")
        raise RuleError(told.format(no=facts.no, name=facts.name), field="email")
