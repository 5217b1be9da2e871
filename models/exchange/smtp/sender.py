"""Sending what waits: each letter at most once, whatever ends in the middle (domain.md 2.9).

A delivery is claimed, its letter written and offered to the server. Its Message-ID and the state *being sent*
are stored before the letter is handed over, and what the server says afterwards. Whoever dies between the two
leaves it uncertain, and it is never sent again without a person's word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from models.database import unit
from models.database.durability import outlast_power_failure
from models.enums import DeliveryState, MailSecurity
from models.errors import NotFoundError, RuleError, TouchbaseError
from models.exchange.smtp.faults import CutOffError, RefusedError, ServerError, UncertainError
from models.exchange.smtp.session import Server, Session
from models.exchange.smtp.writing import Envelope, envelope, state_after
from models.mail_setup import MailSetup
from models.queries import deliveries as queries
from models.rules.content import filling
from models.rules.outgoing import sending
from models.rules.outgoing.sending import Claim, Pause
from models.stop_request import StopRequest
from models.words import p_

_RENEWED_EVERY = 60
_UNWRITABLE = (RuleError, NotFoundError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError)
"""What a letter that cannot be written raises, the last in Python's own code for odd headers: one such letter
must not hold up the others."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery."""

    delivery: int
    entry: int
    sent_to: str
    state: DeliveryState
    response: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be sent, or why it would not."""

    delivery: int
    sent_to: str
    subject: str
    size: int
    """Bytes."""
    problem: str = ""


def send(
    password: Callable[[], str],
    tell: Callable[[Outcome], None],
    *,
    stop: StopRequest | None = None,
    limit: int = 0,
) -> None:
    """Send the e-mails that wait, at most `limit` of them (0: all), until `stop` is set.

    `password` is asked once, if Mail Setup names a login; `tell` hears what becomes of each. The letter in
    hand is finished when `stop` is set. Raises `RuleError` when no mail server is set up, and `ServerError`
    when it cannot be reached: then the letters wait, and say why.
    """
    outlast_power_failure()
    sending.look_after_dead()
    if not queries.waiting():
        return
    stopped = stop or StopRequest()
    setup = queries.setup()
    session = Session(_server(setup, password))
    try:
        session.open()
        for claimed in _claims(stopped, limit):
            tell(_deliver(session, claimed, setup))
    except ServerError as error:
        sending.tell_waiting(error.sentence)
        raise
    finally:
        session.close()


def trials() -> Iterator[Trial]:
    """What `send` would do, delivery by delivery; nothing is sent or changed."""
    setup = queries.setup()
    for delivery in queries.in_state(DeliveryState.WAITING, kind=queries.EMAIL):
        try:
            ready = _tried(delivery, setup)
        except _UNWRITABLE as error:
            yield Trial(delivery, "", "", 0, _unwritable(error))
        else:
            yield Trial(delivery, _sent_to(ready), ready.subject, len(ready.data))


def _tried(delivery: int, setup: MailSetup) -> Envelope:
    """The letter of a delivery, written within a unit of work that stores nothing."""

    @unit
    def write() -> None:
        raise _WrittenError(_envelope(delivery, setup))

    try:
        write()
    except _WrittenError as written:
        return written.ready
    raise AssertionError("a trial always ends its unit of work")


class _WrittenError(Exception):
    """Ends a trial, so that nothing of it is stored."""

    def __init__(self, ready: Envelope) -> None:
        super().__init__()
        self.ready = ready


def _envelope(delivery: int, setup: MailSetup) -> Envelope:
    """The letter of a delivery, its content filled in for the contact if that was not done before."""
    filling.materialize(queries.entry_of(delivery))
    return envelope(delivery, setup)


def _server(setup: MailSetup, password: Callable[[], str]) -> Server:
    if not setup.host:
        told = p_("error", "No mail server is set up; fill in SMTP Server on the page Mail Setup.")
        raise RuleError(told, field="smtp_server")
    security = MailSecurity(setup.security)
    secret = password() if setup.login else ""
    if setup.login and not secret:
        told = p_(
            "error",
            "There is no password for {login}: put it into TOUCHBASE_SMTP_PASSWORD, or "
            "smtp_password_command into settings.toml.",
        )
        raise RuleError(told.format(login=setup.login))
    return Server(setup.host, setup.port, security, setup.login, secret)


def _claims(stopped: StopRequest, limit: int) -> Iterator[Claim]:
    """The deliveries to send, each claimed when it is its turn."""
    sent = 0
    while not stopped.is_set() and not (limit and sent >= limit):
        claimed = sending.claim()
        if claimed is None:
            return
        if isinstance(claimed, Pause):
            stopped.wait(claimed.seconds)
            continue
        sent += 1
        yield claimed


def _deliver(session: Session, claimed: Claim, setup: MailSetup) -> Outcome:
    """Send one letter, and store what became of it."""
    try:
        ready = _envelope(claimed.delivery, setup)
    except _UNWRITABLE as error:
        return _settled(claimed, "", state_after(error), _unwritable(error))
    sent_to = _sent_to(ready)
    try:
        session.offer(ready.sender, ready.recipients, len(ready.data))
    except ServerError:
        sending.put_back(claimed)
        raise
    except (RefusedError, CutOffError) as error:
        return _settled(claimed, sent_to, DeliveryState.ERROR, error.sentence)
    if not sending.begin(claimed, ready.message_id, sent_to, ready.subject):
        told = p_("delivery", "Somebody else took it over or gave it up; this program did not send it.")
        session.close()
        return Outcome(claimed.delivery, claimed.entry, sent_to, DeliveryState.WAITING, told)
    return _settled(claimed, sent_to, *_hand_over(session, claimed, ready))


def _hand_over(session: Session, claimed: Claim, ready: Envelope) -> tuple[DeliveryState, str]:
    """Hand over a letter that the server wants; what became of it, in whose words."""
    try:
        return DeliveryState.SENT, session.hand_over(ready.data, _renewer(claimed))
    except (RefusedError, CutOffError) as error:
        return DeliveryState.ERROR, error.sentence
    except UncertainError as error:
        return DeliveryState.UNCERTAIN, error.sentence
    except BaseException:
        # The person ended it, or the database went away: nobody has heard the server's answer.
        with suppress(TouchbaseError):
            told = p_("delivery", "Sending was ended in the middle; nobody knows whether it arrived.")
            sending.settle(claimed, DeliveryState.UNCERTAIN, told)
        raise


def _settled(claimed: Claim, sent_to: str, state: DeliveryState, response: str) -> Outcome:
    sending.settle(claimed, state, response)
    return Outcome(claimed.delivery, claimed.entry, sent_to, state, response)


def _renewer(claimed: Claim) -> Callable[[], None]:
    """Says now and then that the sender is still at it."""
    last = monotonic()

    def still_here() -> None:
        nonlocal last
        if monotonic() - last >= _RENEWED_EVERY:
            last = monotonic()
            sending.renew(claimed)

    return still_here


def _sent_to(ready: Envelope) -> str:
    return "; ".join(ready.recipients)


def _unwritable(error: Exception) -> str:
    if isinstance(error, TouchbaseError):
        return error.sentence
    return p_("delivery", "The letter cannot be written ({reason}).").format(reason=error)
