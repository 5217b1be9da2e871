"""The options that say which contacts a step of a segment means (domain.md 3.3, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from models.errors import NotFoundError
from models.queries.lists.rows import Filter
from models.rules.segments.adding import contacts_named
from models.rules.segments.criteria import Criteria
from models.words import p_
from tui.cli.options import keys_in
from tui.cli.pages import filters

_GROUPS = {
    "mailing_group": ("contact-mailing-groups", "mailing_group_code"),
    "job_responsibility": ("contact-job-responsibilities", "job_responsibility_code"),
    "industry_group": ("contact-industry-groups", "industry_group_code"),
    "business_relation": ("contact-business-relations", "business_relation_code"),
}
"""Options that filter a table by its one code: the page and the field."""

_NAMED = 5
"""Unknown numbers that an error names."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was given to say which contacts are meant."""

    contacts: Sequence[str]
    keys: Path | None
    everybody: bool
    filtered: Sequence[str]
    log: Sequence[str]
    mailing_group: str | None
    job_responsibility: str | None
    industry_group: str | None
    business_relation: str | None

    def criteria(self, **options: bool) -> Criteria:
        """The criteria with the options of a step; the database is open.

        Raises `NotFoundError` for the number of no contact, and a usage error when nothing is chosen: a
        variable that a script forgot to set must not mean everybody.
        """
        by_table = {"contacts": filters(self.filtered), "log-entries": filters(self.log)}
        for option, (table, field) in _GROUPS.items():
            expression = getattr(self, option)
            if expression is not None:
                by_table[table] = (Filter(field, expression),)
        by_table = {table: some for table, some in by_table.items() if some}
        numbers = self._numbers()
        if self.keys is not None and not numbers:
            raise click.UsageError(p_("shell", "{file} names no contact.").format(file=self.keys))
        if not (by_table or numbers or self.everybody):
            raise click.UsageError(
                p_("shell", "Say which contacts: numbers, --keys, a filter, or --all for everybody.")
            )
        return Criteria(by_table, numbers, **options)

    def _numbers(self) -> tuple[str, ...]:
        """The numbers that were named, each once, all of contacts that there are."""
        named = list(self.contacts)
        if self.keys is not None:
            named += keys_in(self.keys)
        unknown = contacts_named("\n".join(named)).unknown
        if unknown:
            told = p_("shell", "There is no contact {numbers}.")
            raise NotFoundError(told.format(numbers=", ".join(unknown[:_NAMED])), field="contact_no")
        return tuple(dict.fromkeys(number.strip().upper() for number in named if number.strip()))


def choosing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the arguments and options that choose contacts, as `chosen`."""

    @wraps(function)
    def collected(**given: Any) -> Any:
        chosen = Chosen(**{one.name: given.pop(one.name) for one in fields(Chosen)})
        return function(chosen=chosen, **given)

    takes: Callable[..., Any] = collected
    for option in (
        click.option("--business-relation", metavar="EXPRESSION", help="Their company's business relation."),
        click.option("--industry-group", metavar="EXPRESSION", help="Their company's industry group."),
        click.option("--job-responsibility", metavar="EXPRESSION", help="Their job responsibility."),
        click.option("--mailing-group", metavar="EXPRESSION", help="Their mailing group."),
        click.option(
            "--log",
            multiple=True,
            metavar="FIELD=EXPRESSION",
            help="An interaction they had; filters given together are about one and the same.",
        ),
        click.option(
            "--filter",
            "filtered",
            multiple=True,
            metavar="FIELD=EXPRESSION",
            help="The contact itself: Co*, a..b, a|b, <>a, t-1M..t.",
        ),
        click.option("--all", "everybody", is_flag=True, help="Everybody."),
        click.option(
            "--keys",
            type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
            help="Only these contacts: their numbers, one a line, as list --ids prints.",
        ),
        click.argument("contacts", metavar="[CONTACT]...", nargs=-1),
    ):
        takes = option(takes)
    return takes
