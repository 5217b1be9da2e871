"""Who has a draft open: a lease by the database's clock, with a token on every write (design.md 2)."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.base import tuples
from models.database import reading, seconds_now, unit
from models.errors import BusyError
from models.interaction import Draft
from models.process import is_alive, started
from models.who import who
from models.words import p_

SECONDS = 30
"""How long a lease holds without being renewed."""


class TakenOverError(BusyError):
    """The form does not hold its draft any more; what it shows can be kept as a second draft."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has a draft open, and where."""

    holder: str
    """The token of the form; blank when the draft is put aside."""
    held_by: str
    host: str
    process: str
    running: bool
    """The lease has not run out by the database's clock."""

    @property
    def live(self) -> bool:
        """Whether somebody works in the form: not when its program on this host has ended."""
        return bool(self.holder) and self.running and not _is_dead(self.host, self.process)


def new_holder() -> str:
    """A token for a form that opens a draft."""
    return secrets.token_hex(16)


def held(holder: str) -> dict[str, Any]:
    """The values of a draft that `holder` has open from now on."""
    return {
        "holder": holder,
        "held_by": who().user[:50],
        "host": _host(),
        "process": _process(os.getpid()),
        "lease_until": until(),
    }


def until() -> Any:
    """When a lease renewed now runs out."""
    return seconds_now() + SECONDS


def lease_columns(of: Any = Draft) -> tuple[Any, ...]:
    """What `lease` is made of, to be selected beside other columns: of a draft, or a line of a segment."""
    return (of.holder, of.held_by, of.host, of.process, is_running(of))


def is_running(of: Any = Draft) -> Any:
    """The condition that a lease has not run out."""
    return (of.holder != "") & (of.lease_until > seconds_now())


def lease(row: tuple[Any, ...]) -> Lease:
    """The lease in a row of `lease_columns`."""
    holder, held_by, host, process, running = row
    return Lease(holder, held_by, host, process, bool(running))


@reading
def lease_of(entry_id: int) -> Lease | None:
    """Who has the draft open, if anybody has; none when there is no such draft."""
    rows = tuples(Draft.select(*lease_columns()).where(Draft.entry == entry_id))
    return lease(rows[0]) if rows else None


@unit
def renew(entry_id: int, holder: str) -> None:
    """Keep a lease for another 30 seconds; raises `TakenOverError` when it is lost."""
    hit = Draft.update(lease_until=until()).where(Draft.entry == entry_id, Draft.holder == holder).execute()
    require(hit, entry_id)


@unit
def release(entry_id: int, holder: str) -> None:
    """Put a draft aside, so that anybody can resume it; raises `TakenOverError` when the lease is lost."""
    hit = Draft.update(**put_aside()).where(Draft.entry == entry_id, Draft.holder == holder).execute()
    require(hit, entry_id)


def put_aside() -> dict[str, Any]:
    """The values of a draft that nobody has open."""
    return {"holder": "", "held_by": "", "host": "", "process": "", "lease_until": 0}


def require(hit: int, entry_id: int) -> None:
    """Raise `TakenOverError` when a write under a token hit no row."""
    if hit:
        return
    now = lease_of(entry_id)
    if now is None:
        told = p_(
            "error", "The interaction was finished or deleted elsewhere; keep this text as another draft."
        )
    elif now.holder:
        told = p_("error", "{user} took the interaction over; keep this text as another draft.")
    else:
        told = p_("error", "Somebody else went on with the interaction; keep this text as another draft.")
    raise TakenOverError(told.format(user=now.held_by if now else ""))


def busy(entry_id: int, now: Lease) -> BusyError:
    """The refusal that names who has a draft open."""
    told = p_("error", "{user} has interaction {entry} open on {host}.")
    return BusyError(told.format(user=now.held_by, entry=entry_id, host=now.host))


def _is_dead(host: str, process: str) -> bool:
    pid, _, start = process.partition(" ")
    return host == _host() and pid.isdigit() and not is_alive(int(pid), start)


@cache
def _host() -> str:
    return socket.gethostname()[:100]


@cache
def _process(pid: int) -> str:
    return f"{pid} {started(pid)}"[:40]
