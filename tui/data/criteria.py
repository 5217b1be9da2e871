"""What the form of criteria knows about its fields: those of six tables, and the options of a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from models import values
from models.about import About, Kind
from models.enums import CriteriaAction
from models.pages import page
from models.queries.lists.rows import Filter
from models.rules.segments.criteria import TABLES, Criteria
from models.words import N_, p_, translate
from tui.data.filtering import Filtering
from tui.data.lists import filters
from tui.lanes import Lanes
from tui.widgets.pick_list import PickItem

_OPTION = "options"
_PREFIXES: Mapping[str, str] = {
    "contact-mailing-groups": N_("criteria", "Group"),
    "log-entries": N_("criteria", "Log"),
    "contact-job-responsibilities": N_("criteria", "Job"),
    "contact-industry-groups": N_("criteria", "Industry"),
    "contact-business-relations": N_("criteria", "Relation"),
}
"""What stands before the fields of a table, so that a date or a salesperson says whose it is."""
_ABOUT: Mapping[str, tuple[str, str]] = {
    "allow_existing": (
        N_("field", "Allow Existing Contacts"),
        N_("tip", "Add contacts that stand in the segment already once more."),
    ),
    "expand_companies": (
        N_("field", "Expand Companies"),
        N_("tip", "Add also the company of each contact, and all its people."),
    ),
    "allow_related_companies": (
        N_("field", "Allow Related Companies"),
        N_("tip", "Add also the company of each contact."),
    ),
    "ignore_exclusion": (
        N_("field", "Ignore Exclusion"),
        N_("tip", "Add also contacts that are excluded from segments."),
    ),
    "entire_companies": (
        N_("field", "Entire Companies"),
        N_("tip", "One contact that meets the criteria stands for all of its company."),
    ),
}


class CriteriaFields(Filtering):
    """The fields of a criteria form, named `table:field`, and its options, named `options:option`."""

    def __init__(self, lanes: Lanes, action: CriteriaAction) -> None:
        super().__init__(lanes, "contacts")
        self._tables = {table: Filtering(lanes, table) for table in TABLES}
        self._options = _options(action)

    def names(self) -> list[str]:
        """The fields in their order: those offered, the options, then all others of the same tables."""
        offered = [f"{table}:{name}" for table, some in TABLES.items() for name in some]
        options = [f"{_OPTION}:{name}" for name in self._options]
        others = [f"{table}:{about.name}" for table in TABLES for about in filters(page(table))]
        return list(dict.fromkeys((*offered, *options, *others)))

    def about(self, name: str) -> About:
        """What is known about a field, called so that it says whose it is."""
        table, _, field = name.partition(":")
        if table == _OPTION:
            caption, tip = _ABOUT[field]
            return About(field, caption, tip, Kind.BOOLEAN)
        known = self._tables[table].about(field)
        if table not in _PREFIXES:
            return known
        prefix, caption = translate(_PREFIXES[table]), translate(known.caption)
        told = p_("criteria", "{table}: {field}").format(table=prefix, field=caption)
        return replace(known, caption=told)

    def hint(self, name: str) -> str:
        """Examples of what may be typed, or what an option means."""
        table, _, field = name.partition(":")
        if table == _OPTION:
            return p_("criteria", "yes or no.  {meaning}").format(meaning=translate(_ABOUT[field][1]))
        return self._tables[table].hint(field)

    def meaning(self, name: str, expression: str) -> str:
        """What an expression is read as; raises `RuleError` when it means nothing."""
        table, _, field = name.partition(":")
        if table == _OPTION:
            return values.write(self.about(name), values.read(self.about(name), expression))
        return self._tables[table].meaning(field, expression)

    async def records(self, name: str, text: str) -> Sequence[PickItem]:
        """The records that a reference may lead to and whose code or name begins with the text."""
        table, _, field = name.partition(":")
        return () if table == _OPTION else await self._tables[table].records(field, text)

    def criteria(self, typed: Iterable[Filter]) -> Criteria:
        """What stands in the form; raises `RuleError` when an option means nothing."""
        found: dict[str, list[Filter]] = {}
        chosen: dict[str, bool] = {}
        for one in typed:
            table, _, field = one.field.partition(":")
            if table == _OPTION:
                chosen[field] = bool(values.read(self.about(one.field), one.expression))
            else:
                found.setdefault(table, []).append(Filter(field, one.expression))
        tables = {table: tuple(some) for table, some in found.items()}
        return Criteria(
            tables,
            allow_existing=chosen.get("allow_existing", False),
            expand_companies=chosen.get("expand_companies", False),
            allow_related_companies=chosen.get("allow_related_companies", False),
            ignore_exclusion=chosen.get("ignore_exclusion", False),
            entire_companies=chosen.get("entire_companies", False),
        )


def _options(action: CriteriaAction) -> tuple[str, ...]:
    """The options of a step (domain.md 3.3, 3.4)."""
    adding = action is CriteriaAction.ADD
    return tuple(name for name in _ABOUT if (name == "entire_companies") != adding)
