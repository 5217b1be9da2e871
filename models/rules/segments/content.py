"""The content of a segment and its lines: from the template, imported, written, removed (domain.md 3.7).

The segment has copies of its own of what its template sends, one for each language. Changing the content of
a line makes a copy of what it inherits, which is unique to it; removing that lets it inherit again. Files
that were sent are never changed: a new one takes their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as replace_values
from functools import partial

import peewee as pw

from models import dictionary, values
from models.attached_file import AttachedFile
from models.base import tuples
from models.codes import Language
from models.database import locked, unit
from models.enums import ContentKind
from models.errors import NotFoundError, RuleError
from models.file_names import extension_of, file_name
from models.queries import attachments as queries
from models.queries import segment_contents
from models.queries.segment_contents import Source
from models.rules import undo
from models.rules.content.attachments import bring_back, release, store
from models.rules.hooks import WayBack
from models.rules.segments.content_rows import Place, add_copy, attachments_of, snapshot
from models.rules.snapshots import Snapshot, restore, same
from models.segment import Segment, SegmentLine
from models.segment import SegmentInteractionLanguage as Content
from models.words import p_


def import_file(place: Place, name: str, data: bytes) -> int:
    """Make a file the content; returns its attachment. `undo` puts back what was there.

    A text with merge fields, or in the place of one, is filled in for each contact. Raises `RuleError` while
    a Word template is in use, and for a file that is too large.
    """
    told = p_("undo", "imported {file}").format(file=file_name(name))
    kind = ContentKind.BODY if _is_text(place, name, data) else ContentKind.FILE
    return _done(told, _set(place, partial(store, name, data, kind=kind)))


def create(place: Place, extension: str) -> int:
    """Make an empty Word document the content, or a text to be written: `txt`, `md`, `html`.

    Raises as `import_file` does.
    """
    from models.exchange import bodies

    layout = bodies.EXTENSIONS.get(extension)
    if layout is not None:
        return write(place, bodies.starter(layout), extension)
    from models.exchange.word import blank

    return import_file(place, f"{p_('file name', 'letter')}.docx", blank())


def write(place: Place, text: str, extension: str) -> int:
    """Make a text with merge fields the content: `txt`, `md` or `html`; returns its attachment.

    Raises as `import_file` does.
    """
    name = f"{p_('file name', 'text')}.{extension}"
    kind = ContentKind.BODY
    return _done(p_("undo", "changed the text"), _set(place, partial(store, name, text.encode(), kind=kind)))


def replace(place: Place, data: bytes) -> int:
    """Put what was edited in the place of the content, which keeps its name; returns its attachment.

    Raises as `import_file` does, and `NotFoundError` when there is no content any more.
    """
    row = queries.about(_attachment(place))
    told = p_("undo", "changed {file}").format(file=row.name)
    return _done(told, _set(place, partial(store, row.name, data, kind=row.kind)))


def attach(place: Place, name: str, data: bytes) -> None:
    """Let a file go along with the content, as it is; `undo` takes it off again."""
    told = p_("undo", "attached {file}").format(file=file_name(name))

    def add(row: int) -> None:
        AttachedFile.add(attachment=store(name, data), segment_language=row)

    _done(told, _changed(place, add))


def detach(place: Place, attachment_id: int) -> None:
    """Take a file off that goes along; `undo` puts it back."""
    told = p_("undo", "took a file off")

    def drop(row: int) -> None:
        # A unique copy has copies of the files, so what was chosen is known by what it contains.
        name = queries.about(attachment_id)
        of = AttachedFile
        rows = tuples(of.select(of.id, of.attachment).where(of.segment_language == row).order_by(of.id))
        known = queries.abouts([number for _, number in rows])
        alike = [line for line, number in rows if (known[number].name, known[number].sha256) == _key(name)]
        if not alike:
            raise NotFoundError(p_("error", "The file was taken off meanwhile."))
        of.delete().where(of.id == alike[0]).execute()

    _done(told, _changed(place, drop))


def describe(place: Place, *, subject: str) -> None:
    """Give the content of a segment in a language its own subject; `undo` takes it back.

    Raises `RuleError` for one that is too long.
    """
    told = values.read(dictionary.about(Content._meta.fields["subject"]), subject)

    def put(row: int) -> None:
        Content.change(row, subject=told)

    _done(p_("undo", "changed the subject"), _changed(place, put))


def remove(place: Place) -> None:
    """Remove the content: a line inherits again, a segment sends nothing in the language any more.

    Without the content in its default language a segment has another one for default. Raises `RuleError`
    when there is none of its own, and while a Word template is in use.
    """
    _done(p_("undo", "removed the content"), _removed(place))


def _key(row: queries.AttachmentRow) -> tuple[str, str]:
    return row.name, row.sha256


def _done(told: str, result: tuple[int, WayBack]) -> int:
    made, way_back = result
    undo.remember(told, way_back)
    return made


@unit
def _set(place: Place, make: Callable[[], int]) -> tuple[int, WayBack]:
    """Give the place a new attachment."""
    made = 0

    def put(row: int) -> None:
        nonlocal made
        made = make()
        Content.change(row, attachment=made)

    _, way_back = _changed(place, put, anew=True)
    return made, way_back


@unit
def _changed(place: Place, change: Callable[[int], None], *, anew: bool = False) -> tuple[int, WayBack]:
    """Change the row of a place, made if there is none yet; with `anew` its attachment is replaced."""
    _hold(place)
    before = snapshot(place.condition)
    row = _row(place, anew=anew)
    copied = attachments_of(snapshot(place.condition)) - attachments_of(before)
    change(row)
    way_back = _way_back(place, before)
    release(copied - attachments_of(snapshot(place.condition)))
    return row, way_back


@unit
def _removed(place: Place) -> tuple[int, WayBack]:
    header = _hold(place)
    before = snapshot(place.condition)
    if not before:
        told = (
            p_("error", "There is no content to remove.")
            if place.line is None
            else p_("error", "The line has no content of its own; it inherits that of the segment.")
        )
        raise RuleError(told)
    _refuse_word(before[0][1]["word_template"])
    Content.delete().where(place.condition).execute()
    was = (header.language, header.word_template)
    promoted = place.line is None and header.language == place.language and _promote(place.segment)
    way_back = _way_back(place, before)
    if not promoted:
        return 0, way_back

    @unit
    def take_back() -> None:
        way_back()
        Segment.change(place.segment, language=was[0], word_template=was[1])

    return 0, take_back


def _promote(segment_id: int) -> bool:
    """Make another content the default one; whether there is one."""
    of = Content
    query = of.select(of.language, of.word_template, of.subject)
    query = query.join(Language, pw.JOIN.LEFT_OUTER, on=(Language.id == of.language))
    rows = tuples(query.where(of.segment == segment_id, of.line.is_null()).order_by(Language.code).limit(1))
    if rows:
        Segment.change(segment_id, language=rows[0][0], word_template=rows[0][1])
    return bool(rows)


def _hold(place: Place) -> Segment:
    """The segment, held back from who logs it; raises `RuleError` when it, or the line, is gone."""
    found: list[Segment] = list(locked(Segment.select().where(Segment.id == place.segment)))
    if not found:
        raise RuleError(p_("error", "The segment was logged or deleted meanwhile."))
    of = SegmentLine
    mine = (of.id == place.line) & (of.segment == place.segment) & ~of.removed
    if place.line is not None and not tuples(of.select(of.id).where(mine)):
        raise NotFoundError(p_("error", "The line is not in the segment any more."))
    return found[0]


def _row(place: Place, *, anew: bool) -> int:
    """The row of a place; for a line a copy of what it inherits, `anew` without its attachment."""
    rows = tuples(Content.select(Content.id, Content.word_template).where(place.condition))
    if rows:
        _refuse_word(rows[0][1])
        return int(rows[0][0])
    if place.line is None:
        return Content.add(segment=place.segment, language=place.language)
    source = segment_contents.inherited(place.line)
    if source is None:
        ((language,),) = tuples(SegmentLine.select(SegmentLine.language).where(SegmentLine.id == place.line))
        return Content.add(segment=place.segment, line=place.line, language=language)
    _refuse_word(source.word_template)
    kept = replace_values(source, attachment=None) if anew else source
    return add_copy(place.segment, kept, line=place.line)


def _refuse_word(word_template: int | None) -> None:
    if word_template is not None:
        told = p_("error", "A Word template is in use; clear Word Template Code to send something else.")
        raise RuleError(told, field="word_template_code")


def at(place: Place) -> Source | None:
    """What stands at a place; for a line its own content, or what it inherits."""
    if place.line is not None:
        return segment_contents.of_line(place.line)
    return segment_contents.of_segment(place.segment).get(place.language)


def _attachment(place: Place) -> int:
    source = at(place)
    if source is None or source.attachment is None:
        raise NotFoundError(p_("error", "There is no content to change any more."))
    return source.attachment


def _is_text(place: Place, name: str, data: bytes) -> bool:
    from models.exchange import bodies

    if bodies.has_fields(extension_of(name), data):
        return True
    source = at(place)
    if extension_of(name) not in bodies.EXTENSIONS or source is None or source.attachment is None:
        return False
    return queries.about(source.attachment).is_body


def _way_back(place: Place, before: Snapshot) -> WayBack:
    """Let go of what nothing uses any more; the way back minds what somebody else did meanwhile."""
    after = snapshot(place.condition)
    released = release(attachments_of(before) - attachments_of(after))

    @unit
    def take_back() -> None:
        _hold(place)
        if not same(snapshot(place.condition), after):
            raise RuleError(p_("undo", "Not undone: the content was changed meanwhile."))
        Content.delete().where(place.condition).execute()
        bring_back(released)
        restore(before)
        release(attachments_of(after) - attachments_of(before))

    return take_back
