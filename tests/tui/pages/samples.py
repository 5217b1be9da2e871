"""What is typed into a new record of any page: its required fields, from the dictionary alone.

A new set-up table is in these tests as soon as it is in `models.pages.PAGES`.
"""

from __future__ import annotations

from models import dictionary
from models.about import About, Kind
from models.attachment import Attachment
from models.campaign import Campaign
from models.contact import Contact
from models.pages import PAGES, Page
from models.queries import records
from models.queries.lists import columns
from models.rules import records as rules
from models.rules.content import attachments
from tests import builders
from tui.data.lists import parent_model

CHANGED = "Changed by keys"
OF_PERSONS = ("contact-job-responsibilities",)
"""Parts that only persons have."""

SPECIAL = ("business-relations",)
"""Pages whose records of the starter set stand for something, so that not every one may be chosen."""


def writable(of: Page) -> bool:
    """Whether records of a page are made with the generic card."""
    if of.hand_made or of.read_only or of.single:
        return False
    owner = owner_page(of)
    return owner is None or owner.model is Contact or writable(owner)


def owner_page(of: Page) -> Page | None:
    """The page of the records that these are parts of."""
    model = parent_model(of)
    return next((one for one in PAGES if one.model is model), None)


WRITABLE = tuple(one for one in PAGES if writable(one))
SINGLE = tuple(one for one in PAGES if one.single)
REFERENCES = tuple(
    (of, abouts)
    for of in (*WRITABLE, *SINGLE)
    if (
        abouts := tuple(
            about
            for about in columns.abouts(of.name).values()
            if about.refers_to and about.editable and not about.computed and about.name != of.parent
        )
    )
)
"""The fields of generic cards that refer to a page, by page."""


def make_owner(of: Page) -> int:
    """A new record for these to be parts of; 0 when they are none."""
    owner = owner_page(of)
    if owner is None:
        return 0
    if owner.model is Contact:
        return builders.person() if of.name in OF_PERSONS else builders.company()
    above = make_owner(owner)
    return rules.create(owner.name, texts(owner), parent=above).id


def texts(of: Page) -> dict[str, str]:
    """A text for each required field of a page, references to records that exist."""
    return {
        name: _text(about)
        for name, about in columns.abouts(of.name).items()
        if (about.required or name in of.key) and about.editable and not about.computed and name != of.parent
    }


def free_text(of: Page) -> str:
    """A field that may hold any text, or a blank when the page has none."""
    for name, about in columns.abouts(of.name).items():
        plain = about.kind is Kind.TEXT and about.editable and not about.computed and about.length >= 20
        if plain and name not in of.key and "email" not in name and "phone" not in name:
            return name
    return ""


def _text(about: About) -> str:
    if about.refers_to:
        return code_of(about.refers_to)
    if about.kind is Kind.OPTION:
        return str(about.choices[0][1])
    return {Kind.DATE: "2025-06-01", Kind.INTEGER: "3", Kind.TEXT: "Sample"}.get(
        about.kind, "ZZ1"[: about.length or 3]
    )


def code_of(page_name: str) -> str:
    """The code of a record of a page, made when there is none."""
    taken = page_name in SPECIAL
    found = records.look_up(page_name, "FREE" if taken else "", 1)
    if found:
        return found[0].code
    if taken:
        rules.create(page_name, {"code": "FREE"})
        return "FREE"
    of = next(one for one in PAGES if one.name == page_name)
    if of.model is Contact:
        return records.view(page_name, builders.company()).text(page_name, "no")
    if of.model is Attachment:
        return str(attachments.store("letter.docx", b"a letter"))
    if of.model is Campaign:
        return records.view(page_name, builders.campaign()).text(page_name, "no")
    made = rules.create(page_name, {name: _text(about) for name, about in _required(of)})
    return records.view(page_name, made.id).text(page_name, dictionary.name_of(dictionary.key_of(of.model)))


def _required(of: Page) -> list[tuple[str, About]]:
    return [(name, about) for name, about in columns.abouts(of.name).items() if about.required]
