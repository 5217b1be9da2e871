"""What the languages of templates have to send (domain.md 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.base import tuples
from models.database import reading
from models.enums import Layout, WizardAction
from models.errors import NotFoundError
from models.template import InteractionTemplate as Template
from models.template import InteractionTemplateLanguage as Row
from models.words import p_


@dataclass(frozen=True, slots=True)
class RowContent:
    """What a language row of a template has to send."""

    row: int
    template: int
    template_code: str
    language_code: str
    attachment: int | None
    layout: Layout
    word_template: int | None
    """The row's, else that of the template whose default it is."""
    is_default: bool
    action: WizardAction
    """The template's."""


@reading
def row_content(row_id: int) -> RowContent:
    """What a language row has to send; raises `NotFoundError` when the row is gone."""
    found = _contents(Row.id == row_id)
    if not found:
        raise NotFoundError(p_("error", "The language row was deleted meanwhile."))
    return found[0]


@reading
def default_content(template_id: int, language_id: int | None) -> RowContent | None:
    """What a template has to send in a language."""
    return next(iter(_contents((Row.template == template_id) & (Row.language == language_id))), None)


@reading
def default_of(template_id: int) -> RowContent | None:
    """What a template has to send in its default language."""
    return next(iter(_contents((Row.template == template_id) & (Template.language == Row.language))), None)


@reading
def to_copy(row_id: int) -> list[RowContent]:
    """The other language rows, of any template, that have an attachment to copy."""
    found = _contents(Row.attachment.is_null(False) & (Row.id != row_id))
    return sorted(found, key=lambda row: (row.template_code, row.language_code))


def _contents(condition: Any) -> list[RowContent]:
    language: Any = Row.language
    query = (
        Row.select(
            Row.id,
            Row.template,
            Template.code,
            language.rel_model.code,
            Row.attachment,
            Row.layout,
            Row.word_template,
            Template.word_template,
            Template.language == Row.language,
            Template.wizard_action,
        )
        .join(Template, on=(Template.id == Row.template))
        .join(language.rel_model, on=(language.rel_model.id == Row.language))
        .where(condition)
    )
    return [_content(*row) for row in tuples(query)]


def _content(
    row: int,
    template: int,
    template_code: str,
    language_code: str,
    attachment: int | None,
    layout: int,
    own_word: int | None,
    word: int | None,
    is_default: bool | None,
    action: int,
) -> RowContent:
    return RowContent(
        row,
        template,
        template_code,
        language_code,
        attachment,
        Layout(layout),
        own_word or (word if is_default else None),
        bool(is_default),
        WizardAction(action),
    )
