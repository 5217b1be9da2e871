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


def start_sender(screen: BaseScreen[Any]) -> None:
    """Send the e-mails that wait, unless a sender is at it; how it goes is told on the message line.

    To be called once what queued them is stored.
    """
    app = screen.frame
    _senders.setdefault(app, _Sender(app)).start()


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
        self._forget()

    def _forget(self) -> None:
        self._sent = 0
        self._bad = 0
        self._entries: list[int] = []
        self._deliveries: list[int] = []
        self._last = time.monotonic()
        self._answer = ""

    def start(self) -> None:
        """Send, or once more when the sender that is at work has ended."""
        self._again = True
        if not self._at_work:
            self._at_work = True
            self._app.run_worker(self._follow(), group="sender", exit_on_error=False)

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
        if problem is not None:
            self._say(problem.sentence, error=True)
        elif self._bad == 1:
            self._say(p_("message", "Not sent: {reason}").format(reason=self._answer), error=True)
        elif self._bad:
            told = np_(
                "message",
                "{bad} of {all} e-mails were not sent.",
                "{bad} of {all} e-mails were not sent.",
                self._bad,
            )
            where = p_("message", ":deliveries shows them.")
            self._say(f"{told.format(bad=self._bad, all=self._bad + self._sent)}  {where}", error=True)
        elif self._sent:
            told = np_("message", "Sent {number} e-mail.", "Sent {number} e-mails.", self._sent)
            self._say(told.format(number=self._sent))

    def _say(self, sentence: str, *, error: bool = False) -> None:
        screen = self._app.screen
        if not isinstance(screen, BaseScreen) or not screen.is_attached:
            return
        if error:
            screen.say_error(sentence)
        else:
            screen.say(sentence)


_senders: WeakKeyDictionary[Any, _Sender] = WeakKeyDictionary()
