"""Interaction Template Setup accepts only templates without attachment (domain.md 1.4).

A document that is recorded brings its own file. A meeting invitation is sent with the template's.
"""

from __future__ import annotations

from typing import Any

from models import dictionary
from models.base import tuples
from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.template import InteractionTemplate, InteractionTemplateLanguage, InteractionTemplateSetup
from models.words import p_, translate


@hooks.before(InteractionTemplateSetup)
def _check_without_attachment(change: Change) -> None:
    row = InteractionTemplateLanguage
    for field in _kinds():
        template = change.new[field.name]
        if template is None or not change.changed(field.name):
            continue
        query = row.select(InteractionTemplate.code).join(
            InteractionTemplate, on=(InteractionTemplate.id == row.template)
        )
        for (code,) in tuples(query.where(row.template == template, row.attachment.is_null(False)).limit(1)):
            told = p_("error", "{field}: template {template} has an attachment; documents bring their own.")
            raise RuleError(
                told.format(field=_caption(field), template=code), field=dictionary.name_of(field)
            )


def refuse_in_setup(template_id: int) -> None:
    """Raise a `RuleError` when a template that records documents is to be given an attachment."""
    kinds = _kinds()
    for used in tuples(InteractionTemplateSetup.select(*kinds)):
        for field, template in zip(kinds, used, strict=True):
            if template == template_id:
                told = p_(
                    "error", "The template records {field} (Interaction Template Setup), without attachment."
                )
                raise RuleError(told.format(field=_caption(field)))


def _kinds() -> list[Any]:
    fields: Any = InteractionTemplateSetup._meta.refs
    return [field for field in fields if field is not InteractionTemplateSetup.meeting_invitations]


def _caption(field: Any) -> str:
    return translate(dictionary.about(field).caption)
