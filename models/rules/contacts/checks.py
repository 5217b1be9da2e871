"""What phone numbers and e-mail addresses may look like (domain.md 1.3, design.md 3.18)."""

from __future__ import annotations

import re

from models.contact import Contact, ContactAltAddress
from models.dictionary import about
from models.errors import RuleError
from models.rules.hooks import Change
from models.words import p_, translate

PHONES = ("phone_no", "mobile_phone_no")
EMAILS = ("email", "email_2")

_DIGITS = re.compile(r"[\d +()/.\-]*", re.ASCII)
_USUAL = re.compile(r"[\w.+\-]+@[\w.\-]+", re.ASCII)
"""One address as nearly all are; what else may be one is told by the expression below."""
_ADDRESS = re.compile(r"""[^\s@,;|<>"()\[\]]+@[^\s@,;|<>"()\[\]]+""")


def settle(change: Change) -> None:
    """Check the phone numbers and e-mail addresses that change.

    Raises `RuleError` naming the field.
    """
    for name in PHONES:
        if change.new.get(name) and change.changed(name):
            check_phone(change, name)
    for name in EMAILS:
        if change.new.get(name) and change.changed(name):
            field = about(getattr(change.model, name))
            change.new[name] = checked_emails(change.new[name], field=field.name)


def check_phone(change: Change, name: str) -> None:
    """Raise `RuleError` naming the field and the contact when a phone number has letters."""
    number = str(change.new[name])
    if number and not _DIGITS.fullmatch(number) and any(letter.isalpha() for letter in number):
        field = about(getattr(change.model, name))
        raise RuleError(
            p_("error", "{field} of {contact} must not contain letters: {number}.").format(
                field=translate(field.caption), contact=_owner(change), number=number
            ),
            field=field.name,
        )


def checked_emails(text: str, *, field: str = "email") -> str:
    """The addresses in `text`, parted by `;` without spaces.

    Raises `RuleError` that quotes the whole text when one of them is no address, or something else parts
    them.
    """
    if not text or _USUAL.fullmatch(text):
        return text
    addresses = [part.strip() for part in text.split(";")]
    addresses = [part for part in addresses if part]
    if not all(is_address(part) for part in addresses):
        raise RuleError(
            p_("error", 'The e-mail address "{text}" is not valid; part several with semicolons.').format(
                text=text
            ),
            field=field,
        )
    return ";".join(addresses)


def is_address(text: str) -> bool:
    """Whether the text is one e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def _owner(change: Change) -> str:
    if change.model is ContactAltAddress:
        contact = Contact.one(change.new["contact"])
        return contact.no if contact else ""
    return str(change.new["no"] or change.new["name"])
