"""The content of an interaction on the command line: its text, its files, and sending it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from models.database import unit
from models.enums import DeliveryState
from models.exchange import bodies
from models.exchange.files.one_file import read_file, size_limit
from models.rules.interactions import drafts, form_files
from models.rules.interactions.drafts import Held
from models.rules.interactions.finish import Finished, finish
from models.rules.interactions.form_state import BODY, SEND, FormState
from models.text import cell_safe
from models.words import np_, translate
from tui.cli import output
from tui.cli.opening import say

Files = Sequence[tuple[str, bytes]]
"""Names and contents of files."""


def with_content(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about the content of an interaction to a verb."""
    attached = click.option(
        "--attach",
        "attached",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path, readable=False),
        help="A file that goes along; several may be given.",
    )
    sending = click.option(
        "--send/--no-send", default=None, help="Send the content, or only record it; else as the form says."
    )
    return attached(sending(command))


def typed_content(typed: Mapping[str, str], *, send: bool | None) -> dict[str, str]:
    """What was typed, with the text read from its file (`body=@FILE`) and the answer to *send*.

    A text that begins with `@` itself is typed with two of them.
    """
    found = dict(typed)
    text = found.get(BODY, "")
    if text.startswith("@@"):
        found[BODY] = text[1:]
    elif text.startswith("@"):
        found[BODY] = bodies.decode(read_file(_home(text[1:]), bodies.MAX_LENGTH))
    if send is not None:
        found[SEND] = "yes" if send else "no"
    return found


def _home(path: str) -> Path:
    """A path with the home directory it names; one that there is not stays as it is written."""
    return Path(os.path.expanduser(path))


def read_files(paths: Sequence[Path]) -> Files:
    """The files to attach; raises `RuleError` for one that is missing or too large."""
    limit = size_limit()
    return [(path.name, read_file(_home(str(path)), limit)) for path in paths]


@unit
def put_aside(held: Held | None, state: FormState, files: Files = ()) -> int:
    """Put an interaction aside with files attached to it, both or neither; returns its number."""
    state, held = _attached(held, state, files)
    return drafts.postpone(held, state)


@unit
def log(held: Held | None, state: FormState, files: Files = ()) -> Finished:
    """Log an interaction with files attached to it, both or neither."""
    state, held = _attached(held, state, files)
    return finish(held, state)


def _attached(held: Held | None, state: FormState, files: Files) -> tuple[FormState, Held | None]:
    for name, data in files:
        state, held = form_files.attach(held, state, name, data)
    return state, held


def tell(done: Finished, *, to_json: bool) -> int:
    """Send what was queued, and print the entries and what became of their e-mails; the exit code."""
    for sentence in done.sentences:
        say(sentence)
    bad = _send(done) if done.emails else 0
    for entry in done.entry_ids:
        output.record("log-entries", entry, to_json=to_json)
    if done.hard_copies:
        number = len(done.hard_copies)
        told = np_("shell", "{number} hard copy waits", "{number} hard copies wait", number)
        say(f"{told.format(number=number)}: touchbase hard-copies --to FOLDER")
    return 1 if bad else 0


def _send(done: Finished) -> int:
    """Send the e-mails of these entries and say how that went; returns how many were not sent."""
    from tui.cli.mail.now import send_now

    fates = send_now(list(done.emails))
    for entry, (state, words) in fates.items():
        told = f"{done.emails[entry]}: {translate(state.caption)}. {words}"
        say(cell_safe(" ".join(told.split())))
    return sum(1 for state, _ in fates.values() if state is not DeliveryState.SENT)
