"""The verbs that mail a document and record it, one for each kind: mail sales-invoice."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models.enums import CorrespondenceType, DeliveryState
from models.errors import RuleError
from models.queries import deliveries
from models.rules.documents import recording
from models.rules.documents.recording import Document, File, Outcome, Recorded, Way
from models.words import p_, translate
from tui.cli.documents import about_a_document, file_at, said, tell
from tui.cli.mail.now import send_now
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

_NOT_SENT = (Outcome.NO_TEMPLATE, Outcome.NO_CONTACT, Outcome.BLOCKED)


def mailing(kind: str) -> click.Command:
    """The verb that mails documents of a kind."""

    @click.command(kind)
    @click.argument("path", metavar="FILE", type=click.Path(path_type=Path, readable=False))
    @click.option(
        "--to", multiple=True, metavar="ADDRESS", help="Where it goes; otherwise to its contact's E-Mail."
    )
    @click.option("--subject", default="", metavar="TEXT", help="The subject; otherwise the description.")
    @click.option(
        "--text",
        default="",
        metavar="TEXT",
        help="What the e-mail says, - for standard input; otherwise the description.",
    )
    @click.option("--once", is_flag=True, help="Not again: neither this document and version, nor this file.")
    @about_a_document
    @click.option("--json", "to_json", is_flag=True, help="Print the entry and what became of it as JSON.")
    @everywhere
    def mail_document(
        path: Path,
        to: tuple[str, ...],
        subject: str,
        text: str,
        once: bool,
        to_json: bool,
        **options: str,
    ) -> int:
        """Mail FILE to its contact and record that.

        One entry holds the file and how its delivery went. Nothing is sent without a template in Interaction
        Template Setup, or to a contact without an address when --to gives none. When the server cannot be
        reached, it waits for mail send; the exit code is 1 until it is sent.
        """
        with opened():
            via = "; ".join(to)
            way = Way(CorrespondenceType.EMAIL, via=via, subject=subject, text=_text(text), send=True)
            return _mail(said(kind, options), file_at(path), way, once=once, to_json=to_json)

    return mail_document


def _tell_known(done: Recorded, entry: int, *, to_json: bool) -> int:
    """What became of the e-mail that was recorded before, sent now if it waits; 1 when nobody has it."""
    standing = deliveries.standings([entry]).get(entry)
    if standing is None:
        tell(done, to_json=to_json, delivery="")
        return 0
    state, words = standing.state, standing.response
    if state in (DeliveryState.WAITING, DeliveryState.SENDING):
        state, words = send_now([entry])[entry]
    if to_json:
        tell(done, to_json=True, delivery=state.caption, response=words)
    else:
        say(f"{done.sentence} {_standing(state, words)}")
    return 0 if state is DeliveryState.SENT else 1


def _standing(state: DeliveryState, words: str) -> str:
    return " ".join(f"{translate(state.caption)}. {words}".split())


def _text(said: str) -> str:
    """What the e-mail says; raises `RuleError` when standard input has no text."""
    if said != "-":
        return said
    from models.exchange.bodies import MAX_LENGTH, decode

    try:
        return decode(sys.stdin.buffer.read(MAX_LENGTH + 1))
    except RuleError as error:
        told = p_("shell", "--text from standard input: {reason}")
        raise RuleError(told.format(reason=error.sentence), field="text") from None


def _mail(document: Document, file: File, way: Way, *, once: bool, to_json: bool) -> int:
    done = recording.record(document, file=file, once_file=once, once_document=once, way=way)
    if done.outcome in _NOT_SENT:
        told = p_("shell", "The e-mail was not sent. {reason}")
        raise RuleError(told.format(reason=done.sentence))
    if done.entry_no is None:
        tell(done, to_json=to_json)
        return 0
    if done.outcome is not Outcome.RECORDED:
        return _tell_known(done, done.entry_no, to_json=to_json)
    state, words = send_now([done.entry_no])[done.entry_no]
    if to_json:
        tell(done, to_json=True, delivery=state.caption, response=words)
    else:
        click.echo(done.sentence)
        say(_standing(state, words))
    return 0 if state is DeliveryState.SENT else 1
