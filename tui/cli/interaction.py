"""The verbs for interactions: create, resume, finish, postpone, discard, cancel, evaluate, comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from models.errors import NotFoundError, RuleError
from models.queries import records
from models.rules.interactions import drafts, interaction_form, leases
from models.rules.interactions.drafts import Held
from models.rules.interactions.form_state import FIELDS, FormState
from models.words import np_, p_
from tui.cli import interaction_log, output
from tui.cli.interaction_content import Files, put_aside, read_files, tell, typed_content, with_content
from tui.cli.interaction_content import log as log_form
from tui.cli.interaction_log import any_entry, count_to_json, each, numbers, postponed
from tui.cli.lazy import VerbGroup
from tui.cli.opening import confirmed, opened, say
from tui.cli.options import everywhere
from tui.cli.pages import assignments

_to_json = click.option("--json", "to_json", is_flag=True, help="Print the record as JSON.")


@click.group(cls=VerbGroup)
@everywhere
def interaction() -> None:
    """Record interactions, put them aside, take them up again, cancel them."""


for _verb in interaction_log.VERBS:
    interaction.add_command(_verb)


@interaction.command()
@click.option(
    "--contact", "contacts", multiple=True, metavar="NO", help="The contact; several make one entry each."
)
@click.option("--template", default="", metavar="CODE", help="The interaction template.")
@click.option("--from", "source", default="", metavar="ENTRY", help="Take the contact of this log entry.")
@click.option("--copy", "copied", default="", metavar="ENTRY", help="Take all values of this log entry.")
@click.option("--postpone", "aside", is_flag=True, help="Put it aside instead of logging it.")
@click.option("--preview", is_flag=True, help="Print what the first contact would get; record nothing.")
@with_content
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@_to_json
@everywhere
def create(
    contacts: Sequence[str],
    template: str,
    source: str,
    copied: str,
    aside: bool,
    preview: bool,
    attached: Sequence[Path],
    send: bool | None,
    pairs: Sequence[str],
    to_json: bool,
) -> int:
    """Create an interaction and log it, or put it aside with --postpone.

    A text to send is body=TEXT, or body=@FILE. The exit code is 1 when an e-mail was logged but not sent.
    """
    typed = typed_content(assignments(pairs), send=send)
    if template:
        typed = {"interaction_template_code": template, **typed}
    with opened():
        ids = [records.find("contacts", no) for no in contacts]
        state = interaction_form.start(
            contact_ids=ids,
            entry_id=any_entry(source) if source else None,
            copy_of=any_entry(copied) if copied else None,
        )
        for sentence in state.skipped:
            say(sentence)
        state = filled(state, typed)
        if preview:
            click.echo(interaction_form.preview(state), nl=False)
            return 0
        files = read_files(attached)
        if not aside:
            return tell(log_form(None, state, files), to_json=to_json)
        output.record("postponed-interactions", put_aside(None, state, files), to_json=to_json)
        return 0


@interaction.command()
@click.argument("entry")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--finish", "done", is_flag=True, help="Log it.")
@click.option("--take-over", is_flag=True, help="Also when somebody has it open.")
@with_content
@_to_json
@everywhere
def resume(
    entry: str,
    pairs: Sequence[str],
    done: bool,
    take_over: bool,
    attached: Sequence[Path],
    send: bool | None,
    to_json: bool,
) -> int:
    """Change fields of a postponed interaction, and log it with --finish."""
    typed = typed_content(assignments(pairs), send=send)
    with opened():
        files = read_files(attached)
        state, held = drafts.resume(postponed(entry), take_over=take_over)
        return _go_on(state, held, typed, files, done=done, to_json=to_json)


@interaction.command("finish")
@numbers
@_to_json
@everywhere
def finish_(entries: Sequence[str], to_json: bool) -> int:
    """Log postponed interactions as they are."""
    code = 0
    with opened():
        for record in each(entries, postponed):
            state, held = drafts.resume(record)
            code = max(code, _go_on(state, held, {}, done=True, to_json=to_json))
    return code


@interaction.command()
@numbers
@_to_json
@everywhere
def postpone(entries: Sequence[str], to_json: bool) -> None:
    """Put interactions aside that were left open by a program that ended."""
    with opened():
        for record in each(entries, postponed):
            state, held = drafts.resume(record)
            drafts.postpone(held, state)
            output.record("postponed-interactions", held.entry_id, to_json=to_json)


@interaction.command()
@numbers
@count_to_json
@everywhere
def discard(entries: Sequence[str], to_json: bool) -> None:
    """Delete postponed interactions."""
    with opened() as options:
        ids = each(entries, postponed)
        number = len(ids)
        question = np_(
            "shell",
            "Delete {number} postponed interaction?",
            "Delete {number} postponed interactions?",
            number,
        )
        if confirmed(options, question.format(number=number)):
            drafts.delete_postponed(ids)
            if to_json:
                output.json_line({"deleted": number})
            else:
                say(np_("shell", "Deleted {number}.", "Deleted {number}.", number).format(number=number))


def filled(state: FormState, typed: Mapping[str, str]) -> FormState:
    """The form with the fields typed in the order of the form, whatever their order on the command line."""
    unknown = [name for name in typed if name not in FIELDS]
    if unknown:
        raise NotFoundError(
            p_("shell", "An interaction has no field {field}; it has {fields}.").format(
                field=unknown[0], fields=", ".join(FIELDS)
            ),
            field=unknown[0],
        )
    for name in FIELDS:
        if name in typed:
            state = interaction_form.typed(state, name, typed[name])
    return state


def _go_on(
    state: FormState, held: Held, typed: Mapping[str, str], files: Files = (), *, done: bool, to_json: bool
) -> int:
    """Finish a resumed draft or put it aside again; one that is refused stays as it was."""
    try:
        state = filled(state, typed)
        finished = log_form(held, state, files) if done else None
        if finished is None:
            put_aside(held, state, files)
    except (RuleError, NotFoundError):
        leases.release(held.entry_id, held.holder)
        raise
    if finished is not None:
        return tell(finished, to_json=to_json)
    output.record("postponed-interactions", held.entry_id, to_json=to_json)
    return 0
