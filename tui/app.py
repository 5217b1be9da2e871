"""The program on the screen: pages, quitting, and errors as sentences."""

from __future__ import annotations

import logging
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.reactive import reactive

from models.errors import NotFoundError, TouchbaseError
from models.words import p_, translate
from tui import keymap, paths, settings, terminal, themes
from tui.commands import PAGE_COMMANDS
from tui.held_keys import HoldingApp
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.registry import Screens
from tui.session import Session
from tui.widgets.nav_bar import NavBar

START = "contacts"


class TouchbaseApp(HoldingApp, inherit_bindings=False):
    """Touchbase; knows pages and keys, and nothing about contacts."""

    TITLE = "Touchbase"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = "touchbase.tcss"
    DEFAULT_MODE = START

    postponed: reactive[int] = reactive(0, init=False)
    """How many postponed interactions the person has; shown in the navigation row."""

    def __init__(
        self,
        session: Session,
        screens: Screens,
        *,
        chosen: settings.Settings | None = None,
        keys: keymap.Keymap | None = None,
        start: str = START,
    ) -> None:
        """Make the program for an opened database.

        Args:
            session: The database and the person.
            screens: The pages.
            chosen: The settings; those of the user's file when left out.
            keys: The keys; those of the user's file when left out.
            start: The name of the first page.
        """
        self.settings = settings.load(paths.settings_file()) if chosen is None else chosen
        theme = themes.theme_name(self.settings)
        plain = themes.without_colour(self.settings)
        super().__init__(
            driver_class=terminal.driver_class(), ansi_color=True if plain or themes.no_color() else None
        )
        self.no_color = self.no_color or plain
        self.session = session
        self.screens = screens
        self.keymap = keymap.load(paths.keys_file()) if keys is None else keys
        self._start = start
        self._pages: list[BaseScreen[None]] = []
        for command in PAGE_COMMANDS:
            self.add_mode(command.page, partial(self._make_page, command.page))
        self._leaving = False
        self.register_theme(themes.HIGH_CONTRAST)
        self.theme = theme
        if settings.over_ssh() or not self.settings.motion:
            self.animation_level = "none"

    @property
    def banner(self) -> str:
        """The person and the database, for the navigation row."""
        return f"{self.session.user} {self.session.database}".strip()

    # start and end

    def on_mount(self) -> None:
        """Watch for the end of the terminal, and say what was wrong with the user's files."""
        terminal.on_hang_up(self.hang_up)
        if not self.is_headless:
            self.set_interval(1, self._watch_input)
        if self.settings.show_cursor:
            terminal.show_cursor(self)
        if self._start != START:
            self.run_worker(self.open_page(self._start), exit_on_error=False)
        self.run_worker(self._count_postponed(), exit_on_error=False)
        for problem in (*self.settings.problems, *self.keymap.problems):
            self.call_after_refresh(self._say_problem, problem)
        self.call_after_refresh(self._greet)

    def on_resize(self, event: Resize) -> None:
        """Forget what the terminal shows: terminals differ in what they do with it now."""
        if frames := terminal.shown(self):
            frames.resize(*event.size)

    def action_redraw(self) -> None:
        """Send the whole screen again."""
        if frames := terminal.shown(self):
            frames.forget()
        self.screen.refresh()

    def _greet(self) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.do(self.session.greet(self))

    def _say_problem(self, problem: str) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.say_error(problem)

    def _watch_input(self) -> None:
        if terminal.input_ended():
            self.hang_up()

    def hang_up(self) -> None:
        """Let open forms save at once, then end."""
        if not self._leaving:
            self._leaving = True
            self.run_worker(self._save_and_leave(), exit_on_error=False)

    async def _save_and_leave(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                try:
                    await screen.save_now()
                except Exception as error:
                    self.log_error(error)
        terminal.end_with_the_terminal()
        self.exit()

    def leave(self) -> None:
        """End the program without a question."""
        self.exit()

    async def action_quit(self) -> None:
        """End the program; ask when something would be lost."""
        lost = [s.unsaved for s in self.screen_stack if isinstance(s, BaseScreen) and s.unsaved]
        screen = self.screen
        if lost and isinstance(screen, BaseScreen):
            text = p_("question", "Not saved: {what}. Quit?").format(what=", ".join(lost))
            if await screen.ask(text, {"y": p_("answer", "quit"), "n": p_("answer", "stay")}) != "y":
                return
        self.leave()

    # pages

    def _make_page(self, name: str) -> BaseScreen[None]:
        page = self.screens[name].make()
        self._pages.append(page)
        return page

    async def open_page(self, name: str) -> None:
        """Open the page `name`: one of the navigation row in place of all others, any other on top."""
        entry = self.screens[name]
        if not any(command.page == name for command in PAGE_COMMANDS):
            await self.push_screen(entry.make())
            return
        while len(self.screen_stack) > 1:
            top = self.screen
            if isinstance(top, BaseScreen) and not await top.may_leave():
                return
            await self.pop_screen()
        await self.switch_mode(name)

    async def open_record(self, page: str, record_id: int) -> None:
        """Open the card of a record, or say that the page has none."""
        make = self.screens[page].open_record
        if make is None:
            raise NotFoundError(p_("error", "The records of this page have no card of their own."))
        await self.push_screen(make(record_id))

    async def action_contacts(self) -> None:
        """Open the contacts."""
        await self.open_page("contacts")

    async def action_segments(self) -> None:
        """Open the segments."""
        await self.open_page("segments")

    async def action_templates(self) -> None:
        """Open the interaction templates."""
        await self.open_page("interaction-templates")

    async def action_log(self) -> None:
        """Open the log."""
        await self.open_page("log-entries")

    async def action_postponed(self) -> None:
        """Open the postponed interactions."""
        await self.open_page("postponed-interactions")

    async def action_setup(self) -> None:
        """Open the setup."""
        await self.open_page("setup")

    async def action_menu(self) -> None:
        """Open the menu over the screen."""
        from tui.menu import open_menu

        await open_menu(self)

    async def action_help(self) -> None:
        """Explain the screen."""
        from tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, BaseScreen):
            await self.push_screen(HelpScreen(screen))

    async def action_test_keys(self) -> None:
        """Open the key tester."""
        from tui.screens.key_test import KeyTestScreen

        await self.push_screen(KeyTestScreen())

    async def action_send_waiting(self) -> None:
        """Send the e-mails that wait."""
        from tui.screens.outgoing.sending import send_waiting

        if isinstance(self.screen, BaseScreen):
            await send_waiting(self.screen)

    # what any screen can do

    async def action_undo(self) -> None:
        """Take back the last change."""
        sentence = await self.session.undo()
        await self.announce(RecordsChanged())
        if isinstance(self.screen, BaseScreen):
            self.screen.say(sentence)

    def action_copy_selection(self) -> None:
        """Copy the selected text, or say how to quit."""
        text = self.screen.get_selected_text()
        if text:
            self.copy(text)
        elif isinstance(self.screen, BaseScreen):
            self.screen.say(p_("message", "Nothing is selected to copy.  Ctrl+Q or the menu (:) quits."))

    def copy(self, text: str) -> None:
        """Send `text` to the terminal's clipboard; terminals do not say whether they took it."""
        self.copy_to_clipboard(text)
        if isinstance(self.screen, BaseScreen):
            self.screen.say(p_("message", "Sent to the terminal's clipboard: {text}").format(text=text))

    async def announce(self, message: RecordsChanged) -> None:
        """Tell every screen that records were written, and count the postponed interactions again."""
        for screen in {*self.screen_stack, *self._pages}:
            if isinstance(screen, BaseScreen) and screen.is_attached:
                screen.records_changed(message)
        await self._count_postponed()

    async def on_records_changed(self, message: RecordsChanged) -> None:
        """Hand the news to every screen."""
        await self.announce(message)

    async def _count_postponed(self) -> None:
        self.postponed = await self.session.count_postponed()

    def watch_postponed(self) -> None:
        """Show the count."""
        for bar in self.screen.query(NavBar):
            bar.refresh()

    # errors

    def log_error(self, error: BaseException) -> str:
        """Write an unexpected error to the log file; returns the sentence for the screen."""
        handler = logging.FileHandler(paths.error_log(), encoding="utf-8")
        log = logging.Logger("touchbase")
        log.addHandler(handler)
        log.error("%s", translate(str(error)), exc_info=error)
        handler.close()
        return p_("error", "Something went wrong in the program; details are in {path}.").format(
            path=paths.error_log()
        )

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence, not a traceback; Textual has no public way and has stopped the widget."""
        if self.is_headless or isinstance(error, TouchbaseError):
            super()._handle_exception(error)
            return
        sentence = self.log_error(error)
        self._leaving = True
        self.run_worker(self._save_and_leave(), exit_on_error=False)
        self.exit(return_code=1, message=sentence)
