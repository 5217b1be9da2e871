"""The header of a segment: number, what a template brings, what flows on to the lines (domain.md 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import peewee as pw

from models.base import tuples
from models.campaign import Campaign
from models.database import reading
from models.errors import RuleError
from models.queries.segment_contents import of_segment
from models.rules import hooks
from models.rules.hooks import Change
from models.rules.numbers.series import number_for, refuse_typed
from models.rules.segments import content_rows
from models.rules.segments.cascade import FLOWING, affected, cascade
from models.rules.segments.quiet import quietly
from models.rules.snapshots import put_as_it_was
from models.segment import (
    LoggedSegment,
    Segment,
    SegmentCriteriaLine,
    SegmentInteractionLanguage,
    SegmentLine,
)
from models.template import InteractionTemplate
from models.user import User, my_id
from models.who import who
from models.words import p_

UPDATE_CHANGED = "update_lines"
"""The decision that lines which still have the header's old value follow it (design.md 3.11)."""
UPDATE_ALL = "update_all_lines"
"""The decision that all affected lines follow the header, hand-made differences included."""

_FROM_TEMPLATE = (
    "interaction_group",
    "unit_cost",
    "unit_duration",
    "information_flow",
    "initiated_by",
    "campaign_target",
    "campaign_response",
    "correspondence_type",
    "ignore_contact_corres_type",
    "language",
    "word_template",
)


@reading
def lines_affected(segment_id: int, attributes: Iterable[str]) -> int:
    """How many lines a change of these attributes of the header concerns: those with its template.

    A change of the template itself concerns all lines; 0 for attributes that do not flow on.
    """
    changed = [name for name in attributes if name in FLOWING]
    header = Segment.one(segment_id)
    if header is None or not changed:
        return 0
    query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id)).where(
        *affected(segment_id, header.template, everything="template" in changed)
    )
    return int(tuples(query)[0][0])


@hooks.before(Segment)
def _number_segment(change: Change) -> None:
    new = change.new
    if not change.id:
        numbered = number_for("segment_nos", new["no"], taken=_is_taken, series=new["number_series"])
        new["no"], new["number_series"] = numbered.number, numbered.series
        if numbered.warning:
            change.notes.append(numbered.warning)
        if "salesperson" not in change.typed:
            new["salesperson"] = _my_salesperson()
        if "date" not in change.typed:
            new["date"] = who().work_date
    elif change.changed("no"):
        if not new["no"]:
            raise RuleError(p_("error", "A segment keeps a number."), field="no")
        refuse_typed("segment_nos")
    if change.changed("no") and "no" in change.typed and _was_logged(new["no"]):
        raise RuleError(
            p_("error", "A segment {number} was logged already; choose another number.").format(
                number=new["no"]
            ),
            field="no",
        )


@hooks.before(Segment)
def _take_template(change: Change) -> None:
    """A template brings its block; clearing it clears what only a template gives (domain.md 3.1, 9.2)."""
    new = change.new
    if change.changed("template"):
        template = InteractionTemplate.one(new["template"]) if new["template"] else None
        if template is not None and template.blocked:
            raise RuleError(
                p_("error", "Template {template} is blocked and not offered any more.").format(
                    template=template.code
                ),
                field="interaction_template_code",
            )
        for name in _FROM_TEMPLATE:
            if name not in change.typed:
                default = Segment._meta.fields[name].default
                new[name] = getattr(template, name) if template is not None else default
        if "subject" not in change.typed:
            new["subject"] = ""
        if "campaign" not in change.typed:
            new["campaign"] = campaign_of(template, change)
    if not new["campaign"]:
        new["campaign_target"] = new["campaign_response"] = False


def campaign_of(
    template: InteractionTemplate | None, change: Change, *, above: int | None = None
) -> int | None:
    """The campaign under a new template: that of the header `above`, else the template's (domain.md 2.3).

    One that came with the former template goes with it (domain.md 9.2).
    """
    given = above or (template.campaign if template is not None else None)
    if given:
        return given
    now: int | None = change.new["campaign"]
    former = InteractionTemplate.one(change.old["template"]) if change.old.get("template") else None
    return None if former is not None and former.campaign == now else now


@hooks.before(Segment)
def _refuse_blocked_campaign(change: Change) -> None:
    campaign = (
        Campaign.one(change.new["campaign"])
        if change.changed("campaign") and change.new["campaign"]
        else None
    )
    if campaign is not None and campaign.blocked:
        raise RuleError(
            p_("error", "Campaign {campaign} is blocked and not offered any more.").format(
                campaign=campaign.no
            ),
            field="campaign_no",
        )


@hooks.before(Segment)
def _keep_default_content(change: Change) -> None:
    """The default content is that in the default language, with its subject; one thing is sent, not two."""
    if not change.id or change.changed("template"):
        return
    sources = of_segment(change.id)
    row = sources.get(change.new["language"])
    if change.changed("language") and any(not source.is_blank for source in sources.values()):
        if row is None:
            told = p_(
                "error", "The segment has no content in this language; add that first, or take another."
            )
            raise RuleError(told, field="language_code")
        for name in {"subject", "word_template"} - change.typed:
            change.new[name] = getattr(row, name) or (change.new[name] if name == "subject" else None)
    if change.changed("word_template") and change.new["word_template"] and row and row.attachment is not None:
        told = p_(
            "error", "There is content already, which a Word template takes the place of; remove it first."
        )
        raise RuleError(told, field="word_template_code")


@hooks.after(Segment)
def _follow_content(change: Change) -> None:
    """A template brings copies of what it sends; the default content follows the header."""
    if change.changed("template"):
        if not change.old:
            content_rows.take_from_template(change.id, change.new["template"])
        elif not hooks.is_taken_back():
            hooks.on_undo(content_rows.take_from_template(change.id, change.new["template"]))
        elif change.old:
            return
    if change.changed("word_template", "subject"):
        content_rows.follow_header(change.id)


@hooks.after(Segment)
def _flow_on(change: Change) -> None:
    """Lines follow the header as far as the person agreed to it."""
    if change.old and {UPDATE_CHANGED, UPDATE_ALL} & change.agreed:
        way_back = cascade(change.id, change.old, change.new, everything=UPDATE_ALL in change.agreed)
        hooks.on_undo(way_back)


@hooks.deleting(Segment)
def _delete_lines(segment_id: int) -> None:
    """A segment takes its lines along, those that steps removed too."""
    # Contents of lines come back after their lines: what is registered last is put back first.
    hooks.on_undo(content_rows.drop(SegmentInteractionLanguage.segment == segment_id))
    query: Any = SegmentLine.select().where(SegmentLine.segment == segment_id)
    rows = [dict(row) for row in query.dicts()]
    SegmentLine.delete().where(SegmentLine.segment == segment_id).execute()
    hooks.on_undo(lambda: put_as_it_was(SegmentLine, rows))


def _my_salesperson() -> int | None:
    rows = tuples(User.select(User.salesperson).where(User.id == my_id()))
    return rows[0][0] if rows else None


def _is_taken(number: str) -> bool:
    return bool(tuples(Segment.select(Segment.id).where(Segment.no == number))) or _was_logged(number)


def _was_logged(number: str) -> bool:
    return bool(
        tuples(LoggedSegment.select(LoggedSegment.id).where(LoggedSegment.segment_no == number).limit(1))
    )


def next_step(segment_id: int) -> int:
    """The number of a new criteria step; others who change the segment wait until the unit of work ends.

    Raises `RuleError` when the segment is gone: it was logged or deleted meanwhile.
    """
    moved = quietly(Segment, last_action=Segment.last_action + 1)
    if not moved.where(Segment.id == segment_id).execute():
        raise RuleError(p_("error", "The segment was logged or deleted meanwhile."))
    return int(tuples(Segment.select(Segment.last_action).where(Segment.id == segment_id))[0][0])


def steps(segment_id: int) -> int:
    """How many criteria steps a segment has."""
    of = SegmentCriteriaLine
    return int(tuples(of.select(pw.fn.COUNT(of.id)).where(of.segment == segment_id))[0][0])
