"""The verbs for what a segment and its lines send: segment content."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import NotFoundError
from models.queries import attachments, records, segment_contents
from models.text import cell_safe
from models.words import np_, p_
from tui.cli import output
from tui.cli.lazy import VerbGroup
from tui.cli.opening import confirmed, opened, say
from tui.cli.options import everywhere

if TYPE_CHECKING:
    from models.queries.segment_contents import Source
    from models.rules.segments.content_rows import Place

_FILE = click.Path(dir_okay=False, path_type=Path, readable=False)


@click.group(cls=VerbGroup)
@everywhere
def content() -> None:
    """Show and change what a segment sends, in each language, or one of its lines."""


def _at_a_place(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the argument and options that say whose content is meant, as `where`."""

    @wraps(function)
    def placed(segment: str, language: str | None, line: int | None, **given: Any) -> Any:
        if language is not None and line is not None:
            raise click.UsageError(p_("shell", "Give --language or --line, not both."))
        with opened():
            return function(where=_place(segment, language, line), **given)

    takes: Callable[..., Any] = everywhere(placed)
    takes = click.option("--line", type=int, metavar="NUMBER", help="The content of this line alone.")(takes)
    takes = click.option("--language", metavar="CODE", help="Without it the default language.")(takes)
    return click.argument("segment")(takes)


@content.command("list")
@click.argument("segment")
@click.option("--json", "to_json", is_flag=True, help="One JSON object for each content.")
@everywhere
def list_(segment: str, to_json: bool) -> None:
    """List what SEGMENT sends by language, and the lines with content of their own."""
    from models.queries.line_problems import standing

    with opened():
        record = records.find("segments", segment)
        shared = segment_contents.of_segment(record)
        own = segment_contents.of_lines(standing(record))
        for source in (*shared.values(), *own.values()):
            known = _known(source)
            if to_json:
                output.json_line(known)
            else:
                where = known["language_code"] if source.line is None else known["line_no"]
                names = ", ".join(str(name) for name in (known["attachment"], *known["files"]) if name)
                told = (str(where or "-"), str(known["word_template_code"] or names), source.subject)
                click.echo("\t".join(map(cell_safe, told)))


@content.command("import")
@_at_a_place
@click.argument("file", type=_FILE)
@click.option("--text", "as_text", is_flag=True, help="It is the text of the message, with merge fields.")
@click.option("--json", "to_json", is_flag=True, help="Print the attachment as JSON.")
def import_(where: Place, file: Path, as_text: bool, to_json: bool) -> None:
    """Make FILE what SEGMENT sends, or one of its lines: a .docx, a PDF, a text, anything."""
    from models.exchange import bodies
    from models.exchange.attachment_text import left_unfilled
    from models.exchange.files.one_file import read_file, size_limit
    from models.file_names import extension_of
    from models.rules.segments import content as rules

    data = read_file(file, size_limit())
    if as_text:
        extension = extension_of(file.name)
        made = rules.write(where, bodies.decode(data), extension if extension in bodies.EXTENSIONS else "txt")
    else:
        made = rules.import_file(where, file.name, data)
        for note in left_unfilled(made):
            say(note)
    output.record("attachments", made, to_json=to_json)


@content.command()
@_at_a_place
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
def attach(where: Place, files: tuple[Path, ...]) -> None:
    """Let FILEs go along with what SEGMENT sends, or one of its lines."""
    from models.exchange.files.one_file import read_file, size_limit
    from models.rules.segments import content as rules

    read = [(file.name, read_file(file, size_limit())) for file in files]
    for name, data in read:
        rules.attach(where, name, data)


@content.command()
@_at_a_place
@click.argument("name")
def detach(where: Place, name: str) -> None:
    """Take the file NAME off what SEGMENT sends, or one of its lines."""
    from models.rules.segments import content as rules

    source = rules.at(where)
    for number in source.files if source else ():
        if attachments.about(number).name == name:
            rules.detach(where, number)
            return
    raise NotFoundError(p_("shell", "No file {name} goes along.").format(name=name))


@content.command()
@_at_a_place
@click.argument("to", type=click.Path(path_type=Path), default=".")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
def export(where: Place, to: Path, overwrite: bool) -> None:
    """Write what SEGMENT sends, or one of its lines, to the file or into the folder TO."""
    from models.exchange.attachment_out import export as write_out
    from models.rules.segments import content as rules

    source = rules.at(where)
    if source is None or source.attachment is None:
        raise NotFoundError(p_("shell", "There is no attachment to export."))
    click.echo(str(write_out(source.attachment, to, overwrite=overwrite)))


@content.command()
@_at_a_place
@click.argument("subject")
def subject(where: Place, subject: str) -> None:
    """Give what SEGMENT sends in a language a SUBJECT of its own."""
    from models.rules.segments import content as rules

    rules.describe(where, subject=subject)


@content.command()
@_at_a_place
def remove(where: Place) -> None:
    """Remove what SEGMENT sends in a language; a line sends again what it inherits."""
    from models.rules.segments import content as rules

    rules.remove(where)


@content.command()
@click.argument("segment")
@click.option("--json", "to_json", is_flag=True, help="Print the number of languages as JSON.")
@everywhere
def refresh(segment: str, to_json: bool) -> None:
    """Take what SEGMENT sends from its template again, in all languages; contents of lines stay."""
    from models.rules.segments.content_refresh import refresh as take

    with opened() as options:
        record = records.find("segments", segment)
        shared = segment_contents.of_segment(record).values()
        question = p_("shell", "Replace what segment {segment} sends by what its template sends?")
        is_filled = any(not source.is_blank for source in shared)
        if is_filled and not confirmed(options, question.format(segment=segment)):
            return
        number = take(record)
        if to_json:
            output.json_line({"languages": number})
            return
        told = np_("shell", "Taken in {number} language.", "Taken in {number} languages.", number)
        click.echo(told.format(number=number))


@content.command()
@click.argument("line", metavar="SEGMENT/LINE")
@everywhere
def preview(line: str) -> None:
    """Print what the contact of a line gets, its fields filled in."""
    from models.rules.segments import preview as rules

    with opened():
        click.echo(rules.preview(records.find("segment-lines", line)), nl=False)


def _place(segment: str, language: str | None, line: int | None) -> Place:
    from models.rules.segments.content_rows import Place, default_place

    record = records.find("segments", segment)
    if line is not None:
        return Place(record, line=records.find("segment-lines", f"{segment}/{line}"))
    if language is None:
        return default_place(record)
    return Place(record, language=records.find("languages", language))


def _known(source: Source) -> dict[str, Any]:
    """A content as JSON."""

    def code(page: str, record: int | None, name: str) -> Any:
        return None if record is None else records.view(page, record).values[name]

    names = [attachments.about(number).name for number in source.files]
    about = attachments.about(source.attachment) if source.attachment is not None else None
    return {
        "language_code": code("languages", source.language, "code"),
        "line_no": code("segment-lines", source.line, "line_no"),
        "subject": source.subject,
        "attachment": about.name if about else None,
        "attachment_no": about.id if about else None,
        "is_text": bool(about and about.is_body),
        "word_template_code": code("word-templates", source.word_template, "code"),
        "files": names,
    }
