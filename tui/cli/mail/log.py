"""The verb that records what a mailbox holds: mail log."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from models.enums import InformationFlow, MailSecurity
from models.errors import RuleError, TouchbaseError
from models.exchange.mail_in.letter import Mail, Unread
from models.rules.mail_logging import Outcome, Report, Result, content_limit, log_messages
from models.text import cell_safe
from models.words import N_, np_, p_, translate
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

TRY_AGAIN = 75
"""What mail servers and their filters take as: keep the message and hand it over again later."""

_OUTCOMES = {
    Outcome.RECORDED: N_("shell", "recorded"),
    Outcome.KNOWN: N_("shell", "known already"),
    Outcome.IGNORED: N_("shell", "ignored"),
}
_PATH = click.Path(path_type=Path, readable=False)
"""What cannot be read is told of like all else that cannot, and the rest is recorded."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where messages are read from."""

    files: tuple[Path, ...]
    maildirs: tuple[Path, ...]
    mboxes: tuple[Path, ...]
    host: str
    folder: str
    login: str
    port: int
    security: MailSecurity

    @property
    def is_pipe(self) -> bool:
        """Whether another program hands over one message: no source is named, or only `-`."""
        return not (self.maildirs or self.mboxes or self.host) and self.files in ((), (Path("-"),))


@click.command("log")
@click.argument("files", metavar="[FILE...]", nargs=-1, type=_PATH)
@click.option("--maildir", "maildirs", multiple=True, metavar="DIR", type=_PATH, help="A Maildir.")
@click.option("--mbox", "mboxes", multiple=True, metavar="FILE", type=_PATH, help="A mailbox in one file.")
@click.option("--imap", "host", default="", metavar="HOST", help="A server with a mailbox.")
@click.option("--folder", default="INBOX", metavar="NAME", help="Its folder.")
@click.option("--login", default="", metavar="NAME", help="Who logs in there.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="NUMBER", help="Its port.")
@click.option("--starttls", is_flag=True, help="TLS begins within the conversation, by default at port 143.")
@click.option("--no-tls", "plain", is_flag=True, help="Without TLS, on the machine itself only.")
@click.option("--since", default="", metavar="DATE", help="Ignore older messages.")
@click.option("--dry-run", is_flag=True, help="Tell what would be recorded, store nothing.")
@click.option("--verbose", is_flag=True, help="Tell of every message.")
@click.option("--json", "to_json", is_flag=True, help="One JSON object for each message.")
@everywhere
def log(
    files: tuple[Path, ...],
    maildirs: tuple[Path, ...],
    mboxes: tuple[Path, ...],
    host: str,
    folder: str,
    login: str,
    port: int | None,
    starttls: bool,
    plain: bool,
    since: str,
    dry_run: bool,
    verbose: bool,
    to_json: bool,
) -> int:
    """Record messages between salespeople and contacts in the log, each once.

    FILE is a message (.eml) or a mailbox. Without a source, or for -, one is read from standard input, as
    from a filter or a .forward file; the exit code is then 75 where trying again later helps.

    From a salesperson to contacts a message is outbound, from a contact to salespeople inbound; any other is
    ignored. Every matched contact gets an entry with the message as attachment; an address that a person
    shares with its company is the company's.

    --imap speaks TLS. The password is TOUCHBASE_IMAP_PASSWORD, or what imap_password_command in settings.toml
    writes. No message there is changed or marked as read.

    The exit code is 1 when a message could not be read.
    """
    security = _security(starttls=starttls, plain=plain)
    sources = Sources(files, maildirs, mboxes, host, folder, login, port or 0, security)
    if sources.is_pipe and sys.stdin.isatty():
        raise click.UsageError(p_("shell", "Name a source, or pipe a message in: touchbase mail log < FILE."))
    tell = _Teller(to_json=to_json, verbose=verbose, dry_run=dry_run)
    with _trying_again(sources.is_pipe), opened():
        day = _day(since) if since else None
        with ExitStack() as stack:
            messages = _messages(sources, day, stack)
            report = log_messages(messages, since=day, dry_run=dry_run, told=tell.message)
    tell.report(report)
    return 1 if report.counts[Outcome.FAILED] else 0


def _security(*, starttls: bool, plain: bool) -> MailSecurity:
    if starttls and plain:
        raise click.UsageError(p_("shell", "Give either --starttls or --no-tls."))
    return MailSecurity.STARTTLS if starttls else MailSecurity.NONE if plain else MailSecurity.TLS


@contextmanager
def _trying_again(is_pipe: bool) -> Iterator[None]:
    """Have the program that hands a message over keep it when it cannot be recorded now.

    With any other exit code a mail server would send the message back to its sender.
    """
    try:
        yield
    except TouchbaseError as error:
        if is_pipe:
            error.exit_code = TRY_AGAIN
        raise


def _messages(sources: Sources, since: dt.date | None, stack: ExitStack) -> Iterator[Mail | Unread]:
    """The messages of all sources, one after the other; `stack` closes what is opened for them."""
    from models.exchange.mail_in import files
    from models.exchange.mail_in.mbox import from_mbox

    if sources.is_pipe:
        return iter([files.from_pipe(sys.stdin.buffer, content_limit())])
    return chain(
        chain.from_iterable(
            from_mbox(path) if files.is_mailbox(path) else [files.from_file(path)] for path in sources.files
        ),
        chain.from_iterable(map(files.from_maildir, sources.maildirs)),
        chain.from_iterable(map(from_mbox, sources.mboxes)),
        stack.enter_context(_on_server(sources, since)) if sources.host else (),
    )


def _on_server(sources: Sources, since: dt.date | None) -> AbstractContextManager[Iterator[Mail | Unread]]:
    from models.exchange import secrets
    from models.exchange.mail_in.imap import Account, from_imap
    from tui import paths, settings

    if not sources.login:
        raise RuleError(p_("shell", "Say who logs in at {host}: --login NAME.").format(host=sources.host))
    command = settings.load(paths.settings_file()).imap_password_command
    password = secrets.password(secrets.IMAP_PASSWORD, command)
    if not password:
        told = p_(
            "shell",
            "There is no password for {host}: put it into {variable}, or imap_password_command into {file}.",
        )
        raise RuleError(
            told.format(host=sources.host, variable=secrets.IMAP_PASSWORD, file=paths.settings_file())
        )
    account = Account(sources.host, sources.login, password, sources.folder, sources.port, sources.security)
    return from_imap(account, since)


def _day(text: str) -> dt.date:
    from models.dates.typed import read_date
    from models.who import who

    try:
        return read_date(text, work_date=who().work_date, today=who().today)
    except RuleError as error:
        raise RuleError(error.sentence, field="since") from None


class _Teller:
    """Prints what becomes of the messages, as JSON lines or for the eye."""

    def __init__(self, *, to_json: bool, verbose: bool, dry_run: bool) -> None:
        self._json = to_json
        self._verbose = verbose
        self._dry_run = dry_run

    def message(self, result: Result) -> None:
        """One message; without --verbose people are told only of those with something to say."""
        if self._json:
            output.json_line(_plain(result, dry_run=self._dry_run))
        elif self._verbose or result.outcome is Outcome.FAILED or result.notes:
            click.echo(cell_safe(_line(result)))

    def report(self, report: Report) -> None:
        """What came of it all."""
        if self._json:
            return
        counts = report.counts
        told = (
            p_(
                "shell",
                "Would be recorded {recorded} ({entries}); known already {known}, ignored {ignored}, "
                "not readable {failed}.",
            )
            if self._dry_run
            else p_(
                "shell",
                "Recorded {recorded} ({entries}); known already {known}, ignored {ignored}, "
                "not readable {failed}.",
            )
        )
        entries = np_("shell", "{number} entry", "{number} entries", report.entries)
        numbers = {outcome.value: counts[outcome] for outcome in Outcome}
        say(told.format(entries=entries.format(number=report.entries), **numbers))
        for reason, number in report.reasons.most_common():
            say(f"{number:>6}  {reason}")


def _line(result: Result) -> str:
    told = " ".join((result.reason, *result.notes)).strip()
    if result.outcome is Outcome.FAILED:
        return told
    outcome = translate(_OUTCOMES[result.outcome])
    numbers = ", ".join(result.contacts)
    what = " ".join(filter(None, (outcome, translate(result.flow.caption).lower(), numbers)))
    return ": ".join(filter(None, (result.where, result.subject, what, told)))


def _plain(result: Result, *, dry_run: bool) -> dict[str, object]:
    return {
        "source": result.where,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "notes": list(result.notes),
        "message_id": result.message_id,
        "date": result.moment.isoformat() if result.moment else "",
        "subject": result.subject,
        "information_flow": result.flow.caption if result.flow != InformationFlow.BLANK else "",
        "contacts": list(result.contacts),
        "entries": list(result.entries),
        "dry_run": dry_run,
    }
