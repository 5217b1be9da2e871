"""The options that say for which contacts something is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from models.errors import NotFoundError
from models.exchange.list_out import ids_in_order
from models.exchange.paper.recipients import of_segment
from models.pages import page
from models.queries import records
from models.queries.lists.rows import Question
from models.rules.segments.adding import contacts_named
from models.words import p_
from tui.cli.options import keys_in, narrowing
from tui.cli.pages import filters

_NAMED = 5
"""Unknown numbers that an error names."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who was named to print for, in one of three ways: a segment, numbers, or filters."""

    segment: str
    contacts: tuple[str, ...]
    keys: Path | None
    filtered: tuple[str, ...]
    search: str

    def ids(self) -> Iterable[int]:
        """The ids of the contacts, each once, in the order of printing; the database is open.

        Raises `NotFoundError` for a segment or contact that is not there, and a usage error unless exactly
        one way was named: a variable that a script forgot to set must not mean everybody.
        """
        by_number = bool(self.contacts) or self.keys is not None
        ways = [bool(self.segment.strip()), by_number, bool(self.filtered or self.search.strip())]
        if sum(ways) != 1:
            raise click.UsageError(
                p_("shell", "Say for whom: --segment, or --contact or --keys, or --filter or --search.")
            )
        if self.segment:
            return of_segment(records.find("segments", self.segment))
        return self._numbered() if by_number else self._listed()

    def _numbered(self) -> tuple[int, ...]:
        named = list(self.contacts)
        if self.keys is not None:
            named += keys_in(self.keys)
        found = contacts_named("\n".join(named))
        if found.unknown:
            told = p_("shell", "There is no contact {numbers}.")
            raise NotFoundError(told.format(numbers=", ".join(found.unknown[:_NAMED])), field="contact")
        return found.ids

    def _listed(self) -> Iterable[int]:
        order = page("contacts").order
        return ids_in_order(
            Question("contacts", (), order, filters=filters(self.filtered), search=self.search)
        )

    def campaign(self) -> str:
        """The number of the segment's campaign; blank without one."""
        if not self.segment:
            return ""
        view = records.view("segments", records.find("segments", self.segment))
        return view.text("segments", "campaign_no")


def for_whom(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that say for whom, as `whom`."""

    @wraps(function)
    def collected(**given: Any) -> Any:
        whom = Whom(**{one.name: given.pop(one.name) for one in fields(Whom)})
        return function(whom=whom, **given)

    takes: Callable[..., Any] = narrowing(collected)
    for option in (
        click.option(
            "--keys",
            type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
            help="For these contacts: their numbers, one a line; - for standard input.",
        ),
        click.option("--contact", "contacts", multiple=True, metavar="NO", help="For this contact."),
        click.option("--segment", default="", metavar="NO", help="For the contacts of this segment."),
    ):
        takes = option(takes)
    return takes
