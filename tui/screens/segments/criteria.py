"""The form of a criteria step: which contacts to add, remove or keep, and beforehand how many that are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from models.database.stopping import Stop, stoppable
from models.enums import CriteriaAction
from models.errors import TouchbaseError
from models.rules.segments import steps
from models.rules.segments.criteria import Criteria
from models.words import N_, np_, p_, translate
from tui.data.criteria import CriteriaFields
from tui.lanes import Lanes, Latest
from tui.screens.lists.filtering import FilterScreen
from tui.text import number_text
from tui.widgets.key_bar import KeyHint

_TITLES: Mapping[CriteriaAction, str] = {
    CriteriaAction.ADD: N_("title", "Add contacts to {segment}"),
    CriteriaAction.REDUCE: N_("title", "Reduce {segment}: remove those that match"),
    CriteriaAction.REFINE: N_("title", "Refine {segment}: keep those that match"),
}
_VERBS: Mapping[CriteriaAction, str] = {
    CriteriaAction.ADD: N_("action", "Add"),
    CriteriaAction.REDUCE: N_("action", "Reduce"),
    CriteriaAction.REFINE: N_("action", "Refine"),
}


class CriteriaScreen(FilterScreen):
    """The fields of the tables that contacts are chosen by, and the options; Enter or F9 does the step."""

    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_("help", "A contact must match in each table that something is typed for; the count follows."),
        N_("help", "All fields of these tables are there: below the offered ones, or found with Ctrl+F."),
    )

    def __init__(self, lanes: Lanes, segment_id: int, segment: str, action: CriteriaAction) -> None:
        """Make the form.

        Args:
            lanes: The ways to the database.
            segment_id: The segment that the step is taken in.
            segment: Its number, for the title.
            action: What the step does.
        """
        known = CriteriaFields(lanes, action)
        super().__init__("", known, known.names(), (), at="", page="segments")
        self._known = known
        self.taken: int | None = None
        """How many lines the step added or removed, once it is done."""
        self._lanes = lanes
        self._segment_id = segment_id
        self._action = action
        self._heading = translate(_TITLES[action]).format(segment=segment)
        self._newest: Latest[tuple[int, int]] = Latest()
        self._counting = Stop()

    # how many

    def _show_state(self) -> None:
        """Count anew whenever something was typed."""
        self._counting.stop()
        self._counting = Stop()
        if any(row.error for row in self._fields):
            self._newest.forget()
            self._tell(p_("criteria", "an expression means nothing yet"))
            return
        self._tell(p_("criteria", "counting..."))
        self.run_worker(self._count(self._known.criteria(self.filters)), exit_on_error=False)

    async def _count(self, criteria: Criteria) -> None:
        counting = self._lanes.long(stoppable(self._numbers, self._counting), criteria)
        try:
            found = await self._newest.ask(counting)
        except TouchbaseError as error:
            if self.is_attached:
                self.say_error(error)
            return
        if found is not None and self.is_attached:
            self._tell(_would(self._action, *found))

    def _numbers(self, criteria: Criteria) -> tuple[int, int]:
        blocked = steps.skipped(criteria) if self._action is CriteriaAction.ADD else 0
        return steps.would_change(self._segment_id, self._action, criteria), blocked

    def _tell(self, text: str) -> None:
        self.say_context(self._heading, text)

    def on_unmount(self) -> None:
        """Nobody waits for the count any more."""
        self._newest.forget()
        self._counting.stop()

    # doing it

    def action_finish(self) -> None:
        """Do the step, or go to the first expression that means nothing."""
        if not self._is_wrong():
            self.do(self._take())

    def _is_wrong(self) -> bool:
        for row in self._fields:
            position = self._read(row)
            if position:
                self.rows.go_to(row.name, position - 1)
                self.say_error(row.error)
                return True
        return False

    async def _take(self) -> None:
        criteria = self._known.criteria(self.filters)
        if not any(criteria.filters.values()) and not await self._sure(criteria):
            return
        self._tell(p_("criteria", "at work..."))
        self.taken = await self._lanes.write(steps.take, self._segment_id, self._action, criteria)
        self.dismiss(None)

    async def _sure(self, criteria: Criteria) -> bool:
        """Whether a step that no filter narrows is meant."""
        number, _ = await self._lanes.long(self._numbers, criteria)
        text = np_(
            "question",
            "No filter: {number} contact is meant.",
            "No filter: {number} contacts are meant.",
            number,
        )
        return await self.confirm(
            text.format(number=number_text(number)), translate(_VERBS[self._action]).lower()
        )

    def hints(self) -> list[KeyHint]:
        """Enter does the step."""
        first, *rest = super().hints()
        return [first, *rest] if self._finding else [KeyHint("Enter", translate(_VERBS[self._action])), *rest]


def _would(action: CriteriaAction, number: int, blocked: int) -> str:
    """What the step would do, in words."""
    if action is not CriteriaAction.ADD:
        told = np_("criteria", "would remove {number} line", "would remove {number} lines", number)
        return told.format(number=number_text(number))
    told = np_("criteria", "would add {number} contact", "would add {number} contacts", number)
    parts = [told.format(number=number_text(number))]
    if blocked:
        skipped = np_("criteria", "{number} blocked skipped", "{number} blocked skipped", blocked)
        parts.append(skipped.format(number=number_text(blocked)))
    return "   ".join(parts)
