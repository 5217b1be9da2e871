"""The content of template languages, and the Wizard Action that goes with it (domain.md 1.4).

A row has a file, a text to be merged (a *layout*), or a Word template. What the default language has decides
which actions the template may take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from models.base import tuples
from models.database import reading, unit
from models.enums import ContentKind, Layout, WizardAction
from models.errors import RuleError
from models.queries.template_contents import RowContent, default_content, default_of, row_content
from models.rules.content.attachments import bring_back, release, store
from models.rules.hooks import Change, WayBack
from models.rules.snapshots import Snapshot
from models.rules.templates.template_setup import refuse_in_setup
from models.template import InteractionTemplate as Template
from models.template import InteractionTemplateLanguage as Row
from models.words import p_, translate

REMOVE_ATTACHMENT = "remove_attachment"
"""The decision to let a file or text go because a Word template, or another text, takes its place."""


@reading
def in_the_way(page_name: str, record_id: int, typed: Mapping[str, str]) -> bool:
    """Whether a text or file would go, because what was typed takes its place: to be asked before storing."""
    if page_name == "interaction-templates":
        row = default_of(record_id) if typed.get("word_template_code") else None
        return row is not None and row.attachment is not None
    if page_name != "interaction-template-languages" or not record_id:
        return False
    row = row_content(record_id)
    replaced = typed.get("word_template_code") or (typed.get("custom_layout") and not row.layout)
    return bool(replaced and row.attachment is not None)


@unit
def set_content(
    row_id: int, attachment: int | None, layout: Layout, *, layout_was: Layout | None = None
) -> WayBack:
    """Give a row another content; what it had goes unless something else uses it. Returns the way back.

    `layout_was` is the layout that the row had before it was stored with the new one.
    """
    was = row_content(row_id)
    if layout_was is not None:
        was = replace(was, layout=layout_was)
    if attachment is not None:
        refuse_in_setup(was.template)
    Row.update(attachment=attachment, layout=int(layout)).where(Row.id == row_id).execute()
    snapshot = release([was.attachment]) if was.attachment != attachment else []
    follow_content(row_id)
    return partial(_put_back, was, snapshot)


@unit
def _put_back(was: RowContent, snapshot: Snapshot | None) -> None:
    bring_back(snapshot)
    now = row_content(was.row)
    Row.update(attachment=was.attachment, layout=int(was.layout)).where(Row.id == was.row).execute()
    if now.attachment != was.attachment:
        release([now.attachment])
    if now.is_default and now.action is not was.action:
        _set_action(was.template, was.action)


def follow_content(row_id: int) -> WayBack | None:
    """Let the action follow the default row: a text is merged, and nothing to merge is not.

    Returns the way back when that changed the template.
    """
    now = row_content(row_id)
    wanted = now.action
    if now.is_default and now.layout:
        wanted = WizardAction.MERGE
    elif now.is_default and now.action is WizardAction.MERGE and now.word_template is None:
        wanted = WizardAction.BLANK
    if wanted is now.action:
        return None
    _set_action(now.template, wanted)
    return partial(unit(_set_action), now.template, now.action)


def _set_action(template_id: int, action: WizardAction) -> None:
    Template.update(wizard_action=int(action)).where(Template.id == template_id).execute()


def new_text(code: str, layout: Layout, text: str = "") -> int:
    """Store the text that a layout begins with, or another one; returns its attachment."""
    from models.exchange import bodies

    name = f"{code}.{bodies.extension_of(layout)}"
    return store(name, (text or bodies.starter(layout)).encode(), kind=ContentKind.BODY)


# the rules of a template that is stored


def follow_default_language(change: Change) -> None:
    """Another default language brings its Word template, and Merge if it has a text (domain.md 1.4)."""
    row = default_content(change.id, change.new["language"]) if change.id else None
    if change.id and change.changed("language"):
        if row is not None and not change.changed("word_template"):
            change.new["word_template"] = row.word_template
        if not change.changed("wizard_action"):
            _follow_row(change, row)
    if change.changed("language", "wizard_action", "word_template"):
        _check_template(change, row)


def _follow_row(change: Change, row: RowContent | None) -> None:
    if row is not None and row.layout:
        change.new["wizard_action"] = int(WizardAction.MERGE)
    elif change.new["wizard_action"] == WizardAction.MERGE:
        change.new["wizard_action"] = int(WizardAction.BLANK)


def _check_template(change: Change, row: RowContent | None) -> None:
    action, word = WizardAction(change.new["wizard_action"]), change.new["word_template"]
    if word and change.changed("word_template") and row is not None and row.attachment is not None:
        _refuse_unless_agreed(change)
        row = None  # What it has goes.
    if word and action is WizardAction.IMPORT:
        _refuse(change, p_("reason", "it has a Word template"))
    if row is None or word:
        return
    if action is WizardAction.MERGE and (not row.layout or row.attachment is None):
        if change.changed("wizard_action"):
            _refuse(
                change, p_("reason", "there is nothing to merge: choose a layout or a Word template first")
            )
        change.new["wizard_action"] = int(WizardAction.BLANK)
    elif row.layout and action is not WizardAction.MERGE:
        _refuse(change, p_("reason", "it has a text that is merged"))


def _refuse(change: Change, reason: str) -> None:
    told = p_("error", "Wizard Action cannot be {value} for template {template}: {reason}.")
    value = translate(WizardAction(change.new["wizard_action"]).caption) or p_("value", "blank")
    raise RuleError(
        told.format(value=value, template=change.new["code"], reason=reason), field="wizard_action"
    )


def _refuse_unless_agreed(change: Change) -> None:
    if REMOVE_ATTACHMENT not in change.agreed:
        told = p_(
            "error", "There is an attachment, which a Word template takes the place of; remove it first."
        )
        raise RuleError(told, field="word_template_code")


def write_word_template(change: Change) -> WayBack | None:
    """The default language row has the template's Word template instead of a file or text.

    Returns the way back of the row, if there is one.
    """
    if not change.changed("word_template", "language"):
        return None
    row = default_content(change.id, change.new["language"])
    if row is None:
        return None
    word = change.new["word_template"]
    ((former,),) = tuples(Row.select(Row.word_template).where(Row.id == row.row))
    Row.update(word_template=word).where(Row.id == row.row).execute()
    replaced = bool(word) and row.attachment is not None
    put_back = set_content(row.row, None, Layout.BLANK) if replaced else None

    def give_back() -> None:
        if put_back is not None:
            put_back()
        Row.update(word_template=former).where(Row.id == row.row).execute()

    return give_back


# the rules of a language row that is stored


def check_row(change: Change) -> None:
    """A row has a text, a file or a Word template, one of them; a text is never lost unasked."""
    word = change.new["word_template"]
    if word and change.new["layout"] and change.changed("layout"):
        told = p_("error", "A Word template is in use; remove it before choosing a layout.")
        raise RuleError(told, field="custom_layout")
    attachment = change.old.get("attachment")
    if word and change.changed("word_template"):
        if attachment is not None:
            _refuse_unless_agreed(change)
        _refuse_word_with_import(change)
    was_file = attachment is not None and not change.old.get("layout")
    if change.new["layout"] and was_file and REMOVE_ATTACHMENT not in change.agreed:
        told = p_("error", "There is an attachment, which a text takes the place of; remove it first.")
        raise RuleError(told, field="custom_layout")


def _refuse_word_with_import(change: Change) -> None:
    found = tuples(
        Template.select(Template.code).where(
            Template.id == change.new["template"],
            Template.language == change.new["language"],
            Template.wizard_action == int(WizardAction.IMPORT),
        )
    )
    for (code,) in found:
        told = p_("error", "Template {template} imports a file, which goes without a Word template.")
        raise RuleError(told.format(template=code), field="word_template_code")


def follow_row(change: Change) -> list[WayBack]:
    """A chosen layout has a text, a cleared one none (ATT-04, ATT-05); the template follows its default."""
    ways: list[WayBack | None] = []
    row = row_content(change.id)
    was = Layout(change.old.get("layout", 0))
    if change.new["word_template"] and change.changed("word_template") and row.attachment is not None:
        ways.append(set_content(change.id, None, Layout.BLANK, layout_was=was))
    elif change.new["layout"] and change.changed("layout"):
        text, layout = _text_for(row, change), Layout(change.new["layout"])
        ways.append(set_content(change.id, text, layout, layout_was=was))
    elif change.changed("layout") and row.attachment is not None and was:
        ways.append(set_content(change.id, None, Layout.BLANK, layout_was=was))
    if row.is_default and change.changed("word_template"):
        Template.update(word_template=change.new["word_template"]).where(
            Template.id == row.template
        ).execute()
    ways.append(follow_content(change.id))
    return [way for way in ways if way is not None]


def _text_for(row: RowContent, change: Change) -> int:
    """The text of a row in its new layout: what was written, else what such a text begins with."""
    from models.exchange import bodies
    from models.queries.attachments import read

    name, layout = f"{row.template_code}-{row.language_code}", Layout(change.new["layout"])
    old = Layout(change.old.get("layout", 0))
    if not old or row.attachment is None:
        return new_text(name, layout)
    text = bodies.decode(read(row.attachment))
    if text == bodies.starter(old):
        return new_text(name, layout)
    if layout is Layout.HTML:
        text = bodies.html(text, old)
    elif old is Layout.HTML:
        text = bodies.plain(text, old)
    return new_text(name, layout, text)
