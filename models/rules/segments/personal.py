"""What is personal about a line: where it differs from what header and contact give it (domain.md 3.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import peewee as pw

from models import dictionary, values
from models.about import Kind
from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.queries.segment_contents import of_lines
from models.rules.segments.filling import block_of, by_contact
from models.rules.segments.line_changes import header_values
from models.segment import Segment, SegmentLine

_NOT_PERSONAL = frozenset(("contact", "company", "contact_alt_address"))
"""What a line has from its contact alone."""


@reading
def personalised(line_ids: Sequence[int]) -> frozenset[int]:
    """Those of some lines of one segment that differ from what header and contact give them."""
    lines: list[Any] = list(SegmentLine.select().where(SegmentLine.id.in_(line_ids)))
    header = Segment.one(lines[0].segment) if lines else None
    if header is None:
        return frozenset()
    block = block_of(header)
    given = {name: what for name, what in by_contact(block, header.date).items() if name not in _NOT_PERSONAL}
    query = Contact.select(Contact.id, *given.values()).where(Contact.id.in_([one.contact for one in lines]))
    by_id = {row[0]: dict(zip(given, row[1:], strict=True)) for row in tuples(query)}
    own = of_lines(SegmentLine.id.in_(line_ids))
    return frozenset(
        line.id
        for line in lines
        if line.id in own
        or any(
            getattr(line, name) != value
            for name, value in {**block.values, **by_id.get(line.contact, {})}.items()
        )
    )


@reading
def header_texts(line_id: int) -> Mapping[str, str]:
    """What a line would say if nobody had changed it, by field, as texts that can be typed."""
    found = {}
    for attribute, value in header_values(line_id).items():
        field: Any = SegmentLine._meta.fields[attribute]
        name = dictionary.name_of(field)
        if attribute not in _NOT_PERSONAL:
            found[name] = _code(field, value) if isinstance(field, pw.ForeignKeyField) else _text(name, value)
    return found


def _text(name: str, value: Any) -> str:
    about = dictionary.about(dictionary.field(SegmentLine, name))
    if about.kind is Kind.BOOLEAN:
        return "yes" if value else "no"
    return values.write(about, value)


def _code(field: Any, record_id: int | None) -> str:
    if record_id is None:
        return ""
    key: Any = dictionary.key_of(field.rel_model)
    rows = tuples(field.rel_model.select(key).where(field.rel_model.id == record_id))
    return str(rows[0][0]) if rows else ""
