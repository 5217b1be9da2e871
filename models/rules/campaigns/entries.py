"""The entries that finished interactions leave in campaigns (domain.md 2.4 step 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import peewee as pw

from models.base import searchable, tuples
from models.campaign import Campaign, CampaignEntry
from models.database import is_postgres
from models.document_kinds import of_type
from models.enums import DocumentType
from models.interaction import InteractionLogEntry as Entry
from models.user import my_id
from models.words import p_, translate


def entry_for(
    campaign_id: int,
    date: dt.date,
    salesperson_id: int | None,
    document_type: DocumentType = DocumentType.BLANK,
) -> int:
    """The campaign entry that groups interactions finished one by one, found or created; its id.

    Recorded documents have one for each kind. A canceled entry takes no new interactions. Part of the unit of
    work that finishes the interaction.
    """
    found = _open_entry(campaign_id, document_type)
    if found is not None:
        return found
    if is_postgres():
        # Two people who finish the first interactions of a campaign make one entry, not two.
        tuples(Campaign.select(Campaign.id).where(Campaign.id == campaign_id).for_update())
        found = _open_entry(campaign_id, document_type)
    if found is not None:
        return found
    kind = of_type(document_type)
    description = translate(kind.setup_field.caption) if kind else p_("campaign entry", "Interactions")
    values: dict[str, Any] = {
        "campaign": campaign_id,
        "description": description,
        "date": date,
        "user": my_id() or None,
        "salesperson": salesperson_id,
        "document_type": int(document_type),
        "search_text": searchable(CampaignEntry, {"description": description}),
    }
    return CampaignEntry.add(**values)


def of_logged_segment(campaign_id: int, logged_segment: int, known: Mapping[str, Any]) -> int:
    """The campaign entry of a logged segment in a campaign, made of `known` if there is none; its id."""
    of = CampaignEntry
    mine = (of.campaign == campaign_id) & (of.register_no == logged_segment)
    rows = tuples(of.select(of.id).where(mine).limit(1))
    if rows:
        return int(rows[0][0])
    text = searchable(CampaignEntry, known)
    return of.add(
        **known, campaign=campaign_id, register_no=logged_segment, user=my_id() or None, search_text=text
    )


def delete_unused(campaign_entry_id: int) -> None:
    """Delete a campaign entry that no log entry belongs to any more."""
    of = CampaignEntry
    used = Entry.select(Entry.id).where(Entry.campaign_entry == campaign_entry_id)
    of.delete().where(of.id == campaign_entry_id, of.register_no == 0, ~pw.fn.EXISTS(used)).execute()


def _open_entry(campaign_id: int, document_type: DocumentType) -> int | None:
    query = CampaignEntry.select(CampaignEntry.id).where(
        CampaignEntry.campaign == campaign_id,
        CampaignEntry.document_type == document_type,
        CampaignEntry.segment_no == "",
        ~CampaignEntry.canceled,
    )
    rows = tuples(query.order_by(CampaignEntry.id).limit(1))
    return int(rows[0][0]) if rows else None
