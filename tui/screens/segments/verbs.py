"""The verbs on a segment, for the list of segments and for its card: steps, logging, working through.

A screen mixes `SegmentVerbs` in, adds `SEGMENT_VERBS` to its `OFFERS` and says in `segment_id` which segment
it means. What was written is announced for `segments`, `segment-lines` and `segment-criteria`.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.enums import CriteriaAction
from models.queries.lists.rows import Question
from models.rules import undo
from models.rules.segments import mailing, reuse, steps
from models.words import np_, p_
from tui.data import segment_steps as data
from tui.data.whom import Whom
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.outgoing.paper_verbs import PAPER_VERBS, PaperVerbs
from tui.text import number_text
from tui.widgets.pick_list import PickItem

SEGMENT_VERBS = frozenset(
    (
        "add_contacts", "reduce", "refine", "go_back", "log_segment", "interact", "save_criteria",
        "reuse_criteria", "reuse_segment", "apply_mailing_group", "export_contacts", "logged_segments",
        "attachments", *PAPER_VERBS,
    )
)  # fmt: skip
_NEED_ONE = SEGMENT_VERBS - {"logged_segments"}
_CONTACT_FIELDS = (
    "contact_no", "contact_no.name", "contact_no.company_name", "contact_no.address", "contact_no.post_code",
    "contact_no.city", "contact_no.country_region_code", "contact_no.phone_no", "contact_no.email",
    "contact_no.salutation_code", "language_code",
)  # fmt: skip
"""What the export of a segment's contacts writes."""


async def announce_segment(screen: BaseScreen[None], segment_id: int) -> None:
    """Tell all screens that a segment, its lines and its steps were written."""
    frame = screen.frame
    await frame.announce(RecordsChanged(data.PAGE, (segment_id,)))
    await frame.announce(RecordsChanged(data.LINES))
    await frame.announce(RecordsChanged(data.STEPS))


class SegmentVerbs(PaperVerbs):
    """A screen that shows one segment, or has the cursor on one."""

    @property
    def segment_id(self) -> int:
        """The segment that the verbs mean; 0 for none."""
        raise NotImplementedError

    def why_not(self, command_id: str) -> str:
        """There must be a segment."""
        reason = super().why_not(command_id)
        if not reason and command_id in _NEED_ONE and self.is_mounted and not self.segment_id:
            return p_("message", "There is no segment here yet.")
        return reason

    # criteria steps

    async def action_add_contacts(self) -> None:
        """Add contacts by criteria."""
        await self._step(CriteriaAction.ADD)

    async def action_reduce(self) -> None:
        """Remove the contacts that meet criteria."""
        await self._step(CriteriaAction.REDUCE)

    async def action_refine(self) -> None:
        """Keep only the contacts that meet criteria."""
        await self._step(CriteriaAction.REFINE)

    async def _step(self, action: CriteriaAction) -> None:
        from tui.screens.segments.criteria import CriteriaScreen

        segment, lanes = self.segment_id, self.frame.session.lanes
        number = await lanes.read(data.name_of, segment)
        screen = CriteriaScreen(lanes, segment, number, action)
        await self.app.push_screen_wait(screen)
        if screen.taken is not None:
            await announce_segment(self, segment)
            self.say(_told(action, screen.taken) + "  " + p_("message", "u takes it back."))

    async def action_go_back(self) -> None:
        """Take the last step back, after a question that names it."""
        segment, lanes = self.segment_id, self.frame.session.lanes
        last = await lanes.read(data.last_step, segment)
        if last is None:
            self.say(p_("message", "There is no criteria step to take back."))
            return
        question = np_(
            "question",
            "Take back the step {step}, {number} line?",
            "Take back the step {step}, {number} lines?",
            last.lines,
        ).format(step=last.text, number=number_text(last.lines))
        if not await self.confirm(question, p_("answer", "take it back")):
            return
        left = await lanes.write(steps.go_back, segment)
        await announce_segment(self, segment)
        told = np_(
            "message",
            "Took back {step}.  {left} step is left.",
            "Took back {step}.  {left} steps are left.",
            left,
        )
        self.say(told.format(step=last.text, left=left))

    # criteria kept and used again

    async def action_save_criteria(self) -> None:
        """Save the steps under a code."""
        from tui.screens.segments.saving import SaveCriteriaScreen

        if await self.frame.session.lanes.read(data.last_step, self.segment_id) is None:
            self.say(p_("message", "There is no criteria step to save yet."))
            return
        screen = SaveCriteriaScreen(self.frame.session.lanes, self.segment_id)
        await self.app.push_screen_wait(screen)
        if screen.code:
            await self.frame.announce(RecordsChanged("saved-segment-criteria"))
            self.say(p_("message", "Saved the criteria as {code}.").format(code=screen.code))

    async def action_reuse_criteria(self) -> None:
        """Do the steps of saved criteria here."""
        lanes, segment = self.frame.session.lanes, self.segment_id
        chosen = await self._choose_one(
            p_("title", "Saved Segment Criteria"),
            await lanes.read(data.saved_criteria),
            p_("message", "No criteria were saved yet; Save criteria in the menu does it."),
        )
        if chosen is None or not await self._may_go_on(segment):
            return
        grown = await lanes.write(reuse.reuse, segment, int(chosen.id))
        await announce_segment(self, segment)
        action = CriteriaAction.REDUCE if grown < 0 else CriteriaAction.ADD
        self.say(_told(action, abs(grown)) + "  " + p_("message", "u takes it back."))

    async def action_reuse_segment(self) -> None:
        """Add the contacts of a logged segment."""
        lanes, segment = self.frame.session.lanes, self.segment_id
        chosen = await self._choose_one(
            p_("title", "Logged Segments"),
            await lanes.read(data.logged_segments),
            p_("message", "No segment was logged yet."),
        )
        if chosen is None or not await self._may_go_on(segment):
            return
        number = await lanes.write(reuse.reuse_logged, segment, int(chosen.id))
        await announce_segment(self, segment)
        self.say(_told(CriteriaAction.ADD, number) + "  " + p_("message", "u takes it back."))

    async def _choose_one(self, title: str, items: Sequence[PickItem], nothing: str) -> PickItem | None:
        if not items:
            self.say(nothing)
            return None
        pick = PickScreen(title, items, page=self.PAGE, verb=p_("action", "Take"))
        return await self.app.push_screen_wait(pick)

    async def _may_go_on(self, segment: int) -> bool:
        """Steps that stand already stay; whether to go on is asked (domain.md 3.5)."""
        if await self.frame.session.lanes.read(data.last_step, segment) is None:
            return True
        question = p_("question", "The segment has criteria steps already. Go on after them?")
        return await self.ask(question, {"y": p_("answer", "go on"), "n": p_("answer", "leave it")}) == "y"

    async def offer_forgetting(self) -> None:
        """Ask, after the last line went, whether the steps are to be forgotten (domain.md 3.2)."""
        segment, lanes = self.segment_id, self.frame.session.lanes
        if await lanes.read(data.last_step, segment) is None:
            return
        question = p_("question", "The segment is empty. Forget its criteria steps?")
        if await self.ask(question, {"y": p_("answer", "forget them"), "n": p_("answer", "keep")}) == "y":
            await lanes.write(steps.forget, segment)
            await announce_segment(self, segment)
            self.say(p_("message", "The criteria steps were forgotten."))

    # contacts

    async def action_apply_mailing_group(self) -> None:
        """Put all contacts into a mailing group, after a question whether to empty the group first."""
        from tui.screens.records.list import ChooseList

        lanes, segment = self.frame.session.lanes, self.segment_id
        chooser = ChooseList("mailing-groups", lanes)
        await self.app.push_screen_wait(chooser)
        if chooser.chosen is None:
            return
        code, group = chooser.chosen.code, chooser.chosen.id
        answers = {
            "y": p_("answer", "add them"),
            "e": p_("answer", "empty the group first"),
            "n": p_("answer", "leave it"),
        }
        question = p_("question", "Put all contacts into mailing group {code}?").format(code=code)
        answer = await self.ask(question, answers)
        if answer == "n":
            return
        done = await lanes.write(mailing.apply, segment, group, replace=answer == "e")
        await self.frame.announce(RecordsChanged("contact-mailing-groups"))
        told = np_(
            "message",
            "{number} contact was put into {code}, {removed} taken out.",
            "{number} contacts were put into {code}, {removed} taken out.",
            done.added,
        ).format(number=number_text(done.added), code=code, removed=number_text(done.removed))
        self.say(told + "  " + p_("message", "u undoes this."))

    async def action_export_contacts(self) -> None:
        """Write the contacts of the segment to a file."""
        from tui.screens.lists.export import ExportScreen
        from tui.widgets.record_table.marks import Marks

        question = Question(data.LINES, _CONTACT_FIELDS, "line_no", context=(("segment", self.segment_id),))
        screen = ExportScreen(self.frame.session.lanes, question, Marks(), None)
        await self.app.push_screen_wait(screen)
        if screen.told:
            self.say(screen.told)

    async def printed_for(self) -> Whom:
        """The contacts of the segment."""
        return Whom(segment=self.segment_id)

    async def action_attachments(self) -> None:
        """Show what the segment sends, by language."""
        from tui.screens.segments.content import open_content

        await open_content(self, self.frame.session.lanes, self.segment_id)

    # logging and working through

    async def action_log_segment(self) -> None:
        """Show what logging would do."""
        from tui.screens.segments.logging import LogSegmentScreen

        segment, lanes = self.segment_id, self.frame.session.lanes
        screen = LogSegmentScreen(lanes, segment, await lanes.read(data.name_of, segment))
        await self.app.push_screen_wait(screen)
        await self.come_from_logging(gone=screen.gone, follow_up=screen.follow_up)
        if isinstance(self.frame.screen, BaseScreen):
            screen.tell(self.frame.screen)

    async def come_from_logging(self, *, gone: bool, follow_up: int) -> None:
        """Go on after logging: `gone` when the segment is no more; the follow-up segment is opened."""
        if gone:
            await self.leave_gone()
        if follow_up:
            await self.frame.open_record(data.PAGE, follow_up)

    async def leave_gone(self) -> None:
        """What the screen does when its segment is gone: a list stays, a card goes."""

    async def action_interact(self) -> None:
        """Work through the lines one by one."""
        from tui.screens.segments.work import work_through

        await work_through(self, self.segment_id)
        await announce_segment(self, self.segment_id)

    async def action_logged_segments(self) -> None:
        """Open the logged segments."""
        await self.frame.open_page("logged-segments")


class SegmentCardVerbs(SegmentVerbs):
    """The card of a segment, on which `u` goes back when there is nothing else to take back."""

    async def action_undo(self) -> None:
        """Take the last change back; when there is none in this run, offer to go back a step."""
        if undo.last():
            await self.frame.action_undo()
        else:
            await self.action_go_back()

    async def leave_gone(self) -> None:
        """There is no segment to show any more."""
        self.dismiss(None)


def _told(action: CriteriaAction, number: int) -> str:
    """What a step did, as a sentence."""
    if action is CriteriaAction.ADD:
        told = np_("message", "Added {number} contact.", "Added {number} contacts.", number)
    else:
        told = np_("message", "Removed {number} line.", "Removed {number} lines.", number)
    return told.format(number=number_text(number))
