"""The verbs for attachments: of template languages, Word templates and log entries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from models.database import unit
from models.errors import NotFoundError, TouchbaseError
from models.words import np_, p_
from tui.cli import output
from tui.cli.lazy import VerbGroup
from tui.cli.merge_fields import list_fields
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

F = TypeVar("F", bound=Callable[..., Any])

_PAGE = "attachments"
_LANGUAGES = "interaction-template-languages"
_WORD_TEMPLATES = "word-templates"
_FILE = click.Path(path_type=Path, readable=False)


@click.group(cls=VerbGroup)
@everywhere
def attachment() -> None:
    """Files and texts of templates and log entries.

    WHAT is TEMPLATE/LANGUAGE, the code of a Word template, or where it says so the number of a log entry or
    of an attachment. All attachments: touchbase list attachments.
    """


def _to_json(function: F) -> F:
    return everywhere(click.option("--json", "to_json", is_flag=True, help="Print JSON.")(function))


def _replace(function: F) -> F:
    return click.option("--replace", is_flag=True, help="In place of what is there.")(function)


@attachment.command("import")
@click.argument("what")
@click.argument("file", type=_FILE)
@click.option("--text", "as_text", is_flag=True, help="As the text of messages, also without merge fields.")
@_replace
@_to_json
def import_(what: str, file: Path, as_text: bool, replace: bool, to_json: bool) -> None:
    """Give a template language its attachment, or a Word template its document, from FILE.

    The language is added to the template if it lacks it. A text with merge fields becomes the text of its
    messages; a Word document is filled in only as the document of a Word template.
    """
    from models.exchange.attachment_text import left_unfilled
    from models.exchange.files.one_file import read_file, size_limit
    from models.rules.templates import template_attachments, word_templates

    with opened():
        data = read_file(file, size_limit())
        if "/" in what:
            put = partial(template_attachments.import_file, name=file.name, data=data)
            made = _into_language(what, partial(put, replace=replace, as_text=as_text))
            notes = left_unfilled(made)
        else:
            template = _word_template(what)
            notes = word_templates.set_document(template, file.name, data, replace=replace)
            made = word_templates.document(template)
        for note in notes:
            say(note)
        _tell(made, to_json=to_json)


@attachment.command()
@click.argument("what")
@click.option(
    "--as", "extension", type=click.Choice(("docx", "txt", "md", "html")), default="docx", help="Its kind."
)
@_replace
@_to_json
def create(what: str, extension: str, replace: bool, to_json: bool) -> None:
    """Make an empty Word document, or a text to be merged; a Word template's document is one of Word."""
    from models.rules.templates import template_attachments, word_templates

    with opened():
        if "/" in what:
            put = partial(template_attachments.create, extension=extension, replace=replace)
            made = _into_language(what, put)
        else:
            template = _word_template(what)
            if extension != template_attachments.WORD:
                told = p_("shell", "A Word template begins as docx; import a {extension} file instead.")
                raise click.UsageError(told.format(extension=extension))
            word_templates.new_document(template, replace=replace)
            made = word_templates.document(template)
        _tell(made, to_json=to_json)


@attachment.command()
@click.argument("what")
@_to_json
def remove(what: str, to_json: bool) -> None:
    """Take the attachment off a template language and delete it."""
    from models.rules.templates import template_attachments

    with opened():
        row = _language(what)
        template_attachments.remove(row)
        if to_json:
            output.record(_LANGUAGES, row, to_json=True)


@attachment.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@_replace
@_to_json
def copy(source: str, target: str, replace: bool, to_json: bool) -> None:
    """Give the template language TO a copy of what FROM has, both TEMPLATE/LANGUAGE."""
    from models.rules.templates import template_attachments

    with opened():
        put = partial(template_attachments.copy, from_row=_language(source), replace=replace)
        made = _into_language(target, put)
        _tell(made, to_json=to_json)


@attachment.command()
@click.argument("what")
@click.argument("to", type=_FILE, default=".")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
@_to_json
def export(what: str, to: Path, overwrite: bool, to_json: bool) -> None:
    """Write an attachment to the file or into the folder TO; WHAT may be the number of an attachment."""
    from models.exchange.attachment_out import export as write_out

    with opened():
        file = write_out(_attachment(what), to, overwrite=overwrite)
        if to_json:
            output.json_line({"file": str(file)})
        else:
            click.echo(str(file))


@attachment.command()
@click.argument("what")
@everywhere
def show(what: str) -> None:
    """Print an attachment as text; WHAT may be the number of an attachment."""
    from models.exchange.attachment_text import as_text

    with opened():
        click.echo(as_text(_attachment(what)), nl=False)


@attachment.command()
@click.argument("what", default="")
@_to_json
def fields(what: str, to_json: bool) -> None:
    """Name the merge fields that an attachment uses, or without WHAT all that there are."""
    from models.exchange import content
    from models.queries.attachments import about, read

    if not what:
        list_fields(to_json=to_json)
        return
    with opened():
        number = _attachment(what)
        names = content.fields(about(number).extension, read(number))
        if to_json:
            output.json_line({"fields": list(names)})
        else:
            for name in names:
                click.echo(name)


@attachment.command()
@click.argument("what")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@_to_json
def add(what: str, files: tuple[Path, ...], to_json: bool) -> None:
    """Attach files to a log entry, or to what a template language sends; WHAT may be an entry number."""
    from models.exchange.files.one_file import read_file, size_limit
    from models.rules.content.attached_files import attach

    with opened():
        owner, record = _owner(what)
        read = [(file.name, read_file(file, size_limit())) for file in files]
        for name, data in read:
            line = attach(owner, record, name, data)
            output.record("attached-files", line, to_json=True) if to_json else click.echo(name)


@attachment.command("files")
@click.argument("what")
@_to_json
def files_(what: str, to_json: bool) -> None:
    """List what a log entry or a template language has attached; WHAT may be an entry number."""
    from models.queries.attached_files import files_of

    with opened():
        for file in files_of(*_owner(what)):
            row = file.attachment
            if to_json:
                output.json_line(output.plain(_PAGE, row.id))
            else:
                click.echo(f"{row.id}\t{row.name}\t{row.size}")


@attachment.command()
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@_to_json
def move(progress: bool, to_json: bool) -> int:
    """Move all attachments to where Marketing Setup says; ended half-way, it goes on next time."""
    from models.rules.content.storage import move as moving
    from tui.cli.following import Progress, ended_by_signals

    with opened(), ended_by_signals():
        moved = stayed = 0
        told = p_("shell", "{number} attachments moved")
        tell = Progress(
            lambda number: told.format(number=number),
            wanted=progress,
            json=(lambda number: output.json_line({"moved": number})) if to_json else None,
        )
        for step in moving():
            moved, stayed = moved + (not step.problem), stayed + bool(step.problem)
            if step.problem:
                click.echo(step.problem, err=True)
            tell(moved)
        tell.end()
        if to_json:
            output.json_line({"moved": moved, "stayed": stayed})
        else:
            done = np_("shell", "Moved {number} attachment.", "Moved {number} attachments.", moved)
            click.echo(done.format(number=moved))
        return 1 if stayed else 0


def _tell(number: int, *, to_json: bool) -> None:
    output.record(_PAGE, number, to_json=to_json)


def _language(what: str) -> int:
    from models.queries import records

    return records.find(_LANGUAGES, what)


@unit
def _into_language(what: str, put: Callable[[int], int]) -> int:
    """Give a template language its attachment; the language is added if the template lacks it, or neither."""
    from models.queries import records
    from models.rules.templates.changes import ensure_language

    try:
        row = _language(what)
    except NotFoundError:
        template, _, language = what.rpartition("/")
        ensure_language(records.find("interaction-templates", template), records.find("languages", language))
        row = _language(what)
    return put(row)


def _word_template(what: str) -> int:
    from models.queries import records

    return records.find(_WORD_TEMPLATES, what)


def _attachment(what: str) -> int:
    """The attachment that is meant: by its number, or that of a template language or Word template."""
    from models.queries.template_contents import row_content
    from models.rules.templates import word_templates

    if what.isdecimal():
        return int(what)
    if "/" not in what:
        return word_templates.document(_word_template(what))
    found = row_content(_language(what)).attachment
    if found is None:
        raise NotFoundError(p_("shell", "{what} has no attachment.").format(what=what))
    return found


def _owner(what: str) -> tuple[Any, int]:
    from models.queries import records
    from models.queries.attached_files import Owner

    if what.isdecimal():
        return Owner.ENTRY, records.find("log-entries", what)
    if "/" not in what:
        raise TouchbaseError(p_("shell", "Give the number of a log entry, or TEMPLATE/LANGUAGE."))
    return Owner.TEMPLATE_LANGUAGE, _language(what)
