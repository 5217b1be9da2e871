"""Create interaction, and go on with a postponed one: one form, kept in the database while it is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from models.queries import interaction_form as form_queries
from models.queries.lists.rows import Choice
from models.queries.timeline import timeline
from models.rules.interactions import finish, form_checks, interaction_form
from models.rules.interactions.drafts import Held, TakenOverError
from models.rules.interactions.finish import Finished
from models.rules.interactions.form_state import BODY, NUMBER, TYPED
from models.rules.interactions.interaction_form import FIELDS, REQUIRED, FormState, form_abouts
from models.text import fold
from models.words import N_, np_, p_, translate
from tui import paths
from tui.data.drafting import RENEWAL, DraftKeeper, Finishing
from tui.data.forms import helpers
from tui.data.timelines import timeline_lines
from tui.journal import Caret, Journal
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.forms.kept import same
from tui.screens.forms.keys import FIELD_COMMANDS
from tui.screens.interactions.content import COMPOSED, CONTENT_COMMANDS, FormContent
from tui.widgets.detail import Detail
from tui.widgets.form import KEEP, FieldSpec, Form, Helpers, LeaveBar, Way

T = TypeVar("T")

QUICK = ("contact_no", "interaction_template_code", "description", "comment")
_PLAIN = tuple(name for name in FIELDS if name not in (NUMBER, "opportunity_no", "comment", *COMPOSED))
"""The fields of an interaction that is no call, without its comment and what is composed."""
_SAID, _BREAK = _PLAIN.index("description") + 1, _PLAIN.index("cost") + 1
_ORDER = (*_PLAIN[:_SAID], *COMPOSED, *_PLAIN[_SAID:_BREAK], "comment", *_PLAIN[_BREAK:])
_LABELS = {
    "contact_no": N_("form", "Contact"),
    "interaction_template_code": N_("form", "Template"),
    "salesperson_code": N_("form", "Salesperson"),
    "time_of_interaction": N_("form", "Time"),
    "information_flow": N_("form", "Flow"),
    "duration": N_("form", "Minutes"),
    "cost": N_("form", "Cost"),
    "correspondence_type": N_("form", "Corr. type"),
    "language_code": N_("form", "Language"),
    "campaign_no": N_("form", "Campaign"),
    "campaign_target": N_("form", "Target"),
    "campaign_response": N_("form", "Response"),
    "word_template_code": N_("form", "Word template"),
    "attachment_no": N_("form", "Attachment"),
}
_NOUNS = {
    "contact_no": N_("noun", "contact"),
    "interaction_template_code": N_("noun", "template"),
    "salesperson_code": N_("noun", "salesperson"),
    "language_code": N_("noun", "language"),
    "campaign_no": N_("noun", "campaign"),
    "word_template_code": N_("noun", "Word template"),
}
_HINTS = {"evaluation": N_("hint", "1..5 or first letter"), "successful": N_("hint", "Space toggles")}
_HEIGHTS = {BODY: 6}
_HEIGHT = 3
"""Rows of a note."""
_MORE = N_("form", "More fields (Tab reaches them, Enter skips them)")


class InteractScreen(FormContent):
    """The form of one interaction."""

    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_("help", "Record what was said to whom. A template fills in what it knows; what you type stays."),
        N_("help", "Every key is kept in the database: the interaction can be finished another time."),
        N_("help", "A text may have {{fields}}: F6 in it lists them, the preview fills them in."),
    )
    FORM = True
    OFFERS = FIELD_COMMANDS | CONTENT_COMMANDS | {"postpone", "keep_editing"}
    FOOTER: ClassVar[tuple[str, ...]] = ("finish", "postpone", "look_up", "copy_previous", "back")
    WAYS: ClassVar[tuple[Way, ...]] = (
        Way("o", N_("leave", "OK, finish"), "finish"),
        Way("p", N_("leave", "Postpone"), "postpone"),
        Way("d", N_("leave", "Discard"), "discard"),
        Way(":", N_("leave", "Menu"), "menu"),
        Way("escape", N_("leave", "Keep editing"), KEEP),
    )
    ORDER: ClassVar[tuple[str, ...]] = _ORDER
    """The fields in the order of the form."""
    QUICK: ClassVar[tuple[str, ...]] = QUICK
    """The fields that Enter walks; Tab reaches the others (ux.md 12.8)."""
    LABELS: ClassVar[Mapping[str, str]] = _LABELS
    """What stands before a field when its caption does not."""
    MORE: ClassVar[str] = "correspondence_type"
    """The first of the fields that are rarely typed in."""
    DEFAULT_CSS = """
    InteractScreen > #form-and-side { height: 1fr; }
    InteractScreen Form { width: 1fr; height: 1fr; }
    InteractScreen Detail { display: none; }
    InteractScreen.-wide Detail { display: block; height: 1fr; width: 52; }
    """

    def __init__(
        self,
        state: FormState | None = None,
        held: Held | None = None,
        *,
        texts: Mapping[str, str] | None = None,
        caret: Caret = ("", 0),
        put_back: Callable[[], None] | None = None,
        finishing: Finishing = finish.finish,
    ) -> None:
        """Make the form.

        Args:
            state: What it starts with; an empty form when left out.
            held: The draft and its lease, when a postponed interaction is resumed.
            texts: Texts that were typed in it already and not stored, from the journal.
            caret: Where the caret was then.
            put_back: Called once these texts are stored.
            finishing: How it is logged.
        """
        super().__init__(resumed_id=held.entry_id if held else 0)
        self._first = state or FormState()
        self._starts_empty = state is None
        self._first_held = held
        self._typed_before = dict(texts or {})
        self._caret = caret
        self._when_put_back = put_back
        self._finishing = finishing
        self._about_contact: tuple[int, ...] | None = None

    def compose_content(self) -> ComposeResult:
        """The form, on a wide screen with the contact's last interactions beside it."""
        with Horizontal(id="form-and-side"):
            yield Form([self.spec(name) for name in self.ORDER], self._helpers())
            side = Detail()
            side.add_class("-pane")
            yield side

    def spec(self, name: str) -> FieldSpec:
        """How the form shows a field."""
        about = form_abouts()[name]
        return FieldSpec(
            about,
            quick=name in self.QUICK,
            fixed=name in self._first.fixed or name == "attachment_no",
            section=translate(_MORE) if name == self.MORE else "",
            label=self.LABELS.get(name, ""),
            noun=translate(_NOUNS.get(name, "")),
            hint=self.attach_hint if name == "attachment_no" else translate(_HINTS.get(name, "")),
            height=_HEIGHTS.get(name, _HEIGHT),
        )

    def on_mount(self) -> None:
        """Put the values in and the caret where it was."""
        self.do(self._begin())

    async def _begin(self) -> None:
        session = self.frame.session
        if self._starts_empty:
            self._first = await session.lanes.read(interaction_form.start)
        journal = Journal(paths.state_dir())
        self.keeper = DraftKeeper(
            session.lanes,
            journal,
            session.address,
            self._first,
            self._first_held,
            finishing=self._finishing,
        )
        self.fields.leave_bar = self.query_one(LeaveBar)
        await self._show_state(FormState(), everything=True)
        self.fields.mark_saved()
        await self._put_back()
        self._focus_first()
        self._show_context()
        self.set_interval(RENEWAL, self._renew)
        if self._first.skipped:
            number = len(self._first.skipped)
            told = np_("form", "{number} contact left out: ", "{number} contacts left out: ", number)
            self.say(told.format(number=number) + " ".join(self._first.skipped))
        self.call_after_refresh(self._show_contact)

    async def _put_back(self) -> None:
        """Type again what the journal kept, and write it."""
        if not self._typed_before:
            return
        before = self.keeper.state
        for name, text in self._typed_before.items():
            if name not in before.fixed and not same(text, before.text(name)):
                self.keeper.typing(name, text, self._caret)
                await self.keeper.left(name, text)
        self.keeper.state = interaction_form.at(self.keeper.state, *self._caret)
        await self._show_state(before)
        await self._save()
        if self._when_put_back is not None and not self.keeper.unwritten:
            self._when_put_back()

    def _focus_first(self) -> None:
        state = self.keeper.state
        name, offset = self._caret if self._caret[0] else (self._first.at_field, self._first.at_offset)
        if name and name not in state.fixed:
            self.fields.focus_field(name, offset)
            return
        blank = (name for name in (*REQUIRED[:2], "description") if not state.text(name).strip())
        wanted = [name for name in blank if name not in state.fixed]
        self.fields.focus_field(wanted[0] if wanted else "description")

    # the ways out

    async def action_finish(self) -> None:
        """Check everything at once, go to the first problem, else log it."""
        await self._take_all()
        problems = await self.keeper.problems()
        for name in self.ORDER:
            told = next((problem.sentence for problem in problems if problem.field == name), "")
            self.fields.show_error(name, told)
        if problems:
            first = problems[0]
            if first.field in self.fields.fields and first.field not in self.keeper.state.fixed:
                self.fields.focus_field(first.field)
            number = len(problems)
            more = np_("form", "{number} thing to put right: ", "{number} things to put right: ", number)
            self.say_error(more.format(number=number) + first.sentence)
            return
        done = await self._unless_lost(self.keeper.finish())
        if done is None:
            return
        number = len(done.entry_ids)
        logged = np_("form", "Logged {entry}.", "Logged {number} interactions.", number).format(
            entry=done.entry_ids[0], number=number
        )
        said = " ".join((logged, *self._sending(done), *done.sentences))
        await self._leave(said)
        if done.emails:
            from tui.screens.outgoing.sending import start_sender

            start_sender(self, said)

    @staticmethod
    def _sending(done: Finished) -> Iterator[str]:
        """What is sent now, and what waits."""
        if done.emails:
            number = len(done.emails)
            told = np_("form", "Being sent to {address}.", "{number} e-mails are being sent.", number)
            yield told.format(address=next(iter(done.emails.values())), number=number)
        if done.hard_copies:
            from tui.screens.outgoing.letters import waiting_text

            yield waiting_text(len(done.hard_copies))

    async def _unless_lost(self, work: Awaitable[T]) -> T | None:
        """What `work` gives; nothing when the draft was taken over, which is said and the text kept anew."""
        try:
            return await work
        except TakenOverError as error:
            self.say_error(error)
            await self.keeper.save()
            self._show_context()
            return None

    async def action_postpone(self) -> None:
        """Put it aside as it is."""
        await self._take_all()
        if not self.keeper.kept:
            self.say(p_("message", "Nothing was typed yet, so there is nothing to postpone."))
        elif await self._unless_lost(self._postpone()):
            await self._leave(p_("message", "Postponed. Nothing is logged; 5 lists what is postponed."))

    async def _postpone(self) -> bool:
        await self.keeper.postpone()
        return True

    async def action_discard(self) -> None:
        """Throw away what was typed, after a question."""
        if self.fields.changed and not await self.confirm(
            p_("question", "Discard what you typed?"), p_("answer", "discard")
        ):
            return
        resumed = bool(self._resumed_id)
        await self.keeper.discard()
        kept = p_("message", "Discarded; the postponed interaction is as it was.")
        await self._leave(kept if resumed else p_("message", "Discarded."))

    def action_keep_editing(self) -> None:
        """Go on typing."""
        self.query_one(LeaveBar).close()

    async def may_leave(self) -> bool:
        """An unchanged form leaves nothing behind; a changed one is put aside as a draft."""
        await self._take_all()
        if not self.fields.changed:
            await self.keeper.discard()
        elif await self._unless_lost(self._postpone()) is None:
            return False
        await self.frame.announce(RecordsChanged("postponed-interactions"))
        return True

    async def _leave(self, sentence: str) -> None:
        frame = self.frame
        self.dismiss(None)
        # At once: the screen below, which waited for this, may have more to say than that.
        if isinstance(frame.screen, BaseScreen):
            frame.screen.say(sentence)
        for page in ("log-entries", "postponed-interactions", "contacts"):
            await frame.announce(RecordsChanged(page))

    # the other keys

    @on(Form.CopyPrevious)
    def _copy_previous(self, event: Form.CopyPrevious) -> None:
        self.do(self._copy(event.field))

    async def _copy(self, name: str) -> None:
        if name in self.keeper.state.fixed:
            return
        found = await self.frame.session.lanes.read(form_queries.previous)
        if found is None:
            self.say(p_("message", "There is no earlier interaction of yours to copy from."))
            return
        entry, previous = found
        self.fields.set(name, previous.text(name), by=TYPED)
        await self.taken(name)
        self.say(p_("message", "Copied from your entry {entry}.").format(entry=entry))

    async def taken(self, name: str) -> None:
        """A field got a value that nobody typed by keys: from the record before or a list."""
        self.keeper.typing(name, self.fields.fields[name].text, self.fields.caret)
        await self._follow(name)
        self.fields.show_error(name, "")
        self._write_soon(at_once=True)

    async def _show_contact(self) -> None:
        """The last interactions of the contact beside the form."""
        contacts = self.keeper.state.contacts
        if contacts == self._about_contact:
            return
        self._about_contact = contacts
        lines: Sequence[str] = ()
        if len(contacts) == 1:
            page = await self.frame.session.lanes.read(timeline, contacts[0])
            lines = timeline_lines(page.rows)
        self.query_one(Detail).show(lines)

    def _helpers(self) -> Helpers:
        """The look-ups of the log's fields; languages are those of the template (domain.md 2.3)."""
        usual = helpers(self.frame.session.lanes, "log-entries")

        async def look_up(page_name: str, text: str, limit: int) -> Sequence[Choice]:
            template = self.keeper.state.ids.get("interaction_template_code")
            if page_name != "languages" or template is None:
                return await usual.lookup(page_name, text, limit)
            rows = await self.frame.session.lanes.read(form_queries.languages, template)
            near = fold(text)
            return [row for row in rows if fold(f"{row.code} {row.description}").find(near) >= 0][:limit]

        return replace(usual, lookup=look_up, check=self._check)

    async def _check(self, name: str, text: str) -> str:
        return await self.frame.session.lanes.read(form_checks.wrong, name, text)
