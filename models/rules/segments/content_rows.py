"""The rows that contents of segments and lines stand in, and what becomes of them with their owners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.attached_file import AttachedFile
from models.base import searchable, tuples
from models.database import unit
from models.errors import NotFoundError, RuleError
from models.queries import segment_contents
from models.queries.segment_contents import Source
from models.rules.content.attachments import bring_back, duplicate, release
from models.rules.hooks import WayBack
from models.rules.segments.quiet import quietly
from models.rules.snapshots import Snapshot, restore, take_all
from models.segment import Segment, SegmentLine
from models.segment import SegmentInteractionLanguage as Content
from models.words import p_


@dataclass(frozen=True, slots=True)
class Place:
    """Whose content is meant: that of one line, or that of a segment in a language."""

    segment: int
    line: int | None = None
    language: int | None = None

    @property
    def condition(self) -> Any:
        """The condition of its row."""
        if self.line is not None:
            return Content.line == self.line
        language = Content.language
        same_language = language.is_null() if self.language is None else language == self.language
        return (Content.segment == self.segment) & Content.line.is_null() & same_language


def snapshot(condition: Any) -> Snapshot:
    """Rows of contents with the files that go along, as they stand."""
    rows = tuples(Content.select(Content.id).where(condition).order_by(Content.id))
    return take_all(Content, [row for (row,) in rows])


def attachments_of(rows: Snapshot) -> set[int]:
    """The attachments that rows of a snapshot refer to."""
    found = {row.get("attachment") for _, row in rows}
    return {number for number in found if number is not None}


def add_copy(segment_id: int, source: Source, *, line: int | None = None) -> int:
    """Give a segment, or one of its lines, a copy of its own of a content; returns the row."""
    made = Content.add(
        segment=segment_id,
        line=line,
        language=source.language,
        description=source.description,
        subject=source.subject,
        attachment=None if source.attachment is None else duplicate(source.attachment),
        word_template=source.word_template,
        search_text=searchable(Content, {"description": source.description}),
    )
    for number in source.files:
        AttachedFile.add(attachment=duplicate(number), segment_language=made)
    return made


def take_from_template(segment_id: int, template_id: int | None) -> WayBack:
    """Replace the content of a segment by copies of what a template sends; returns the way back.

    Unique contents of lines stay. The way back minds what somebody else sends instead meanwhile.
    """
    mine = (Content.segment == segment_id) & Content.line.is_null()
    before = snapshot(mine)
    Content.delete().where(mine).execute()
    released = release(attachments_of(before))
    sources = segment_contents.of_template(template_id)[0] if template_id is not None else {}
    for source in sources.values():
        add_copy(segment_id, source)
    copied = attachments_of(snapshot(mine))

    @unit
    def take_back() -> None:
        if attachments_of(snapshot(mine)) != copied:
            raise RuleError(p_("undo", "Not undone: the content was changed meanwhile."))
        Content.delete().where(mine).execute()
        release(copied)
        bring_back(released)
        restore(before)

    return take_back


def default_place(segment_id: int) -> Place:
    """Where the content in the default language of a segment stands."""
    header = Segment.one(segment_id)
    if header is None:
        raise NotFoundError(p_("error", "The segment was logged or deleted meanwhile."))
    return Place(segment_id, language=header.language)


def place_of_line(line_id: int) -> Place:
    """Where the content of a line stands."""
    line = SegmentLine.one(line_id)
    if line is None or line.removed or line.segment is None:
        raise NotFoundError(p_("error", "The line is not in the segment any more."))
    return Place(line.segment, line=line_id)


def follow_header(segment_id: int) -> None:
    """Let the default content have the Word template and the subject of the header."""
    header = Segment.one(segment_id)
    assert header is not None
    place = Place(segment_id, language=header.language)
    rows = tuples(Content.select(Content.id).where(place.condition))
    known: dict[str, Any] = {"word_template": header.word_template, "subject": header.subject}
    if rows:
        Content.change(rows[0][0], **known)
    elif header.word_template is not None:
        Content.add(segment=segment_id, language=header.language, **known)


def drop(condition: Any) -> WayBack:
    """Delete contents of a segment that is deleted, or of lines that are; returns the way back.

    It is to be called after what they belong to is back.
    """
    before = snapshot(condition)
    if not before:
        return lambda: None
    Content.delete().where(condition).execute()
    released = release(attachments_of(before))

    def put_back() -> None:
        bring_back(released)
        restore(before)

    return put_back


def of_deleted(lines: Any) -> set[int]:
    """The attachments of the unique contents of lines that are about to be deleted, to be released then."""
    if not tuples(Content.select(Content.id).where(Content.line.is_null(False)).limit(1)):
        return set()  # As usual, however many lines there are.
    mine = Content.line.in_(SegmentLine.select(SegmentLine.id).where(lines))
    files = AttachedFile.select(AttachedFile.attachment).where(
        AttachedFile.segment_language.in_(Content.select(Content.id).where(mine))
    )
    own = Content.select(Content.attachment).where(mine, Content.attachment.is_null(False))
    return {number for query in (own, files) for (number,) in tuples(query)}


def rename(line: int, number: int) -> None:
    """Give a line another id; its unique content goes with it."""
    rows = [row for (row,) in tuples(Content.select(Content.id).where(Content.line == line))]
    mine = Content.id.in_(rows)
    if rows:
        Content.update(line=None).where(mine).execute()
    quietly(SegmentLine, id=number).where(SegmentLine.id == line).execute()
    if rows:
        Content.update(line=number).where(mine).execute()


def move(from_line: int, to_line: int) -> None:
    """Give a line the unique content of another one."""
    Content.update(line=to_line).where(Content.line == from_line).execute()
