"""Making the contacts of a segment members of a mailing group (domain.md 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import made, tuples
from models.codes import MailingGroup
from models.contact import ContactMailingGroup
from models.database import database, unit
from models.errors import NotFoundError
from models.queries.line_problems import standing
from models.rules import undo
from models.rules.snapshots import put_as_it_was
from models.segment import SegmentLine
from models.words import p_


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a mailing group changed."""

    added: int
    """Contacts that are members now."""
    removed: int
    """Former members that are none any more."""


def apply(segment_id: int, mailing_group: int, *, replace: bool = False) -> Applied:
    """Make all contacts of a segment members of a mailing group; with `replace` nobody else stays one.

    Raises `NotFoundError` when the group is gone. `undo` takes it back.
    """
    nested = database.in_transaction()
    code, added, removed = _apply(segment_id, mailing_group, replace)
    if not nested:
        label = p_("undo", "applied mailing group {code}").format(code=code)
        undo.remember(label, lambda: _take_back(added, removed))
    return Applied(len(added), len(removed))


Row = dict[str, Any]


@unit
def _apply(segment_id: int, mailing_group: int, replace: bool) -> tuple[str, list[int], list[Row]]:
    of = ContactMailingGroup
    group = MailingGroup.one(mailing_group)
    if group is None:
        raise NotFoundError(p_("error", "The mailing group was deleted meanwhile."))
    wanted = SegmentLine.select(SegmentLine.contact).where(standing(segment_id))
    members = of.mailing_group == mailing_group
    removed: list[Row] = []
    if replace:
        others = members & of.contact.not_in(wanted)
        query: Any = of.select().where(others)
        removed = [dict(row) for row in query.dicts()]
        of.delete().where(others).execute()
    before = {record for (record,) in tuples(of.select(of.id).where(members))}
    stamps = {"version": 1, **made()}
    missing = wanted.where(SegmentLine.contact.not_in(of.select(of.contact).where(members))).distinct()
    values = {name: pw.Value(value) for name, value in {"mailing_group": mailing_group, **stamps}.items()}
    columns = [of.contact, *(of._meta.fields[name] for name in values)]
    of.insert_from(missing.select(SegmentLine.contact, *values.values()), columns).execute()
    added = [record for (record,) in tuples(of.select(of.id).where(members)) if record not in before]
    return group.code, added, removed


@unit
def _take_back(added: list[int], removed: list[Row]) -> None:
    of = ContactMailingGroup
    for batch in pw.chunked(added, 500):
        of.delete().where(of.id.in_(list(batch))).execute()
    put_as_it_was(of, removed)
