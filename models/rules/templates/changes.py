"""The rules of interaction templates and their language rows (domain.md 1.4)."""

from __future__ import annotations

from functools import partial

import peewee as pw

from models.attached_file import AttachedFile
from models.base import searchable, tuples
from models.codes import Language
from models.database import unit
from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.rules.templates import template_content
from models.template import InteractionTemplate, InteractionTemplateLanguage
from models.words import p_

CREATE_LANGUAGE = "create_language"
"""The decision to give a template the language row that its new default language lacks."""


def lacks_language(template_id: int, language_code: str) -> bool:
    """Whether the screen asks to create a language row: the code is a language, the template has no row."""
    found = tuples(Language.select(Language.id).where(Language.code == language_code.strip().upper()))
    return bool(found) and not _has_row(template_id, found[0][0])


@unit
def ensure_language(template_id: int, language_id: int) -> int | None:
    """Give a template a row in a language unless it has one; returns the row that was made."""
    if _has_row(template_id, language_id):
        return None
    described = InteractionTemplate.select(InteractionTemplate.description)
    row = {"description": tuples(described.where(InteractionTemplate.id == template_id))[0][0]}
    search_text = searchable(InteractionTemplateLanguage, row)
    return InteractionTemplateLanguage.add(
        template=template_id, language=language_id, search_text=search_text, **row
    )


@hooks.before(InteractionTemplate)
def _check_default_language(change: Change) -> None:
    language = change.new["language"]
    if not language or not change.changed("language") or CREATE_LANGUAGE in change.agreed:
        return
    if not change.id or not _has_row(change.id, language):
        code = tuples(Language.select(Language.code).where(Language.id == language))[0][0]
        raise RuleError(
            p_("error", "Template {template} has no language row {language}; create that first.").format(
                template=change.new["code"], language=code
            ),
            field="language_code",
        )


@hooks.before(InteractionTemplate)
def _follow_default_language(change: Change) -> None:
    template_content.follow_default_language(change)


@hooks.after(InteractionTemplate)
def _create_agreed_language(change: Change) -> None:
    if CREATE_LANGUAGE in change.agreed and change.new["language"]:
        made = ensure_language(change.id, change.new["language"])
        if made is not None:
            hooks.on_undo(partial(_take_row_back, made))
    way_back = template_content.write_word_template(change)
    if way_back is not None:
        hooks.on_undo(way_back)


def _take_row_back(row_id: int) -> None:
    """Delete a row that was made with a default language, unless it got a content of its own meanwhile."""
    row = InteractionTemplateLanguage
    files = AttachedFile.select(AttachedFile.id).where(AttachedFile.template_language == row_id)
    is_bare = row.attachment.is_null() & row.word_template.is_null() & ~pw.fn.EXISTS(files)
    row.delete().where(row.id == row_id, is_bare).execute()


@hooks.before(InteractionTemplateLanguage)
def _check_row(change: Change) -> None:
    template_content.check_row(change)


@hooks.after(InteractionTemplateLanguage)
def _carry_default(change: Change) -> None:
    """The default of the template goes with its row when that gets another language."""
    if change.old and change.changed("language"):
        InteractionTemplate.update(language=change.new["language"]).where(
            InteractionTemplate.id == change.new["template"],
            InteractionTemplate.language == change.old["language"],
        ).execute()


@hooks.after(InteractionTemplateLanguage)
def _follow_row(change: Change) -> None:
    for way_back in template_content.follow_row(change):
        hooks.on_undo(way_back)


@hooks.deleting(InteractionTemplateLanguage)
def _clear_default(row_id: int) -> None:
    """A template without the row of its default language has no default."""
    row = InteractionTemplateLanguage
    ((template, language),) = tuples(row.select(row.template, row.language).where(row.id == row_id))
    cleared = InteractionTemplate.update(language=None).where(
        InteractionTemplate.id == template, InteractionTemplate.language == language
    )
    if cleared.execute():
        hooks.on_undo(lambda: _set_default(template, language))


def _set_default(template_id: int, language_id: int) -> None:
    InteractionTemplate.update(language=language_id).where(
        InteractionTemplate.id == template_id, InteractionTemplate.language.is_null()
    ).execute()


def _has_row(template_id: int, language_id: int) -> bool:
    row = InteractionTemplateLanguage
    return bool(tuples(row.select(row.id).where(row.template == template_id, row.language == language_id)))
