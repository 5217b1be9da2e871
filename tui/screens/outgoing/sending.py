"""Sending in the background: one sender for a run of the program, whatever screen is there meanwhile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from models.enums import DeliveryState
from models.errors import RuleError
from models.queries import deliveries
from models.words import np_, p_
from tui.data.child import Told
from tui.data.sending import SenderProcess
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from tui.app import TouchbaseApp

_PAUSE = 1.0
"""Seconds between two looks of the lists at what was sent meanwhile."""
_GOOD = {DeliveryState.SENT.caption}


def start_sender(screen: BaseScreen[Any], said: str = "") -> None:
    """Send the e-mails that wait, unless a sender is at it; how it goes is told on the message line.

    To be called once what queued them is stored. What was `said` of that stays before what is told.
    """
    app = screen.frame
    _senders.setdefault(app, _Sender(app)).start(said)


def say_with_sending(screen: BaseScreen[Any], said: str) -> None:
    """Say something on a screen while a sender is at work, or has ended: how that went stands behind it."""
    screen.say(said)
    sender = _senders.get(screen.frame)
    if sender is not None:
        sender.go_with(said)


async def send_waiting(screen: BaseScreen[Any]) -> None:
    """Send the e-mails that wait, if there are any, because the person asked for it."""
    waiting = await screen.frame.session.lanes.read(deliveries.waiting)
    if not waiting:
        screen.say(p_("message", "No e-mail waits to be sent."))
        return
    told = np_("message", "Sending {number} e-mail.", "Sending {number} e-mails.", waiting)
    screen.say(told.format(number=waiting))
    start_sender(screen)


class _Sender:
    """The sender of a run of the program, started again when more was queued meanwhile."""

    def __init__(self, app: TouchbaseApp) -> None:
        self._app = app
        self._at_work = False
        self._again = False
        self._before = ""
        """What was said of the e-mails when they were queued."""
        self._told = ""
        """What the message line was made to say of them last."""
        self._end = ("", False)
        """How it ended, and whether badly; blank while it goes on."""
        self._forget()

    def _forget(self) -> None:
        self._sent = 0
        self._bad = 0
        self._entries: list[int] = []
        self._deliveries: list[int] = []
        self._last = time.monotonic()
        self._answer = ""
        self._doubtful = False

    def start(self, said: str) -> None:
        """Send, or once more when the sender that is at work has ended."""
        self._again = True
        self._before, self._told, self._end = said, said, ("", False)
        if not self._at_work:
            self._at_work = True
            self._app.run_worker(self._follow(), group="sender", exit_on_error=False)

    def go_with(self, said: str) -> None:
        """Tell how it goes behind what was said, at once when it has ended."""
        self._before = self._told = said
        sentence, bad = self._end
        if sentence:
            self._say(sentence, error=bad)

    async def _follow(self) -> None:
        try:
            while self._again:
                self._again = False
                self._forget()
                problem = await SenderProcess(self._app.session.address).run(self._take)
                await self._show()
                self._tell_end(problem)
        finally:
            self._at_work = False

    def _take(self, told: Told) -> None:
        """One e-mail, or the counts at the end."""
        if "delivery" not in told:
            return
        good = told["state"] in _GOOD
        self._sent += good
        self._bad += not good
        if not good:
            self._answer = str(told["response"])
            self._doubtful = told["state"] == DeliveryState.UNCERTAIN.caption
        self._entries.append(int(str(told["entry_no"])))
        self._deliveries.append(int(str(told["delivery"])))
        if time.monotonic() - self._last >= _PAUSE:
            self._last = time.monotonic()
            self._say(p_("message", "Sending: {number} sent.").format(number=self._sent))
            self._app.run_worker(self._show(), group="sender", exit_on_error=False)

    async def _show(self) -> None:
        """Let the lists show what was sent."""
        done, self._deliveries = self._deliveries, []
        entries, self._entries = self._entries, []
        if done:
            await self._app.announce(RecordsChanged("deliveries", tuple(done)))
            await self._app.announce(RecordsChanged("log-entries", tuple(entries)))

    def _tell_end(self, problem: RuleError | None) -> None:
        where = p_("message", "See :deliveries; Y there sends again.")
        if problem is not None:
            kept = p_("message", "What waits is kept; :send e-mails sends it.")
            self._tell(f"{problem.sentence}  {kept}", bad=True)
        elif self._bad == 1:
            told = p_("message", "It may have arrived: {reason}")
            told = told if self._doubtful else p_("message", "Not sent: {reason}")
            self._tell(f"{told.format(reason=self._answer)}  {where}", bad=True)
        elif self._bad:
            told = np_(
                "message",
                "{bad} of {all} e-mails were not sent.",
                "{bad} of {all} e-mails were not sent.",
                self._bad,
            )
            self._tell(f"{told.format(bad=self._bad, all=self._bad + self._sent)}  {where}", bad=True)
        elif self._sent:
            told = np_("message", "Sent {number} e-mail.", "Sent {number} e-mails.", self._sent)
            self._tell(told.format(number=self._sent))

    def _tell(self, sentence: str, *, bad: bool = False) -> None:
        self._end = (sentence, bad)
        self._say(sentence, error=bad)

    def _say(self, sentence: str, *, error: bool = False) -> None:
        screen = self._app.screen
        if not isinstance(screen, BaseScreen) or not screen.is_attached:
            return
        if self._before and screen.said == self._told:
            sentence = f"{self._before}  {sentence}"
        self._told = sentence
        if error:
            screen.say_error(sentence)
        else:
            screen.say(sentence)


_senders: WeakKeyDictionary[Any, _Sender] = WeakKeyDictionary()
