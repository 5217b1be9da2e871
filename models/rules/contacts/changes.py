"""The rules around creating, changing and deleting contacts (domain.md 1.3, 5.1 to 5.5, 5.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.base import tuples
from models.contact import Contact
from models.enums import ContactType
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import companies
from models.rules import hooks, search_texts, statistics
from models.rules.contacts import checks as contact_checks
from models.rules.contacts import inheritance as contact_inheritance
from models.rules.contacts import names as contact_names
from models.rules.contacts import privacy
from models.rules.contacts import types as contact_types
from models.rules.hooks import Change
from models.rules.numbers.series import number_for
from models.salesperson import Salesperson
from models.user import User, my_id
from models.words import p_

_DEFAULTS = {
    "territory": "default_territory",
    "country": "default_country",
    "language": "default_language",
    "format_region": "default_format_region",
    "correspondence_type": "default_correspondence_type",
}


@hooks.before(Contact)
def settle(change: Change) -> None:
    """Everything that follows from what was typed, in the order in which one follows from the other.

    Raises `RuleError` naming the field.
    """
    if not change.id:
        _begin(change)
    _choose_company(change)
    _number(change)
    derive(change, Surroundings.now())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What contacts start with besides what is typed."""

    setup: Mapping[str, Any]
    """Marketing Setup by attribute."""
    defaults: Mapping[int, Mapping[str, Any]]
    """What fills the blank fields of a company and of a person (domain.md 5.1)."""

    @classmethod
    def now(cls) -> Surroundings:
        """As the database has them."""
        setup = contact_inheritance.setup_values()
        values = {name: setup[default] for name, default in _DEFAULTS.items()}
        values["salesperson"] = my_salesperson_for_contacts() or setup["default_salesperson"]
        salutations = {kind: setup[contact_types.default_salutation(kind)] for kind in ContactType}
        return cls(setup, {kind: {**values, "salutation": each} for kind, each in salutations.items()})


def derive(
    change: Change,
    around: Surroundings,
    *,
    contact_row: contact_inheritance.RowOf = contact_inheritance.contact_row,
) -> None:
    """Check a numbered contact whose company is chosen, and fill what follows from the rest.

    `contact_row` gives the stored values of a contact by its id. Raises `RuleError` naming the field.
    """
    contact_types.settle(change, around.setup)
    contact_names.settle(change)
    contact_checks.settle(change)
    _check_salesperson(change)
    if not change.id:
        give_defaults(change.new, around, keep=change.typed)
    contact_inheritance.assign(change, around.setup, contact_row)
    privacy.settle(change)
    change.new["sort_name"] = contact_names.sort_name(change.new)
    if not change.id:
        change.new.update(search_texts.derived(change.new))


@hooks.after(Contact)
def follow(change: Change) -> None:
    """What follows elsewhere: the search index, statistics, the persons of a company, a person's drafts."""
    if not change.old:
        search_texts.index_new(Contact, [(change.id, change.new["search_text"])])
        statistics.contact_born(change.id)
        return
    if change.changed(*search_texts.FOUND_BY, *contact_names.SORTED_BY):
        search_texts.reindex(Contact, [change.id])
    pass_on(change)


def pass_on(change: Change) -> None:
    """Let a changed company's values flow to its persons, and a person's drafts follow to its company."""
    if change.new["type"] == ContactType.COMPANY:
        contact_inheritance.flow(change, contact_inheritance.setup_values())
    elif change.changed("company"):
        _join(change)


def give_defaults(new: dict[str, Any], around: Surroundings, *, keep: frozenset[str] = frozenset()) -> None:
    """Fill the blank fields of a new contact from the user and Marketing Setup (domain.md 5.1).

    The attributes in `keep` stay as they are, also blank ones.
    """
    for name, value in around.defaults[new["type"]].items():
        if value and not new[name] and name not in keep:
            new[name] = value


def my_salesperson_for_contacts() -> int | None:
    """The salesperson of the user who works now, unless blocked or kept off contacts (domain.md 1.1, 5.1)."""
    query = (
        User.select(Salesperson.id)
        .join(Salesperson, on=(Salesperson.id == User.salesperson))
        .where(User.id == my_id(), ~Salesperson.blocked, ~Salesperson.privacy_blocked)
    )
    found = tuples(query)
    return int(found[0][0]) if found else None


def is_taken(no: str) -> bool:
    """Whether a contact has this number."""
    return bool(tuples(Contact.select(Contact.id).where(Contact.no == no).limit(1)))


def _begin(change: Change) -> None:
    """A contact made among a company's people is a person of it (CON-05)."""
    new = change.new
    if change.parent and not change.typed & {"company", "company_name"}:
        found = tuples(Contact.select(Contact.type, Contact.company).where(Contact.id == change.parent))
        for kind, company in found:
            new["company"] = change.parent if kind == ContactType.COMPANY else company
    if (new["company"] or new["company_name"]) and "type" not in change.typed:
        new["type"] = ContactType.PERSON


def _choose_company(change: Change) -> None:
    """A company chosen by its name instead of its number (CON-15)."""
    new = change.new
    typed = "company_name" in change.typed and "company" not in change.typed
    if not typed or new["type"] == ContactType.COMPANY or not change.changed("company_name"):
        return
    wanted = str(new["company_name"])
    new["company"] = companies.meant(wanted)
    if wanted and new["company"] is None:
        raise RuleError(
            p_("error", "There is no company {name}; create it first.").format(name=wanted),
            field="company_name",
        )


def _number(change: Change) -> None:
    """The next number, or the typed one if that is allowed (domain.md 1.7)."""
    new = change.new
    if change.id and not change.changed("no"):
        return
    if change.id and not new["no"]:
        raise RuleError(p_("error", "No. must not be blank."), field="no")
    series = new["number_series"] if "number_series" in change.typed else None
    given = number_for("contact_nos", new["no"], taken=is_taken, series=series)
    new["no"], new["number_series"] = given.number, given.series
    if given.warning:
        change.notes.append(given.warning)


def _check_salesperson(change: Change) -> None:
    """Salespeople blocked for privacy are not put on contacts (domain.md 1.1)."""
    chosen = change.new["salesperson"]
    if chosen is None or not change.changed("salesperson"):
        return
    query = Salesperson.select(Salesperson.code).where(Salesperson.id == chosen, Salesperson.privacy_blocked)
    for (code,) in tuples(query):
        raise RuleError(
            p_("error", "Salesperson {code} is blocked for privacy.").format(code=code),
            field="salesperson_code",
        )


def _join(change: Change) -> None:
    """A person joins another company: drafts go along, logged entries stay where they are.

    Entries from before the first company had none and get it (domain.md 9.2).
    """
    company = change.new["company"]
    contact_inheritance.take_drafts_along(change.id, company)
    if change.old["company"] is None:
        alone = (Entry.contact == change.id) & Entry.company.is_null() & ~Entry.postponed
        moved = [entry for (entry,) in tuples(Entry.select(Entry.id).where(alone))]
        if moved:
            Entry.update(company=company).where(alone).execute()
            search_texts.reindex(Entry, moved)
            statistics.recompute([company])
