"""Which contacts a step adds, and which lines it removes (domain.md 3.3, 3.4)."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.contact import Contact
from models.enums import CriteriaAction
from models.interaction import InteractionLogEntry as Entry
from models.rules.segments.criteria import Criteria, linked, matching
from models.segment import SegmentLine


def contacts_to_add(segment_id: int, criteria: Criteria, *columns: Any) -> Any:
    """A query of `columns` for each line that a step adds.

    One for each contact that is neither blocked nor excluded, nor there already unless allowed; of a logged
    segment one for each of its entries.
    """
    found = _meant(criteria) & ~Contact.privacy_blocked & _company_not_blocked()
    if not criteria.ignore_exclusion:
        found = found & ~Contact.exclude_from_segment
    if not criteria.allow_existing:
        there = SegmentLine.select(SegmentLine.contact).where(
            SegmentLine.segment == segment_id, ~SegmentLine.removed
        )
        found = found & Contact.id.not_in(there)
    query = Contact.select(*columns)
    if criteria.logged_segment:
        query = query.join(Entry, on=(Entry.contact == Contact.id)).where(linked(criteria.logged_segment))
    return query.where(found)


def skipped_contacts(criteria: Criteria, *columns: Any) -> Any:
    """A query of `columns` for each contact that meets the criteria and is blocked for privacy."""
    blocked = Contact.privacy_blocked | Contact.company.in_(_blocked_companies())
    return Contact.select(*columns).where(_meant(criteria), blocked)


def to_remove(action: CriteriaAction, criteria: Criteria) -> Any:
    """The condition of the lines a step removes: those that match, or for *refine* those that do not."""
    hits = Contact.select(Contact.id).where(matching(criteria))
    matches = SegmentLine.contact.in_(hits)
    if criteria.entire_companies:
        companies = _companies(hits)
        matches = SegmentLine.contact.in_(companies) | SegmentLine.company.in_(companies) | matches
    if action is CriteriaAction.REDUCE:
        return matches
    # A line without a company counts as no match, not as unknown.
    return pw.Case(None, [(matches, 0)], 1) == 1


def _meant(criteria: Criteria) -> Any:
    """The contacts that match, and those that the options bring along."""
    met = matching(criteria)
    if not (criteria.expand_companies or criteria.allow_related_companies):
        return _as_condition(met)
    hits = Contact.select(Contact.id).where(met)
    companies = _companies(hits)
    found = Contact.id.in_(hits) | Contact.id.in_(companies)
    return found | Contact.company.in_(companies) if criteria.expand_companies else found


def _companies(hits: Any) -> Any:
    """The companies of contacts; a contact that has none stands for itself."""
    of = Contact.alias()
    return of.select(pw.fn.COALESCE(of.company, of.id)).where(of.id.in_(hits))


def _company_not_blocked() -> Any:
    return Contact.company.is_null() | Contact.company.not_in(_blocked_companies())


def _blocked_companies() -> Any:
    of = Contact.alias()
    return of.select(of.id).where(of.privacy_blocked)


def _as_condition(met: Any) -> Any:
    return pw.SQL("1 = 1") if met is True else met
