"""What the filter form knows about fields: what may be typed, what it means, and what there is to choose."""

from __future__ import annotations

from collections.abc import Sequence

from models.about import About, Kind
from models.filters import exact
from models.pages import page
from models.queries import records
from models.queries.lists import columns, filters
from models.queries.lists.rows import Filter
from models.words import N_, p_, translate
from tui.lanes import Lanes
from tui.widgets.pick_list import PickItem

LIMIT = 50
"""The most records that are offered at once."""

_HINTS = {
    Kind.DATE: N_("filter", "t today, week, month, t-90D.., ..31.3.25, 1.1.25..31.3.25, '' blank"),
    Kind.MOMENT: N_("filter", "t today, week, month, t-90D.., ..31.3.25, '' never"),
    Kind.TIME: N_("filter", "9, 9..12, 17:30.., '' blank"),
    Kind.OPTION: N_(
        "filter", "a caption or its beginning, several with |, F6 lists them; <>Email all others"
    ),
    Kind.BOOLEAN: N_("filter", "yes or no"),
}
_NUMBER = N_("filter", "5, 5..20, >=5, <>0, 3|5|7")
_TEXT = N_("filter", "the whole text, Co* begins, *co* has in it, @co* in any case, a|b either, '' blank")
_CODE = N_("filter", "a code, A*, A..C, JO|EV, <>JO, '' blank")


class Filtering:
    """The fields of a page that can be filtered by."""

    def __init__(self, lanes: Lanes, page_name: str) -> None:
        self.page = page_name
        self._lanes = lanes

    def about(self, name: str) -> About:
        """What is known about a field; raises `NotFoundError` when the page does not have it any more."""
        return columns.about(self.page, name)

    def hint(self, name: str) -> str:
        """Examples of what may be typed."""
        known = self.about(name)
        if known.kind is Kind.REFERENCE:
            return f"{translate(_CODE)}, {p_('filter', 'F6 looks up')}"
        if known.kind is Kind.CODE:
            return translate(_CODE)
        if known.kind in (Kind.INTEGER, Kind.MONEY, Kind.PERCENT):
            return translate(_NUMBER)
        return translate(_HINTS.get(known.kind, _TEXT))

    def meaning(self, name: str, expression: str) -> str:
        """What an expression is read as; raises `RuleError` with the place when it means nothing."""
        return filters.meaning(page(self.page), Filter(name, expression))

    # choosing

    def can_choose(self, name: str) -> bool:
        """Whether the values of a field can be listed."""
        return self.about(name).kind in (Kind.OPTION, Kind.BOOLEAN, Kind.REFERENCE)

    def options(self, name: str) -> list[PickItem]:
        """The values of an option, or of yes and no; the id is what is put into the field."""
        known = self.about(name)
        if known.kind is Kind.BOOLEAN:
            captions = [p_("value", "yes"), p_("value", "no")]
        else:
            captions = [translate(words).strip() for _, words in known.choices]
        return [PickItem(quoted(text), text or p_("filter", "blank")) for text in captions]

    async def records(self, name: str, text: str) -> Sequence[PickItem]:
        """The records that a reference may lead to and whose code or name begins with the text."""
        known = self.about(name)
        if known.kind is not Kind.REFERENCE:
            return ()
        found = await self._lanes.read(records.look_up, known.refers_to, text, LIMIT)
        key = filters.typed_as(known)
        return [PickItem(exact(key, one.code), f"{one.code:<12} {one.description}") for one in found]


def quoted(text: str) -> str:
    """An option's caption as an expression."""
    return text if text and text.replace(" ", "").replace("-", "").isalnum() else f"'{text}'"
