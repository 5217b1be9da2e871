"""Word templates: documents with merge fields that are filled in for each contact (domain.md 1.4, 9.1)."""

from __future__ import annotations

from functools import partial

from models.base import tuples
from models.database import locked, reading, unit
from models.enums import ContentKind
from models.errors import NotFoundError, RuleError
from models.file_names import extension_of, file_name
from models.merge_field import UnknownFieldsError
from models.queries.attachments import about
from models.rules import undo
from models.rules.content.attachments import bring_back, release, store
from models.rules.snapshots import Snapshot
from models.word_template import WordTemplate
from models.words import p_


def set_document(template_id: int, name: str, data: bytes, *, replace: bool = False) -> tuple[str, ...]:
    """Give a Word template its document: .docx, or a text, Markdown or HTML file; `undo` takes it back.

    Returns notes for the person: merge fields in it that do not exist. Raises `RuleError` for a document that
    is there already unless `replace`, for another kind of file, and for one that is damaged.
    """
    notes = _checked(name, data)
    was, snapshot, now = _set_document(template_id, name, data, replace)
    label = p_("undo", "imported {file}").format(file=file_name(name))
    undo.remember(label, partial(_put_back, template_id, was, now, snapshot))
    return notes


def new_document(template_id: int, *, replace: bool = False) -> None:
    """Give a Word template an empty document with a salutation to begin with.

    Raises `RuleError` when it has one already, unless `replace`.
    """
    from models.exchange.word import blank

    data = blank(("{{formal_salutation}}", "", p_("starter text", "Kind regards,"), "{{salesperson_name}}"))
    set_document(template_id, f"{_code(template_id)}.docx", data, replace=replace)


@reading
def document(template_id: int) -> int:
    """The attachment of a Word template; raises `RuleError` when it has none."""
    number = attachment_of(template_id)
    if number is None:
        told = p_("error", "Word template {code} has no document; import one, or choose another.")
        raise RuleError(told.format(code=_code(template_id)), field="word_template_code")
    return number


def _checked(name: str, data: bytes) -> tuple[str, ...]:
    from models.exchange import content

    extension = extension_of(name)
    if not content.mergeable(extension):
        told = p_("error", "{file} has no merge fields; Word templates are .docx, .txt, .md or .html files.")
        raise RuleError(told.format(file=file_name(name)))
    try:
        content.fields(extension, data)
    except UnknownFieldsError as error:
        return (error.sentence,)
    return ()


@unit
def _set_document(
    template_id: int, name: str, data: bytes, replace: bool
) -> tuple[int | None, Snapshot | None, int]:
    was = _held(template_id)
    if was is not None and not replace:
        told = p_("error", "Word template {code} has the document {file} already.")
        raise RuleError(told.format(code=_code(template_id), file=about(was).name))
    now = store(name, data, kind=ContentKind.FILE)
    WordTemplate.update(attachment=now).where(WordTemplate.id == template_id).execute()
    return was, release([was]), now


@unit
def _put_back(template_id: int, was: int | None, now: int, snapshot: Snapshot | None) -> None:
    if _held(template_id) != now:
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    bring_back(snapshot)
    WordTemplate.update(attachment=was).where(WordTemplate.id == template_id).execute()
    release([now])


def _held(template_id: int) -> int | None:
    """The document of a Word template; who gives it another one meanwhile waits, and then finds this one."""
    tuples(locked(WordTemplate.select(WordTemplate.id).where(WordTemplate.id == template_id)))
    return attachment_of(template_id)


@reading
def attachment_of(template_id: int) -> int | None:
    """The attachment that is the document of a Word template; none when it has none yet."""
    return _row(template_id)[1]


def _code(template_id: int) -> str:
    return _row(template_id)[0]


def _row(template_id: int) -> tuple[str, int | None]:
    of = WordTemplate
    found = tuples(of.select(of.code, of.attachment).where(of.id == template_id))
    if not found:
        raise NotFoundError(p_("error", "The Word template was deleted meanwhile."))
    return str(found[0][0]), found[0][1]
