"""Finding the company that somebody means by a number or a part of its name (domain.md 5.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.database import contains, reading
from models.enums import ContactType
from models.errors import RuleError
from models.queries.lists.rows import Choice
from models.text import fold, sort_key
from models.words import p_

_LAST = "\U0010ffff"
_NAMED = 5


@reading
def candidates(text: str, limit: int = 50) -> list[Choice]:
    """The companies that `text` may mean, those of the first rule that finds any, by name.

    The rules: the number, the whole name, the beginning of the name, a part of number, name, city, phone
    number or post code; case and accents do not matter.
    """
    if not fold(text):
        return []
    for condition in _rules(text):
        query = Contact.select(Contact.id, Contact.no, Contact.name, Contact.city, Contact.phone_no).where(
            Contact.type == ContactType.COMPANY, condition
        )
        rows = tuples(query.order_by(Contact.sort_name, Contact.id).limit(limit))
        if rows:
            return [Choice(record, no, name, tuple(rest)) for record, no, name, *rest in rows]
    return []


def meant(text: str) -> int | None:
    """The id of the one company that `text` means, or none.

    Raises `RuleError` that names the companies when several fit.
    """
    found = candidates(text, _NAMED + 1)
    if len(found) < 2:
        return found[0].id if found else None
    names = [f"{choice.code} {choice.description}" for choice in found[:_NAMED]]
    if len(found) > _NAMED:
        names.append("…")
    raise RuleError(
        p_("error", "{text} fits several companies: {companies}.").format(
            text=text.strip(), companies=", ".join(names)
        ),
        field="company_no",
    )


def _rules(text: str) -> Iterator[Any]:
    key, words = sort_key(text), fold(text)
    yield Contact.no == text.strip().upper()
    yield Contact.sort_name == key
    if key:
        yield (Contact.sort_name >= key) & (Contact.sort_name < key + _LAST)
    part = (
        contains(Contact.search_text, words)
        | contains(pw.fn.LOWER(Contact.city), words)
        | contains(pw.fn.LOWER(Contact.post_code), words)
    )
    if any(letter.isdigit() for letter in text):
        part = part | contains(Contact.phone_no, text.strip())
    yield part
