"""One line of a segment: what it takes from header, contact and template (domain.md 3.2)."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.database import is_postgres
from models.errors import RuleError
from models.rules import hooks
from models.rules.contacts.privacy import refuse_blocked
from models.rules.hooks import Change
from models.rules.segments.filling import Block, alt_address, block_of, by_contact, languages_of_template
from models.rules.segments.headers import campaign_of
from models.rules.segments.lines import LINE_STEP
from models.segment import Segment, SegmentLine
from models.template import InteractionTemplate
from models.words import p_

FROM_TEMPLATE = {
    "interaction_group": "interaction_group",
    "information_flow": "information_flow",
    "initiated_by": "initiated_by",
    "campaign_target": "campaign_target",
    "campaign_response": "campaign_response",
    "cost": "unit_cost",
    "duration": "unit_duration",
}
"""Attributes of a line that a template of its own brings, with those of the template."""


@hooks.before(SegmentLine)
def _fill_line(change: Change) -> None:
    """A new line takes the header's interaction; what was typed stays."""
    header = _held(change.new["segment"])
    new = change.new
    if not change.id:
        _take(change, block_of(header).values)
        new["line_no"] = new["line_no"] or _last_no(header.id) + LINE_STEP
    if change.changed("contact") and new["contact"]:
        refuse_blocked(new["contact"])
        _take(change, _of_contact(new["contact"], _block(header, change), header))
    if change.changed("template") and "template" in change.typed:
        _take_template(change)
    if change.id and change.changed("date") and not change.changed("contact"):
        _move_address(change)
    if not new["campaign"]:
        new["campaign_target"] = new["campaign_response"] = False


def _move_address(change: Change) -> None:
    """On another day another address may be the contact's; one that somebody typed stays (domain.md 2.3)."""
    on_day = {
        when: tuples(Contact.select(alt_address(when)).where(Contact.id == change.new["contact"]))
        for when in (change.old["date"], change.new["date"])
    }
    if on_day[change.old["date"]] == [(change.new["contact_alt_address"],)]:
        ((change.new["contact_alt_address"],),) = on_day[change.new["date"]]


def header_values(line_id: int) -> dict[str, Any]:
    """What the line would say by attribute if nobody had changed it."""
    line = SegmentLine.one(line_id)
    header = Segment.one(line.segment) if line is not None and line.segment else None
    if line is None or header is None or line.contact is None:
        return {}
    block = block_of(header)
    return {**block.values, **_of_contact(line.contact, block, header)}


def _take(change: Change, values: dict[str, Any]) -> None:
    change.new.update({name: value for name, value in values.items() if name not in change.typed})


def _held(segment_id: int) -> Segment:
    """The header; nobody logs the segment until the unit of work ends."""
    query: Any = Segment.select().where(Segment.id == segment_id)
    rows: list[Segment] = list(query.for_update("FOR SHARE") if is_postgres() else query)
    if not rows:
        raise RuleError(p_("error", "The segment was logged or deleted meanwhile."))
    return rows[0]


def _last_no(segment_id: int) -> int:
    query = SegmentLine.select(pw.fn.COALESCE(pw.fn.MAX(SegmentLine.line_no), 0))
    return int(tuples(query.where(SegmentLine.segment == segment_id))[0][0])


def _of_contact(contact_id: int, block: Block, header: Segment) -> dict[str, Any]:
    """What the contact brings; a line's salesperson is the header's, else the contact's."""
    values = by_contact(block, header.date)
    rows = tuples(Contact.select(*values.values()).where(Contact.id == contact_id))
    return dict(zip(values, rows[0], strict=True)) if rows else {}


def _block(header: Segment, change: Change) -> Block:
    """The header's interaction, for a line with a template of its own seen from that."""
    if change.new["template"] == header.template:
        return block_of(header)
    template = InteractionTemplate.one(change.new["template"]) if change.new["template"] else None
    block = block_of(header)
    if template is None:
        return block
    return Block(
        block.values,
        template.id,
        template.language,
        languages_of_template(template.id),
        block.salesperson,
        template.correspondence_type,
        template.ignore_contact_corres_type,
        template.correspondence_type,
        template.ignore_contact_corres_type,
    )


def _take_template(change: Change) -> None:
    """A template typed on the line brings its defaults; a description that is there stays (domain.md 2.3)."""
    template = InteractionTemplate.one(change.new["template"]) if change.new["template"] else None
    header = Segment.one(change.new["segment"])
    above = header.campaign if header is not None else None
    _take(change, {"campaign": campaign_of(template, change, above=above)})
    if template is None:
        _take(change, {"interaction_group": None})
        return
    if template.blocked:
        raise RuleError(
            p_("error", "Template {template} is blocked and not offered any more.").format(
                template=template.code
            ),
            field="interaction_template_code",
        )
    _take(change, {name: getattr(template, other) for name, other in FROM_TEMPLATE.items()})
    former = InteractionTemplate.one(change.old["template"]) if change.old.get("template") else None
    if change.new["description"] in ("", former.description if former is not None else ""):
        _take(change, {"description": template.description})
    if header is not None and change.new["contact"]:
        known = _of_contact(change.new["contact"], _block(header, change), header)
        _take(change, {name: known[name] for name in ("language", "correspondence_type") if name in known})
