"""The verbs for records of any page: list, show, new, set, delete, pages, fields.

The rules are imported by the verbs that write: listing starts without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from models.about import Value
from models.pages import PAGES, page
from models.queries import records
from models.queries.lists import columns, windows
from models.queries.lists.rows import Filter, Question
from models.words import np_, p_, translate
from tui.cli import output
from tui.cli.opening import confirmed, opened, say
from tui.cli.options import everywhere, narrowing

_AT_ONCE = 500


def assignments(pairs: Sequence[str]) -> dict[str, str]:
    """`FIELD=VALUE` arguments as a mapping.

    One without an equals sign and a field given twice are usage errors.
    """
    given: dict[str, str] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(p_("shell", "{pair} is not FIELD=VALUE.").format(pair=pair))
        if name.strip() in given:
            raise click.UsageError(p_("shell", "{field} is given twice.").format(field=name.strip()))
        given[name.strip()] = text
    return given


def filters(pairs: Sequence[str]) -> tuple[Filter, ...]:
    """`Field=expression` options as filters."""
    return tuple(Filter(name, expression) for name, expression in assignments(pairs).items())


@click.command("list")
@click.argument("page_name", metavar="PAGE")
@narrowing
@click.option("--order", default="", metavar="FIELD", help="The field to order by; -FIELD for the reverse.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many rows.")
@click.option("--fields", "names", default="", metavar="A,B", help="The fields to show.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV with a header.")
@click.option("--ids", "form", flag_value="ids", help="Only the keys, one a line.")
@everywhere
def list_(
    page_name: str,
    filtered: Sequence[str],
    search: str,
    order: str,
    limit: int | None,
    names: str,
    form: str | None,
) -> None:
    """List the records of PAGE."""
    of = page(page_name)
    shown = tuple(name.strip() for name in names.split(",") if name.strip()) or of.columns
    if not names and of.key and of.key[0] not in shown:
        shown = (of.key[0], *shown)
    if of.single:
        shown = shown or tuple(columns.abouts(of.name))
    if form == "ids":
        shown = of.key
    descending = order.startswith("-") if order else of.descending
    ordered = order.lstrip("-") or of.order
    question = Question(of.name, shown, ordered, descending, filters(filtered), search)
    with opened():
        abouts = [columns.about(of.name, name) for name in shown]
        output.listing(abouts, _rows(question, limit), form=form or "")


def _rows(question: Question, limit: int | None) -> Iterator[tuple[Value, ...]]:
    """The rows of a list, window by window, so that a list of any length needs little memory."""
    anchor, left = None, limit
    while left is None or left > 0:
        size = min(_AT_ONCE, left) if left is not None else _AT_ONCE
        window = windows.window(question, anchor, limit=size)
        yield from (row.cells for row in window.rows)
        if window.at_end or not window.rows:
            return
        anchor = window.rows[-1]
        left = None if left is None else left - len(window.rows)


@click.command()
@click.argument("page_name", metavar="PAGE")
@click.argument("key", default="")
@click.option("--json", "to_json", is_flag=True, help="One JSON object.")
@everywhere
def show(page_name: str, key: str, to_json: bool) -> None:
    """Show the record KEY of PAGE; parts of a key are joined by a slash."""
    page(page_name)
    with opened():
        output.record(page_name, records.find(page_name, key), to_json=to_json)


@click.command()
@click.argument("page_name", metavar="PAGE")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--json", "to_json", is_flag=True, help="Print the record as JSON.")
@everywhere
def new(page_name: str, pairs: Sequence[str], to_json: bool) -> None:
    """Create a record of PAGE."""
    from models.rules import records as rules

    page(page_name)
    typed = assignments(pairs)
    with opened():
        done = rules.create(page_name, typed)
        _told(done.notes)
        output.record(page_name, done.id, to_json=to_json)


@click.command("set")
@click.argument("page_name", metavar="PAGE")
@click.argument("arguments", metavar="[KEY] FIELD=VALUE...", nargs=-1)
@click.option(
    "--update-lines",
    type=click.Choice(["changed", "all", "none"]),
    help="Which lines of a segment follow: those with the old value (so without it), all, none.",
)
@click.option("--json", "to_json", is_flag=True, help="Print the record as JSON.")
@everywhere
def set_(page_name: str, arguments: Sequence[str], update_lines: str | None, to_json: bool) -> None:
    """Change fields of the record KEY of PAGE; the set-up pages with one record need no KEY."""
    from models.rules import records as rules

    if update_lines and page_name != "segments":
        raise click.UsageError(p_("shell", "--update-lines is for segments only."))
    single = page(page_name).single
    keyed = bool(arguments) and ("=" not in arguments[0] or not single)
    key, pairs = (arguments[0], arguments[1:]) if keyed else ("", arguments)
    typed = assignments(pairs)
    if not typed:
        raise click.UsageError(p_("shell", "Nothing to set: give FIELD=VALUE."))
    with opened():
        record_id = records.find(page_name, key)
        version = records.view(page_name, record_id).version
        if page_name == "segments":
            from tui.cli.segment.header import change

            done = change(record_id, version, typed, update_lines)
        else:
            done = rules.change(page_name, record_id, version, typed)
        _told(done.notes)
        output.record(page_name, record_id, to_json=to_json)


@click.command()
@click.argument("page_name", metavar="PAGE")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--json", "to_json", is_flag=True, help="Print the number as JSON.")
@everywhere
def delete(page_name: str, keys: Sequence[str], to_json: bool) -> None:
    """Delete records of PAGE: all of them, or none when one is refused."""
    from models.rules import records as rules

    page(page_name)
    with opened() as options:
        ids = list(dict.fromkeys(records.find(page_name, key) for key in keys))
        number = len(ids)
        question = np_("shell", "Delete {number} record?", "Delete {number} records?", number)
        if confirmed(options, question.format(number=number)):
            rules.delete(page_name, ids)
            if to_json:
                output.json_line({"deleted": number})
                return
            done = np_("shell", "Deleted {number} record.", "Deleted {number} records.", number)
            say(done.format(number=number))


@click.command()
@click.option("--json", "to_json", is_flag=True, help="One JSON object a line.")
@everywhere
def pages(to_json: bool) -> None:
    """List the pages that list, show, new, set, delete and export know."""
    for one in PAGES:
        _line(to_json, {"page": one.name, "caption": translate(one.caption)})


@click.command()
@click.argument("page_name", metavar="PAGE")
@click.option("--json", "to_json", is_flag=True, help="One JSON object a line.")
@everywhere
def fields(page_name: str, to_json: bool) -> None:
    """List the fields of PAGE: name, caption, kind, and what may be typed."""
    of = page(page_name)
    for name, about in columns.abouts(of.name).items():
        options = "|".join(translate(caption) for _, caption in about.choices if caption)
        _line(
            to_json,
            {
                "field": name,
                "caption": translate(about.caption),
                "kind": about.kind.value,
                "length": about.length,
                "required": about.required,
                "editable": about.editable,
                "options": options or about.refers_to,
                "tip": translate(about.tip),
            },
        )


def _line(to_json: bool, data: Mapping[str, object]) -> None:
    if to_json:
        output.json_line(data)
        return
    words = (
        p_("value", "Yes") if value is True else str(value) for value in data.values() if value is not False
    )
    click.echo("\t".join(words))


def _told(notes: Sequence[str]) -> None:
    for note in notes:
        say(note)
