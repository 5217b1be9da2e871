"""For whom a message is recorded, and which way it went (domain.md 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from models.database import reading
from models.emails import normal
from models.enums import InformationFlow
from models.exchange.mail_in.letter import Letter
from models.queries import mail_addresses
from models.queries.mail_addresses import Owner
from models.words import N_

Seen = set[tuple[str, int]]
"""Messages by key and contact that are recorded, or about to be."""


class Reason(Enum):
    """Why a message is not recorded."""

    OLD = N_("mail", "It is older than asked for.")
    NO_SENDER = N_("mail", "It has no sender.")
    STRANGER = N_("mail", "Its sender is neither a salesperson nor a contact.")
    NO_CONTACT = N_("mail", "It is from a salesperson, but none of its recipients is a contact.")
    NO_SALESPERSON = N_("mail", "It is from a contact, but none of its recipients is a salesperson.")
    BLOCKED = N_("mail", "Its contact is blocked for privacy.")


@dataclass(frozen=True, slots=True)
class Match:
    """A contact for which a message is recorded."""

    owner: Owner
    via: str
    """The address by which it was found, as the message has it."""
    salesperson: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with a message."""

    letter: Letter
    flow: InformationFlow = InformationFlow.BLANK
    wanted: tuple[Match, ...] = ()
    """The contacts for which it is to be recorded."""
    known: tuple[Match, ...] = ()
    """Those for which it was recorded before."""
    entries: Mapping[int, int | None] | None = None
    """The entries of those by contact."""
    blocked: tuple[str, ...] = ()
    """Who is blocked for privacy and therefore left out."""
    reason: Reason | None = None
    """Why it is not recorded for anybody; none when it is, or was."""


@reading
def decide(letters: Sequence[Letter], seen: Seen) -> list[Decision]:
    """What is done with messages, in their order; what is to be recorded is added to `seen`.

    From a salesperson to contacts it is outbound, from a contact to salespeople inbound; a sender who is both
    counts as salesperson. What was sent for a log entry is known.
    """
    ours = mail_addresses.salespeople()
    asked = {address for letter in letters for address in (*letter.senders, *letter.recipients)}
    theirs = mail_addresses.owners(asked)
    recorded = mail_addresses.recorded({letter.key for letter in letters})
    sent = mail_addresses.sent_by_us({letter.message_id for letter in letters})
    decisions = []
    for letter in letters:
        found = _directed(letter, ours, theirs)
        if found.flow == InformationFlow.OUTBOUND and letter.message_id in sent:
            # What we sent has its entry, whatever addresses it went to.
            decided = Decision(letter, found.flow, known=found.wanted, reason=found.reason)
        else:
            decided = _settled(found, recorded, seen)
        seen.update((letter.key, match.owner.id) for match in decided.wanted)
        decisions.append(decided)
    return decisions


def _directed(letter: Letter, ours: Mapping[str, int], theirs: Mapping[str, list[Owner]]) -> Decision:
    """All contacts that a message concerns, as if none of them was blocked and nothing was recorded."""
    if not letter.senders:
        return Decision(letter, reason=Reason.NO_SENDER)
    senders = {normal(address) for address in letter.senders}
    sender = next((ours[address] for address in map(normal, letter.senders) if address in ours), None)
    others = [address for address in letter.recipients if normal(address) not in senders]
    if sender is not None:
        found = tuple(Match(owner, via, sender) for owner, via in _owners(others, theirs))
        return Decision(letter, InformationFlow.OUTBOUND, found, reason=None if found else Reason.NO_CONTACT)
    from_ = _owners(letter.senders, theirs)
    if not from_:
        return Decision(letter, reason=Reason.STRANGER)
    to = list(dict.fromkeys(ours[address] for address in map(normal, others) if address in ours))
    if not to:
        return Decision(letter, InformationFlow.INBOUND, reason=Reason.NO_SALESPERSON)
    found = tuple(Match(owner, via, _responsible(owner, to)) for owner, via in from_)
    return Decision(letter, InformationFlow.INBOUND, found)


def _owners(addresses: Sequence[str], theirs: Mapping[str, list[Owner]]) -> list[tuple[Owner, str]]:
    """The contacts with these addresses, each once, with the address that found it."""
    found: dict[int, tuple[Owner, str]] = {}
    for address in addresses:
        for owner in _not_inherited(theirs.get(normal(address), [])):
            found.setdefault(owner.id, (owner, address))
    return list(found.values())


def _not_inherited(owners: list[Owner]) -> list[Owner]:
    """The owners of one address: persons who have it from their company leave it to the company."""
    companies = {owner.id for owner in owners if owner.is_company}
    return [owner for owner in owners if owner.is_company or owner.company not in companies]


def _responsible(owner: Owner, salespeople: list[int]) -> int:
    """Of several salespeople who got a message the contact's own, else the first."""
    return owner.salesperson if owner.salesperson in salespeople else salespeople[0]


def _settled(found: Decision, recorded: Mapping[tuple[str, int], int | None], seen: Seen) -> Decision:
    """Without those who are blocked, and those for whom the message was recorded before."""
    key = found.letter.key
    free = [match for match in found.wanted if not match.owner.blocked]
    known = {m.owner.id: m for m in free if (key, m.owner.id) in recorded or (key, m.owner.id) in seen}
    blocked = tuple(dict.fromkeys(match.owner.blocked for match in found.wanted if match.owner.blocked))
    return Decision(
        found.letter,
        found.flow,
        tuple(match for match in free if match.owner.id not in known),
        tuple(known.values()),
        {contact: recorded.get((key, contact)) for contact in known},
        blocked,
        Reason.BLOCKED if blocked and not free else found.reason,
    )
