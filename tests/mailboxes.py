"""Messages, and people whose addresses they have, for the tests of e-mail logging."""

from __future__ import annotations

from collections.abc import Sequence

from models.marketing_setup import MarketingSetup
from models.rules.contacts.emails import rewrite
from models.template import InteractionTemplateSetup
from tests import builders

OURS = "jo@ours.example"


def message(
    *,
    sender: str = OURS,
    to: str = "nell@mill.example",
    subject: str = "Offer",
    name: str = "<1@ours.example>",
    date: str = "Wed, 14 May 2025 10:30:00 +0000",
    more: Sequence[str] = (),
    body: str = "Hello.",
) -> bytes:
    """A message as it travels; a blank argument leaves its field out."""
    fields = {"From": sender, "To": to, "Subject": subject, "Message-ID": name, "Date": date}
    lines = [f"{key}: {value}" for key, value in fields.items() if value]
    return "\r\n".join([*lines, *more, "", body, ""]).encode("utf-8")


def template_for_mails() -> int:
    """The template EMAIL, in Interaction Template Setup."""
    made = builders.template("EMAIL", "E-mails")
    if not InteractionTemplateSetup.update(emails=made).execute():
        InteractionTemplateSetup.add(emails=made)
    if not MarketingSetup.select().exists():
        MarketingSetup.add()
    return made


def reachable(contact: int) -> int:
    """The contact, found by the addresses of its fields."""
    rewrite([contact])
    return contact


def people() -> tuple[int, int]:
    """Salesperson JO, template EMAIL, and Nell of Harbour Mill, both of whom have addresses: their ids."""
    template_for_mails()
    builders.salesperson("JO", email=OURS)
    company = reachable(builders.company("CT1000", email="office@mill.example"))
    nell = reachable(
        builders.person("CT1001", company=company, email="nell@mill.example; Nell.Ashby@home.example")
    )
    return company, nell
