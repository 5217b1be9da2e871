"""What a line of a segment sends, before it is logged: shown as its contact gets it (domain.md 3.9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.base import tuples
from models.database import reading
from models.enums import CorrespondenceType
from models.errors import NotFoundError, RuleError
from models.queries import attachments as queries
from models.queries import segment_contents
from models.queries.merge_fields import Recipient
from models.queries.segment_contents import Source, has_content
from models.rules.content import filling as rules
from models.rules.content.filling import Content
from models.rules.templates.word_templates import document
from models.segment import Segment, SegmentLine
from models.words import p_


@reading
def preview(line_id: int) -> str:
    """What the contact of a line gets, as plain text; files are named below.

    Raises `RuleError` when nothing is sent for the line or its content cannot be filled in, and
    `NotFoundError` when the line is gone.
    """
    recipient = _recipient(line_id)
    source = segment_contents.of_line(line_id)
    if source is None or source.is_blank:
        raise RuleError(p_("error", "There is no content to send for this line."))
    return rules.preview(content_of(source), recipient)


@reading
def first_sent(condition: Any) -> int | None:
    """The first of the lines that meet a condition which has something to send; none when none has."""
    of = SegmentLine
    query = of.select(of.id).where(condition, of.correspondence_type != CorrespondenceType.BLANK)
    rows = tuples(query.where(has_content()).order_by(of.line_no, of.id).limit(1))
    return int(rows[0][0]) if rows else None


@reading
def content_of(source: Source) -> Content:
    """A content of a segment as it goes out, before anything is filled in.

    Raises `RuleError` when its document template has no document.
    """
    from models.exchange.bodies import decode

    merged = None if source.word_template is None else document(source.word_template)
    row = queries.about(source.attachment) if source.attachment is not None else None
    if row is not None and row.is_body:
        return Content(decode(queries.read(row.id)), row.extension, merged, source.files)
    files = source.files if row is None else (row.id, *source.files)
    return Content(document=merged, files=files)


def _recipient(line_id: int) -> Recipient:
    of = SegmentLine
    query = of.select(
        *(of.contact, of.company, of.salesperson, of.language, of.date, of.campaign, Segment.no),
        *(of.description, of.subject, of.contact_alt_address),
    ).join(Segment, on=(Segment.id == of.segment))
    rows = tuples(query.where(of.id == line_id))
    if not rows:
        raise NotFoundError(p_("error", "The line is not in the segment any more."))
    return replace(Recipient(*rows[0][:-1]), alt_address=rows[0][-1])
