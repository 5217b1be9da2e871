"""Who must not be bothered: privacy, minors and the consent of a parent (domain.md 1.3, 5.8)."""

from __future__ import annotations

from models.base import tuples
from models.contact import Contact
from models.enums import ContactType
from models.errors import RuleError
from models.rules.hooks import Change
from models.words import p_


def settle(change: Change) -> None:
    """Block minors until a parent consented and somebody unblocked them by hand.

    Setting or clearing the consent of a minor blocks again. Raises `RuleError` for a company that is a minor
    and for a minor who is unblocked without consent.
    """
    new = change.new
    if new["minor"] and new["type"] == ContactType.COMPANY:
        raise RuleError(p_("error", "Only a person can be a minor."), field="minor")
    by_hand = "privacy_blocked" in change.typed and not new["privacy_blocked"]
    if by_hand and change.old.get("privacy_blocked") and new["minor"]:
        if not new["parental_consent_received"]:
            raise RuleError(
                p_("error", "A minor without the consent of a parent stays blocked."), field="privacy_blocked"
            )
        return
    became_minor = bool(new["minor"]) and change.changed("minor")
    consent = bool(new["parental_consent_received"]) != bool(change.old.get("parental_consent_received"))
    if became_minor or consent:
        new["privacy_blocked"] = True


def refuse_blocked(contact_id: int) -> None:
    """Raise `RuleError` when nothing may be recorded or sent for the contact or its company."""
    company = Contact.alias()
    query = (
        Contact.select(Contact.no, Contact.name, Contact.privacy_blocked, company.no, company.name)
        .left_outer_join(company, on=(company.id == Contact.company) & company.privacy_blocked)
        .where(Contact.id == contact_id)
    )
    for no, name, blocked, company_no, company_name in tuples(query):
        if blocked or company_no:
            who = f"{no} {name}" if blocked else f"{company_no} {company_name}"
            raise RuleError(
                p_("error", "{contact} is blocked for privacy.").format(contact=who), field="contact_no"
            )
