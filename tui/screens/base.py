"""The screen that all others are: fixed rows, one place for messages, and keys from the registry."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.events import Key, Resize, ScreenResume
from textual.screen import Screen

from models.errors import TouchbaseError
from models.words import p_, translate
from tui.commands import BY_ID, Command, Scope
from tui.keymap import pressed
from tui.messages import RecordsChanged
from tui.screens.too_small import TooSmall, too_small
from tui.widgets.key_bar import KeyBar, KeyHint
from tui.widgets.line import Line
from tui.widgets.nav_bar import NavBar
from tui.widgets.question import Question
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.app import TouchbaseApp

R = TypeVar("R")


FIRST_FRAME = 1.0
"""Seconds that keys wait for the first frame of a screen at most."""


class BaseScreen(Screen[R]):
    """Navigation row, context row, content, message line, footer."""

    DEFAULT_CSS = """
    BaseScreen { layout: vertical; layers: default over; overflow: hidden; }
    BaseScreen.-too-small > TooSmall { display: block; }
    BaseScreen > #context { height: 1; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012

    PAGE: ClassVar[str] = ""
    """The page in brackets in the navigation row."""
    PURPOSE: ClassVar[tuple[str, ...]] = ()
    """What the screen is for, in two lines, marked with `N_`."""
    FOOTER: ClassVar[tuple[str, ...]] = ()
    """Ids of the commands of the footer, the most important first; the menu and help follow by themselves."""
    OFFERS: ClassVar[frozenset[str]] = frozenset()
    """Ids of the commands that this screen does; those of the whole program need not be named."""
    FORM: ClassVar[bool] = False
    """Whether the footer and help show the keys of forms."""

    def __init__(self) -> None:
        super().__init__()
        self.ready = False
        """Whether keys can be handed on, because the first frame is there."""
        self._at_work = 0
        self._key = ""

    @property
    def frame(self) -> TouchbaseApp:
        """The app, by its own type."""
        return cast("TouchbaseApp", self.app)

    # rows

    def compose(self) -> ComposeResult:
        yield NavBar(
            self.frame.keymap,
            active=self.PAGE,
            right=self.frame.banner,
            postponed=lambda: self.frame.postponed,
        )
        yield Line(id="context")
        yield from self.compose_content()
        yield StatusLine()
        yield KeyBar()
        yield TooSmall()

    def compose_content(self) -> ComposeResult:
        """The widgets between the context row and the message line."""
        yield from ()

    def on_mount(self) -> None:
        """Show the footer, and take keys from the first frame on."""
        self.show_keys()
        self.call_after_refresh(self._become_ready)
        # A screen that has nothing to paint is told of no refresh; keys must not wait for one.
        self.set_timer(FIRST_FRAME, self._become_ready)

    def _become_ready(self) -> None:
        self.ready = True
        self.frame.release_keys()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Show what may have changed while another screen was there."""
        self.query_one(NavBar).refresh()
        self.show_keys()
        self.frame.release_keys()

    def on_resize(self, event: Resize) -> None:
        """Cover everything while the terminal is too small."""
        self.set_class(too_small(event.size), "-too-small")
        self.query_one(TooSmall).refresh()

    def say_context(self, left: str, right: str = "") -> None:
        """Show `left` and `right` in the second row."""
        self.query_one("#context", Line).show(left, right)

    # messages

    def say(self, text: str) -> None:
        """Show one sentence on the message line; it stays until the next."""
        self.query_one(StatusLine).say(text)

    def say_error(self, error: TouchbaseError | str) -> None:
        """Show what went wrong on the message line."""
        self.query_one(StatusLine).say(str(error), error=True)

    @property
    def said(self) -> str:
        """What the message line says, without the sign of an error."""
        return self.query_one(StatusLine).said

    def say_position(self, text: str) -> None:
        """Show at the right of the message line where the cursor is."""
        self.query_one(StatusLine).say_position(text)

    async def ask(self, text: str, answers: Mapping[str, str], *, enter: str = "") -> str:
        """Ask on the message line and return the key of the answer.

        `answers` maps keys to verbs; Esc gives the last, which must be the harmless one. Enter gives it too,
        or the answer `enter` where that loses nothing.
        """
        line = self.query_one(StatusLine)
        self.frame.release_keys()
        return await line.ask(Question(text, answers, enter))

    async def confirm(self, text: str, verb: str) -> bool:
        """Ask whether to do something that cannot simply be taken back: `y` and nothing else does it."""
        return await self.ask(text, {"y": verb, "n": p_("answer", "keep")}) == "y"

    @property
    def asking(self) -> bool:
        """Whether a question waits for its answer."""
        return any(line.question is not None for line in self.query(StatusLine))

    # keys and commands

    @property
    def typing(self) -> bool:
        """Whether letters are text now, because a field has the focus."""
        focused = self.focused
        return focused is not None and focused.check_consume_key("a", "a")

    @property
    def busy(self) -> bool:
        """Whether keys must wait for a command to end."""
        return self._at_work > 0

    def give_up(self) -> bool:
        """Stop waiting for something that keys wait for, because Esc was pressed; whether there was any."""
        return False

    @contextmanager
    def keys_wanted(self) -> Iterator[None]:
        """Let keys through while a command waits for what is typed."""
        self._at_work -= 1
        self.frame.release_keys()
        try:
            yield
        finally:
            self._at_work += 1

    def take_key(self, event: Key) -> bool:
        """Use a key before any widget sees it, or say `False`."""
        key = pressed(event)
        if self.has_class("-too-small"):
            if key in ("q", "ctrl+q"):
                self.frame.leave()
            return True
        question = self.query_one(StatusLine).question
        if question is not None:
            question.press(key)
            return True
        command = self._first_command(key) if self.typing else None
        if command is None:
            return False
        self.run_command(command, key)
        return True

    def _first_command(self, key: str) -> Command | None:
        command = self.frame.keymap.fields.get(key)
        if command is not None and command.first and command.id in self.OFFERS:
            return command
        if key.startswith("alt+"):
            letter = key.removeprefix("alt+")
            found = (c for c in BY_ID.values() if c.letter == letter and c.id in self.OFFERS)
            return next(found, None)
        return None

    def on_key(self, event: Key) -> None:
        """Do the command of a key that no widget used."""
        key = pressed(event)
        keymap = self.frame.keymap
        command = (keymap.fields if self.typing or self.FORM else keymap.lists).get(key)
        if command is not None and (self._offers(command) or not self.typing):
            event.stop()
            event.prevent_default()
            self.run_command(command, key)

    def why_not(self, command_id: str) -> str:
        """Why a command does nothing here now, as a sentence; empty when it applies."""
        command = BY_ID[command_id]
        if self._offers(command) and self._method(command) is not None:
            return ""
        return p_("message", "{command} does nothing on this page.").format(command=translate(command.label))

    def _offers(self, command: Command) -> bool:
        return command.id in self.OFFERS or command.scope is Scope.EVERYWHERE

    def _method(self, command: Command) -> object:
        return getattr(self, command.action, None) or getattr(self.app, command.action, None)

    def run_command(self, command: Command, key: str = "") -> None:
        """Do `command`, or say why it does not apply; `key` is how it was asked for."""
        reason = self.why_not(command.id)
        if reason:
            self.say(reason)
            return
        self._key = key
        method = self._method(command)
        assert callable(method)
        try:
            result = method()
        except TouchbaseError as error:
            self.say_error(error)
            return
        if inspect.iscoroutine(result):
            self.do(result)
        else:
            self.show_keys()

    def do(self, work: Coroutine[object, object, object]) -> None:
        """Carry out what takes its time; keys wait for it, and what goes wrong is a sentence."""
        self._at_work += 1
        # the app's worker, because a command may take its own screen away
        self.app.run_worker(self._carry_out(work), group="command", exit_on_error=False)

    async def _carry_out(self, work: Coroutine[object, object, object]) -> None:
        try:
            await work
        except TouchbaseError as error:
            self.say_error(error)
        except Exception as error:
            self.say_error(self.frame.log_error(error))
        finally:
            self._at_work -= 1
            if self.is_attached:
                self.show_keys()
            self.frame.release_keys()

    def hints(self) -> list[KeyHint]:
        """The entries of the footer."""
        return [self.hint(BY_ID[name]) for name in self.FOOTER]

    def hint(self, command: Command) -> KeyHint:
        """The footer's entry for `command`; dim when it does not apply."""
        key = self.frame.keymap.key(command, typing=self.FORM)
        return KeyHint(key, translate(command.label), not self.why_not(command.id))

    def show_keys(self) -> None:
        """Show in the footer what applies now."""
        always = [self.hint(BY_ID[name]) for name in (("help",) if self.FORM else ("menu", "help"))]
        self.query_one(KeyBar).show(self.hints(), always)

    # leaving

    @property
    def unsaved(self) -> str:
        """What would be lost by quitting now, in words; empty when nothing would."""
        return ""

    async def may_leave(self) -> bool:
        """Whether the screen may go away; a changed form asks first."""
        return True

    async def save_now(self) -> None:
        """Write what was typed because the program is about to end."""

    def step_back(self) -> bool:
        """Undo the last step inside the screen, as a filter; `False` when the screen itself is to go."""
        return False

    async def action_back(self) -> None:
        """One step back; on the first page `q` asks to quit, and Esc, which a slow line may send, tells."""
        if self.step_back():
            return
        if len(self.app.screen_stack) > 1:
            if await self.may_leave():
                self.dismiss(None)
        elif self._key == "escape":
            self.say(p_("message", "This is the first page.  q quits."))
        elif await self.ask(
            p_("question", "Quit Touchbase?"), {"y": p_("answer", "quit"), "n": p_("answer", "stay")}
        ) == "y":  # fmt: skip
            self.frame.leave()

    def records_changed(self, message: RecordsChanged) -> None:
        """Read again what shows the changed records; called on every screen after a write."""
