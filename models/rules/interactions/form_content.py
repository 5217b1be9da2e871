"""The content part of the interaction form (domain.md 2.2 step 2, 2.4): where it comes from, what it lacks.

Content follows the template in the language of the interaction, as other defaults do; what somebody typed,
chose or attached stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.attached_file import AttachedFile
from models.attachment import Attachment
from models.base import tuples
from models.database import reading
from models.database.prepared import Prepared, given
from models.enums import ContentKind, CorrespondenceType
from models.errors import RuleError
from models.rules.interactions.form_state import (
    BODY,
    DERIVED,
    FILES,
    SEND,
    TYPED,
    WRITTEN_AS,
    FormState,
    with_text,
    write_value,
)
from models.template import InteractionTemplateLanguage as Language
from models.word_template import WordTemplate
from models.words import p_

if TYPE_CHECKING:
    from models.rules.content.filling import Content

_TYPE = "correspondence_type"


@dataclass(frozen=True, slots=True)
class LanguageContent:
    """What a template sends in one language."""

    row: int
    """The template language; 0 for a template without languages."""
    word_template: int | None
    word_template_code: str
    attachment: int | None
    """A file that goes along as it is."""
    body: str
    """The text of the message; blank when there is none."""
    extension: str
    """How the text is written; blank when there is none."""
    has_files: bool
    """Whether further files go along."""
    trouble: str
    """Why its text cannot be read, as a sentence; blank when it can."""


def contents_of(template_id: int) -> dict[int, LanguageContent]:
    """What a template sends, by its languages; part of a unit of work or reading."""
    return {row[0]: _content(*row[1:]) for row in _ROWS.rows(template=template_id)}


def only_word(word_template: int, code: str) -> dict[int, LanguageContent]:
    """What a template without languages sends when it has a Word template."""
    return {0: LanguageContent(0, word_template, code, None, "", "", has_files=False, trouble="")}


def _rows() -> Any:
    files = AttachedFile.select(pw.SQL("1")).where(AttachedFile.template_language == Language.id)
    columns = (Attachment.id, Attachment.kind, Attachment.extension, Attachment.sha256)
    query = Language.select(
        Language.language, Language.id, *columns, WordTemplate.id, WordTemplate.code, pw.fn.EXISTS(files)
    )
    query = query.left_outer_join(Attachment, on=(Attachment.id == Language.attachment)).switch(Language)
    query = query.left_outer_join(WordTemplate, on=(WordTemplate.id == Language.word_template))
    return query.where(Language.template == given("template"))


_ROWS = Prepared(_rows)


def _content(
    row: int,
    attachment: int | None,
    kind: int | None,
    extension: str | None,
    sha256: str | None,
    word_template: int | None,
    code: str | None,
    has_files: bool,
) -> LanguageContent:
    body = trouble = ""
    is_body = attachment is not None and kind == ContentKind.BODY
    if attachment is not None and is_body:
        try:
            body = _text(attachment, sha256 or "")
        except RuleError as error:
            trouble = error.sentence
    return LanguageContent(
        row,
        word_template,
        code or "",
        None if is_body else attachment,
        body,
        (extension or "") if is_body else "",
        bool(has_files),
        trouble,
    )


@lru_cache(maxsize=64)
def _text(attachment_id: int, sha256: str) -> str:  # noqa: ARG001 - the text is remembered for this content
    from models.exchange.bodies import decode
    from models.queries.attachments import read

    return decode(read(attachment_id))


def chosen(
    state: FormState, contents: Mapping[int, LanguageContent], default: int | None
) -> LanguageContent | None:
    """What the template of a form sends in the language of the form, else in its `default` language."""
    return contents.get(state.ids.get("language_code", 0)) or contents.get(default or 0)


def with_content(state: FormState, content: LanguageContent | None) -> FormState:
    """The form with the content of its template where nobody typed, and whether it is sent."""
    word = content.word_template if content else None
    file = content.attachment if content and word is None else None
    body = content.body if content and word is None else ""
    code = content.word_template_code if content and word is not None else ""
    for name, text, record in (
        ("word_template_code", code, word),
        ("attachment_no", "" if file is None else str(file), file),
        (BODY, body, None),
    ):
        if name not in state.fixed and state.set_by.get(name, "") in DERIVED:
            state = _changed(state, name, text, "template" if text else "", record)
    if state.set_by.get(SEND, "") in DERIVED:
        sent = has_content(state, content) and is_sent_somehow(state)
        state = _changed(state, SEND, write_value(SEND, sent), "", None)
    return state


def _changed(state: FormState, name: str, text: str, by: str, record: int | None) -> FormState:
    if (state.text(name), state.set_by.get(name, ""), state.ids.get(name)) == (text, by, record):
        return state
    return with_text(state, name, text, by, record)


def has_content(state: FormState, content: LanguageContent | None) -> bool:
    """Whether there is anything to send; a call sends nothing."""
    if state.is_call:
        return False
    own = "word_template_code" in state.ids or "attachment_no" in state.ids or state.text(BODY).strip()
    given = given_files(state)
    return bool(own or (given if given is not None else content and content.has_files))


def is_sent_somehow(state: FormState) -> bool:
    """Whether the correspondence type says how something is sent."""
    return correspondence_type(state) != CorrespondenceType.BLANK


def correspondence_type(state: FormState) -> CorrespondenceType:
    """How something is sent; blank as long as the text cannot be read."""
    try:
        return CorrespondenceType(int(str(state.value(_TYPE))))
    except RuleError:
        return CorrespondenceType.BLANK


def wants_sending(state: FormState) -> bool:
    """Whether *send* is yes; no as long as the text cannot be read."""
    try:
        return state.value(SEND) is True
    except RuleError:
        return False


def shown(state: FormState) -> frozenset[str]:
    """The content fields that apply to a form: a template without content shows none of them (ATT-08).

    Whoever chooses how something is sent gets them all.
    """
    kind = correspondence_type(state)
    by_hand = kind != CorrespondenceType.BLANK and state.set_by.get(_TYPE, "") not in DERIVED
    found = {
        name
        for name in ("word_template_code", "attachment_no", BODY)
        if state.text(name).strip() or state.set_by.get(name) == TYPED
    }
    if by_hand:
        found |= {"word_template_code", "attachment_no"}
    if by_hand and kind == CorrespondenceType.EMAIL:
        found.add(BODY)
    if found and kind != CorrespondenceType.BLANK:
        found.add(SEND)
    return frozenset(found)


def problems(
    state: FormState, content: LanguageContent | None, *, opens: bool = False
) -> Iterator[tuple[str, str]]:
    """What stands in the way of finishing because of the content: field and sentence (domain.md 2.4).

    With `opens` the template needs content to open.
    """
    if content and content.trouble and state.set_by.get(BODY) != TYPED:
        yield "interaction_template_code", content.trouble
    if told := _unknown_fields(state.text(BODY)):
        yield BODY, told
    if has_content(state, content):
        if state.set_by.get(SEND) == TYPED and wants_sending(state) and not is_sent_somehow(state):
            yield _TYPE, p_("error", "To send it, choose Email or Hard Copy; else answer no to Send.")
    elif opens:
        told = p_("error", "{template} needs content: attach a file, or choose a Word template.")
        yield "attachment_no", told.format(template=state.text("interaction_template_code"))
    elif correspondence_type(state) == CorrespondenceType.EMAIL and state.set_by.get(_TYPE) == TYPED:
        told = p_("error", "E-mail needs an attachment or a document template, or a text; or another type.")
        yield _TYPE, told
    elif state.set_by.get(SEND) == TYPED and wants_sending(state):
        yield SEND, p_("error", "There is nothing to send: write a text, or attach a file.")


def no_address_problem(state: FormState) -> bool:
    """Whether a missing e-mail address stands in the way: somebody chose Email, or asked to send."""
    by_hand = TYPED in (state.set_by.get(SEND), state.set_by.get(_TYPE))
    return correspondence_type(state) == CorrespondenceType.EMAIL and wants_sending(state) and by_hand


def _unknown_fields(text: str) -> str:
    """Which `{{fields}}` of a text do not exist, as a sentence."""
    if "{{" not in text:
        return ""
    from models.exchange import bodies

    try:
        bodies.fields(text)
    except RuleError as error:
        return error.sentence
    return ""


@reading
def content_of(state: FormState, content: LanguageContent | None) -> Content:
    """What goes out with the interaction of a form, before anything is filled in.

    Raises `RuleError` when the document template has no document.
    """
    from models.rules.content.filling import Content
    from models.rules.templates.word_templates import document

    template = state.ids.get("word_template_code")
    merged = None if template is None else document(template)
    own = state.ids.get("attachment_no")
    files = (*(() if own is None else (own,)), *further_files(state, content))
    return Content(state.text(BODY), written_as(state, content), merged, files)


def written_as(state: FormState, content: LanguageContent | None) -> str:
    """The extension of the text of a form, which says how it is written."""
    from models.rules.content.filling import PLAIN

    theirs = content.extension if content else ""
    own = "" if state.set_by.get(BODY, "") in DERIVED else state.text(WRITTEN_AS)
    return own or theirs or PLAIN


def given_files(state: FormState) -> tuple[int, ...] | None:
    """The further files of a segment line, which go in place of the template's; none when those go."""
    if state.is_call or FILES not in state.texts:
        return None
    return tuple(map(int, state.text(FILES).split()))


@reading
def further_files(state: FormState, content: LanguageContent | None) -> tuple[int, ...]:
    """The files that go along besides the attachment: those given, else those of the template."""
    given = given_files(state)
    if given is not None:
        return given
    return files_of_template(content.row) if content and content.has_files else ()


@reading
def files_of_draft(entry_id: int) -> tuple[int, ...]:
    """The further files that were attached to an interaction being written, in order."""
    return _files_of(AttachedFile.entry == entry_id)


@reading
def files_of_template(row: int) -> tuple[int, ...]:
    """The further files that a template sends in one language, in order."""
    return _files_of(AttachedFile.template_language == row)


def _files_of(which: Any) -> tuple[int, ...]:
    query = AttachedFile.select(AttachedFile.attachment).where(which).order_by(AttachedFile.id)
    return tuple(number for (number,) in tuples(query))
