"""What is done with a template language's attachment: create, import, edit, copy, remove (domain.md 1.4).

Each verb offers its way back to `undo`. None works while a Word template is in use, which takes the place of
the attachment, and none replaces what is there unless it is told to.
"""

from __future__ import annotations

from models.base import tuples
from models.database import locked, unit
from models.enums import ContentKind, Layout
from models.errors import RuleError
from models.file_names import extension_of, file_name
from models.queries import attachments as queries
from models.queries.template_contents import RowContent, row_content
from models.rules import undo
from models.rules.content import attachments
from models.rules.hooks import WayBack
from models.rules.templates.template_content import new_text, set_content
from models.template import InteractionTemplateLanguage as Row
from models.words import p_

WORD = "docx"
"""The extension of a new Word document."""


def create(row_id: int, extension: str, *, replace: bool = False) -> int:
    """Make an empty Word document, or a text to be merged (`txt`, `md`, `html`); returns the attachment.

    Raises `RuleError` for another extension, when there is an attachment already unless `replace`, and while
    a Word template is in use.
    """
    number, way_back = _create(row_id, extension, replace)
    undo.remember(p_("undo", "created {file}").format(file=queries.about(number).name), way_back)
    return number


def import_file(row_id: int, name: str, data: bytes, *, replace: bool = False, as_text: bool = False) -> int:
    """Attach a file; returns the attachment.

    It becomes the text of the row when it has merge fields, when the row has a layout, and `as_text`. Raises
    `RuleError` as `create`, and for a file that is too large or no text where one is wanted.
    """
    number, way_back = _import(row_id, name, data, replace, as_text)
    undo.remember(p_("undo", "imported {file}").format(file=file_name(name)), way_back)
    return number


def copy(row_id: int, from_row: int, *, replace: bool = False) -> int:
    """Attach a copy of what another template language has; returns the attachment.

    Raises `RuleError` as `create`, and when there is nothing to copy.
    """
    number, way_back = _copy(row_id, from_row, replace)
    undo.remember(p_("undo", "copied {file}").format(file=queries.about(number).name), way_back)
    return number


def remove(row_id: int) -> None:
    """Take the attachment off and delete it (ATT-01).

    Raises `RuleError` when there is none, and while a Word template is in use.
    """
    name, way_back = _remove(row_id)
    undo.remember(p_("undo", "removed {file}").format(file=name), way_back)


def change(row_id: int, attachment_id: int, data: bytes) -> None:
    """Store what was edited, under the same number.

    Raises `RuleError` when it is read-only, when the row has another attachment meanwhile, and while a Word
    template is in use.
    """
    row = queries.about(attachment_id)
    was = queries.read(attachment_id)
    _change(row_id, attachment_id, data)
    label = p_("undo", "changed {file}").format(file=row.name)
    undo.remember(label, lambda: _change(row_id, attachment_id, was))


@unit
def _create(row_id: int, extension: str, replace: bool) -> tuple[int, WayBack]:
    from models.exchange import bodies

    row = _free(row_id, replace)
    name = f"{row.template_code}-{row.language_code}"
    if extension == WORD:
        from models.exchange.word import blank

        number, layout = attachments.store(f"{name}.docx", blank()), Layout.BLANK
    elif extension in bodies.EXTENSIONS:
        layout = bodies.EXTENSIONS[extension]
        number = new_text(name, layout)
    else:
        told = p_("error", "A new file is a docx, txt, md or html file, not {extension}.")
        raise RuleError(told.format(extension=extension))
    return number, _set(row_id, number, layout)


@unit
def _import(row_id: int, name: str, data: bytes, replace: bool, as_text: bool) -> tuple[int, WayBack]:
    from models.exchange import bodies

    row = _free(row_id, replace)
    extension = extension_of(name)
    wanted = row.layout or as_text or bodies.has_fields(extension, data)
    layout = bodies.EXTENSIONS.get(extension, Layout.BLANK) if wanted else Layout.BLANK
    if as_text and not layout:
        told = p_("error", "The text of a message is a txt, md or html file, not {file}.")
        raise RuleError(told.format(file=file_name(name)))
    if layout:
        bodies.decode(data)
    number = attachments.store(name, data, kind=ContentKind.BODY if layout else ContentKind.FILE)
    return number, _set(row_id, number, layout)


@unit
def _copy(row_id: int, from_row: int, replace: bool) -> tuple[int, WayBack]:
    source = row_content(from_row)
    if from_row == row_id:
        raise RuleError(p_("error", "Choose another language or template to copy from."))
    if source.attachment is None:
        told = p_("error", "Template {template} has no attachment in {language} to copy.")
        raise RuleError(told.format(template=source.template_code, language=source.language_code))
    _free(row_id, replace)
    number = attachments.duplicate(source.attachment)
    return number, _set(row_id, number, source.layout)


@unit
def _remove(row_id: int) -> tuple[str, WayBack]:
    row = _open(row_id)
    if row.attachment is None:
        raise RuleError(p_("error", "There is no attachment to remove."))
    return queries.about(row.attachment).name, _set(row_id, None, Layout.BLANK)


@unit
def _change(row_id: int, attachment_id: int, data: bytes) -> None:
    if _open(row_id).attachment != attachment_id:
        raise RuleError(p_("error", "Somebody else gave the template another attachment meanwhile."))
    attachments.replace(attachment_id, queries.about(attachment_id).name, data)


def _set(row_id: int, number: int | None, layout: Layout) -> WayBack:
    """Give the row its content; the way back minds what somebody else did meanwhile."""
    put_back = set_content(row_id, number, layout)

    @unit
    def take_back() -> None:
        if _held(row_id).attachment != number:
            raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
        put_back()

    return take_back


def _free(row_id: int, replace: bool) -> RowContent:
    """The row, into which something else may be put."""
    row = _open(row_id)
    if row.attachment is not None and not replace:
        told = p_(
            "error", "There is an attachment already: {file}. Replace it (--replace), or remove it first."
        )
        raise RuleError(told.format(file=queries.about(row.attachment).name))
    if row.attachment is not None and queries.about(row.attachment).read_only:
        told = p_("error", "{name} was recorded or sent and cannot be changed; make a copy of it.")
        raise RuleError(told.format(name=queries.about(row.attachment).name))
    return row


def _open(row_id: int) -> RowContent:
    """The row, held back from others; without a Word template."""
    row = _held(row_id)
    if row.word_template is not None:
        told = p_("error", "Template {template} uses a Word template; remove that to attach something else.")
        raise RuleError(told.format(template=row.template_code))
    return row


def _held(row_id: int) -> RowContent:
    """The row; who gives it another content meanwhile waits, and then finds this one."""
    tuples(locked(Row.select(Row.id).where(Row.id == row_id)))
    return row_content(row_id)
